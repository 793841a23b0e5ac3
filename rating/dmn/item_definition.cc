#include "rating/dmn/item_definition.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <utility>
#include <vector>

namespace techflow::dmn {
namespace {

using feel::Type;
using feel::TypeKind;

// FEEL's names, and the spellings of XML schema that DMN 1.1 files use.
constexpr std::array<std::pair<std::string_view, TypeKind>, 17> kBuiltIn = {{
    {"Any", TypeKind::kAny},
    {"any", TypeKind::kAny},
    {"Null", TypeKind::kNull},
    {"number", TypeKind::kNumber},
    {"string", TypeKind::kString},
    {"boolean", TypeKind::kBoolean},
    {"date", TypeKind::kDate},
    {"time", TypeKind::kTime},
    {"date and time", TypeKind::kDateAndTime},
    {"dateTime", TypeKind::kDateAndTime},
    {"days and time duration", TypeKind::kDaysDuration},
    {"dayTimeDuration", TypeKind::kDaysDuration},
    {"years and months duration", TypeKind::kMonthsDuration},
    {"yearMonthDuration", TypeKind::kMonthsDuration},
    {"list", TypeKind::kList},
    {"context", TypeKind::kContext},
    {"function", TypeKind::kFunction},
}};

std::optional<Type> FindBuiltIn(std::string_view name) {
  for (const auto& [known, kind] : kBuiltIn) {
    if (name == known) return Type(kind);
  }
  return std::nullopt;
}

void Report(std::string_view file, Place place, std::string message,
            feel::Diagnostics& diagnostics) {
  diagnostics.AddError({file, place.line, place.column}, std::move(message));
}

}  // namespace

// Builds item definitions in the order of their references. Recursion is
// bounded by kMaxChain and the reader's nesting limit.
class TypeTable::Builder {
 public:
  Builder(const Definitions& definitions, feel::Diagnostics& diagnostics,
          std::vector<Imported> imported)
      : file_(definitions.file), diagnostics_(diagnostics) {
    table_.imported_ = std::move(imported);
    for (const ItemDefinition& item : definitions.item_definitions) {
      if (!by_name_.try_emplace(item.name, &item).second) {
        Report(file_, item.place,
               fmt::format("the type `{}` is defined twice", item.name),
               diagnostics_);
      }
    }
  }

  TypeTable Build() {
    for (const auto& [name, item] : by_name_) Finish(*item);
    return std::move(table_);
  }

 private:
  // Types that refer to types that refer to types: far beyond what people do.
  static constexpr size_t kMaxChain = 50;

  const Item& Finish(const ItemDefinition& item) {
    const auto done = table_.items_.find(item.name);
    if (done != table_.items_.end()) return done->second;
    if (open_.size() >= kMaxChain || !open_.insert(item.name).second) {
      Report(file_, item.place,
             fmt::format("the type `{}` is made of itself, or refers to more "
                         "than {} others in a row",
                         item.name, kMaxChain),
             diagnostics_);
      return table_.items_.try_emplace(item.name).first->second;
    }
    Item finished;
    if (item.allowed_values.exists()) {
      finished.allowed_values = &item.allowed_values;
    } else if (!item.is_collection) {
      const auto referred = by_name_.find(item.type_ref);
      if (referred != by_name_.end()) {
        finished.allowed_values = Finish(*referred->second).allowed_values;
      }
    }
    finished.type = TypeOf(item);
    open_.erase(item.name);
    // A type made of itself has been entered as Any, and keeps that.
    return table_.items_.try_emplace(item.name, std::move(finished))
        .first->second;
  }

  Type TypeOf(const ItemDefinition& item) {
    Type type = ElementType(item);
    return item.is_collection ? Type::List(std::move(type)) : type;
  }

  Type ElementType(const ItemDefinition& item) {
    if (item.function) {
      std::vector<Type> parameters;
      for (const TypedName& parameter : item.function->parameters) {
        parameters.push_back(Referred(parameter.type_ref, parameter.place));
      }
      return Type::Function(
          std::move(parameters),
          Referred(item.function->result_type_ref, item.place));
    }
    if (item.components.empty()) return Referred(item.type_ref, item.place);
    std::vector<feel::Member> members;
    std::set<std::string_view> names;
    for (const ItemDefinition& component : item.components) {
      if (!names.insert(component.name).second) {
        Report(file_, component.place,
               fmt::format("the component `{}` is there twice", component.name),
               diagnostics_);
        continue;
      }
      members.push_back({component.name, TypeOf(component)});
    }
    return Type::Context(std::move(members));
  }

  Type Referred(const std::string& type_ref, Place place) {
    const auto item = by_name_.find(type_ref);
    if (item != by_name_.end()) return Finish(*item->second).type;
    return table_.Resolve(type_ref, file_, place, diagnostics_);
  }

  std::string_view file_;
  feel::Diagnostics& diagnostics_;
  std::map<std::string_view, const ItemDefinition*> by_name_;
  std::set<std::string_view> open_;
  TypeTable table_;
};

TypeTable TypeTable::Build(const Definitions& definitions,
                           feel::Diagnostics& diagnostics,
                           std::vector<Imported> imported) {
  return Builder(definitions, diagnostics, std::move(imported)).Build();
}

std::optional<Type> TypeTable::Find(std::string_view type_ref) const {
  if (type_ref.empty()) return Type();
  const auto item = items_.find(type_ref);
  if (item != items_.end()) return item->second.type;
  for (const Imported& imported : imported_) {
    if (!type_ref.starts_with(imported.prefix)) continue;
    const auto& items = imported.types->items_;
    const auto found = items.find(type_ref.substr(imported.prefix.size()));
    if (found != items.end()) return found->second.type;
  }
  return FindBuiltIn(type_ref);
}

Type TypeTable::Resolve(std::string_view type_ref, std::string_view file,
                        Place place, feel::Diagnostics& diagnostics) const {
  if (std::optional<Type> type = Find(type_ref)) return *std::move(type);
  Report(file, place, fmt::format("there is no type `{}`", type_ref),
         diagnostics);
  return {};
}

const SourceText* TypeTable::AllowedValues(std::string_view type_ref) const {
  const auto item = items_.find(type_ref);
  return item == items_.end() ? nullptr : item->second.allowed_values;
}

void TypeTable::AddTo(feel::Scope& scope) const {
  for (const Imported& imported : imported_) {
    for (const auto& [name, item] : imported.types->items_) {
      scope.AddType(imported.prefix + name, item.type);
    }
  }
  for (const auto& [name, item] : items_) scope.AddType(name, item.type);
}

}  // namespace techflow::dmn
