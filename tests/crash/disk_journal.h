#ifndef TECHFLOW_TESTS_CRASH_DISK_JOURNAL_H_
#define TECHFLOW_TESTS_CRASH_DISK_JOURNAL_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace techflow::storage {

// Something that was done to the disk and succeeded, or that the owner of the
// journal noted in between.
struct DiskEvent {
  enum class Kind {
    kCreateFile,  // empty, also where there was one
    kAppend,      // `data`
    kTruncate,    // to `size`
    kSync,        // what the file holds by now
    kRename,      // to `target`, also of a folder
    kLink,        // a second name, `target`
    kDelete,      // of a file or a folder
    kCreateFolder,
    kSyncFolder,  // the names in it, not what they name
    kNote,        // `data`, of no effect
  };

  Kind kind = Kind::kNote;
  std::string path;
  std::string target;
  std::string data;
  uint64_t size = 0;
};

// What was done to a disk, in order. Any thread may call anything.
class DiskJournal {
 public:
  void Add(DiskEvent event);
  void Note(std::string text);

  // All so far.
  std::vector<DiskEvent> events() const;

 private:
  mutable absl::Mutex mutex_;
  std::vector<DiskEvent> events_ ABSL_GUARDED_BY(mutex_);
};

// What a power cut leaves of what was not synced. POSIX promises nothing of
// it, so these are samples: from nothing to all, and names and bytes apart.
enum class PowerCut {
  kNothing,       // no bytes, and the names as they were
  kNamesAlone,    // the names as they are, and no bytes
  kNamesAndHalf,  // the names as they are, and half of the bytes
  kNamesAndMost,  // and all bytes but the last
  kBytesAlone,    // the names as they were, and all bytes
};

// Files by their path below the root, and what they hold. A path that ends in
// "/" is a folder.
using DiskImage = std::map<std::string, std::string>;

// A disk that remembers what is synced: of a file, the bytes that it had when
// it was synced, and of a folder, the names. It is told all events of the
// folder `root` and what is below it; other paths end the process.
class ModelDisk {
 public:
  explicit ModelDisk(std::string root);

  void Apply(const DiskEvent& event);

  // What is found after a power cut at this moment.
  DiskImage AfterPowerCut(PowerCut cut) const;

 private:
  // A file or a folder, whatever its names are.
  struct Node {
    bool is_folder = false;
    std::string bytes = "";
    size_t synced = 0;
    std::map<std::string, std::shared_ptr<Node>> names = {};
    std::map<std::string, std::shared_ptr<Node>> synced_names = {};
  };

  // A folder that is there, and a name in it, which may be missing.
  struct Place {
    Node* folder;
    std::string name;
  };

  Place Find(const std::string& path) const;
  Node& At(const std::string& path) const;
  static void Collect(const Node& folder, PowerCut cut,
                      const std::string& prefix, DiskImage& image);

  const std::string root_;
  const std::shared_ptr<Node> tree_;
};

// Makes the files of `image` in `folder`, which is empty.
void WriteImage(const DiskImage& image, const std::string& folder);

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_CRASH_DISK_JOURNAL_H_
