#ifndef TECHFLOW_STORAGE_INTEGRITY_REPORT_H_
#define TECHFLOW_STORAGE_INTEGRITY_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace techflow::storage {

// One thing that is not as it was stored.
struct Damage {
  // The column it is in: "entry", "node", "history", "subject", "request",
  // "as_of", "grade", "evidence", "assessment", "model", "meta"; or "anchor";
  // or "file": what RocksDB itself says of its files.
  std::string part;

  // Of the entry, or the index of the node; -1 where it has none.
  int64_t position = -1;

  // The key in readable form, what is there, and what was expected.
  std::string what;
};

// What a check has found.
struct IntegrityReport {
  // How many entries the log has, or must have had.
  int64_t entries = 0;
  int64_t ratings = 0;
  int64_t model_versions = 0;
  int64_t nodes = 0;
  // Evidence, assessments and packages; 0 where they were not looked at.
  int64_t blobs = 0;
  // Of the tree over the entries as they are now, 32 bytes.
  std::string root;

  // The first of them, in the order in which they were found, and how many
  // there are in all.
  static constexpr size_t kMaxDamages = 1000;
  std::vector<Damage> damages;
  int64_t damage_count = 0;

  bool is_sound() const { return damage_count == 0; }

  // Each part that is damaged.
  std::set<std::string, std::less<>> parts;

  bool Names(std::string_view part) const { return parts.contains(part); }

  void Add(std::string_view part, int64_t position, std::string what);
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_INTEGRITY_REPORT_H_
