#include "rating/scorecard/rubric.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "rating/feel/value_text.h"

namespace techflow::scorecard {
namespace {

// As for indicators: nobody needs a factor of more than a million.
NumberBounds ShownFactorBounds() { return {Decimal(0), Decimal(1'000'000), 9}; }

// What of two answers remains. The one that decides is stronger than unknown,
// and unknown is stronger than the other.
v1::Verdict Fold(v1::Verdict a, v1::Verdict b, bool any) {
  const v1::Verdict deciding = any ? v1::VERDICT_MET : v1::VERDICT_NOT_MET;
  if (a == deciding || b == deciding) return deciding;
  if (a == v1::VERDICT_UNKNOWN || b == v1::VERDICT_UNKNOWN) {
    return v1::VERDICT_UNKNOWN;
  }
  return any ? v1::VERDICT_NOT_MET : v1::VERDICT_MET;
}

}  // namespace

// Walks the groups and lines them up. How deep they can nest, the reader of the
// model's text bounds.
class Rubric::Compiler {
 public:
  Compiler(const RuleScope& scope, feel::Diagnostics& diagnostics)
      : scope_(scope), diagnostics_(diagnostics) {}

  void AddGroup(const v1::ClauseGroup& definition,
                const textproto::FieldPlaces& places,
                std::optional<size_t> outer) {
    const FieldReader reader(fmt::format("group `{}`", definition.id()), places,
                             diagnostics_);
    const size_t index = items_.size();
    Item& item = AddItem(outer);
    Describe(definition.id(), definition.title(), reader, item);
    item.blank_result.set_is_group(true);
    item.blank_result.set_any(definition.any());
    if (definition.clauses().empty() && definition.groups().empty()) {
      is_right_ = reader.AddError(
          "id", fmt::format("{} needs a clause or a group", reader.owner()));
    }
    for (int i = 0; i < definition.clauses_size(); ++i) {
      AddClause(definition.clauses(i), places.Message("clauses", i), index);
    }
    for (int i = 0; i < definition.groups_size(); ++i) {
      AddGroup(definition.groups(i), places.Message("groups", i), index);
    }
  }

  void Require(bool is_right) { is_right_ = is_right_ && is_right; }
  bool is_right() const { return is_right_; }
  std::vector<Item> TakeItems() { return std::move(items_); }

 private:
  Item& AddItem(std::optional<size_t> group) {
    Item& item = items_.emplace_back();
    item.group = group;
    if (group) item.blank_result.set_group(items_[*group].blank_result.id());
    return item;
  }

  void Describe(const std::string& id, const v1::LocalizedText& title,
                const FieldReader& reader, Item& item) {
    item.blank_result.set_id(id);
    *item.blank_result.mutable_title() = title;
    Require(reader.ClaimId("id", id, ids_));
    Require(reader.CheckText("title", title));
  }

  void AddClause(const v1::Clause& definition,
                 const textproto::FieldPlaces& places, size_t group) {
    const FieldReader reader(fmt::format("clause `{}`", definition.id()),
                             places, diagnostics_);
    Item& item = AddItem(group);
    Describe(definition.id(), definition.title(), reader, item);
    item.blank_result.set_article(definition.article());
    Require(reader.CheckOptionalText("unit", definition.unit()));
    if (definition.has_unit()) {
      *item.blank_result.mutable_unit() = definition.unit();
    }
    if (definition.has_display_factor()) {
      *item.blank_result.mutable_display_factor() = definition.display_factor();
      Require(reader
                  .ReadNumber("display_factor", definition.display_factor(),
                              ShownFactorBounds())
                  .has_value());
    }
    Require(reader.CheckText("supplied_by", definition.supplied_by()));
    item.supplied_by = definition.supplied_by();
    item.condition = Rule::Compile(
        fmt::format("the condition of {}", reader.owner()), "condition",
        definition.condition(), feel::TypeKind::kBoolean, scope_, reader);
    Require(item.condition != nullptr);
    if (definition.value().empty()) return;
    item.value =
        Rule::Compile(fmt::format("the value of {}", reader.owner()), "value",
                      definition.value(), feel::TypeKind::kAny, scope_, reader);
    Require(item.value != nullptr);
  }

  const RuleScope& scope_;
  feel::Diagnostics& diagnostics_;
  std::set<std::string> ids_;
  std::vector<Item> items_;
  bool is_right_ = true;
};

Rubric::Rubric(const v1::LocalizedText& question, std::vector<Item> items)
    : question_(question), items_(std::move(items)) {}

std::unique_ptr<const Rubric> Rubric::Compile(const v1::Rubric& definition,
                                              const RuleScope& scope,
                                              const FieldReader& reader) {
  Compiler compiler(scope, reader.diagnostics());
  compiler.Require(reader.CheckText("question", definition.question()));
  compiler.AddGroup(definition.verdict(), reader.places().Message("verdict"),
                    std::nullopt);
  if (!compiler.is_right()) return nullptr;
  return std::unique_ptr<const Rubric>(
      new Rubric(definition.question(), compiler.TakeItems()));
}

absl::StatusOr<v1::RubricResult> Rubric::Evaluate(Evaluator evaluate) const {
  v1::RubricResult result;
  *result.mutable_question() = question_;
  for (const Item& item : items_) {
    v1::ClauseResult& line = *result.add_clauses();
    line = item.blank_result;
    if (item.condition == nullptr) continue;
    const absl::Status status = Answer(item, evaluate, line);
    if (!status.ok()) return status;
  }
  FoldGroups(result);
  MarkDeciding(result);
  result.set_verdict(result.clauses(0).answer());
  return result;
}

absl::Status Rubric::Answer(const Item& item, Evaluator evaluate,
                            v1::ClauseResult& result) {
  const absl::StatusOr<Finding> condition = item.condition->Evaluate(evaluate);
  if (!condition.ok()) return condition.status();
  if (condition->is_known()) {
    result.set_answer(condition->is_true() ? v1::VERDICT_MET
                                           : v1::VERDICT_NOT_MET);
  } else {
    result.set_answer(v1::VERDICT_UNKNOWN);
    result.set_missing_reason(std::string(condition->missing_reason));
    *result.mutable_supplied_by() = item.supplied_by;
  }
  if (item.value == nullptr) return absl::OkStatus();
  const absl::StatusOr<Finding> value = item.value->Evaluate(evaluate);
  if (!value.ok()) return value.status();
  if (value->is_known()) result.set_value(feel::ToText(value->value));
  return absl::OkStatus();
}

void Rubric::FoldGroups(v1::RubricResult& result) const {
  // From the last to the first everything in a group has been folded into it
  // before the group is reached.
  for (size_t i = items_.size(); i-- > 1;) {
    const v1::Verdict answer = result.clauses(static_cast<int>(i)).answer();
    v1::ClauseResult& group =
        *result.mutable_clauses(static_cast<int>(*items_[i].group));
    group.set_answer(group.answer() == v1::VERDICT_UNSPECIFIED
                         ? answer
                         : Fold(group.answer(), answer, group.any()));
  }
}

void Rubric::MarkDeciding(v1::RubricResult& result) const {
  // Whether the item and every group around it is unknown.
  std::vector<bool> is_open(items_.size());
  for (size_t i = 0; i < items_.size(); ++i) {
    v1::ClauseResult& line = *result.mutable_clauses(static_cast<int>(i));
    is_open[i] = line.answer() == v1::VERDICT_UNKNOWN &&
                 (!items_[i].group || is_open[*items_[i].group]);
    line.set_can_decide(is_open[i] && !line.is_group());
  }
}

}  // namespace techflow::scorecard
