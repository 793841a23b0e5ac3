#include "clients/cli/rules/value_text.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/table.h"
#include "fmt/format.h"
#include "rating/feel/characters.h"
#include "rating/feel/value_text.h"

namespace techflow::cli {
namespace {

// Above all that an evaluation's limits let a value be.
constexpr size_t kWhole = size_t{1} << 30;

// A trace shows values, it does not hand them out.
constexpr size_t kMaxTracedBytes = 400;

constexpr size_t kNesting = 2;

// FEEL writes control characters above U+007F as they are; some of them make a
// terminal obey. In a string FEEL's escape means the same.
std::string Escaped(const std::string& text) {
  std::string escaped;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next =
        static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : '\0');
    if (byte == 0x7F) {
      escaped += "\\u007F";
    } else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
      escaped += fmt::format("\\u{:04X}", next);
      ++i;
    } else {
      escaped += text[i];
    }
  }
  return escaped;
}

std::string Key(std::string_view name) {
  return feel::IsName(name) ? std::string(name)
                            : feel::ToText(feel::Value::String(name), kWhole);
}

// How many bytes may be enough to tell that a text is wider than `width`: no
// character takes more than four bytes for a column.
bool FitsOnLine(const feel::Value& value, size_t width, std::string& line) {
  line = Escaped(feel::ToText(value, 4 * width + 4));
  return DisplayWidth(line) <= width && !line.ends_with("...");
}

void Append(const feel::Value& value, size_t width, size_t indent,
            std::string& text) {
  const bool is_list =
      value.is(feel::ValueKind::kList) && !value.list().empty();
  const bool is_context =
      value.is(feel::ValueKind::kContext) && value.context().size() > 0;
  if (!is_list && !is_context) {
    text += Escaped(feel::ToText(value, kWhole));
    return;
  }
  std::string line;
  if (FitsOnLine(value, width > indent ? width - indent : 0, line)) {
    text += line;
    return;
  }
  const std::string inner(indent + kNesting, ' ');
  std::string_view separator = "\n";
  text += is_list ? '[' : '{';
  if (is_list) {
    for (const feel::Value& item : value.list()) {
      absl::StrAppend(&text, std::string(separator), inner);
      Append(item, width, indent + kNesting, text);
      separator = ",\n";
    }
  } else {
    for (const feel::ContextEntry& entry : value.context().entries()) {
      absl::StrAppend(&text, std::string(separator), inner,
                      Escaped(Key(entry.name)), ": ");
      Append(entry.value, width, indent + kNesting, text);
      separator = ",\n";
    }
  }
  absl::StrAppend(&text, "\n", std::string(indent, ' '), is_list ? "]" : "}");
}

void Collect(const feel::Value& value, const std::string& path, size_t limit,
             std::vector<FoundNull>& found) {
  if (found.size() >= limit) return;
  if (value.is_null()) {
    const bool is_written =
        value.reason().cause == feel::NullReason::Cause::kExplicit;
    if (path.empty() || !is_written) found.push_back({path, &value.reason()});
  } else if (value.is(feel::ValueKind::kList)) {
    for (size_t i = 0; i < value.list().size(); ++i) {
      Collect(value.list()[i], absl::StrCat(path, "[", i + 1, "]"), limit,
              found);
    }
  } else if (value.is(feel::ValueKind::kContext)) {
    for (const feel::ContextEntry& entry : value.context().entries()) {
      Collect(entry.value,
              absl::StrCat(path, path.empty() ? "" : ".",
                           Escaped(std::string(entry.name))),
              limit, found);
    }
  }
}

}  // namespace

std::string ValueText(const feel::Value& value, size_t width) {
  std::string text;
  Append(value, width, 0, text);
  return text;
}

std::string ShortText(const feel::Value& value) {
  return Escaped(feel::ToText(value, kMaxTracedBytes));
}

std::vector<FoundNull> FindNulls(const feel::Value& value, size_t limit) {
  std::vector<FoundNull> found;
  Collect(value, "", limit, found);
  return found;
}

}  // namespace techflow::cli
