#include <fmt/format.h>

#include <utility>

#include "rating/package/dmn_export_scorecard.h"

// The clauses of a rubric: true where one is met, false where it is not, null
// where it is unknown. FEEL's `and` and `or` fold them as the rubric does.
namespace techflow::package {
namespace {

constexpr auto kBoolean = feel::TypeKind::kBoolean;

}  // namespace

bool ScorecardExport::AddRubric() {
  const v1::ClauseGroup& verdict = model_.rubric().verdict();
  if (!AddGroup(verdict, places_.Message("rubric").Message("verdict"))) {
    return false;
  }
  if (!Add("verdict", feel::TypeKind::kString,
           fmt::format("if answer_{0} = null then \"unknown\" else if "
                       "answer_{0} then \"met\" else \"not met\"",
                       verdict.id()))) {
    return false;
  }
  if (!model_.dimensions().empty()) return true;
  return Add("status", feel::TypeKind::kString,
             "if verdict = \"unknown\" then \"unratable\" else \"rated\"");
}

bool ScorecardExport::AddGroup(const v1::ClauseGroup& group,
                               const textproto::FieldPlaces& places) {
  bool is_right = true;
  std::string feel;
  const auto fold = [&](const std::string& id) {
    if (!feel.empty()) feel += group.any() ? " or " : " and ";
    feel += "answer_" + id;
  };
  for (int i = 0; i < group.clauses_size(); ++i) {
    fold(group.clauses(i).id());
    if (!AddClause(group.clauses(i), places.Message("clauses", i))) {
      is_right = false;
    }
  }
  for (int i = 0; i < group.groups_size(); ++i) {
    fold(group.groups(i).id());
    if (!AddGroup(group.groups(i), places.Message("groups", i))) {
      is_right = false;
    }
  }
  return is_right &&
         Add("answer_" + group.id(), kBoolean, feel, &group.title());
}

bool ScorecardExport::AddClause(const v1::Clause& clause,
                                const textproto::FieldPlaces& places) {
  const auto condition =
      Read(clause.condition(), places, "condition", FeelUse::kValue);
  if (!condition.has_value()) return false;
  return AddDecision({"answer_" + clause.id(),
                      clause.title().zh(),
                      {},
                      LiteralElement(condition->text.text),
                      condition->names},
                     kBoolean);
}

}  // namespace techflow::package
