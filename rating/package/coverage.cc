#include "rating/package/coverage.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "rating/dmn/reader.h"
#include "rating/evidence/view.h"
#include "rating/package/case_library.h"
#include "rating/package_files.h"

namespace techflow::package {
namespace {

// Things by sort; true where a case touched one.
class Things {
 public:
  void Add(const std::string& sort, std::string thing) {
    if (!groups_.contains(sort)) order_.push_back(sort);
    groups_[sort].try_emplace(std::move(thing), false);
  }
  void Touch(const std::string& sort, const std::string& thing) {
    const auto group = groups_.find(sort);
    if (group == groups_.end()) return;
    const auto found = group->second.find(thing);
    if (found != group->second.end()) found->second = true;
  }
  std::vector<CoverageGroup> Groups() const {
    std::vector<CoverageGroup> groups;
    for (const std::string& sort : order_) {
      CoverageGroup& group = groups.emplace_back();
      group.sort = sort;
      for (const auto& [thing, is_touched] : groups_.at(sort)) {
        ++group.total;
        if (!is_touched) group.untouched.push_back(thing);
      }
    }
    return groups;
  }

 private:
  std::vector<std::string> order_;
  std::map<std::string, std::map<std::string, bool>> groups_;
};

std::string BandName(const std::string& indicator, std::string_view band) {
  return fmt::format("indicator {}: {}", indicator, band);
}

std::string EdgeName(const std::string& indicator, std::string_view edge) {
  return fmt::format("indicator {}: exactly {}", indicator, edge);
}

// Edges between bands; the bends of a curve are none.
void AddEdges(const std::string& indicator, const rating::RatingModel& model,
              Things& things) {
  const scorecard::ScoringFunction* scoring = model.FindScoring(indicator);
  if (scoring == nullptr) return;
  for (const scorecard::Turn& turn : scoring->turns()) {
    if (turn.kind == scorecard::Turn::Kind::kBend) continue;
    things.Add("edges", EdgeName(indicator, turn.at.ToString()));
  }
}

void AddScoring(const v1::Indicator& indicator, Things& things) {
  const v1::ScoringFunction& scoring = indicator.scoring();
  const auto add = [&](std::string_view band) {
    things.Add("bands", BandName(indicator.id(), band));
  };
  for (const v1::Band& band : scoring.bands()) add(band.when());
  for (const v1::LookupEntry& entry : scoring.entries()) {
    add(entry.key().empty() ? "every other" : entry.key());
  }
  // As rating/scorecard/curve.h calls its stretches.
  const auto add_stretch = [&](std::string_view stretch) {
    things.Add("curves", BandName(indicator.id(), stretch));
  };
  for (int i = 0; i < scoring.points_size(); ++i) {
    const std::string& x = scoring.points(i).x().value();
    if (i == 0) add_stretch(fmt::format("< {}", x));
    if (i + 1 < scoring.points_size()) {
      add_stretch(
          fmt::format("[{}..{})", x, scoring.points(i + 1).x().value()));
    } else {
      add_stretch(fmt::format(">= {}", x));
    }
  }
  add("unknown");
}

std::string AnswerName(const std::string& clause, v1::Verdict answer) {
  constexpr std::string_view kPrefix = "VERDICT_";
  return fmt::format("clause {}: {}", clause,
                     v1::Verdict_Name(answer).substr(kPrefix.size()));
}

void AddClauses(const v1::ClauseGroup& group, Things& things) {
  for (const v1::Clause& clause : group.clauses()) {
    for (const v1::Verdict answer :
         {v1::VERDICT_MET, v1::VERDICT_NOT_MET, v1::VERDICT_UNKNOWN}) {
      things.Add("answers", AnswerName(clause.id(), answer));
    }
  }
  for (const v1::ClauseGroup& inner : group.groups()) {
    AddClauses(inner, things);
  }
}

std::string RuleName(const std::string& decision, const std::string& rule) {
  return fmt::format("decision {}: {}", decision, rule);
}

void AddRules(const v1::ModelFile& file, Things& things) {
  feel::Diagnostics ignored;  // It compiled.
  const std::optional<dmn::Definitions> definitions =
      dmn::ReadDefinitions(file.path(), file.content(), ignored);
  if (!definitions.has_value()) return;
  for (const dmn::Decision& decision : definitions->decisions) {
    if (decision.logic == nullptr) continue;
    const auto* table =
        std::get_if<dmn::DecisionTable>(&decision.logic->content);
    if (table == nullptr) continue;
    for (const dmn::Rule& rule : table->rules) {
      things.Add("rules", RuleName(decision.variable.name, rule.id));
    }
  }
}

Things ThingsOf(const rating::RatingModel& compiled,
                const v1::ModelFile* rules) {
  const v1::Model& model = compiled.definition();
  Things things;
  for (const v1::Dimension& dimension : model.dimensions()) {
    for (const v1::Indicator& indicator : dimension.indicators()) {
      AddScoring(indicator, things);
      AddEdges(indicator.id(), compiled, things);
    }
  }
  for (const v1::Correction& correction : model.corrections()) {
    things.Add("corrections", correction.id());
  }
  for (const v1::Segment& segment : model.segments()) {
    things.Add("segments", segment.id());
  }
  for (const v1::GradeBand& grade : model.grade_scale().grades()) {
    things.Add("grades", grade.id());
  }
  for (const v1::Flag& flag : model.flags()) things.Add("flags", flag.id());
  AddClauses(model.rubric().verdict(), things);
  if (rules != nullptr) AddRules(*rules, things);
  return things;
}

void Touch(const v1::Assessment& assessment, Things& things) {
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      things.Touch("bands", BandName(line.id(),
                                     line.missing() ? "unknown" : line.band()));
      things.Touch("curves", BandName(line.id(), line.band()));
      things.Touch("edges", EdgeName(line.id(), line.measure().value()));
    }
  }
  for (const v1::CorrectionResult& correction : assessment.corrections()) {
    if (correction.applied()) things.Touch("corrections", correction.id());
  }
  things.Touch("segments", assessment.segment());
  things.Touch("grades", assessment.grade());
  for (const v1::FlagResult& flag : assessment.flags()) {
    things.Touch("flags", flag.id());
  }
  for (const v1::ClauseResult& clause : assessment.rubric().clauses()) {
    things.Touch("answers", AnswerName(clause.id(), clause.answer()));
  }
}

