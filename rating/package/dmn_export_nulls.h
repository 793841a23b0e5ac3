#ifndef TECHFLOW_RATING_PACKAGE_DMN_EXPORT_NULLS_H_
#define TECHFLOW_RATING_PACKAGE_DMN_EXPORT_NULLS_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace techflow::package {

// Which nulls a value may be, as far as its expression tells. The strict
// dialect tells them apart, and a plain DMN file cannot: it knows null alone.
// Nulls born of errors are left out, for they end a rating. A plain value.
struct NullKinds {
  bool missing = false;         // Evidence that is not known.
  bool written = false;         // Somebody wrote null, or nothing was found.
  bool missing_inside = false;  // Of items and entries, however deep.
  bool written_inside = false;

  bool any() const { return missing || written; }
  // Where it cannot be told which null it is by looking at the value.
  bool is_ambiguous() const { return missing && written; }
  // Of an item or an entry of it.
  NullKinds OfPart() const {
    return {missing_inside, written_inside, missing_inside, written_inside};
  }
  // Of a list or context of it.
  NullKinds AsPart() const {
    return {false, false, missing || missing_inside, written || written_inside};
  }
  friend NullKinds operator|(const NullKinds& a, const NullKinds& b) {
    return {a.missing || b.missing, a.written || b.written,
            a.missing_inside || b.missing_inside,
            a.written_inside || b.written_inside};
  }
};

// What is known of a function of the rules.
struct FunctionNulls {
  std::vector<std::string> parameters;
  // Those of which the function asks why they are null. It has a parameter more
  // for each, behind the others, which is true where the value is missing.
  std::vector<std::string> asked;
  // Of its result, where no argument is a null that somebody wrote, and where
  // some may be.
  NullKinds result;
  NullKinds result_of_written;
};

// The decision or parameter that says whether another is missing.
inline std::string UnknownName(const std::string& name) {
  return name + " is unknown";
}

// What is known of a name that expressions may use.
struct NameNulls {
  NullKinds kinds;
  // Where the kinds are ambiguous: the name of a decision that is true where
  // the value is missing; empty where there is none.
  std::string unknown_name;
  // Where it is a function of the rules.
  std::optional<FunctionNulls> function = std::nullopt;
};

// Of a name of the scope.
using NullsOf = std::function<NameNulls(const std::string& name)>;

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_DMN_EXPORT_NULLS_H_
