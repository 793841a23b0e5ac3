#include "rating/feel/trace.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rating/feel/value_text.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

class Recorder final : public TraceSink {
 public:
  void OnName(const SourcePlace&, std::string_view name,
              const Value& value) override {
    lines.push_back(std::string(name) + " = " + ToText(value));
  }
  void OnBranch(const SourcePlace&, bool taken) override {
    lines.push_back(taken ? "then" : "else");
  }
  void OnNullCall(const SourcePlace& place, std::string_view function,
                  const NullReason& reason) override {
    lines.push_back(std::to_string(place.column) + " " + std::string(function) +
                    ": " + std::string(reason.message));
  }

  std::vector<std::string> lines;
};

TEST(Trace, TellsNamesBranchesAndNullCalls) {
  Scope scope;
  scope.Add("age", TypeKind::kNumber);
  Recorder recorder;
  Trial trial("if age > 5 then number(\"x\") else age", scope, Dialect::kStrict,
              {}, &recorder);
  trial.Set("age", Value::Number(7));
  trial.Evaluate();
  EXPECT_EQ(
      recorder.lines,
      (std::vector<std::string>{
          "age = 7", "then", "17 number: number(): `from` is not a number"}));
}

TEST(Trace, ChangesNoResult) {
  for (const std::string_view text :
       {"sum(for i in 1..10 return i / 3)", "1 / 0",
        "if null then 1 else [1, 2][item > 1]", "number(\"x\")",
        "{f: function(x) x * 2, r: f(4)}.r"}) {
    Recorder recorder;
    Trial traced(text, Scope(), Dialect::kConformance, {}, &recorder);
    EXPECT_EQ(traced.Text(), Evaluated(text)) << text;
  }
}

}  // namespace
}  // namespace techflow::feel
