// Drives techflow feel and techflow dmn as users run them.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/cli/program.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const fs::path kSource = TECHFLOW_SOURCE_DIR;
const fs::path kBin = TECHFLOW_BIN_DIR;

class RulesEndToEnd : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/techflow_rules_XXXXXX";
    folder_ = mkdtemp(pattern.data());
    setenv("LANG", "C.UTF-8", 1);
    for (const char* name : {"TECHFLOW_OUTPUT", "TECHFLOW_LANG", "LC_ALL"}) {
      unsetenv(name);
    }
  }
  void TearDown() override { fs::remove_all(folder_); }

  Ended Run(std::vector<std::string> words, const std::string& input = "") {
    words.insert(words.begin(), (kBin / "techflow").string());
    return RunToEnd(words, folder_, input);
  }
  Ended Feel(const std::string& expression, const std::string& context,
             std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"feel", expression, "--context", "-"});
    return Run(more, context);
  }
  Ended Eval(const std::string& input, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"dmn", "eval", kModel, "--input", "-", "--as-of",
                               "2026-01-01"});
    return Run(more, input);
  }
  // The example with one piece of its text replaced.
  std::string Changed(const std::string& from, const std::string& to) {
    std::string xml = Contents(kModel);
    const size_t at = xml.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    xml.replace(at, from.size(), to);
    std::ofstream(folder_ / "changed.dmn") << xml;
    return folder_ / "changed.dmn";
  }

  const std::string kModel = kSource / "clients/examples/rules/loan-terms.dmn";
  const std::string kCompany =
      R"({"grade": "T3", "annual revenue": 26789000.55,
          "founded": "2021-03-15"})";
  fs::path folder_;
};

TEST_F(RulesEndToEnd, EvaluatesAnExpression) {
  const Ended sum = Run({"feel", "0.1 + 0.2"});
  EXPECT_EQ(sum.code, 0);
  EXPECT_EQ(sum.out, "0.3\n");
  EXPECT_EQ(sum.err, "");
  EXPECT_EQ(Run({"feel", "-"}, "1 +\n 1\n").out, "2\n");
  EXPECT_EQ(Run({"feel", "--", "-a"}).code, 3);
  EXPECT_EQ(Run({"feel", "today()", "--as-of", "2026-02-03"}).out,
            "@\"2026-02-03\"\n");
}

TEST_F(RulesEndToEnd, TakesNamesWithSpacesAndChineseOnesFromTheContext) {
  const std::string context =
      R"({"研发 投入": [{"rd spend": 1.5}, {"rd spend": 2.25, "note": 1}],
          "since": "@\"2026-01-31\""})";
  EXPECT_EQ(Feel("sum(研发 投入.rd spend)", context).out, "3.75\n");
  EXPECT_EQ(Feel("研发 投入[note = 1].rd spend", context, {"--strict"}).out,
            "[2.25]\n");
  EXPECT_EQ(Feel("since + duration(\"P1M\")", context, {"-o", "json"}).out,
            "\"2026-02-28\"\n");
}

TEST_F(RulesEndToEnd, KeepsEveryDigitFromJsonToJson) {
  const std::string number = "1234567890.123456789012345678901234";
  EXPECT_EQ(Feel("x", "{\"x\": " + number + "}", {"-o", "json"}).out,
            number + "\n");
  EXPECT_EQ(Feel("{b: x, a: [x - 1]}", "{\"x\": 1e33}", {"-o", "json"}).out,
            "{\n \"b\": 1000000000000000000000000000000000,\n \"a\": [\n"
            "  999999999999999999999999999999999\n ]\n}\n");
  const Ended rounded =
      Feel("x", "{\"x\": 12345678901234567890123456789012345}");
  EXPECT_EQ(rounded.code, 1);
  EXPECT_THAT(rounded.err, HasSubstr("stdin:1:7: `x` is the number"));
}

TEST_F(RulesEndToEnd, TellsWhyAResultIsNull) {
  const Ended null = Run({"feel", "1 / 0"});
  EXPECT_EQ(null.code, 3);
  EXPECT_EQ(null.out, "null\n");
  EXPECT_EQ(null.err,
            "expression:1:3: null: division by zero\n  1 / 0\n    ^\n");
  // Somebody wrote this one.
  const Ended given = Feel("x", "{\"x\": null}");
  EXPECT_EQ(given.code, 0);
  EXPECT_EQ(given.err, "stdin:1:7: null: `x` is given as null\n");
}

