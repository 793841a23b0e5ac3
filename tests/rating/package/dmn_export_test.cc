// A model and its plain DMN file, held against each other: the engine of the
// scorecard on one side, on the other decisions in the standard's dialect that
// know nothing of missing evidence but null.

#include "rating/package/dmn_export.h"

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/dmn/decision_graph.h"
#include "rating/evidence/context.h"
#include "rating/evidence/view.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/value_text.h"
#include "rating/grading_names.h"
#include "rating/package/case_library.h"
#include "rating/package/dmn_export_writer.h"
#include "rating/package_files.h"
#include "rating/rating_model.h"
#include "tests/rating/package/plain_value.h"
#include "tests/rating/package/random_evidence.h"
#include "tests/rating/small_package.h"

namespace techflow::package {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

const fs::path kSource = TECHFLOW_SOURCE_DIR;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

v1::ModelPackage ReadPackage(const std::string& id) {
  const fs::path folder = kSource / "rating/models" / id;
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path extension = entry.path().extension();
    if (extension == ".txtpb" || extension == ".dmn") {
      paths.push_back(fs::relative(entry.path(), folder).generic_string());
    }
  }
  std::sort(paths.begin(), paths.end());
  v1::ModelPackage package;
  for (const std::string& path : paths) {
    v1::ModelFile& file = *package.add_files();
    file.set_path(path);
    file.set_content(ReadFile(folder / path));
  }
  return package;
}

