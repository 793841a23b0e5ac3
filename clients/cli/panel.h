#ifndef TECHFLOW_CLIENTS_CLI_PANEL_H_
#define TECHFLOW_CLIENTS_CLI_PANEL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "techflow/v1/evidence.pb.h"

// The inst-innovation panel (Aghion, Van Reenen, Zingales 2013) as evidence, by
// the same conventions and to the same digits as examples/tabulate_panel.py.
// R&D flows are implied from the stock: R(t) = K(t) - 0.85 K(t-1). Patents of
// 1998 and 1999 are left unknown: applications not yet granted are cut off.
namespace techflow::cli {

// Applications of later years were not all decided when the panel was made.
inline constexpr int kLastWholePatentYear = 1997;

// What the panel says of a year for looking back at ratings. Citations were
// received after it, so that no rating may see them.
struct PanelOutcome {
  int year = 0;
  int64_t patents = 0;
  // Nothing where the file has no such column.
  std::optional<int64_t> citations;
};

struct PanelCompany {
  // "panel.intel-corp": an id made from the name in the panel.
  std::string enterprise;
  v1::Evidence evidence;
  // The years in which the panel has it, rising.
  std::vector<int> years;
  // One for each of the years whose patents are whole, rising. No evidence.
  std::vector<PanelOutcome> outcomes;
};

// `text` is the file. Companies come in the order of their first rows.
// INVALID_ARGUMENT names the line, the column and what was expected.
// Pure.
absl::StatusOr<std::vector<PanelCompany>> ReadPanel(std::string_view text);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_PANEL_H_
