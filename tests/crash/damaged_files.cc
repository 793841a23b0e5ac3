#include "tests/crash/damaged_files.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"

namespace techflow::storage {
namespace {

// Counts the variants and visits those of one shard.
class ShardVisitor {
 public:
  ShardVisitor(const FileSweep& sweep, const VisitVariant& visit)
      : sweep_(sweep), visit_(visit) {}

  // Calls `make` for the files where it is this shard's turn.
  void Visit(const std::string& what,
             const std::function<InstallationFiles()>& make) {
    const size_t number = next_++;
    if (number % sweep_.shards != sweep_.shard) return;
    if (number / sweep_.shards >= sweep_.skipped) visit_(what, make());
  }

  // The positions of a file of `size` bytes that are looked at.
  size_t StrideOf(size_t size) const {
    if (sweep_.positions_per_file == 0) return 1;
    return std::max<size_t>(1, size / sweep_.positions_per_file);
  }

 private:
  const FileSweep& sweep_;
  const VisitVariant& visit_;
  size_t next_ = 0;
};

void VisitFlips(const InstallationFiles& files, ShardVisitor& visitor) {
  for (const auto& [path, bytes] : files) {
    // Odd, so that each bit has its turn.
    const size_t stride = visitor.StrideOf(bytes.size()) | 1;
    for (size_t at = 0; at < bytes.size(); at += stride) {
      visitor.Visit(fmt::format("flip {} {}", path, at),
                    [&files, &path = path, at] {
                      InstallationFiles damaged = files;
                      char& byte = damaged[path][at];
                      byte = static_cast<char>(byte ^ (1 << (at % 8)));
                      return damaged;
                    });
    }
  }
}

void VisitCuts(const InstallationFiles& files, ShardVisitor& visitor) {
  for (const auto& [path, bytes] : files) {
    if (FileKind(path) != "log") continue;
    const size_t stride = visitor.StrideOf(bytes.size());
    for (size_t size = 0; size < bytes.size(); size += stride) {
      visitor.Visit(fmt::format("cut {} {}", path, size),
                    [&files, &path = path, size] {
                      InstallationFiles damaged = files;
                      damaged[path].resize(size);
                      return damaged;
                    });
    }
  }
}

void VisitWholeFiles(const BuiltInstallation& sound, ShardVisitor& visitor) {
  for (const auto& [path, bytes] : sound.files) {
    visitor.Visit(fmt::format("remove {}", path), [&sound, &path = path] {
      InstallationFiles damaged = sound.files;
      damaged.erase(path);
      return damaged;
    });
  }
  for (const auto& [path, bytes] : sound.earlier) {
    const auto now = sound.files.find(path);
    if (now != sound.files.end() && now->second == bytes) continue;
    const bool is_stale = now == sound.files.end();
    visitor.Visit(fmt::format("{} {}", is_stale ? "stale" : "older", path),
                  [&sound, &path = path, &bytes = bytes] {
                    InstallationFiles damaged = sound.files;
                    damaged[path] = bytes;
                    return damaged;
                  });
  }
  visitor.Visit("older-folder store", [&sound] {
    InstallationFiles damaged = sound.earlier;
    damaged[kAnchorFile] = sound.files.at(kAnchorFile);
    return damaged;
  });
}

}  // namespace

void ForEachDamage(const BuiltInstallation& sound, const FileSweep& sweep,
                   const VisitVariant& visit) {
  ShardVisitor visitor(sweep, visit);
  VisitWholeFiles(sound, visitor);
  VisitCuts(sound.files, visitor);
  VisitFlips(sound.files, visitor);
}

std::string FileKind(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  for (const auto& [ending, kind] :
       {std::pair{".log", "log"}, {".sst", "table"}, {".blob", "blob"}}) {
    if (name.ends_with(ending)) return kind;
  }
  return name.substr(0, name.find('-'));
}

}  // namespace techflow::storage
