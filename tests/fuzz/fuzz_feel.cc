// Scanner, parser, checker, compiler and evaluation, on any text: as an
// expression in both dialects and as unary tests. A traced run gives the same
// value as an untraced one.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "rating/feel/expression.h"
#include "rating/feel/unary_tests.h"
#include "rating/feel/value_text.h"

namespace {

using techflow::Decimal;
namespace feel = techflow::feel;

// Small, so that what is made to be slow ends soon.
constexpr feel::EvaluationLimits kLimits = {.steps = 20'000,
                                            .depth = 200,
                                            .list_length = 2'000,
                                            .string_bytes = 10'000,
                                            .arena_bytes = size_t{8} << 20};

class Listener : public feel::TraceSink {
 public:
  void OnName(const feel::SourcePlace&, std::string_view,
              const feel::Value&) override {}
  void OnBranch(const feel::SourcePlace&, bool) override {}
  void OnNullCall(const feel::SourcePlace&, std::string_view,
                  const feel::NullReason&) override {}
};

feel::Scope MakeScope() {
  feel::Scope scope;
  scope.Add("n", feel::Type(feel::TypeKind::kNumber));
  scope.Add("fiscal years", feel::Type());
  scope.Add("研发强度", feel::Type(feel::TypeKind::kNumber));
  return scope;
}

// The result as text, or nothing where a limit was passed.
std::string Run(const feel::Expression& expression, feel::TraceSink* trace) {
  feel::Evaluation evaluation({}, kLimits, trace);
  const feel::Evaluation::Frame frame(evaluation, 3);
  evaluation.Set(0, feel::Value::Number(Decimal(3)));
  evaluation.Set(2, feel::Value::Missing(evaluation.arena(), "unknown"));
  const feel::Value value = expression.Evaluate(evaluation);
  return evaluation.ok() ? feel::ToText(value) : "";
}

void RunTests(std::string_view text, const feel::Scope& scope,
              feel::Dialect dialect) {
  feel::Diagnostics diagnostics;
  const auto tests = feel::UnaryTests::Compile(
      text, scope, feel::Type(feel::TypeKind::kNumber),
      {.dialect = dialect, .origin = {}}, diagnostics);
  if (tests == nullptr) return;
  feel::Evaluation evaluation({}, kLimits);
  const feel::Evaluation::Frame frame(evaluation, 3);
  tests->Evaluate(evaluation, feel::Value::Number(Decimal(1)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const feel::Scope scope = MakeScope();
  for (const feel::Dialect dialect :
       {feel::Dialect::kConformance, feel::Dialect::kStrict}) {
    feel::Diagnostics diagnostics;
    const auto expression = feel::Expression::Compile(
        text, scope, {.dialect = dialect, .origin = {}}, diagnostics);
    if (expression != nullptr) {
      Listener listener;
      if (Run(*expression, nullptr) != Run(*expression, &listener)) {
        std::abort();
      }
    }
    RunTests(text, scope, dialect);
  }
  return 0;
}
