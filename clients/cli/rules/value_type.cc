#include "clients/cli/rules/value_type.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rating/feel/characters.h"

namespace techflow::cli {
namespace {

using feel::Type;
using feel::TypeKind;
using feel::Value;

// What both may be, with the members of both.
Type Merged(const Type& a, const Type& b) {
  if (a.is(TypeKind::kList) && b.is(TypeKind::kList)) {
    return Type::List(Merged(a.element(), b.element()));
  }
  if (!a.has_known_members() || !b.has_known_members()) {
    return feel::CommonType(a, b);
  }
  std::vector<feel::Member> members(a.members().begin(), a.members().end());
  for (const feel::Member& member : b.members()) {
    const auto own = std::find_if(
        members.begin(), members.end(), [&member](const feel::Member& known) {
          return feel::NameKey(known.name) == feel::NameKey(member.name);
        });
    if (own == members.end()) {
      members.push_back(member);
    } else {
      own->type = Merged(own->type, member.type);
    }
  }
  return Type::Context(std::move(members));
}

// Of a null, and of the items of an empty list, the type is Null: it merges
// with every other into that other.
Type FoundType(const Value& value) {
  switch (value.kind()) {
    case feel::ValueKind::kBoolean:
      return TypeKind::kBoolean;
    case feel::ValueKind::kNumber:
      return TypeKind::kNumber;
    case feel::ValueKind::kString:
      return TypeKind::kString;
    case feel::ValueKind::kDate:
      return TypeKind::kDate;
    case feel::ValueKind::kTime:
      return TypeKind::kTime;
    case feel::ValueKind::kDateAndTime:
      return TypeKind::kDateAndTime;
    case feel::ValueKind::kDaysDuration:
      return TypeKind::kDaysDuration;
    case feel::ValueKind::kMonthsDuration:
      return TypeKind::kMonthsDuration;
    case feel::ValueKind::kList: {
      Type element = TypeKind::kNull;
      for (const Value& item : value.list()) {
        const Type type = FoundType(item);
        if (!type.EquivalentTo(element)) element = Merged(element, type);
      }
      return Type::List(std::move(element));
    }
    case feel::ValueKind::kContext: {
      std::vector<feel::Member> members;
      std::set<std::string> keys;
      for (const feel::ContextEntry& entry : value.context().entries()) {
        if (!keys.insert(feel::NameKey(entry.name)).second) continue;
        members.push_back({std::string(entry.name), FoundType(entry.value)});
      }
      return Type::Context(std::move(members));
    }
    default:  // JSON has no ranges and no functions.
      return TypeKind::kNull;
  }
}

// With Any for Null: what is null now is not always so.
Type Settled(const Type& type) {
  if (type.is(TypeKind::kNull)) return {};
  if (type.is(TypeKind::kList)) return Type::List(Settled(type.element()));
  if (!type.has_known_members()) return type;
  std::vector<feel::Member> members;
  for (const feel::Member& member : type.members()) {
    members.push_back({member.name, Settled(member.type)});
  }
  return Type::Context(std::move(members));
}

}  // namespace

Type TypeOf(const Value& value) { return Settled(FoundType(value)); }

}  // namespace techflow::cli
