#include "rating/feel/type.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/feel/characters.h"

namespace techflow::feel {

struct Type::Details {
  std::vector<Type> types;  // The element; or the parameters, then the result.
  std::vector<Member> members;
  std::vector<std::string> member_keys;
  std::vector<std::string> parameter_names;
};

namespace {

const Type& AnyType() {
  static const Type any;
  return any;
}

}  // namespace

Type Type::List(Type element) {
  Type type(TypeKind::kList);
  type.details_ =
      std::make_shared<const Details>(Details{.types = {std::move(element)},
                                              .members = {},
                                              .member_keys = {},
                                              .parameter_names = {}});
  return type;
}

Type Type::Range(Type element) {
  Type type(TypeKind::kRange);
  type.details_ =
      std::make_shared<const Details>(Details{.types = {std::move(element)},
                                              .members = {},
                                              .member_keys = {},
                                              .parameter_names = {}});
  return type;
}

Type Type::Context(std::vector<Member> members) {
  Details details;
  for (Member& member : members) {
    details.member_keys.push_back(NameKey(member.name));
  }
  details.members = std::move(members);
  Type type(TypeKind::kContext);
  type.details_ = std::make_shared<const Details>(std::move(details));
  return type;
}

Type Type::Function(std::vector<Type> parameters, Type result,
                    std::vector<std::string> names) {
  parameters.push_back(std::move(result));
  Type type(TypeKind::kFunction);
  type.details_ = std::make_shared<const Details>(
      Details{.types = std::move(parameters),
              .members = {},
              .member_keys = {},
              .parameter_names = std::move(names)});
  return type;
}

const Type& Type::element() const {
  const bool has_element = is(TypeKind::kList) || is(TypeKind::kRange);
  return has_element && details_ ? details_->types.front() : AnyType();
}

std::span<const Member> Type::members() const {
  if (!has_known_members()) return {};
  return details_->members;
}

const Member* Type::FindMember(std::string_view name) const {
  if (!has_known_members()) return nullptr;
  const std::vector<std::string>& keys = details_->member_keys;
  const auto found = std::find(keys.begin(), keys.end(), NameKey(name));
  if (found == keys.end()) return nullptr;
  return &details_->members[static_cast<size_t>(found - keys.begin())];
}

std::span<const Type> Type::parameters() const {
  if (!has_known_signature()) return {};
  return std::span(details_->types).first(details_->types.size() - 1);
}

std::span<const std::string> Type::parameter_names() const {
  if (!has_known_signature()) return {};
  return details_->parameter_names;
}

const Type& Type::result() const {
  return has_known_signature() ? details_->types.back() : AnyType();
}

bool Type::ConformsTo(const Type& other) const {
  if (other.is(TypeKind::kAny) || is(TypeKind::kNull)) return true;
  if (kind_ != other.kind_) return false;
  if (details_ == other.details_) return true;
  switch (kind_) {
    case TypeKind::kList:
    case TypeKind::kRange:
      return element().ConformsTo(other.element());
    case TypeKind::kContext:
      return std::all_of(other.members().begin(), other.members().end(),
                         [this](const Member& wanted) {
                           const Member* own = FindMember(wanted.name);
                           return own != nullptr &&
                                  own->type.ConformsTo(wanted.type);
                         });
    case TypeKind::kFunction: {
      if (!other.has_known_signature()) return true;
      if (!has_known_signature()) return false;
      const std::span<const Type> own = parameters();
      const std::span<const Type> wanted = other.parameters();
      return own.size() == wanted.size() &&
             std::equal(wanted.begin(), wanted.end(), own.begin(),
                        [](const Type& a, const Type& b) {
                          return a.ConformsTo(b);
                        }) &&
             result().ConformsTo(other.result());
    }
    default:
      return true;
  }
}

bool Type::MayBe(const Type& other) const {
  if (is(TypeKind::kAny) || other.is(TypeKind::kAny)) return true;
  if (is(TypeKind::kNull) || other.is(TypeKind::kNull)) return true;
  // Lists of different element types share the empty list.
  if (kind_ != other.kind_) return false;
  if (!is(TypeKind::kContext)) return true;
  return std::all_of(
      members().begin(), members().end(), [&other](const Member& member) {
        const Member* theirs = other.FindMember(member.name);
        return theirs == nullptr || member.type.MayBe(theirs->type);
      });
}

std::string Type::ToString() const {
  const auto join = [](std::span<const Type> types) {
    std::string text;
    for (const Type& type : types) {
      text += (text.empty() ? "" : ", ") + type.ToString();
    }
    return text;
  };
  switch (kind_) {
    case TypeKind::kAny:
      return "Any";
    case TypeKind::kNull:
      return "Null";
    case TypeKind::kNumber:
      return "number";
    case TypeKind::kString:
      return "string";
    case TypeKind::kBoolean:
      return "boolean";
    case TypeKind::kDate:
      return "date";
    case TypeKind::kTime:
      return "time";
    case TypeKind::kDateAndTime:
      return "date and time";
    case TypeKind::kDaysDuration:
      return "days and time duration";
    case TypeKind::kMonthsDuration:
      return "years and months duration";
    case TypeKind::kList:
      return fmt::format("list<{}>", element().ToString());
    case TypeKind::kRange:
      return fmt::format("range<{}>", element().ToString());
    case TypeKind::kFunction:
      return fmt::format("function<{}>->{}", join(parameters()),
                         result().ToString());
    case TypeKind::kContext:
      break;
  }
  std::string text;
  for (const Member& member : members()) {
    text += (text.empty() ? "" : ", ") + member.name + ": " +
            member.type.ToString();
  }
  return fmt::format("context<{}>", text);
}

Type CommonType(const Type& a, const Type& b) {
  if (a.ConformsTo(b)) return b;
  if (b.ConformsTo(a)) return a;
  if (a.kind() != b.kind()) return {};
  switch (a.kind()) {
    case TypeKind::kList:
      return Type::List(CommonType(a.element(), b.element()));
    case TypeKind::kRange:
      return Type::Range(CommonType(a.element(), b.element()));
    case TypeKind::kContext:
      // Members that only one of them has are lost to the checker, which must
      // not call them unknown; so the common type names no members at all.
      return TypeKind::kContext;
    default:
      return {};
  }
}

}  // namespace techflow::feel