TEST_F(RulesEndToEnd, TellsNullsOfOneCauseOnce) {
  const Ended nulls = Run({"feel", "for i in 1..5 return i / 0"});
  EXPECT_EQ(nulls.out, "[null, null, null, null, null]\n");
  EXPECT_THAT(nulls.err, StartsWith("expression:1:24: null: division by zero "
                                    "([1] and 4 more)\n"));
}

TEST_F(RulesEndToEnd, PointsAtMistakesInTheExpression) {
  const Ended wrong = Feel("研发 + turnover", "{\"研发\": 1}", {"--strict"});
  EXPECT_EQ(wrong.code, 3);
  EXPECT_EQ(wrong.out, "");
  EXPECT_THAT(wrong.err, StartsWith("expression:1:6: error: "));
  EXPECT_THAT(wrong.err, HasSubstr("\n  研发 + turnover\n         ^\n"));
  // In the other dialect it is a warning, and told once.
  const Ended warned = Run({"feel", "turnover"});
  EXPECT_EQ(warned.code, 3);
  EXPECT_EQ(warned.out, "null\n");
  EXPECT_THAT(warned.err,
              AllOf(HasSubstr("warning:"), Not(HasSubstr("null:"))));
}

TEST_F(RulesEndToEnd, ShowsTheTraceThoughTheEvaluationFails) {
  const Ended failed =
      Feel("for i in 1..2000000 return i * r", "{\"r\": 2}", {"--trace"});
  EXPECT_EQ(failed.code, 3);
  EXPECT_THAT(failed.out, AllOf(StartsWith("TRACE"),
                                HasSubstr("expression: not finished\n"),
                                HasSubstr("  r = 2  (the first of ")));
  EXPECT_THAT(failed.err, HasSubstr("error: "));
}

TEST_F(RulesEndToEnd, RefusesJsonThatIsWrong) {
  EXPECT_EQ(Feel("x", "{\"x\": 1, \"x\": 2}").code, 1);
  EXPECT_THAT(Feel("x", "{\"x\": 1,}").err,
              HasSubstr("error: stdin:1:9: expected a name"));
  EXPECT_THAT(Feel("x", "[1]").err, HasSubstr("expected an object"));
  EXPECT_EQ(Run({"feel", "x", "--context", "no-such.json"}).code, 1);
  EXPECT_EQ(Run({"feel", "-", "--context", "-"}).code, 2);
  EXPECT_EQ(Run({"feel", "x", "--as-of", "soon"}).code, 2);
}

TEST_F(RulesEndToEnd, EvaluatesAllDecisionsOrOne) {
  const Ended all = Eval(kCompany);
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_EQ(all.out,
            "years in business: 4\nshare of revenue: 0.3\nlimit: 8030000\n");
  EXPECT_EQ(Eval(kCompany, {"--decision", "limit"}).out, "8030000\n");
  EXPECT_EQ(Eval(kCompany, {"--decision", "limit", "-o", "json"}).out,
            "8030000\n");
  EXPECT_EQ(Eval(kCompany, {"-o", "json"}).out,
            "{\n \"years in business\": 4,\n \"share of revenue\": 0.3,\n"
            " \"limit\": 8030000\n}\n");
  EXPECT_EQ(Eval(kCompany, {"-o", "yaml"}).out,
            "\"years in business\": 4\n\"share of revenue\": 0.3\n"
            "limit: 8030000\n");
  EXPECT_THAT(Eval(kCompany, {"-o", "csv"}).out,
              HasSubstr("\nlimit,number,8030000,\n"));
}

TEST_F(RulesEndToEnd, CallsTheModelsFunctions) {
  EXPECT_EQ(
      Run({"dmn", "eval", kModel, "--expression", "rounded down(12345.6, 100)"})
          .out,
      "12300\n");
  EXPECT_EQ(Eval(kCompany, {"--expression", "limit / 2"}).out, "4015000\n");
}

