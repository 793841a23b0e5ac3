#include "rating/feel/builtins.h"
#include "rating/feel/value_builder.h"

// Contexts (DMN 1.5, table 81) and is defined().
namespace techflow::feel {
namespace {

using enum TypeKind;

Value GetValue(const BuiltinCall& call) {
  const Value* found = call[0].context().Find(call[1].string());
  return found == nullptr ? call.Nothing("there is no entry of that key")
                          : *found;
}

Value GetEntries(const BuiltinCall& call) {
  ListBuilder list(call.arena());
  for (const ContextEntry& entry : call[0].context().entries()) {
    ContextBuilder pair(call.arena(), 2);
    pair.Add("key", Value::String(entry.name));
    pair.Add("value", entry.value);
    list.Add(pair.Build());
  }
  return call.evaluation.AcceptList(list.items());
}

void AddAll(const Context& context, ContextBuilder& builder) {
  for (const ContextEntry& entry : context.entries()) {
    builder.Add(entry.name, entry.value);
  }
}

Value PutAt(const BuiltinCall& call, const Value& context,
            std::span<const Value> keys, const Value& value) {
  if (!context.is(ValueKind::kContext)) {
    return call.Error("there is no context at one of the keys");
  }
  if (keys.empty() || !keys[0].is(ValueKind::kString)) {
    return call.Error("a key must be a string");
  }
  Value inner = value;
  if (keys.size() > 1) {
    const Value* found = context.context().Find(keys[0].string());
    inner = PutAt(call, found == nullptr ? Value() : *found, keys.subspan(1),
                  value);
    if (inner.is_null()) return inner;
  }
  ContextBuilder builder(call.arena(), context.context().size() + 1);
  AddAll(context.context(), builder);
  builder.Put(keys[0].string(), inner);
  return builder.Build();
}

// context put(context, key, value) or context put(context, keys, value).
Value ContextPut(const BuiltinCall& call) {
  if (call[0].is_null()) return call.Error("`context` is null");
  if (call.signature == 0) {
    return PutAt(call, call[0], call.arguments.subspan(1, 1), call[2]);
  }
  // The path is walked by recursion, which its length must not exhaust.
  constexpr size_t kLongestPath = 100;
  if (call[1].list().size() > kLongestPath) {
    return call.Error("`keys` has more than 100 keys");
  }
  return PutAt(call, call[0], call[1].list(), call[2]);
}

Value ContextMerge(const BuiltinCall& call) {
  ContextBuilder builder(call.arena());
  for (const Value& part : call[0].list()) {
    if (part.is_missing() || part.is_error()) return part;
    if (!part.is(ValueKind::kContext)) {
      return call.Error("`contexts` must hold contexts");
    }
    for (const ContextEntry& entry : part.context().entries()) {
      if (!call.evaluation.Step(static_cast<int64_t>(builder.size()) + 1)) {
        return {};
      }
      builder.Put(entry.name, entry.value);
    }
  }
  return builder.Build();
}

// context([{key: "a", value: 1}])
Value MakeContextOf(const BuiltinCall& call) {
  ContextBuilder builder(call.arena());
  for (const Value& entry : call[0].list()) {
    const bool is_context = entry.is(ValueKind::kContext);
    const Value* key = is_context ? entry.context().Find("key") : nullptr;
    const Value* value = is_context ? entry.context().Find("value") : nullptr;
    if (key == nullptr || value == nullptr || !key->is(ValueKind::kString)) {
      return call.Error("an entry is not a context of `key` and `value`");
    }
    const size_t size = builder.size();
    if (!call.evaluation.Step(static_cast<int64_t>(size) + 1)) return {};
    builder.Put(key->string(), *value);
    if (builder.size() == size) return call.Error("a key is there twice");
  }
  return builder.Build();
}

// Whether a value is known: everything is but null.
Value IsDefined(const BuiltinCall& call) {
  return Value::Boolean(!call[0].is_null());
}

Type ContextResult(std::span<const Type>) { return kContext; }

constexpr Builtin kContextBuiltins[] = {
    {"get value",
     {Takes({"m", kContext}, {"key", kString})},
     GetValue,
     Always<kAny>},
    {"get entries", {Takes({"m", kContext})}, GetEntries, ListOfAny},
    {"context put",
     {Takes({"context", kContext}, {"key", kString}, {"value", kAny}),
      Takes({"context", kContext}, {"keys", kList}, {"value", kAny})},
     ContextPut,
     ContextResult},
    {"context merge",
     {Takes({"contexts", kList})},
     ContextMerge,
     ContextResult},
    {"context", {Takes({"entries", kList})}, MakeContextOf, ContextResult},
    {.name = "is defined",
     .signatures = {Takes({"value", kAny})},
     .call = IsDefined,
     .result = Always<kBoolean>,
     .accepts_null = true},
};

}  // namespace

std::span<const Builtin> ContextBuiltins() { return kContextBuiltins; }

}  // namespace techflow::feel
