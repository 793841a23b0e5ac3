#include <memory>
#include <string>

#include "clients/cli/rules/commands.h"
#include "clients/cli/rules/model_check.h"
#include "clients/cli/rules/model_evaluation.h"
#include "clients/cli/rules/model_files.h"
#include "clients/cli/rules/rule_flags.h"

// dmn eval, check.
namespace techflow::cli {
namespace {

constexpr Text kEvalFooter = {
    "示例：\n"
    "  techflow dmn eval rules.dmn --input company.json\n"
    "  techflow dmn eval rules.dmn --decision 等级 --input company.json "
    "--trace\n"
    "  techflow dmn eval rules.dmn --expression 'payment(100000, 0.05, 36)'\n"
    "\n"
    "输入为 JSON 对象，每个输入一个成员。声明为日期、时间或时长的输入写作\n"
    "\"2026-12-31\" 这样的字符串，未声明类型时写作 \"@\\\"2026-12-31\\\"\"。"
    "数字保留每一位。\n"
    "未给出的输入为未知；给出决策的值则不再计算该决策。\n"
    "退出码 3：规则有错，或因错误得到 null；1：输入不符合模型。",
    "Examples:\n"
    "  techflow dmn eval rules.dmn --input company.json\n"
    "  techflow dmn eval rules.dmn --decision grade --input company.json "
    "--trace\n"
    "  techflow dmn eval rules.dmn --expression 'payment(100000, 0.05, 36)'\n"
    "\n"
    "The input is a JSON object with a member for each input. An input that "
    "is\n"
    "declared a date, a time or a duration takes a string as \"2026-12-31\", "
    "one\n"
    "without a declared type \"@\\\"2026-12-31\\\"\". Numbers keep every "
    "digit. What is\n"
    "not given is unknown; a decision that is given is not made.\n"
    "Exit code 3: a rule is wrong, or an error made a result null; 1: the "
    "input\n"
    "does not fit the model."};

void AddEval(CLI::App& dmn, Session& session) {
  auto flags = std::make_shared<EvalFlags>();
  CLI::App* command = dmn.add_subcommand(
      "eval", session.In({"计算 DMN 文件的决策", "Evaluate decisions"}));
  command->footer(session.In(kEvalFooter));
  AddModelFlags(*command, session, flags->model);
  CLI::Option* decision =
      command
          ->add_option("--decision", flags->decisions,
                       session.In({"只计算这个决策（可重复；默认全部）",
                                   "Only this decision (repeatable; default: "
                                   "all)"}))
          ->type_name("NAME")
          ->expected(1)
          ->take_all();
  CLI::Option* function =
      command
          ->add_option("--service", flags->function,
                       session.In({"改为调用这个决策服务或业务知识模型；其参数"
                                   "为输入的成员",
                                   "Instead, call this decision service or "
                                   "business knowledge model with the members "
                                   "of the input"}))
          ->type_name("NAME")
          ->excludes(decision);
  command
      ->add_option("--expression", flags->expression,
                   session.In({"改为计算一个使用模型名称的 FEEL 表达式",
                               "Instead, a FEEL expression over the names of "
                               "the model"}))
      ->type_name("FEEL")
      ->excludes(decision)
      ->excludes(function);
  RuleFlags& rules = flags->model.rules;
  AddAsOfFlag(*command, session, rules);
  AddTraceFlag(*command, session, rules);
  command->add_flag_callback(
      "--unmatched", [&rules] { rules.trace = rules.unmatched = true; },
      session.In({"计算过程也列出未匹配的规则及其首个不满足的条件",
                  "The trace also tells which rules did not match, and why"}));
  command->callback([flags, &session] {
    session.action = [flags](Session& run) {
      return EvaluateModel(run, *flags);
    };
  });
}

constexpr Text kCheckFooter = {
    "示例：\n"
    "  techflow dmn check rules.dmn\n"
    "  techflow dmn check rules.dmn --conformance -o json\n"
    "\n"
    "未声明类型的输入，其类型取自 --input 的示例。\n"
    "退出码 3：有错误。",
    "Examples:\n"
    "  techflow dmn check rules.dmn\n"
    "  techflow dmn check rules.dmn --conformance -o json\n"
    "\n"
    "An input without a declared type has that of the example in --input.\n"
    "Exit code 3: there are errors."};

void AddCheck(CLI::App& dmn, Session& session) {
  auto flags = std::make_shared<ModelFlags>();
  CLI::App* command = dmn.add_subcommand(
      "check", session.In({"检查 DMN 文件，列出全部问题及位置",
                           "Tell all that is wrong with a file, with places"}));
  command->footer(session.In(kCheckFooter));
  AddModelFlags(*command, session, *flags);
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return CheckModel(run, *flags); };
  });
}

}  // namespace

void AddDmnCommands(CLI::App& dmn, Session& session) {
  AddEval(dmn, session);
  AddCheck(dmn, session);
}

}  // namespace techflow::cli
