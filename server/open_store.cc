#include "server/open_store.h"

#include <utility>

#include "absl/time/time.h"
#include "server/ledger_key.h"
#include "storage/follower_rating_store.h"
#include "storage/rocksdb_rating_store.h"

namespace techflow::server {
namespace {

absl::StatusOr<ServedStore> FollowStore(const Options& options) {
  auto key = ReadPublicKey(options);
  if (!key.ok()) return key.status();
  auto follower = storage::OpenFollowerRatingStore(
      options.data_dir,
      {.key = *std::move(key), .anchor = options.anchor, .env = nullptr});
  if (!follower.ok()) return follower.status();
  ServedStore served;
  served.is_follower = true;
  served.check = [store = follower->get()] { return store->CatchUp(); };
  served.store = *std::move(follower);
  return served;
}

}  // namespace

absl::StatusOr<ServedStore> OpenStore(const Options& options,
                                      const Clock& clock, Log& log) {
  if (options.follow) return FollowStore(options);
  auto keys = ReadLedgerKeys(options, log);
  if (!keys.ok()) return keys.status();
  storage::StoreOptions store_options;
  store_options.key = keys->present;
  store_options.next_key = keys->next;
  store_options.anchor = options.anchor;
  store_options.opened_at_us = absl::ToUnixMicros(clock.Now());
  store_options.opened_by = "techflowd";
  store_options.recovery_reason = options.recover;
  store_options.clock_reason = options.accept_clock;
  auto opened =
      storage::OpenRocksDbRatingStore(options.data_dir, store_options);
  if (!opened.ok()) return opened.status();
  ServedStore served;
  served.check = [store = opened->get(), &clock] {
    absl::Status status = store->WriteStatus();
    status.Update(clock.EntryTime().status());
    return status;
  };
  served.store = *std::move(opened);
  return served;
}

}  // namespace techflow::server
