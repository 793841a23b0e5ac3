// What a name is called changes nothing.

#include <map>

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/rating/feel/metamorphic/random_expressions.h"
#include "tests/rating/feel/metamorphic/strange_names.h"
#include "tests/rating/feel/reference/tree_text.h"

namespace techflow::feel::metamorphic {
namespace {

using reference::Context;
using reference::Entry;
using reference::List;
using reference::Tree;
using reference::Value;

// The names of random expressions: the caller's, and those that they declare as
// entries, parameters or variables.
constexpr const char* kGivenNames[] = {"rd spend", "t",      "flag", "numbers",
                                       "words",    "people", "gap",  "p"};
constexpr const char* kDeclaredNames[] = {"n", "a", "b", "c",      "d",
                                          "x", "y", "z", "item no"};

using NewNames = std::map<std::string, std::string>;

void Rename(std::string& name, const NewNames& names) {
  const auto found = names.find(name);
  if (found != names.end()) name = found->second;
}

void Rename(reference::Type& type, const NewNames& names) {
  for (std::string& key : type.keys) Rename(key, names);
  for (reference::Type& part : type.parts) Rename(part, names);
}

void Rename(Tree& tree, const NewNames& names) {
  if (tree.form == Tree::Form::kName || tree.form == Tree::Form::kPath) {
    Rename(tree.word, names);
  }
  for (std::string& name : tree.names) Rename(name, names);
  for (reference::Type& type : tree.types) Rename(type, names);
  for (Tree& part : tree.parts) Rename(part, names);
  if (tree.form == Tree::Form::kBuiltin && tree.word == "context put") {
    std::string key = tree.parts[1].constant.As<std::string>();
    Rename(key, names);
    tree.parts[1].constant = {key};
  }
}

Value Renamed(const Value& value, const NewNames& names) {
  if (value.Is<List>()) {
    List list;
    for (const Value& item : value.As<List>()) {
      list.push_back(Renamed(item, names));
    }
    return {list};
  }
  if (!value.Is<Context>()) return value;
  Context context;
  for (const Entry& entry : value.As<Context>().entries) {
    std::string key = entry.key;
    Rename(key, names);
    context.Put(key, Renamed(entry.value, names));
  }
  return {context};
}

// The outcome in the words of before.
std::string InOldNames(const std::string& outcome, const NewNames& names) {
  std::vector<std::pair<std::string, std::string>> replacements;
  for (const auto& [old_name, new_name] : names) {
    replacements.emplace_back(new_name, old_name);
  }
  // Of names that begin with each other the longest is taken.
  return absl::StrReplaceAll(outcome, replacements);
}

TEST(Renaming, ChangesNoValue) {
  const Value globals = {reference::RandomGlobals()};
  ForEachRandomExpression([&](const Tree& tree, std::mt19937& random) {
    if (HasUnknownNames(Text(tree), globals.As<Context>())) return;
    NewNames names;
    StrangeNames strange(random);
    for (const char* name : kGivenNames) names[name] = strange.Next();
    for (const char* name : kDeclaredNames)
      names[name] = strange.NextVariable();
    const Value renamed_globals = Renamed(globals, names);
    Tree renamed = tree;
    Rename(renamed, names);
    for (const Dialect dialect : {Dialect::kConformance, Dialect::kStrict}) {
      EXPECT_EQ(InOldNames(Outcome(Text(renamed), renamed_globals.As<Context>(),
                                   dialect),
                           names),
                Outcome(Text(tree), globals.As<Context>(), dialect))
          << Text(renamed) << "\n  was " << Text(tree);
    }
  });
}

}  // namespace
}  // namespace techflow::feel::metamorphic
