#include "storage/integrity_report.h"

#include <utility>

namespace techflow::storage {

void IntegrityReport::Add(std::string_view part, int64_t position,
                          std::string what) {
  ++damage_count;
  parts.emplace(part);
  if (damages.size() >= kMaxDamages) return;
  damages.push_back({.part = std::string(part),
                     .position = position,
                     .what = std::move(what)});
}

}  // namespace techflow::storage
