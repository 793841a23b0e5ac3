#ifndef TECHFLOW_RATING_EVIDENCE_FIELD_PATH_H_
#define TECHFLOW_RATING_EVIDENCE_FIELD_PATH_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace techflow::evidence {

// One step of a path: a field, and perhaps which item of its list.
struct PathStep {
  enum class Selection { kNone, kIndex, kKey };
  std::string_view field;
  Selection selection = Selection::kNone;
  int index = 0;               // Of kIndex, from 0.
  std::string_view key_field;  // Of kKey: `[key_field=key_value]`.
  std::string_view key_value;
};

// A path of evidence is at most three fields deep; more is not one.
inline constexpr size_t kMaxPathSteps = 8;

// "fiscal_years[year=2025].rd_spend" in its two steps, which point into `path`.
// A value in brackets may hold anything but "]". INVALID_ARGUMENT with what is
// expected where it cannot be read. Whether there are such fields is not asked.
absl::StatusOr<std::vector<PathStep>> ParseFieldPath(std::string_view path);

// The one of `names` that was probably meant by `name`; empty where none is
// near. At most a third of the letters are wrong, left out or too many.
std::string NearestName(std::string_view name,
                        const std::vector<std::string>& names);

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_FIELD_PATH_H_
