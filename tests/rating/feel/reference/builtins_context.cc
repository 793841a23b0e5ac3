#include "tests/rating/feel/reference/builtins.h"
#include "tests/rating/feel/reference/comparison.h"

namespace techflow::feel::reference {
namespace {

Value GetValue(const Arguments& call) {
  const Value* value = call[0].As<Context>().Find(call.TextAt(1));
  return value == nullptr ? Explicit() : *value;
}

Value GetEntries(const Arguments& call) {
  List entries;
  for (const Entry& entry : call[0].As<Context>().entries) {
    Context described;
    described.Put("key", {entry.key});
    described.Put("value", entry.value);
    entries.push_back({described});
  }
  return {entries};
}

Value Put(const Arguments& call) {
  Context context = call[0].As<Context>();
  context.Put(call.TextAt(1), call[2]);
  return {context};
}

Value Merge(const Arguments& call) {
  Context merged;
  for (const Value& item : call.ListAt(0)) {
    if (!item.Is<Context>()) return Error();
    for (const Entry& entry : item.As<Context>().entries) {
      merged.Put(entry.key, entry.value);
    }
  }
  return {merged};
}

}  // namespace

std::vector<Builtin> ContextBuiltins() {
  const Parameter context = {"context", "context"};
  return {
      {"not",
       {{"negand", "boolean", false, true}},
       [](const Arguments& call) { return Not(call[0]); }},
      {"is defined",
       {{"value", "Any"}},
       [](const Arguments& call) { return Boolean(!call[0].IsNull()); },
       Builtin::Arity::kFixed,
       true},
      {"get value", {{"m", "context"}, {"key", "string"}}, GetValue},
      {"get entries", {{"m", "context"}}, GetEntries},
      {"context put", {context, {"key", "string"}, {"value", "Any"}}, Put},
      {"context merge", {{"contexts", "list"}}, Merge},
  };
}

}  // namespace techflow::feel::reference