v1::Date Day(int year, int month, int day) {
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

std::vector<CaseSubject> Examples() {
  std::vector<CaseSubject> subjects;
  for (const char* folder : {"fictional", "panel"}) {
    for (const auto& entry :
         fs::directory_iterator(kSource / "clients/examples" / folder)) {
      if (entry.path().extension() != ".json") continue;
      CaseSubject subject;
      const auto status = google::protobuf::util::JsonStringToMessage(
          ReadFile(entry.path()), &subject.evidence);
      EXPECT_TRUE(status.ok()) << entry.path() << ": " << status.ToString();
      subject.as_of_date = Day(2026, 6, 30);
      subjects.push_back(subject);
      // The panel is of another time.
      subject.as_of_date = Day(1990, 6, 30);
      subjects.push_back(std::move(subject));
    }
  }
  return subjects;
}

std::vector<CaseSubject> Cases(const v1::ModelPackage& package) {
  feel::Diagnostics diagnostics;
  const auto files = rating::PackageFiles::Sort(package, diagnostics);
  const CaseLibrary library(files->cases, diagnostics);
  std::vector<CaseSubject> subjects;
  for (const CaseFile& file : library.cases()) {
    if (auto subject = library.SubjectOf(file)) {
      subjects.push_back(*std::move(subject));
    }
  }
  EXPECT_EQ(diagnostics.ToString(), "");
  return subjects;
}

std::string StatusWord(v1::RatingStatus status) {
  switch (status) {
    case v1::RATING_STATUS_RATED:
      return "\"rated\"";
    case v1::RATING_STATUS_PROVISIONAL:
      return "\"provisional\"";
    default:
      return "\"unratable\"";
  }
}

std::string AnswerText(v1::Verdict answer) {
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
std::string NumberText(const v1::Decimal& number) {
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
    const rating::GradingNames grading(model_->definition());
    grading.RevealPoints(assessment, arena, set);
    grading.RevealGrade(assessment, arena, set);
    rating::GradingNames::RevealVerdict(assessment, arena, set);
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

void CompareOnAll(const std::string& id) {
  const v1::ModelPackage package = ReadPackage(id);
  Twins twins(package);
  ASSERT_TRUE(twins.ok());
  std::vector<CaseSubject> subjects = Cases(package);
  const std::vector<CaseSubject> examples = Examples();
  subjects.insert(subjects.end(), examples.begin(), examples.end());
  for (size_t i = 0; i < subjects.size(); ++i) {
    SCOPED_TRACE("subject " + std::to_string(i));
    twins.Compare(subjects[i]);
    if (testing::Test::HasFailure()) return;
  }
  constexpr int kRandomCompanies = 1000;
  RandomEvidence random(/*seed=*/2026);
  for (int i = 0; i < kRandomCompanies; ++i) {
    SCOPED_TRACE("random company " + std::to_string(i));
    CaseSubject subject = subjects[random.Below(subjects.size())];
    const CaseSubject& other = subjects[random.Below(subjects.size())];
    random.Change(other.evidence, subject.evidence);
    twins.Compare(subject);
    if (testing::Test::HasFailure()) return;
  }
  // Else the comparison would say little.
  EXPECT_GT(twins.rated_count(), kRandomCompanies / 20);
  EXPECT_LT(twins.refused_count(), kRandomCompanies / 10);
  EXPECT_GT(twins.decision_count(), 10 * kRandomCompanies);
  testing::Test::RecordProperty("rated", twins.rated_count());
  testing::Test::RecordProperty("refused", twins.refused_count());
}

TEST(DmnExport, OfTechflowGivesItsScoresAndGrades) { CompareOnAll("techflow"); }

TEST(DmnExport, OfTechnologySmeGivesItsScoresAndAnswers) {
  CompareOnAll("tech-sme-2017");
}

TEST(DmnExport, OfSpecialisedSmeGivesItsScoresAndAnswers) {
  CompareOnAll("specialised-sme-2026");
}

// It has no scorecard.
TEST(DmnExport, OfStarMarketGivesItsAnswers) { CompareOnAll("star-2024"); }

v1::ModelPackage WithScoring(const std::string& scoring) {
  const std::string bands =
      "kind: 'bands'\n"
      "      bands { when: '< 0.03' points { value: '20' } text { zh: '低' en: "
      "'low' } }\n"
      "      bands { when: '[0.03..0.06)' points { value: '60' } text { zh: "
      "'中' en: 'middling' } }\n"
      "      bands { when: '>= 0.06' points { value: '100' } text { zh: '高' "
      "en: 'high' } }\n";
  return rating::Changed(rating::SmallPackage(), bands, scoring);
}

std::string SmallProblems(const v1::ModelPackage& package) {
  feel::Diagnostics diagnostics;
  const auto xml =
      ExportDmn(package, scorecard::BuildStandardCatalog(), diagnostics);
  EXPECT_EQ(xml.has_value(), !diagnostics.has_errors());
  return diagnostics.ToString();
}

// Companies with all kinds of R&D intensity.
void CompareSmall(const v1::ModelPackage& package) {
  Twins twins(package);
  ASSERT_TRUE(twins.ok());
  CaseSubject subject;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      rating::SmallEvidenceText(), &subject.evidence));
  subject.as_of_date = Day(2026, 6, 30);
  for (const char* spend :
       {"", "0", "1", "2.9999", "3", "4.5", "5", "6", "80"}) {
    SCOPED_TRACE(spend);
    v1::FiscalYear& year = *subject.evidence.mutable_fiscal_years()->rbegin();
    year.mutable_revenue()->set_value("100");
    year.clear_rd_spend();
    if (*spend != 0) year.mutable_rd_spend()->set_value(spend);
    twins.Compare(subject);
  }
  EXPECT_EQ(twins.refused_count(), 0);
}

TEST(DmnExport, KnowsPercentiles) {
  CompareSmall(WithScoring(
      "kind: 'percentile'\n peers { as_of_date { year: 2026 month: 1 day: 1 } "
      "source { zh: '例' en: 'Example' } counts { value { value: '0.01' } "
      "count: "
      "3 } counts { value { value: '0.03' } count: 4 } counts { value { value: "
      "'0.05' } count: 2 } }\n"));
}

TEST(DmnExport, KnowsFormulas) {
  CompareSmall(WithScoring(
      "kind: 'expression'\n expression: 'if measure < 0.05 then measure / 3 "
      "else min(100, measure * 1000)'\n"));
}

TEST(DmnExport, KnowsLookupTables) {
  CompareSmall(
      WithScoring("kind: 'lookup_table'\n entries { key: '0.03' points { "
                  "value: '30' } text "
                  "{ zh: '三' en: 'three' } } entries { key: '0.050' points { "
                  "value: '50' } "
                  "text { zh: '五' en: 'five' } } entries { points { value: "
                  "'7' } text { zh: "
                  "'其他' en: 'other' } }\n"));
}

// A decision over `intensity`, which may be missing, by a table.
v1::ModelPackage WithTable(const std::string& policy, const std::string& rules,
                           const std::string& default_entry = "") {
  const std::string decision =
      "<decision id='t' name='level'><variable name='level'/>"
      "<informationRequirement><requiredDecision href='#d1'/>"
      "</informationRequirement><decisionTable " +
      policy +
      "><input><inputExpression typeRef='number'><text>intensity</text>"
      "</inputExpression></input><output typeRef='number'>" +
      default_entry + "</output>" + rules + "</decisionTable></decision>";
  return rating::Changed(rating::SmallPackage(), "</definitions>",
                         decision + "</definitions>");
}

std::string Rule(const std::string& condition, const std::string& output) {
  return "<rule><inputEntry><text>" + condition +
         "</text></inputEntry><outputEntry><text>" + output +
         "</text></outputEntry></rule>";
}

TEST(DmnExport, KeepsAFirstRuleOpenAboveOneThatMatches) {
  CompareSmall(
      WithTable("hitPolicy='FIRST'", Rule("&gt; 0.05", "1") + Rule("-", "2")));
}

TEST(DmnExport, KeepsDefaultsForWhatIsKnown) {
  CompareSmall(WithTable(
      "hitPolicy='UNIQUE'", Rule("&gt; 0.05", "1") + Rule("&lt; 0.03", "2"),
      "<defaultOutputEntry><text>7</text></defaultOutputEntry>"));
}

TEST(DmnExport, KeepsNegatedTestsOpen) {
  CompareSmall(WithTable("hitPolicy='UNIQUE'",
                         Rule("not(0.03)", "1") + Rule("0.03", "2")));
  CompareSmall(
      WithTable("hitPolicy='FIRST'", Rule("!= 0.03", "1") + Rule("-", "2")));
}

TEST(DmnExport, KeepsCollectionsOpen) {
  CompareSmall(WithTable("hitPolicy='COLLECT'",
                         Rule("&gt;= 0.03", "1") + Rule("-", "2")));
  CompareSmall(WithTable("hitPolicy='COLLECT' aggregation='SUM'",
                         Rule("not(0.03, 0.05)", "1") + Rule("-", "2")));
}

TEST(DmnExport, RefusesPrioritiesThatHangOnWhatIsMissing) {
  EXPECT_THAT(
      SmallProblems(WithTable(
          "hitPolicy='PRIORITY'", Rule("&gt;= 0.03", "1") + Rule("-", "2"),
          "<outputValues><text>1, 2</text></outputValues>")),
      HasSubstr("hit policy PRIORITY"));
}

TEST(DmnExport, RefusesWhatHasNoCounterpart) {
  EXPECT_THAT(
      SmallProblems(rating::Changed(rating::SmallPackage(), "'weighted_mean'",
                                    "'weighted_geometric_mean'")),
      HasSubstr("a weight scheme of kind `weighted_geometric_mean` cannot be "
                "exported; expected `weighted_mean` or `sum_of_points`"));
}

TEST(DmnExport, RefusesRulesThatTakeItsNames) {
  v1::ModelPackage package = rating::SmallPackage();
  for (v1::ModelFile& file : *package.mutable_files()) {
    const std::string from = "name=\"admission\"";
    for (size_t at = file.content().find(from); at != std::string::npos;
         at = file.content().find(from)) {
      file.mutable_content()->replace(at, from.size(), "name=\"weights\"");
    }
  }
  EXPECT_THAT(SmallProblems(rating::Changed(std::move(package),
                                            "expression: 'admission'",
                                            "expression: 'weights'")),
              HasSubstr("the rules have a name `weights`, which the exported "
                        "file needs"));
}

}  // namespace
}  // namespace techflow::package
