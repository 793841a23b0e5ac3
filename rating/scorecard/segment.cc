#include "rating/scorecard/segment.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

namespace techflow::scorecard {

std::optional<Segments> Segments::Compile(const v1::Model& model,
                                          const RuleScope& scope,
                                          bool are_needed,
                                          const FieldReader& reader) {
  if (model.segments().empty() && !are_needed) return Segments({});
  if (model.segments().empty()) {
    reader.AddError("segments",
                    "a model needs a segment; one without condition is enough");
    return std::nullopt;
  }
  bool is_right = true;
  std::set<std::string> ids;
  std::vector<std::unique_ptr<const Rule>> conditions;
  const int last = model.segments_size() - 1;
  for (int i = 0; i <= last; ++i) {
    const v1::Segment& definition = model.segments(i);
    const FieldReader segment(fmt::format("segment `{}`", definition.id()),
                              reader.places().Message("segments", i),
                              reader.diagnostics());
    if (!segment.ClaimId("id", definition.id(), ids)) is_right = false;
    if (!segment.CheckText("title", definition.title())) is_right = false;
    if (!segment.CheckOptionalText("rule", definition.rule())) is_right = false;
    if (i == last) {
      if (definition.condition().empty()) continue;
      is_right = segment.AddError(
          "condition",
          fmt::format(
              "{} is the last and must take everyone; expected no condition",
              segment.owner()));
      continue;
    }
    conditions.push_back(Rule::Compile(
        fmt::format("the condition of {}", segment.owner()), "condition",
        definition.condition(), feel::TypeKind::kBoolean, scope, segment));
    if (conditions.back() == nullptr) is_right = false;
  }
  if (!is_right) return std::nullopt;
  return Segments(std::move(conditions));
}

absl::StatusOr<size_t> Segments::Choose(Evaluator evaluate) const {
  for (size_t i = 0; i < conditions_.size(); ++i) {
    const absl::StatusOr<Finding> finding = conditions_[i]->Evaluate(evaluate);
    if (!finding.ok()) return finding.status();
    if (finding->is_true()) return i;
  }
  return conditions_.size();
}

}  // namespace techflow::scorecard
