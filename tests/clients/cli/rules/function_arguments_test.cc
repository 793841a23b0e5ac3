#include "clients/cli/rules/function_arguments.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/expression.h"
#include "rating/feel/value_text.h"

namespace techflow::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Arguments : public testing::Test {
 protected:
  FunctionArguments Read(const std::string& json) {
    const JsonValue value = *ReadJson("in.json", json);
    return ReadArguments(function_.function(), &value, "in.json", reader_);
  }

  feel::Diagnostics diagnostics_;
  const std::shared_ptr<const feel::Expression> expression_ =
      feel::Expression::Compile(
          "function(rd spend: number, since: date) rd spend", feel::Scope(),
          {.dialect = feel::Dialect::kStrict, .origin = {}}, diagnostics_);
  feel::Evaluation evaluation_{feel::DateAndTime{}};
  const feel::Value function_ = expression_->Evaluate(evaluation_);
  feel::Arena arena_;
  JsonValues reader_{"in.json", feel::Dialect::kStrict, arena_};
};

TEST_F(Arguments, AreReadByTheTypesOfTheParameters) {
  const FunctionArguments read =
      Read("{\"since\": \"2026-01-02\", \"rd  spend\": 1.50}");
  EXPECT_THAT(read.names, ElementsAre("rd spend", "since"));
  EXPECT_EQ(feel::ToText(read.values[0]), "1.5");
  EXPECT_EQ(feel::ToText(read.values[1]), "@\"2026-01-02\"");
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_THAT(reader_.problems(), IsEmpty());
}

TEST_F(Arguments, AreUnknownWhereTheyAreAbsent) {
  const FunctionArguments read = Read("{\"rd spend\": 1}");
  EXPECT_THAT(read.absent, ElementsAre("since"));
  EXPECT_TRUE(read.values[1].is_missing());
  EXPECT_THAT(ReadArguments(function_.function(), nullptr, "", reader_).absent,
              ElementsAre("rd spend", "since"));
}

TEST_F(Arguments, TellWhatIsNoParameter) {
  EXPECT_THAT(Read("{\"sinc\": 1}").problems,
              ElementsAre("in.json:1:2: `sinc` is no parameter of the "
                          "function. Did you mean `since`?"));
}

}  // namespace
}  // namespace techflow::cli
