#ifndef TECHFLOW_RATING_FEEL_LEXICAL_SCOPE_H_
#define TECHFLOW_RATING_FEEL_LEXICAL_SCOPE_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rating/feel/scope.h"
#include "rating/feel/syntax_tree.h"

namespace techflow::feel {

// The names that stand at one place of an expression: the caller's, those of
// the loops, filters, contexts and functions around it, and the built-ins
// outermost. It also counts the locals of each function.
class LexicalScope {
 public:
  // The entries of items may be more than their types name where
  // `items_are_open`; otherwise only where the type names none.
  LexicalScope(const Scope& outermost, bool items_are_open);

  // A layer of names; the innermost layer wins.
  void Push();
  void Pop();
  // A variable of the innermost layer; returns its number in its function.
  int AddLocal(std::string_view name, const Type& type);
  // A filter's item: the name `item` and, before it, the item's own entries.
  int AddItem(const Type& type);
  // A local that no name reaches.
  int AddHidden();

  // Locals from here on belong to a function one level deeper.
  void EnterFunction();
  // How many locals it had.
  int LeaveFunction();
  int level() const { return static_cast<int>(local_counts_.size()) - 1; }
  int local_count() const { return local_counts_.back(); }

  // Whether any name has this key; see NameKey().
  bool Contains(std::string_view key) const;
  NameReference Find(std::string_view key, std::string_view spelling) const;

  // Member names of more than one token met so far, which help to read a path
  // whose object has no known type.
  void AddVocabulary(const Type& type);
  void AddVocabulary(std::string_view name);
  bool VocabularyContains(std::string_view key) const {
    return vocabulary_.contains(key);
  }

  const Scope& outermost() const { return outermost_; }

 private:
  struct Layer {
    std::map<std::string, Symbol, std::less<>> symbols;
    // Set where the layer is that of an item with entries not known here.
    std::optional<Symbol> open_item;
  };

  // The entries of an item as names of the innermost layer.
  void AddEntries(const Symbol& item, Symbol::Kind kind);
  void AddVocabulary(const Type& type, int depth);

  const Scope& outermost_;
  bool items_are_open_;
  std::vector<Layer> layers_;
  std::vector<int> local_counts_;
  std::set<std::string, std::less<>> vocabulary_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_LEXICAL_SCOPE_H_
