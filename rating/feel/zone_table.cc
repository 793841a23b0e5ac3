#include <algorithm>

#include "rating/feel/zone_rules.h"

namespace techflow::feel {
namespace {

// kTableVersion, kTransitions, kRules, and kZones sorted by name.
#include "rating/feel/zone_table.inc"

static_assert(kTableVersion == kTimeZoneVersion);

}  // namespace

const NamedZone* FindNamedZone(std::string_view name) {
  const auto* const found = std::ranges::lower_bound(
      kZones, name, std::ranges::less(), &NamedZone::name);
  if (found == std::end(kZones) || found->name != name) return nullptr;
  return found;
}

std::span<const NamedZone> AllNamedZones() { return kZones; }

}  // namespace techflow::feel
