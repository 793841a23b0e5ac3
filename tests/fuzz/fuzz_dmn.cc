// The DMN reader and the graph's compiler, on any bytes.

#include <cstdint>
#include <string_view>
#include <vector>

#include "rating/dmn/decision_graph.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace dmn = techflow::dmn;
  namespace feel = techflow::feel;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<feel::Scope::Name> inputs = {
      {"a", feel::Type(feel::TypeKind::kNumber)}, {"b", feel::Type()}};
  for (const feel::Dialect dialect :
       {feel::Dialect::kConformance, feel::Dialect::kStrict}) {
    feel::Diagnostics diagnostics;
    const auto graph = dmn::DecisionGraph::Compile("rules.dmn", text, inputs,
                                                   dialect, diagnostics);
    if (graph == nullptr) continue;
    feel::Evaluation evaluation({}, {.steps = 20'000,
                                     .depth = 200,
                                     .list_length = 2'000,
                                     .string_bytes = 10'000,
                                     .arena_bytes = size_t{8} << 20});
    dmn::DecisionGraph::Run run(*graph, evaluation);
    run.Set(0, feel::Value::Number(techflow::Decimal(2)));
    for (const int slot : graph->decision_slots()) run.EvaluateDecision(slot);
  }
  return 0;
}
