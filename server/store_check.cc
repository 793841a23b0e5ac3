#include "server/store_check.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "server/child_process.h"
#include "server/ledger_key.h"
#include "storage/index_repair.h"
#include "storage/integrity_check.h"
#include "storage/ledger/open_file.h"
#include "storage/ledger/signing_key.h"

namespace techflow::server {
namespace {

using storage::IntegrityReport;

// RocksDB's lock: the store is checked only while nobody writes it.
absl::Status CheckNotOpen(const std::string& data_dir) {
  const std::string path = data_dir + "/rocksdb/LOCK";
  const ledger::OpenFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return absl::OkStatus();
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  const int result = fcntl(file.get(), F_GETLK, &lock);
  if (result != 0 || lock.l_type == F_UNLCK) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("process ", lock.l_pid, " has the store in ", data_dir,
                   " open; stop it first"));
}

void PrintDamages(const IntegrityReport& report, std::ostream& out) {
  for (const storage::Damage& damage : report.damages) {
    out << "damaged " << damage.part;
    if (damage.position >= 0) out << ' ' << damage.position;
    out << ": " << damage.what << '\n';
  }
  const auto kept = static_cast<int64_t>(report.damages.size());
  if (report.damage_count > kept) {
    out << "and " << report.damage_count - kept << " more\n";
  }
}

void PrintSummary(const IntegrityReport& report, std::ostream& out) {
  out << report.entries << " entries (" << report.ratings << " ratings, "
      << report.model_versions << " versions of models), " << report.nodes
      << " nodes, " << report.blobs << " blobs; root "
      << ledger::Base64(report.root) << ": ";
  if (report.is_sound()) {
    out << "sound\n";
  } else {
    out << report.damage_count << " damaged\n";
  }
}

absl::StatusOr<IntegrityReport> Check(const Options& options,
                                      const storage::IntegrityOptions& check,
                                      std::ostream& out) {
  if (!options.repair_indexes) {
    return storage::CheckIntegrity(options.data_dir, check);
  }
  auto repair = storage::RepairIndexes(options.data_dir, check);
  if (!repair.ok()) return repair.status();
  PrintDamages(repair->before, out);
  out << "repaired: " << repair->written << " records written, "
      << repair->removed << " removed\n";
  return std::move(repair->after);
}

int CheckHere(const Options& options, std::ostream& out, std::ostream& errors) {
  const auto fail = [&errors](const absl::Status& status) {
    errors << "techflowd: " << status.message() << '\n';
    return kStoreNotChecked;
  };
  if (absl::Status status = CheckNotOpen(options.data_dir); !status.ok()) {
    return fail(status);
  }
  const auto key = ReadPublicKey(options);
  if (!key.ok()) return fail(key.status());
  storage::IntegrityOptions check;
  check.keys = {*key};
  check.anchor = options.anchor;
  const auto report = Check(options, check, out);
  if (!report.ok()) return fail(report.status());
  PrintDamages(*report, out);
  PrintSummary(*report, out);
  return report->is_sound() ? kStoreIsSound : kStoreIsDamaged;
}

}  // namespace

int CheckStore(const Options& options, std::ostream& out,
               std::ostream& errors) {
  const auto end =
      RunInChild([&] { return CheckHere(options, out, errors); }, out, errors);
  if (!end.ok()) {
    errors << "techflowd: " << end.status().message() << '\n';
    return kStoreNotChecked;
  }
  if (end->signal == 0) return end->exit_code;
  out << "damaged file: RocksDB ended the process with signal " << end->signal
      << '\n';
  return kStoreIsDamaged;
}

}  // namespace techflow::server
