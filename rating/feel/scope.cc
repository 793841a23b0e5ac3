#include "rating/feel/scope.h"

#include <utility>

#include "rating/feel/characters.h"

namespace techflow::feel {

int Scope::Add(std::string_view name, Type type) {
  const auto [found, is_new] =
      slot_by_key_.try_emplace(NameKey(name), static_cast<int>(names_.size()));
  if (is_new) {
    names_.push_back({NameText(name), std::move(type)});
  } else {
    names_[static_cast<size_t>(found->second)].type = std::move(type);
  }
  return found->second;
}

int Scope::AddItem(Type type) {
  item_slot_ = Add(kItemName, std::move(type));
  return *item_slot_;
}

std::optional<int> Scope::Find(std::string_view name) const {
  return FindKey(NameKey(name));
}

std::optional<int> Scope::FindKey(std::string_view key) const {
  const auto found = slot_by_key_.find(key);
  if (found == slot_by_key_.end()) return std::nullopt;
  return found->second;
}

void Scope::AddType(std::string_view name, Type type) {
  type_by_key_.insert_or_assign(NameKey(name), std::move(type));
}

const Type* Scope::FindType(std::string_view name) const {
  const auto found = type_by_key_.find(NameKey(name));
  return found == type_by_key_.end() ? nullptr : &found->second;
}

}  // namespace techflow::feel
