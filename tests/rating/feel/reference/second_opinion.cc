#include "tests/rating/feel/reference/second_opinion.h"

#include <fmt/format.h>

#include "rating/feel/value_text.h"
#include "tests/rating/feel/harness.h"
#include "tests/rating/feel/reference/agreement.h"
#include "tests/rating/feel/reference/conversion.h"
#include "tests/rating/feel/reference/tree_text.h"

namespace techflow::feel::reference {
namespace {

// Looks at everything it is told, as a listener does.
class Listener final : public TraceSink {
 public:
  void OnName(const SourcePlace&, std::string_view name,
              const feel::Value& value) override {
    seen_ += name.size() + static_cast<size_t>(value.kind());
  }
  void OnBranch(const SourcePlace&, bool taken) override { seen_ += taken; }
  void OnNullCall(const SourcePlace&, std::string_view function,
                  const NullReason& reason) override {
    seen_ += function.size() + reason.message.size();
  }

 private:
  size_t seen_ = 0;
};

}  // namespace

SecondOpinion::SecondOpinion(Context globals) : globals_(std::move(globals)) {}

std::string SecondOpinion::Ask(const Question& question, const Value& expected,
                               std::string& answer) {
  feel::Scope scope;
  for (const Entry& entry : question.values.entries) {
    scope.Add(entry.key, question.types == Types::kKnown ? TypeOf(entry.value)
                                                         : feel::Type());
  }
  Diagnostics diagnostics;
  const auto expression = Expression::Compile(
      question.text, scope, {question.dialect, {}}, diagnostics);
  const bool is_strict = question.dialect == Dialect::kStrict;
  if (expression == nullptr) {
    if (is_strict) return "";
    return "does not compile: " + diagnostics.ToString();
  }
  if (is_strict) ++strict_;
  Listener listener;
  std::string first;
  for (TraceSink* trace :
       {static_cast<TraceSink*>(nullptr), static_cast<TraceSink*>(&listener)}) {
    Evaluation evaluation(TestInstant(), {}, trace);
    const Evaluation::Frame frame(evaluation, scope.size());
    for (size_t i = 0; i < question.values.entries.size(); ++i) {
      evaluation.Set(
          static_cast<int>(i),
          ToEngine(question.values.entries[i].value, evaluation.arena()));
    }
    for (int time = 1; time <= 2; ++time) {
      const feel::Value value = expression->Evaluate(evaluation);
      const std::string bits = EveryBit(value);
      if (first.empty()) first = bits;
      if (answer.empty()) answer = EveryBit(value, Messages::kLeftOut);
      if (!evaluation.ok()) return evaluation.status().ToString();
      if (bits != first || answer != EveryBit(value, Messages::kLeftOut) ||
          !Agrees(value, expected)) {
        return fmt::format(
            "{} {} time {}, types {}, {}\n  the engine says {}", question.text,
            trace == nullptr ? "untraced" : "traced", time,
            question.types == Types::kKnown ? "known" : "unknown",
            is_strict ? "strict" : "conformance", bits);
      }
    }
  }
  return "";
}

std::string SecondOpinion::AskAll(const Tree& tree, Dialect dialect) {
  Evaluator evaluator({globals_}, dialect == Dialect::kStrict
                                      ? BadCondition::kIsTheResult
                                      : BadCondition::kDoesNotHold);
  const std::optional<Value> expected = evaluator.Evaluate(tree);
  if (!expected) {
    if (dialect == Dialect::kConformance) ++open_;
    return "";
  }
  if (dialect == Dialect::kConformance && !expected->IsNull()) ++not_null_;
  const Question written{Text(tree), globals_};
  NamedText named_text = TextWithNamedConstants(tree);
  Question named{named_text.text, globals_};
  for (size_t i = 0; i < named_text.constants.size(); ++i) {
    named.values.Put(fmt::format("c{}", i + 1), named_text.constants[i]);
  }
  std::string answer;
  for (const Types types : {Types::kUnknown, Types::kKnown}) {
    for (Question question : {written, named}) {
      question.types = types;
      question.dialect = dialect;
      const std::string wrong = Ask(question, *expected, answer);
      if (!wrong.empty()) {
        return fmt::format("{}\n  {}\n  the reference says {}\n", Text(tree),
                           wrong, Text(*expected));
      }
    }
  }
  return "";
}

std::string SecondOpinion::Disagreement(const Tree& tree) {
  ++asked_;
  const std::string wrong = AskAll(tree, Dialect::kConformance);
  return wrong.empty() ? AskAll(tree, Dialect::kStrict) : wrong;
}

}  // namespace techflow::feel::reference
