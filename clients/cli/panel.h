#ifndef TECHFLOW_CLIENTS_CLI_PANEL_H_
#define TECHFLOW_CLIENTS_CLI_PANEL_H_

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

struct PanelCompany {
  // "panel.intel-corp": an id made from the name in the panel.
  std::string enterprise;
  v1::Evidence evidence;
  // The years in which the panel has it, rising.
  std::vector<int> years;
};

// `text` is the file. Companies come in the order of their first rows.
// INVALID_ARGUMENT names the line, the column and what was expected.
// Pure.
absl::StatusOr<std::vector<PanelCompany>> ReadPanel(std::string_view text);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_PANEL_H_
