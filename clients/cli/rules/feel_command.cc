#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/rules/answer.h"
#include "clients/cli/rules/commands.h"
#include "clients/cli/rules/findings.h"
#include "clients/cli/rules/rule_flags.h"
#include "clients/cli/rules/value_from_json.h"
#include "clients/cli/rules/value_type.h"
#include "rating/feel/calendar_text.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/expression.h"
#include "rating/feel/scope.h"

// feel.
namespace techflow::cli {
namespace {

struct FeelFlags {
  std::string expression;
  std::string context;
  RuleFlags rules{.dialect = feel::Dialect::kConformance,
                  .as_of = "",
                  .trace = false,
                  .unmatched = false};
};

// The names of an expression, and a value for each of its slots.
struct NamedValues {
  feel::Scope scope;
  std::vector<feel::Value> values;
};

// Puts the file's members into `names`.
absl::Status ReadContext(Session& session, const FeelFlags& flags,
                         feel::Arena& arena, NamedValues& names) {
  const absl::StatusOr<JsonValue> json = ReadJsonObject(flags.context);
  if (!json.ok()) return json.status();
  const std::string file = ShownPath(flags.context);
  JsonValues reader(file, flags.rules.dialect, arena);
  for (const JsonMember& member : json->members) {
    if (names.scope.Find(member.name)) {
      return absl::DataLossError(absl::StrCat(file, ":", member.place.line, ":",
                                              member.place.column, ": `",
                                              member.name,
                                              "` is there already, but for its "
                                              "spaces"));
    }
    const feel::Value value =
        reader.Read(member.value, feel::Type(), member.name);
    names.scope.Add(member.name, TypeOf(value));
    names.values.push_back(value);
  }
  for (const std::string& problem : reader.problems()) {
    TellError(session, problem);
  }
  return reader.problems().empty()
             ? absl::OkStatus()
             : absl::DataLossError(
                   absl::StrCat(file, " does not hold a context of FEEL"));
}

absl::StatusOr<int> EvaluateFeel(Session& session, const FeelFlags& flags) {
  if (flags.expression == kStandardInput && flags.context == kStandardInput) {
    return UsageError("only one of the expression and --context can be `-`");
  }
  feel::Arena arena;
  const auto as_of = ParseAsOf(flags.rules.as_of);
  if (!as_of.ok()) return as_of.status();
  absl::StatusOr<std::string> text = flags.expression;
  if (flags.expression == kStandardInput) {
    text = ReadFileOrInput(kStandardInput);
    if (!text.ok()) return text.status();
  }
  NamedValues names;
  if (!flags.context.empty()) {
    const absl::Status read = ReadContext(session, flags, arena, names);
    if (!read.ok()) return read;
  }

  feel::Diagnostics diagnostics;
  const auto expression = feel::Expression::Compile(
      *text, names.scope,
      {.dialect = flags.rules.dialect, .origin = {kExpressionFile, 1, 1}},
      diagnostics);
  TellDiagnostics(session, diagnostics, *text);
  if (expression == nullptr) return kExitFindings;

  feel::Evaluation evaluation(*as_of);
  const feel::Evaluation::Frame frame(evaluation, names.scope.size());
  for (size_t i = 0; i < names.values.size(); ++i) {
    evaluation.Set(static_cast<int>(i), names.values[i]);
  }
  Traced traced;
  traced.as_of = feel::ToText(*as_of);
  const feel::Value value = RunTraced("", evaluation, traced.trace, [&] {
    return expression->Evaluate(evaluation);
  });
  Answer answer;
  answer.is_one = true;
  answer.status = evaluation.status();
  if (evaluation.ok()) answer.results.push_back({"", value});
  answer.expression = *text;
  answer.traced = &traced;
  answer.shows_trace = flags.rules.trace;
  return PrintAnswer(session, answer, diagnostics);
}

constexpr Text kFooter = {
    "示例：\n"
    "  techflow feel '0.1 + 0.2'\n"
    "  techflow feel 'sum(研发投入) / 营业收入' --context company.json\n"
    "  techflow feel 'date(\"2026-12-31\") - today()' --as-of 2026-01-01\n"
    "\n"
    "以 - 开头的表达式写在 -- 之后；单独的 - 从标准输入读取。\n"
    "JSON 里的日期、时间和时长写作 \"@\\\"2026-12-31\\\"\"。\n"
    "退出码 3：表达式有错，或因错误得到 null。",
    "Examples:\n"
    "  techflow feel '0.1 + 0.2'\n"
    "  techflow feel 'sum(rd spend) / revenue' --context company.json\n"
    "  techflow feel 'date(\"2026-12-31\") - today()' --as-of 2026-01-01\n"
    "\n"
    "An expression that starts with - comes behind --; a lone - reads it from\n"
    "standard input. Dates, times and durations in the JSON are written\n"
    "\"@\\\"2026-12-31\\\"\".\n"
    "Exit code 3: the expression is wrong, or an error made it null."};

}  // namespace

void AddFeelCommand(CLI::App& root, Session& session) {
  auto flags = std::make_shared<FeelFlags>();
  CLI::App* command = root.add_subcommand(
      "feel", session.In({"计算一个 FEEL 表达式（不需要服务器）",
                          "Evaluate a FEEL expression, without a server"}));
  command->footer(session.In(kFooter));
  command
      ->add_option("expression", flags->expression,
                   session.In({"表达式，或 -", "The expression, or -"}))
      ->required()
      ->type_name("EXPRESSION");
  command
      ->add_option("--context", flags->context,
                   session.In({"JSON 对象的文件，或 -；其成员是表达式可用的"
                               "名称",
                               "A file with a JSON object, or -; its members "
                               "are names for the expression"}))
      ->type_name("FILE");
  AddDialectFlags(*command, session, flags->rules);
  AddAsOfFlag(*command, session, flags->rules);
  AddTraceFlag(*command, session, flags->rules);
  command->callback([flags, &session] {
    session.action = [flags](Session& run) {
      return EvaluateFeel(run, *flags);
    };
  });
}

}  // namespace techflow::cli
