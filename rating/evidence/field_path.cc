#include "rating/evidence/field_path.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <system_error>

#include "absl/status/status.h"

namespace techflow::evidence {
namespace {

// Longer names are not near to any of ours, and comparing them costs.
constexpr size_t kMaxNameBytes = 60;

absl::Status Malformed(const char* expected) {
  return absl::InvalidArgumentError(expected);
}

// What stands between brackets: an index or `name=value`.
absl::Status ReadSelection(std::string_view text, PathStep& step) {
  const size_t equals = text.find('=');
  if (equals != std::string_view::npos) {
    step.selection = PathStep::Selection::kKey;
    step.key_field = text.substr(0, equals);
    step.key_value = text.substr(equals + 1);
    return step.key_field.empty() || step.key_value.empty()
               ? Malformed("a name and a value in brackets, as [year=2025]")
               : absl::OkStatus();
  }
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, step.index);
  if (text.empty() || error != std::errc() || stop != end || step.index < 0) {
    return Malformed("an index from 0 on or name=value in brackets");
  }
  step.selection = PathStep::Selection::kIndex;
  return absl::OkStatus();
}

size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

absl::StatusOr<std::vector<PathStep>> ParseFieldPath(std::string_view path) {
  std::vector<PathStep> steps;
  while (true) {
    if (steps.size() == kMaxPathSteps) {
      return Malformed("a path of at most eight fields");
    }
    PathStep& step = steps.emplace_back();
    const size_t name_end = std::min(path.find_first_of(".[]="), path.size());
    step.field = path.substr(0, name_end);
    if (step.field.empty()) {
      return Malformed("names of fields with dots between them");
    }
    path.remove_prefix(name_end);
    if (path.starts_with('[')) {
      const size_t close = path.find(']');
      if (close == std::string_view::npos) {
        return Malformed("a closing bracket");
      }
      absl::Status read = ReadSelection(path.substr(1, close - 1), step);
      if (!read.ok()) return read;
      path.remove_prefix(close + 1);
    }
    if (path.empty()) return steps;
    if (!path.starts_with('.')) {
      return Malformed("a dot between two fields");
    }
    path.remove_prefix(1);
  }
}

std::string NearestName(std::string_view name,
                        const std::vector<std::string>& names) {
  if (name.size() > kMaxNameBytes) return {};
  const std::string* nearest = nullptr;
  size_t least = std::max<size_t>(name.size() / 3, 1) + 1;
  for (const std::string& candidate : names) {
    const size_t distance = EditDistance(name, candidate);
    if (distance >= least) continue;
    least = distance;
    nearest = &candidate;
  }
  return nearest == nullptr ? std::string() : *nearest;
}

}  // namespace techflow::evidence