TEST_F(RulesEndToEnd, CallsAServiceWithTheMembersOfTheInput) {
  const auto call = [&](const std::string& name, const std::string& input) {
    return Run({"dmn", "eval", kModel, "--service", name, "--input", "-",
                "--as-of", "2026-01-01"},
               input);
  };
  EXPECT_EQ(call("rounded down", "{\"amount\": 12345.6, \"step\": 100}").out,
            "12300\n");
  EXPECT_EQ(call("limit of a grade", R"({"grade": "T3", "annual revenue": 1e6,
                                         "years in business": 5})")
                .out,
            "300000\n");
  const Ended wrong = call("rounded down", "{\"amount\": \"1\", \"stp\": 1}");
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.err,
              AllOf(HasSubstr("`amount` is the string \"1\"; a number is"),
                    HasSubstr("`stp` is no parameter of the function. Did you "
                              "mean `step`?")));
  const Ended unknown = call("rounded dwn", "{}");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("Did you mean `rounded down`?"));
  EXPECT_THAT(call("rounded down", "{\"amount\": 1}").err,
              HasSubstr("note: not given, and so null: `step`"));
}

TEST_F(RulesEndToEnd, ImportsOtherFiles) {
  std::ofstream(folder_ / "own.dmn")
      << "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" "
         "name=\"own\" namespace=\"urn:own\">"
         "<import name=\"terms\" "
         "namespace=\"https://techflow.example/rules/loan-terms\" "
         "importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>"
         "<decision id=\"d\" name=\"half\"><variable name=\"half\"/>"
         "<informationRequirement><requiredDecision "
         "href=\"https://techflow.example/rules/loan-terms#limit\"/>"
         "</informationRequirement>"
         "<literalExpression><text>terms.limit / 2</text></literalExpression>"
         "</decision></definitions>";
  const std::string own = folder_ / "own.dmn";
  const Ended all = Run({"dmn", "eval", own, "--import", kModel, "--input", "-",
                         "--as-of", "2026-01-01"},
                        kCompany);
  EXPECT_EQ(all.out, "half: 4015000\n") << all.err;
  EXPECT_EQ(Run({"dmn", "check", own, "--import", kModel}).code, 0);
  EXPECT_THAT(Run({"dmn", "check", own}).out,
              HasSubstr("the import `terms` leads nowhere"));
}

TEST_F(RulesEndToEnd, ShowsHowADecisionWasMade) {
  const Ended traced = Eval(kCompany, {"--decision", "limit", "--unmatched"});
  EXPECT_EQ(traced.code, 0);
  EXPECT_THAT(traced.out,
              AllOf(StartsWith("8030000\n\nTRACE  as of 2026-01-01"),
                    HasSubstr("  share of revenue = 0.3\n    grade: \"T3\"\n"),
                    HasSubstr("    table shares: row 1 (best) matched\n"),
                    HasSubstr("row 2 (best-young): years in business does not "
                              "meet < 3\n"),
                    HasSubstr("if → else")));
  EXPECT_THAT(Eval(kCompany, {"--trace"}).out, Not(HasSubstr("does not meet")));
  EXPECT_THAT(
      Eval(kCompany, {"--trace", "-o", "json"}).out,
      AllOf(StartsWith("{\n \"asOf\": \"2026-01-01T00:00:00\""),
            HasSubstr("\"matchedRules\": [\n"), HasSubstr("\"id\": \"best\"")));
  EXPECT_THAT(Eval(kCompany, {"--trace", "--lang", "zh"}).out,
              HasSubstr("第 1 行（best） 匹配"));
}

TEST_F(RulesEndToEnd, ShowsTheTraceOfAStrictRunThatARuleStops) {
  const Ended failed = Eval(
      R"({"grade": "T1", "annual revenue": null, "founded": "2021-03-15"})",
      {"--trace"});
  EXPECT_EQ(failed.code, 3);
  EXPECT_THAT(failed.err, HasSubstr("error: decision `limit`: " + kModel +
                                    ":99:77: `*` has a null operand"));
  EXPECT_THAT(failed.out, AllOf(HasSubstr("TRACE"), HasSubstr("limit = null"),
                                HasSubstr("share of revenue = 0.3")));
}

