#include "clients/cli/rules/function_arguments.h"

#include <algorithm>

#include "clients/cli/rules/model_inputs.h"
#include "rating/feel/characters.h"

namespace techflow::cli {
namespace {

const JsonMember* FindArgument(const JsonValue* json, std::string_view name) {
  if (json == nullptr) return nullptr;
  const auto found =
      std::find_if(json->members.begin(), json->members.end(),
                   [key = feel::NameKey(name)](const JsonMember& member) {
                     return feel::NameKey(member.name) == key;
                   });
  return found == json->members.end() ? nullptr : &*found;
}

}  // namespace

FunctionArguments ReadArguments(const feel::Function& function,
                                const JsonValue* json, const std::string& file,
                                JsonValues& reader) {
  FunctionArguments arguments;
  std::vector<std::string> known;
  const std::span<const feel::Type> types = function.type().parameters();
  for (const std::string_view name : function.parameter_names()) {
    const std::string text(name);
    const size_t index = arguments.names.size();
    arguments.names.push_back(name);
    known.push_back(text);
    const JsonMember* given = FindArgument(json, name);
    if (given == nullptr) arguments.absent.push_back(text);
    arguments.values.push_back(
        given == nullptr
            ? reader.Absent(text)
            : reader.Read(given->value,
                          index < types.size() ? types[index] : feel::Type(),
                          text));
  }
  if (json == nullptr) return arguments;
  for (const JsonMember& member : json->members) {
    const std::string key = feel::NameKey(member.name);
    if (std::any_of(known.begin(), known.end(), [&key](const auto& name) {
          return feel::NameKey(name) == key;
        })) {
      continue;
    }
    arguments.problems.push_back(
        UnknownMember(file, member, "parameter of the function", known));
  }
  return arguments;
}

}  // namespace techflow::cli
