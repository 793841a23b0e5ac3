#ifndef TECHFLOW_STORAGE_DATABASE_OPTIONS_H_
#define TECHFLOW_STORAGE_DATABASE_OPTIONS_H_

#include <vector>

#include "rocksdb/db.h"
#include "rocksdb/options.h"

namespace techflow::storage {

// How RocksDB must be run so that it does not lose what it has acknowledged,
// each option with its reason.
rocksdb::DBOptions DatabaseOptions(rocksdb::Env* env);

// Of every column, in the order of Column, with its name on disk. They share
// one block cache.
std::vector<rocksdb::ColumnFamilyDescriptor> ColumnDescriptors();

// For a write that may be acknowledged when it is done.
rocksdb::WriteOptions DurableWrite();

// A checksum over key, value and operation on their way into memory and log.
inline constexpr int kProtectionBytes = 8;

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_DATABASE_OPTIONS_H_