TEST_F(RulesEndToEnd, TellsAllInputsThatDoNotFit) {
  const Ended wrong =
      Eval(R"({"grad": "T3", "annual revenue": "12", "founded": "15/3/2021"})");
  EXPECT_EQ(wrong.code, 1);
  EXPECT_EQ(wrong.out, "");
  EXPECT_THAT(wrong.err,
              AllOf(HasSubstr("`grad` is no input of the model. Did you mean "
                              "`grade`?"),
                    HasSubstr("stdin:1:34: `annual revenue` is the string "
                              "\"12\"; a number is expected"),
                    HasSubstr("a date as \"2026-12-31\" is expected")));
}

TEST_F(RulesEndToEnd, TellsAValueThatTheTypeDoesNotAllow) {
  const Ended wrong = Eval("{\"grade\": \"T11\"}");
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.err,
              HasSubstr("stdin:1:2: `grade`: \"T11\" is not one of the values "
                        "that the type `tGrade` allows"));
}

TEST_F(RulesEndToEnd, TakesWhatIsAbsentForUnknownAndSaysSo) {
  const Ended partly = Eval("{\"grade\": \"T5\"}");
  EXPECT_EQ(partly.code, 0);
  EXPECT_EQ(partly.out,
            "years in business: null\nshare of revenue: 0.12\nlimit: null\n");
  EXPECT_THAT(partly.err, HasSubstr("note: not given, and so null: "
                                    "`annual revenue`, `founded`\n"));
  // Only what the decision uses is told.
  EXPECT_THAT(Eval("{}", {"--decision", "years in business"}).err,
              AllOf(HasSubstr("`founded`"), Not(HasSubstr("`grade`"))));
}

TEST_F(RulesEndToEnd, ChecksAModel) {
  const Ended valid = Run({"dmn", "check", kModel});
  EXPECT_EQ(valid.code, 0);
  EXPECT_EQ(valid.out, kModel +
                           ": valid (strict): 3 inputs, 3 decisions, 1 "
                           "business knowledge model, 1 decision service\n");
  const std::string path = Changed("<inputEntry><text>\"T8\",\"T9\",\"T10\"",
                                   "<inputEntry><text>\"T8\",\"T9\"");
  const Ended gap = Run({"dmn", "check", path});
  EXPECT_EQ(gap.code, 3);
  EXPECT_THAT(gap.out, AllOf(HasSubstr(path + ":"),
                             HasSubstr(": error: no rule says what happens"),
                             HasSubstr("not valid (strict): 1 error\n")));
  EXPECT_THAT(Run({"dmn", "check", path, "-o", "json"}).out,
              AllOf(HasSubstr("\"valid\": false"),
                    HasSubstr("\"severity\": \"SEVERITY_ERROR\"")));
  EXPECT_EQ(Run({"dmn", "check", path, "--conformance"}).code, 0);
  EXPECT_THAT(Run({"dmn", "eval", path}).err,
              AllOf(HasSubstr(": error: "), HasSubstr("--conformance")));
  EXPECT_EQ(Run({"dmn", "check", path, "--conformance", "--strict"}).code, 2);
  EXPECT_EQ(Run({"dmn", "check", "no-such.dmn"}).code, 1);
}

TEST_F(RulesEndToEnd, ChecksAModelWithTheTypesOfAnExample) {
  std::string path = Changed("name=\"annual revenue\" typeRef=\"number\"",
                             "name=\"annual revenue\"");
  std::string xml = Contents(path);
  const std::string product = "annual revenue * share";
  xml.replace(xml.find(product), product.size(),
              "annual revenue.in cny * share");
  std::ofstream(path) << xml;
  const Ended blind = Run({"dmn", "check", path});
  EXPECT_EQ(blind.code, 3);
  EXPECT_THAT(blind.err,
              HasSubstr("no type is declared for: annual revenue. "));
  EXPECT_EQ(Run({"dmn", "check", path, "--input", "-"},
                "{\"annual revenue\": {\"in cny\": 5}}")
                .code,
            0);
}

TEST_F(RulesEndToEnd, SuggestsWhatWasMeant) {
  EXPECT_THAT(Run({"dmn", "evl"}).err, HasSubstr("Did you mean `dmn eval`?"));
  const Ended decision = Eval(kCompany, {"--decision", "limt"});
  EXPECT_EQ(decision.code, 2);
  EXPECT_THAT(decision.err, HasSubstr("Did you mean `limit`?"));
  EXPECT_EQ(Run({"feel"}).code, 2);
}

}  // namespace
}  // namespace techflow::cli
