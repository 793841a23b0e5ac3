#ifndef TECHFLOW_RATING_FEEL_TYPE_H_
#define TECHFLOW_RATING_FEEL_TYPE_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace techflow::feel {

enum class TypeKind {
  kAny,
  kNull,
  kNumber,
  kString,
  kBoolean,
  kDate,
  kTime,
  kDateAndTime,
  kDaysDuration,
  kMonthsDuration,
  kList,
  kContext,
  kRange,
  kFunction,
};

struct Member;

// A type of FEEL's lattice (DMN 1.5, 10.3.2.9). Immutable and cheap to copy;
// any number of threads may share one. The default is Any.
class Type {
 public:
  Type() = default;
  Type(TypeKind kind) : kind_(kind) {}  // NOLINT: a simple type is its kind.

  static Type List(Type element);
  static Type Range(Type element);
  // A context with at least these members; member names are unique.
  static Type Context(std::vector<Member> members);
  // The parameters' names, where they are known, help to check calls by name
  // and play no part in conformance.
  static Type Function(std::vector<Type> parameters, Type result,
                       std::vector<std::string> names = {});

  TypeKind kind() const { return kind_; }
  bool is(TypeKind kind) const { return kind_ == kind; }

  // Of a list or a range; Any for other types and untyped lists.
  const Type& element() const;
  // Of a context; empty for the untyped one. Whether all members are known:
  std::span<const Member> members() const;
  bool has_known_members() const { return is(TypeKind::kContext) && details_; }
  // Finds a member whatever the spaces between the name's tokens; null pointer
  // when there is none.
  const Member* FindMember(std::string_view name) const;
  // Of a function.
  std::span<const Type> parameters() const;
  // Empty where they are not known.
  std::span<const std::string> parameter_names() const;
  const Type& result() const;
  bool has_known_signature() const {
    return is(TypeKind::kFunction) && details_;
  }

  // Whether every value of this type may stand where `other` is asked for.
  bool ConformsTo(const Type& other) const;
  bool EquivalentTo(const Type& other) const {
    return ConformsTo(other) && other.ConformsTo(*this);
  }
  // Whether some value could have both types; false is a certain mistake.
  bool MayBe(const Type& other) const;

  // "list<number>", "context<name: string>".
  std::string ToString() const;

 private:
  struct Details;

  TypeKind kind_ = TypeKind::kAny;
  std::shared_ptr<const Details> details_;
};

struct Member {
  std::string name;
  Type type;
};

// The smallest type of the lattice that both conform to.
Type CommonType(const Type& a, const Type& b);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_TYPE_H_
