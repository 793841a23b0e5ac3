#ifndef TECHFLOW_CLIENTS_CLI_SUGGESTIONS_H_
#define TECHFLOW_CLIENTS_CLI_SUGGESTIONS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "CLI/CLI.hpp"

// "unknown command ... did you mean ...?", which the parser does not say.
// Pure functions.
namespace techflow::cli {

// How many letters must be put in, taken out, replaced or swapped with their
// neighbour to make `a` into `b` (the restricted Damerau-Levenshtein distance).
size_t EditDistance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, if it is near enough to be a slip: at most
// a third of its letters away, or begun by it. The first of equals.
std::optional<std::string> Nearest(std::string_view word,
                                   const std::vector<std::string>& candidates);

// The sentence for the first word of `arguments` (without the program's name)
// that stands where a command is expected and is none. Nothing where all are
// known; the parser then says what else is wrong.
std::optional<std::string> UnknownCommand(
    const CLI::App& app, const std::vector<std::string>& arguments);

// " Did you mean `--limit`?" for the first argument that looks like an option
// and is none of the chosen command's; empty where nothing is near.
std::string SuggestOption(const CLI::App& app,
                          const std::vector<std::string>& arguments);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_SUGGESTIONS_H_
