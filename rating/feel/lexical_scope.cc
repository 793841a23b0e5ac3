#include "rating/feel/lexical_scope.h"

#include <utility>

#include "rating/feel/builtins.h"
#include "rating/feel/characters.h"

namespace techflow::feel {
namespace {

// Types that refer to each other cannot occur; this only bounds the work.
constexpr int kVocabularyDepth = 8;

}  // namespace

LexicalScope::LexicalScope(const Scope& outermost, bool items_are_open)
    : outermost_(outermost),
      items_are_open_(items_are_open),
      layers_(1),
      local_counts_(1, 0) {
  for (const Scope::Name& name : outermost.names()) AddVocabulary(name.type);
  for (const std::string_view property :
       {"time offset", "start included", "end included"}) {
    AddVocabulary(property);
  }
  if (const std::optional<int> slot = outermost.item_slot()) {
    const Type& type = outermost.at(*slot).type;
    AddEntries({.kind = Symbol::Kind::kSlot,
                .name = std::string(Scope::kItemName),
                .type = type,
                .index = *slot},
               Symbol::Kind::kSlotMember);
  }
}

void LexicalScope::Push() { layers_.emplace_back(); }
void LexicalScope::Pop() { layers_.pop_back(); }

int LexicalScope::AddHidden() { return local_counts_.back()++; }

int LexicalScope::AddLocal(std::string_view name, const Type& type) {
  const int index = AddHidden();
  layers_.back().symbols.insert_or_assign(NameKey(name),
                                          Symbol{.kind = Symbol::Kind::kLocal,
                                                 .name = NameText(name),
                                                 .type = type,
                                                 .index = index,
                                                 .level = level()});
  return index;
}

int LexicalScope::AddItem(const Type& type) {
  const int index = AddLocal(Scope::kItemName, type);
  // A copy: the item may have an entry of the name `item`.
  const Symbol item = layers_.back().symbols.find(Scope::kItemName)->second;
  AddEntries(item, Symbol::Kind::kMember);
  return index;
}

void LexicalScope::AddEntries(const Symbol& item, Symbol::Kind kind) {
  Layer& layer = layers_.back();
  const Type& type = item.type;
  if (type.is(TypeKind::kAny) ||
      (type.is(TypeKind::kContext) &&
       (items_are_open_ || !type.has_known_members()))) {
    layer.open_item = item;
  }
  for (const Member& member : type.members()) {
    layer.symbols.insert_or_assign(NameKey(member.name),
                                   Symbol{.kind = kind,
                                          .name = member.name,
                                          .type = member.type,
                                          .owner = type,
                                          .index = item.index,
                                          .level = item.level});
  }
}

void LexicalScope::EnterFunction() {
  local_counts_.push_back(0);
  Push();
}

int LexicalScope::LeaveFunction() {
  Pop();
  const int count = local_counts_.back();
  local_counts_.pop_back();
  return count;
}

bool LexicalScope::Contains(std::string_view key) const {
  for (const Layer& layer : layers_) {
    if (layer.symbols.contains(key)) return true;
    // An item of unknown type may have entries of any known name.
    if (layer.open_item && VocabularyContains(key)) return true;
  }
  return outermost_.FindKey(key).has_value() || FindBuiltin(key) != nullptr;
}

NameReference LexicalScope::Find(std::string_view key,
                                 std::string_view spelling) const {
  NameReference reference;
  reference.symbol.name = NameText(spelling);
  for (size_t i = layers_.size(); i-- > 0;) {
    const Layer& layer = layers_[i];
    if (layer.open_item) reference.items.push_back(*layer.open_item);
    const auto found = layer.symbols.find(key);
    if (found != layer.symbols.end()) {
      reference.symbol = found->second;
      return reference;
    }
  }
  if (const std::optional<int> slot = outermost_.FindKey(key)) {
    const Scope::Name& name = outermost_.at(*slot);
    reference.symbol = {.kind = Symbol::Kind::kSlot,
                        .name = name.name,
                        .type = name.type,
                        .index = *slot};
  } else if (const Builtin* builtin = FindBuiltin(key)) {
    reference.symbol = {.kind = Symbol::Kind::kBuiltin,
                        .name = std::string(builtin->name),
                        .type = TypeKind::kFunction,
                        .builtin = builtin};
  }
  return reference;
}

void LexicalScope::AddVocabulary(std::string_view name) {
  vocabulary_.insert(NameKey(name));
}

void LexicalScope::AddVocabulary(const Type& type) {
  AddVocabulary(type, kVocabularyDepth);
}

void LexicalScope::AddVocabulary(const Type& type, int depth) {
  if (depth == 0) return;
  for (const Member& member : type.members()) {
    AddVocabulary(member.name);
    AddVocabulary(member.type, depth - 1);
  }
  if (type.is(TypeKind::kList)) AddVocabulary(type.element(), depth - 1);
}

}  // namespace techflow::feel
