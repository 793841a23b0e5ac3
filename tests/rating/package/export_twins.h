#ifndef TECHFLOW_TESTS_RATING_PACKAGE_EXPORT_TWINS_H_
#define TECHFLOW_TESTS_RATING_PACKAGE_EXPORT_TWINS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rating/dmn/decision_graph.h"
#include "rating/evidence/context.h"
#include "rating/evidence/view.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/value_text.h"
#include "rating/grading_names.h"
#include "rating/package/case_library.h"
#include "rating/package/dmn_export.h"
#include "rating/package/dmn_export_writer.h"
#include "rating/package_files.h"
#include "rating/rating_model.h"
#include "tests/rating/package/plain_value.h"

namespace techflow::package {

inline std::string StatusWord(v1::RatingStatus status) {
  switch (status) {
    case v1::RATING_STATUS_RATED:
      return "\"rated\"";
    case v1::RATING_STATUS_PROVISIONAL:
      return "\"provisional\"";
    default:
      return "\"unratable\"";
  }
}

inline std::string AnswerText(v1::Verdict answer) {
  switch (answer) {
    case v1::VERDICT_MET:
      return "true";
    case v1::VERDICT_NOT_MET:
      return "false";
    default:
      return "null";
  }
}

// As FEEL writes it; null where there is no number.
inline std::string NumberText(const v1::Decimal& number) {
  if (number.value().empty()) return "null";
  return feel::ToText(feel::Value::Number(*Decimal::Parse(number.value())));
}

// A model and the decisions of its export.
class Twins {
 public:
  explicit Twins(const v1::ModelPackage& package) {
    feel::Diagnostics diagnostics;
    const scorecard::Catalog catalog = scorecard::BuildStandardCatalog();
    model_ = rating::RatingModel::Compile(package, catalog, diagnostics);
    const auto xml = ExportDmn(package, catalog, diagnostics);
    EXPECT_EQ(diagnostics.ToString(), "");
    if (!xml.has_value()) return;
    xml_ = *xml;
    std::vector<feel::Scope::Name> inputs;
    for (const feel::Member& name : layout_.names()) {
      inputs.push_back({name.name, {}});
    }
    // Not even a warning: names are known and types fit.
    graph_ = dmn::DecisionGraph::Compile(
        "export.dmn", xml_, inputs, feel::Dialect::kConformance, diagnostics);
    CompileRules(package);
    EXPECT_EQ(diagnostics.ToString(), "");
  }

  bool ok() const { return model_ != nullptr && graph_ != nullptr; }
  const std::string& xml() const { return xml_; }
  int rated_count() const { return rated_count_; }
  int refused_count() const { return refused_count_; }
  int64_t decision_count() const { return decision_count_; }

  void Compare(const CaseSubject& subject) {
    const v1::Evidence view =
        evidence::ViewAsOf(subject.evidence, subject.as_of_date);
    const auto assessment = model_->Assess(view, subject.as_of_date);
    // Where a rule of the model is wrong for the evidence, the file promises
    // nothing.
    if (!assessment.ok()) {
      ++refused_count_;
      return;
    }
    const v1::Date& day = subject.as_of_date;
    feel::Evaluation evaluation(
        {*feel::MakeDate(day.year(), day.month(), day.day()), {}, {}});
    dmn::DecisionGraph::Run run(*graph_, evaluation);
    int slot = 0;
    for (const feel::Value& value :
         layout_.ValuesOf(view, day, evaluation.arena())) {
      run.Set(slot++, PlainValue(value, evaluation.arena()));
    }
    const auto text = [&](const std::string& decision) {
      const auto found = graph_->FindDecision(decision);
      EXPECT_TRUE(found.has_value()) << decision;
      return found ? feel::ToText(run.EvaluateDecision(*found)) : "";
    };
    if (model_->definition().dimensions_size() > 0) {
      CompareLines(*assessment, text);
      CompareScore(*assessment, text);
    }
    EXPECT_EQ(text("status"), StatusWord(assessment->status()));
    for (const v1::ClauseResult& clause : assessment->rubric().clauses()) {
      EXPECT_EQ(text("answer_" + clause.id()), AnswerText(clause.answer()))
          << clause.id();
    }
    EXPECT_TRUE(run.status().ok()) << run.status();
    CompareRules(view, day, *assessment, run);
    if (assessment->status() != v1::RATING_STATUS_UNRATABLE) ++rated_count_;
  }

 private:
  // The text of a decision's value.
  using TextOf = std::function<std::string(const std::string& decision)>;

