#ifndef TECHFLOW_RATING_EVIDENCE_SECTION_CHECKS_H_
#define TECHFLOW_RATING_EVIDENCE_SECTION_CHECKS_H_

#include <string>
#include <string_view>
#include <unordered_map>

#include "google/protobuf/repeated_ptr_field.h"
#include "rating/evidence/findings.h"
#include "techflow/v1/evidence.pb.h"

// What one type of message has to itself and MessageRules cannot say: shapes of
// identifiers, duplicates, sums. Each adds to `findings`; `root` is the place
// of the evidence. Lists that are too long were refused before and are not
// looked at.
namespace techflow::evidence {

void CheckProfile(const v1::Profile& profile, const Place& root,
                  Findings& findings);
// Patents and patent counts.
void CheckPatents(const v1::Evidence& evidence, const Place& root,
                  Findings& findings);
// Fiscal years and funding rounds.
void CheckAccounts(const v1::Evidence& evidence, const Place& root,
                   Findings& findings);
// Team snapshots and key people.
void CheckPeople(const v1::Evidence& evidence, const Place& root,
                 Findings& findings);
// Everything else.
void CheckRecords(const v1::Evidence& evidence, const Place& root,
                  Findings& findings);

// Violations for items of `list` whose `key_of` an earlier item has. Empty keys
// are not compared: that they are missing is another violation. `field` is
// where the key stands in an item, or empty for the item as a whole.
template <typename Item, typename KeyOf>
void CheckUnique(const google::protobuf::RepeatedPtrField<Item>& list,
                 const Place& place, std::string_view field,
                 const KeyOf& key_of, Findings& findings) {
  if (list.size() < 2) return;
  std::unordered_map<std::string, int> first_with;
  for (int i = 0; i < list.size(); ++i) {
    std::string key = key_of(list.Get(i));
    if (key.empty()) continue;
    const auto [found, is_new] = first_with.try_emplace(key, i);
    if (is_new) continue;
    const Place item{place.parent, place.field, i};
    const Place other{place.parent, place.field, found->second};
    const std::string where = other.Text();
    if (field.empty()) {
      findings.AddViolation(item, "", "an item not given before, as " + where);
    } else {
      findings.AddViolation({&item, field}, key,
                            "a value of its own; " + where + " has it too");
    }
  }
}

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_SECTION_CHECKS_H_
