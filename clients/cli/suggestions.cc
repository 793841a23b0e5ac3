#include "clients/cli/suggestions.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace techflow::cli {
namespace {

std::vector<std::string> CommandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) {
    names.push_back(command->get_name());
  }
  return names;
}

const CLI::App* FindCommand(const CLI::App& app, const std::string& name) {
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->check_name(name)) return command;
  }
  return nullptr;
}

const CLI::Option* FindOption(const CLI::App* app, const std::string& name) {
  for (; app != nullptr; app = app->get_parent()) {
    if (const CLI::Option* option = app->get_option_no_throw(name)) {
      return option;
    }
  }
  return nullptr;
}

bool IsOption(const std::string& word) {
  return word.size() > 1 && word.front() == '-';
}

// What to call on each word that is no option nor an option's value; it
// returns the command in which to go on, or null to stop.
template <typename Visit>
void WalkWords(const CLI::App& app, const std::vector<std::string>& arguments,
               Visit visit) {
  const CLI::App* command = &app;
  for (size_t i = 0; i < arguments.size() && command != nullptr; ++i) {
    const std::string& word = arguments[i];
    if (word == "--") return;
    if (!IsOption(word)) {
      command = visit(*command, word);
      continue;
    }
    const CLI::Option* option = FindOption(command, word);
    // "--name=value" is not found and brings its value along.
    if (option != nullptr && option->get_items_expected_max() > 0) ++i;
  }
}

const CLI::App& ChosenCommand(const CLI::App& app,
                              const std::vector<std::string>& arguments) {
  const CLI::App* chosen = &app;
  WalkWords(app, arguments,
            [&](const CLI::App& command, const std::string& word) {
              const CLI::App* next = FindCommand(command, word);
              if (next != nullptr) chosen = next;
              return next;
            });
  return *chosen;
}

}  // namespace

size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::vector<size_t>> cost(a.size() + 1,
                                        std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced =
          cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

std::optional<std::string> Nearest(std::string_view word,
                                   const std::vector<std::string>& candidates) {
  // One slip in a short word is still a slip.
  const size_t furthest = std::max<size_t>(1, (word.size() + 1) / 3);
  std::optional<std::string> nearest;
  size_t distance = furthest + 1;
  for (const std::string& candidate : candidates) {
    const bool begun = word.size() > 1 && candidate.starts_with(word);
    const size_t own = begun ? 1 : EditDistance(word, candidate);
    if (own < distance) {
      distance = own;
      nearest = candidate;
    }
  }
  return nearest;
}

std::optional<std::string> UnknownCommand(
    const CLI::App& app, const std::vector<std::string>& arguments) {
  std::optional<std::string> sentence;
  const auto visit = [&](const CLI::App& command,
                         const std::string& word) -> const CLI::App* {
    const std::vector<std::string> names = CommandNames(command);
    if (names.empty()) return nullptr;  // The words from here on are its own.
    if (const CLI::App* next = FindCommand(command, word)) return next;
    const std::string parent =
        command.get_parent() == nullptr ? "" : command.get_name() + " ";
    sentence = absl::StrCat("unknown command `", parent, word, "`.");
    if (const auto nearest = Nearest(word, names)) {
      absl::StrAppend(&*sentence, " Did you mean `", parent, *nearest, "`?");
    }
    return nullptr;
  };
  WalkWords(app, arguments, visit);
  return sentence;
}

std::string SuggestOption(const CLI::App& app,
                          const std::vector<std::string>& arguments) {
  const CLI::App& chosen = ChosenCommand(app, arguments);
  std::vector<std::string> names;
  for (const CLI::App* command = &chosen; command != nullptr;
       command = command->get_parent()) {
    for (const CLI::Option* option : command->get_options()) {
      for (const std::string& name : option->get_lnames()) {
        names.push_back("--" + name);
      }
    }
  }
  for (const std::string& argument : arguments) {
    const std::string name = argument.substr(0, argument.find('='));
    if (!IsOption(name) || FindOption(&chosen, name) != nullptr) continue;
    if (const auto nearest = Nearest(name, names)) {
      return absl::StrCat(" Did you mean `", *nearest, "`?");
    }
  }
  return "";
}

}  // namespace techflow::cli
