// Evidence as it comes over the wire: its checks, its view, its names. A view
// of a view is that view.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "rating/evidence/change.h"
#include "rating/evidence/check.h"
#include "rating/evidence/context.h"
#include "rating/evidence/view.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace evidence = techflow::evidence;
  techflow::v1::Evidence received;
  if (!received.ParseFromArray(data, static_cast<int>(size))) return 0;
  evidence::CheckEvidence(received);

  techflow::v1::Date as_of;
  as_of.set_year(2025);
  as_of.set_month(12);
  as_of.set_day(31);
  const techflow::v1::Evidence view = evidence::ViewAsOf(received, as_of);
  const techflow::v1::Evidence again = evidence::ViewAsOf(view, as_of);
  if (view.SerializeAsString() != again.SerializeAsString()) std::abort();

  static const evidence::EvidenceLayout kLayout;
  techflow::feel::Arena arena;
  kLayout.ValuesOf(view, as_of, arena);

  // The text of the company's main product serves as the path of a change.
  techflow::v1::EvidenceChange change;
  change.set_field(received.profile().main_product());
  change.set_value(received.profile().region_code());
  evidence::ApplyChange(change, received);
  return 0;
}
