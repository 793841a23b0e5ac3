#include "storage/database_options.h"

#include <cstdarg>
#include <memory>

#include "rocksdb/cache.h"
#include "rocksdb/env.h"
#include "rocksdb/file_checksum.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/table.h"

namespace techflow::storage {
namespace {

// Shared by all columns. Old ratings are read seldom; indexes and filters of a
// few million entries fit.
constexpr size_t kBlockCacheBytes = size_t{64} << 20;
// All columns together; more only makes recovery after a crash longer.
constexpr size_t kMemtableBytes = size_t{128} << 20;
// A column that is seldom written (models) must not keep old logs alive.
constexpr uint64_t kMaxWalBytes = uint64_t{256} << 20;
// Smaller values stay in the tables; larger ones are not copied again at each
// compaction.
constexpr uint64_t kMinBlobBytes = 4096;
// A false "may be there" in a hundred.
constexpr int kFilterBitsPerKey = 10;
// RocksDB's own log of messages writes through a class that asserts not to be
// used after a failure, and the library as packaged has its assertions on: on a
// full disk the next message would end the process, and reads with it. What
// fails comes back as a status, so nothing that matters is lost.
class NoMessages final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

rocksdb::ColumnFamilyOptions SmallValues(
    const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  // Most look-ups are of request ids and digests that are not there.
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kFilterBitsPerKey));
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = rocksdb::kZSTD;
  // Reads each new table back and compares it before the old ones go.
  options.paranoid_file_checks = true;
  options.force_consistency_checks = true;
  return options;
}

rocksdb::ColumnFamilyOptions Blobs(
    const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options = SmallValues(cache);
  options.enable_blob_files = true;
  options.min_blob_size = kMinBlobBytes;
  options.blob_compression_type = rocksdb::kZSTD;
  // Nothing is overwritten or deleted, so there is no garbage.
  options.enable_blob_garbage_collection = false;
  return options;
}

}  // namespace

rocksdb::DBOptions DatabaseOptions(rocksdb::Env* env) {
  rocksdb::DBOptions options;
  if (env != nullptr) options.env = env;
  // The default (point in time) opens without a word after a flipped bit in
  // the log and drops every acknowledged write from there on. This mode
  // accepts a torn end, which a crash leaves, and refuses all else.
  options.wal_recovery_mode =
      rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // Reused logs have lost data in recovery; compressed ones cannot be read
  // record by record.
  options.recycle_log_file_num = 0;
  options.wal_compression = rocksdb::kNoCompression;
  // A log that is missing as a whole is noticed. It forbids SyncWAL().
  options.track_and_verify_wals_in_manifest = true;
  options.manual_wal_flush = false;
  options.max_total_wal_size = kMaxWalBytes;
  // Writes are seen in the order in which they were logged.
  options.unordered_write = false;
  options.two_write_queues = false;
  // Never open what can be saved and leave the rest out.
  options.best_efforts_recovery = false;
  options.paranoid_checks = true;
  options.verify_sst_unique_id_in_manifest = true;
  options.file_checksum_gen_factory =
      rocksdb::GetFileChecksumGenCrc32cFactory();
  options.avoid_flush_during_shutdown = false;
  options.db_write_buffer_size = kMemtableBytes;
  options.info_log = std::make_shared<NoMessages>();
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> ColumnDescriptors() {
  const std::shared_ptr<rocksdb::Cache> cache =
      rocksdb::NewLRUCache(kBlockCacheBytes);
  const rocksdb::ColumnFamilyOptions small = SmallValues(cache);
  const rocksdb::ColumnFamilyOptions blobs = Blobs(cache);
  return {
      {rocksdb::kDefaultColumnFamilyName, small},
      {"entry", small},
      {"subject", small},
      {"history", small},
      {"as_of", small},
      {"grade", small},
      {"request", small},
      {"evidence", blobs},
      {"assessment", blobs},
      {"model", blobs},
      {"node", small},
  };
}

rocksdb::WriteOptions DurableWrite() {
  rocksdb::WriteOptions options;
  options.sync = true;
  options.protection_bytes_per_key = kProtectionBytes;
  return options;
}

}  // namespace techflow::storage