void Touch(const v1::Explanation& explanation, Things& things) {
  for (const v1::TraceStep& step : explanation.trace()) {
    for (const std::string& rule : step.matched_rules()) {
      things.Touch("rules", RuleName(step.decision(), rule));
    }
    for (const v1::TraceBranch& branch : step.branches()) {
      const std::string then_side = branch.place() + " then";
      const std::string else_side = branch.place() + " else";
      things.Add("branches", then_side);
      things.Add("branches", else_side);
      if (branch.then_count() > 0) things.Touch("branches", then_side);
      if (branch.else_count() > 0) things.Touch("branches", else_side);
    }
  }
}

}  // namespace

std::vector<CoverageGroup> CoverageOf(const v1::ModelPackage& package,
                                      const rating::RatingModel& model,
                                      feel::Diagnostics& diagnostics) {
  const std::optional<rating::PackageFiles> files =
      rating::PackageFiles::Sort(package, diagnostics);
  if (!files.has_value()) return {};
  Things things = ThingsOf(model, files->rules);
  const auto run = [&](const std::optional<CaseSubject>& subject) {
    if (!subject.has_value()) return;
    v1::Explanation explanation;
    const auto assessment =
        model.Assess(evidence::ViewAsOf(subject->evidence, subject->as_of_date),
                     subject->as_of_date, &explanation);
    if (assessment.ok()) Touch(*assessment, things);
    Touch(explanation, things);
  };
  const CaseLibrary library(files->cases, diagnostics);
  for (const CaseFile& file : library.cases()) {
    const std::optional<CaseSubject> subject = library.SubjectOf(file);
    run(subject);
    if (!subject.has_value()) continue;
    for (int i = 0; i < file.definition.variants_size(); ++i) {
      run(library.VariantOf(file, i, *subject));
    }
  }
  return things.Groups();
}

}  // namespace techflow::package
