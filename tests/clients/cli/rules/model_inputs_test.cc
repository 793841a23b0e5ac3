#include "clients/cli/rules/model_inputs.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/dmn/linked_model.h"
#include "rating/feel/value_text.h"
#include "tests/rating/dmn/dmn_text.h"

namespace techflow::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// revenue: number; founded: date; facts: untyped; decision double.
class ModelInputsTest : public testing::Test {
 protected:
  const std::string xml_ = dmn::Model(
      dmn::InputXml("revenue", "number") + dmn::InputXml("founded", "date") +
      dmn::InputXml("facts", "Any") +
      dmn::DecisionXml("double", {{"revenue"}, {}, {}},
                       dmn::LiteralXml("revenue * 2"), "number") +
      dmn::DecisionXml("triple", {{"facts"}, {"double"}, {}},
                       dmn::LiteralXml("double + facts.spend")));
  feel::Diagnostics diagnostics_;
  const dmn::LinkedModel model_ =
      *dmn::LinkModel({"m.dmn", xml_}, {}, diagnostics_);
  ModelInputs inputs_{model_};
  feel::Arena arena_;
  JsonValues reader_{"in.json", feel::Dialect::kStrict, arena_};

  std::vector<std::string> Read(const std::string& json) {
    return inputs_.Read(*ReadJson("in.json", json), "in.json", reader_);
  }

  // What the decision gives, or what is wrong.
  std::string Result(const std::string& decision) {
    const auto graph = dmn::DecisionGraph::Compile(
        "m.dmn", xml_, inputs_.names(), feel::Dialect::kStrict, diagnostics_);
    if (graph == nullptr) return diagnostics_.ToString();
    feel::Evaluation evaluation(feel::DateAndTime{});
    dmn::DecisionGraph::Run run(*graph, evaluation);
    const std::vector<std::string> problems =
        inputs_.Set(*graph, evaluation, reader_, run);
    if (!problems.empty()) return problems.front();
    const feel::Value value =
        run.EvaluateDecision(*graph->FindDecision(decision));
    return value.is_null() ? std::string(value.reason().message)
                           : feel::ToText(value);
  }
};

TEST_F(ModelInputsTest, TakesTheTypeOfTheValueWhereNoneIsDeclared) {
  EXPECT_THAT(inputs_.untyped(), ElementsAre("facts"));
  EXPECT_THAT(Read("{\"revenue\": 1.50, \"facts\": {\"spend\": 0.25}}"),
              IsEmpty());
  EXPECT_EQ(inputs_.names()[2].type.ToString(), "context<spend: number>");
  EXPECT_EQ(Result("triple"), "3.25");
}

TEST_F(ModelInputsTest, SuggestsNamesThatTheModelHas) {
  EXPECT_THAT(Read("{\"revenu\": 1,\n \"nonsense\": 2}"),
              ElementsAre("in.json:1:2: `revenu` is no input of the model. Did "
                          "you mean `revenue`?",
                          "in.json:2:2: `nonsense` is no input of the model. "
                          "It has: revenue, founded, facts"));
}

TEST_F(ModelInputsTest, RefusesTwoSpellingsOfOneName) {
  EXPECT_THAT(Read("{\"revenue\": 1, \"revenue \": 2}"),
              ElementsAre(HasSubstr("`revenue ` and `revenue` are one name")));
}

TEST_F(ModelInputsTest, LeavesWhatIsAbsentUnknown) {
  EXPECT_THAT(Read("{\"founded\": \"2020-01-01\"}"), IsEmpty());
  EXPECT_THAT(inputs_.absent(), ElementsAre("revenue", "facts"));
  EXPECT_EQ(Result("double"), "`revenue` is not given");
}

TEST_F(ModelInputsTest, DoesNotMakeADecisionThatIsGiven) {
  EXPECT_THAT(Read("{\"double\": 100, \"facts\": {\"spend\": 1}}"), IsEmpty());
  EXPECT_EQ(Result("triple"), "101");
  EXPECT_THAT(Read("{\"triple\": 1}"), IsEmpty());
  EXPECT_THAT(reader_.problems(), IsEmpty());
}

TEST_F(ModelInputsTest, TellsValuesThatDoNotFitThroughTheReader) {
  EXPECT_THAT(Read("{\"founded\": \"soon\", \"double\": \"x\"}"), IsEmpty());
  EXPECT_THAT(reader_.problems(),
              ElementsAre(HasSubstr("`founded` is the string \"soon\""),
                          HasSubstr("`double` is the string \"x\"")));
}

}  // namespace
}  // namespace techflow::cli
