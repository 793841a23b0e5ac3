#include "clients/cli/completion.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace techflow::cli {
namespace {

// Calls `visit(path, command)` for the command and all below it; the path of
// the root is empty, that of others "/rating/list".
template <typename Visit>
void Walk(const CLI::App& app, const std::string& path, Visit visit) {
  visit(path, app);
  for (const CLI::App* command : app.get_subcommands({})) {
    Walk(*command, absl::StrCat(path, "/", command->get_name()), visit);
  }
}

// "--output" and "-o" of an option; positional arguments have none.
std::vector<std::string> Flags(const CLI::Option& option) {
  std::vector<std::string> flags;
  for (const std::string& name : option.get_lnames()) {
    flags.push_back("--" + name);
  }
  for (const std::string& name : option.get_snames()) {
    flags.push_back("-" + name);
  }
  return flags;
}

// The words that an option takes, which the parser shows as "{a,b}" in its
// type; empty where it takes anything.
std::string Choices(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const size_t open = type.find('{');
  const size_t close = type.rfind('}');
  if (open == std::string::npos || close == std::string::npos) return "";
  return absl::StrReplaceAll(type.substr(open + 1, close - open - 1),
                             {{",", " "}});
}

// What can follow a command: its commands, its options and the global ones.
std::string Words(const CLI::App& root, const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* command : app.get_subcommands({})) {
    words.push_back(command->get_name());
  }
  const auto add_flags = [&](const CLI::App& from) {
    for (const CLI::Option* option : from.get_options()) {
      // Each command has a help of its own.
      if (&from != &app && option == from.get_help_ptr()) continue;
      for (const std::string& flag : Flags(*option)) words.push_back(flag);
    }
  };
  add_flags(app);
  if (&app != &root) add_flags(root);
  for (const CLI::Option* option : app.get_options()) {
    const std::string choices = Choices(*option);
    if (option->get_positional() && !choices.empty()) words.push_back(choices);
  }
  return absl::StrJoin(words, " ");
}

std::string BashFunction(const CLI::App& app) {
  std::string steps, words, values;
  Walk(app, "", [&](const std::string& path, const CLI::App& command) {
    if (!path.empty()) {
      absl::StrAppend(&steps, "      ", path, ") path=", path, " ;;\n");
    }
    absl::StrAppend(&words, "    \"", path, "\") words=\"", Words(app, command),
                    "\" ;;\n");
    for (const CLI::Option* option : command.get_options()) {
      const std::string choices = Choices(*option);
      const std::vector<std::string> flags = Flags(*option);
      if (choices.empty() || flags.empty()) continue;
      absl::StrAppend(&values, "    ", absl::StrJoin(flags, "|"), ") words=\"",
                      choices, "\" ;;\n");
    }
  });
  return absl::StrCat(
      "_techflow() {\n"
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\" path= word words=\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$path/$word\" in\n",
      steps,
      "    esac\n"
      "  done\n"
      "  case \"$path\" in\n",
      words,
      "  esac\n"
      "  case \"${COMP_WORDS[COMP_CWORD-1]}\" in\n",
      values,
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "}\n");
}

std::string FishQuoted(const std::string& text) {
  return absl::StrCat(
      "'", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"'", "\\'"}}), "'");
}

// True in fish where the words so far lead to the command.
std::string FishCondition(const std::string& path, const CLI::App& app) {
  std::vector<std::string> tests;
  for (const auto word : absl::StrSplit(path, '/', absl::SkipEmpty())) {
    tests.push_back(absl::StrCat("__fish_seen_subcommand_from ", word));
  }
  std::vector<std::string> below;
  for (const CLI::App* command : app.get_subcommands({})) {
    below.push_back(command->get_name());
  }
  if (!below.empty()) {
    tests.push_back(absl::StrCat("not __fish_seen_subcommand_from ",
                                 absl::StrJoin(below, " ")));
  }
  return absl::StrJoin(tests, "; and ");
}

void AppendFishOption(const std::string& condition, const CLI::Option& option,
                      std::string& script) {
  if (option.get_positional()) return;
  absl::StrAppend(&script, "complete -c techflow");
  if (!condition.empty()) {
    absl::StrAppend(&script, " -n ", FishQuoted(condition));
  }
  for (const std::string& name : option.get_lnames()) {
    absl::StrAppend(&script, " -l ", name);
  }
  for (const std::string& name : option.get_snames()) {
    absl::StrAppend(&script, " -s ", name);
  }
  if (option.get_items_expected_max() > 0) absl::StrAppend(&script, " -r");
  if (const std::string choices = Choices(option); !choices.empty()) {
    absl::StrAppend(&script, " -f -a ", FishQuoted(choices));
  }
  absl::StrAppend(&script, " -d ", FishQuoted(option.get_description()), "\n");
}

}  // namespace

std::string BashCompletion(const CLI::App& app) {
  return absl::StrCat("# bash completion for techflow\n", BashFunction(app),
                      "complete -o default -F _techflow techflow\n");
}

std::string ZshCompletion(const CLI::App& app) {
  return absl::StrCat(
      "#compdef techflow\n", "autoload -U +X bashcompinit && bashcompinit\n",
      BashFunction(app), "complete -o default -F _techflow techflow\n");
}

std::string FishCompletion(const CLI::App& app) {
  std::string script = "# fish completion for techflow\n";
  Walk(app, "", [&](const std::string& path, const CLI::App& command) {
    const std::string condition = FishCondition(path, command);
    for (const CLI::App* below : command.get_subcommands({})) {
      absl::StrAppend(&script, "complete -c techflow -f -n ",
                      FishQuoted(condition), " -a ", below->get_name(), " -d ",
                      FishQuoted(below->get_description()), "\n");
    }
    for (const CLI::Option* option : command.get_options()) {
      AppendFishOption(path.empty() ? "" : condition, *option, script);
    }
  });
  return script;
}

}  // namespace techflow::cli
