#include "rating/dmn/value_constraint.h"

#include <fmt/format.h>

#include "rating/dmn/item_definition.h"
#include "rating/feel/value_text.h"

namespace techflow::dmn {
namespace {

using feel::Value;
using feel::ValueKind;

// Long values are for traces, not for sentences.
constexpr size_t kMaxShownBytes = 60;

}  // namespace

std::optional<std::string> ValueConstraint::Violation(
    feel::Evaluation& evaluation, const Value& value) const {
  if (value.is_null()) return std::nullopt;
  if (tests_ != nullptr &&
      tests_->Evaluate(evaluation, value).match != feel::Match::kYes) {
    return fmt::format(
        "{} is not one of the values that the type `{}` allows: "
        "{}",
        feel::ToText(value, kMaxShownBytes), type_name_, tests_text_);
  }
  if (items_ != nullptr && value.is(ValueKind::kList)) {
    for (const Value& item : value.list()) {
      if (!evaluation.Step()) return std::nullopt;
      if (auto violation = items_->Violation(evaluation, item)) {
        return violation;
      }
    }
  }
  if (!value.is(ValueKind::kContext)) return std::nullopt;
  for (const auto& [name, constraint] : members_) {
    const Value* member = value.context().Find(name);
    if (member == nullptr) continue;
    if (auto violation = constraint->Violation(evaluation, *member)) {
      return fmt::format("`{}`: {}", name, *violation);
    }
  }
  return std::nullopt;
}

Value Constrained(const Value& value, const ValueConstraint* constraint,
                  feel::Evaluation& evaluation,
                  const feel::SourcePlace& place) {
  if (constraint == nullptr) return value;
  const auto violation = constraint->Violation(evaluation, value);
  if (!violation) return value;
  return Value::Error(evaluation.arena(), *violation, place);
}

// Builds constraints in the order of their references. Recursion is bounded as
// that of TypeTable, which has refused types made of themselves.
class ConstraintTable::Builder {
 public:
  Builder(ConstraintTable& table, const Definitions& definitions,
          const TypeTable& types, const CompileTests& compile)
      : table_(table), types_(types), compile_(compile) {
    for (const ItemDefinition& item : definitions.item_definitions) {
      items_.try_emplace(item.name, &item);
    }
  }

  void Build() {
    for (const auto& [name, item] : items_) Finish(*item);
  }

 private:
  ConstraintPointer Finish(const ItemDefinition& item) {
    const auto done = table_.by_name_.find(item.name);
    if (done != table_.by_name_.end()) return done->second;
    // Entered before its parts are looked at, so that a circle ends.
    table_.by_name_.emplace(item.name, nullptr);
    ConstraintPointer constraint =
        Of(item, types_.Find(item.name).value_or(feel::Type()));
    table_.by_name_[item.name] = constraint;
    return constraint;
  }

  ConstraintPointer Of(const ItemDefinition& item, const feel::Type& type) {
    if (!item.is_collection) {
      return Single(item, item.allowed_values, item.type_constraint, type);
    }
    auto list = std::make_shared<ValueConstraint>();
    list->items_ = Single(item, item.allowed_values, {}, type.element());
    SetTests(*list, item, item.type_constraint, type);
    if (list->items_ == nullptr && list->tests_ == nullptr) return nullptr;
    return list;
  }

  // Of one value. Its own list of values replaces that of the type it refers
  // to; a constraint comes on top.
  ConstraintPointer Single(const ItemDefinition& item,
                           const SourceText& allowed_values,
                           const SourceText& type_constraint,
                           const feel::Type& type) {
    const ConstraintPointer referred = Referred(item.type_ref);
    auto single = std::make_shared<ValueConstraint>();
    if (referred != nullptr) *single = *referred;
    SetTests(*single, item,
             allowed_values.exists() ? allowed_values : type_constraint, type);
    for (const ItemDefinition& component : item.components) {
      const feel::Member* member = type.FindMember(component.name);
      ConstraintPointer constraint =
          Of(component, member == nullptr ? feel::Type() : member->type);
      if (constraint == nullptr) continue;
      single->members_.emplace_back(component.name, std::move(constraint));
    }
    const bool is_empty = single->tests_ == nullptr &&
                          single->items_ == nullptr && single->members_.empty();
    return is_empty ? nullptr : single;
  }

  ConstraintPointer Referred(const std::string& type_ref) {
    const auto item = items_.find(type_ref);
    return item == items_.end() ? table_.Find(type_ref) : Finish(*item->second);
  }

  void SetTests(ValueConstraint& constraint, const ItemDefinition& item,
                const SourceText& text, const feel::Type& type) {
    if (!text.exists()) return;
    constraint.type_name_ = item.name;
    constraint.tests_ = compile_(text, type);
    constraint.tests_text_ = text.text;
  }

  ConstraintTable& table_;
  const TypeTable& types_;
  const CompileTests& compile_;
  std::map<std::string_view, const ItemDefinition*> items_;
};

ConstraintTable::ConstraintTable(const Definitions& definitions,
                                 const TypeTable& types,
                                 std::vector<Imported> imported,
                                 const CompileTests& compile)
    : imported_(std::move(imported)) {
  Builder(*this, definitions, types, compile).Build();
}

ConstraintPointer ConstraintTable::Find(std::string_view type_ref) const {
  const auto own = by_name_.find(type_ref);
  if (own != by_name_.end()) return own->second;
  for (const Imported& imported : imported_) {
    if (!type_ref.starts_with(imported.prefix)) continue;
    const auto& names = imported.constraints->by_name_;
    const auto found = names.find(type_ref.substr(imported.prefix.size()));
    if (found != names.end()) return found->second;
  }
  return nullptr;
}

}  // namespace techflow::dmn