  void CompareLines(const v1::Assessment& assessment, const TextOf& text) {
    if (model_->definition().segments_size() > 0) {
      EXPECT_EQ(text("segment_id"), "\"" + assessment.segment() + "\"");
    }
    for (const v1::DimensionResult& dimension : assessment.dimensions()) {
      EXPECT_EQ(text("dimension_" + dimension.id()),
                NumberText(dimension.points()))
          << dimension.id();
      for (const v1::IndicatorResult& indicator : dimension.indicators()) {
        EXPECT_EQ(text("measure_" + indicator.id()),
                  indicator.measure_text().empty()
                      ? NumberText(indicator.measure())
                      : "\"" + indicator.measure_text() + "\"")
            << indicator.id();
        EXPECT_EQ(text("points_" + indicator.id()),
                  indicator.missing() ? "null" : NumberText(indicator.points()))
            << indicator.id();
        EXPECT_EQ(text("contribution_" + indicator.id()),
                  NumberText(indicator.contribution()))
            << indicator.id();
      }
    }
  }

  void CompareScore(const v1::Assessment& assessment, const TextOf& text) {
    EXPECT_EQ(text("completeness"), NumberText(assessment.completeness()));
    EXPECT_EQ(text("base score"), NumberText(assessment.base_score()));
    EXPECT_EQ(text("score"), NumberText(assessment.score()));
    EXPECT_EQ(text("grade"), assessment.grade().empty()
                                 ? "null"
                                 : "\"" + assessment.grade() + "\"");
    for (const v1::CorrectionResult& correction : assessment.corrections()) {
      EXPECT_EQ(text("applies_" + correction.id()),
                correction.applied() ? "true" : "false")
          << correction.id();
    }
    if (graph_->FindDecision("lowest score").has_value()) {
      EXPECT_EQ(text("lowest score"), NumberText(assessment.lowest_score()));
      EXPECT_EQ(text("highest score"), NumberText(assessment.highest_score()));
    }
  }

  // The rules alone, in their own dialect.
  void CompileRules(const v1::ModelPackage& package) {
    std::vector<feel::Scope::Name> inputs;
    for (const feel::Member& name : layout_.names()) {
      inputs.push_back({name.name, name.type});
    }
    const rating::GradingNames grading(model_->definition());
    for (const feel::Member& name : grading.members()) {
      inputs.push_back({name.name, name.type});
    }
    feel::Diagnostics diagnostics;
    const auto files = rating::PackageFiles::Sort(package, diagnostics);
    rules_ = dmn::DecisionGraph::Compile(files->rules->path(),
                                         files->rules->content(), inputs,
                                         feel::Dialect::kStrict, diagnostics);
    EXPECT_EQ(diagnostics.ToString(), "");
  }

  // Every decision of the rules, used by the scorecard or not, has the value
  // that it has in the export.
  void CompareRules(const v1::Evidence& view, const v1::Date& day,
                    const v1::Assessment& assessment,
                    dmn::DecisionGraph::Run& exported) {
    feel::Evaluation evaluation(
        {*feel::MakeDate(day.year(), day.month(), day.day()), {}, {}});
    feel::Arena& arena = evaluation.arena();
    dmn::DecisionGraph::Run run(*rules_, evaluation);
    int slot = 0;
    for (const feel::Value& value : layout_.ValuesOf(view, day, arena)) {
      run.Set(slot++, value);
    }
    const auto set = [&](rating::GradingName name, const feel::Value& value) {
      run.Set(slot + static_cast<int>(name), value);
    };
    const auto grading = model_->Grade(view, day);
    ASSERT_TRUE(grading.ok()) << grading.status();
    ASSERT_EQ(grading->grade, assessment.grade());
    const rating::GradingNames names(model_->definition());
    names.RevealPoints(*grading, arena, set);
    rating::GradingNames::RevealGrade(*grading, arena, set);
    rating::GradingNames::RevealVerdict(*grading, arena, set);
    for (const int decision : rules_->decision_slots()) {
      const std::string& name = rules_->scope().at(decision).name;
      const feel::Value value = run.EvaluateDecision(decision);
      // From the first error on nothing is promised.
      if (!run.status().ok()) return;
      const auto found = graph_->FindDecision(PortableName(name));
      ASSERT_TRUE(found.has_value()) << name;
      EXPECT_EQ(feel::ToText(exported.EvaluateDecision(*found)),
                feel::ToText(value))
          << name;
      ++decision_count_;
    }
  }

  evidence::EvidenceLayout layout_;
  std::shared_ptr<const dmn::DecisionGraph> rules_;
  int64_t decision_count_ = 0;
  std::shared_ptr<const rating::RatingModel> model_;
  std::shared_ptr<const dmn::DecisionGraph> graph_;
  std::string xml_;
  int rated_count_ = 0;
  int refused_count_ = 0;
};

}  // namespace techflow::package

#endif  // TECHFLOW_TESTS_RATING_PACKAGE_EXPORT_TWINS_H_
