#ifndef TECHFLOW_RATING_FEEL_SCOPE_H_
#define TECHFLOW_RATING_FEEL_SCOPE_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "rating/feel/type.h"

namespace techflow::feel {

// The names an expression may use and the slots their values come from. Names
// may hold spaces, hyphens and any script: "fiscal years", "a-b", "研发强度".
// Spaces between the tokens of a name do not matter. Filled by the caller,
// then read by any number of compilations; slots count from 0.
class Scope {
 public:
  struct Name {
    std::string name;
    Type type;
  };

  // The slot for `name`; the same one with the newer type when it is known.
  int Add(std::string_view name, Type type);

  // Finds a name whatever its spaces.
  std::optional<int> Find(std::string_view name) const;
  const Name& at(int slot) const { return names_[static_cast<size_t>(slot)]; }
  size_t size() const { return names_.size(); }
  std::span<const Name> names() const { return names_; }

 private:
  std::vector<Name> names_;
  absl::flat_hash_map<std::string, int> slot_by_key_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_SCOPE_H_
