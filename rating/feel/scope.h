#ifndef TECHFLOW_RATING_FEEL_SCOPE_H_
#define TECHFLOW_RATING_FEEL_SCOPE_H_

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

  static constexpr std::string_view kItemName = "item";

  // The slot for `name`; the same one with the newer type when it is known.
  int Add(std::string_view name, Type type);
  // Adds the name `item` for what a filter looks at: the entries of its value
  // are names too, before all others.
  int AddItem(Type type);

  // Finds a name whatever its spaces.
  std::optional<int> Find(std::string_view name) const;
  // The slot behind the tokens of `key`, as NameKey() joins them.
  std::optional<int> FindKey(std::string_view key) const;
  const Name& at(int slot) const { return names_[static_cast<size_t>(slot)]; }
  size_t size() const { return names_.size(); }
  std::span<const Name> names() const { return names_; }
  // The slot of AddItem(), where it was called.
  std::optional<int> item_slot() const { return item_slot_; }

  // Types that expressions may name in `instance of` and for parameters, such
  // as the item definitions of a model.
  void AddType(std::string_view name, Type type);
  const Type* FindType(std::string_view name) const;

 private:
  std::vector<Name> names_;
  std::optional<int> item_slot_;
  std::map<std::string, int, std::less<>> slot_by_key_;
  std::map<std::string, Type, std::less<>> type_by_key_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_SCOPE_H_
