#ifndef TECHFLOW_STORAGE_ANCHOR_H_
#define TECHFLOW_STORAGE_ANCHOR_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace techflow::storage {

// The last checkpoint that was released, in a file outside of the database,
// best on another disk: the log must extend it, so that a log that was cut or
// an older copy of it is noticed. The file is for one process at a time.
//
// It has two slots, written in turn, so that a torn write leaves the one
// before; the first space of a slot after its text is filled with zero bytes:
//
//   slot  | "techflow anchor 1 " number " " length " " SHA-256 in hex "\n" |
//         | the checkpoint, of that length | 00 ... | to 4096 bytes
//
// `number` counts the writes from 1; the slot of the greater one holds.
// FORMAT.md ("The anchor") draws the same. One thread at a time.
class Anchor {
 public:
  // Opens the file or makes it, empty.
  //   FAILED_PRECONDITION  another process has it open; it is no anchor;
  //   DATA_LOSS            it is damaged: no slot can be read;
  //   UNAVAILABLE          the disk failed.
  static absl::StatusOr<std::unique_ptr<Anchor>> Open(const std::string& path);

  // What the file at `path` holds, without opening it for writing; empty where
  // it is empty. NOT_FOUND where there is none; else as Open.
  static absl::StatusOr<std::string> ReadAt(const std::string& path);

  ~Anchor();
  Anchor(const Anchor&) = delete;
  Anchor& operator=(const Anchor&) = delete;

  // The checkpoint it holds, a signed note; empty where none was released yet.
  const std::string& checkpoint() const { return checkpoint_; }

  // Puts `next` in the place of checkpoint(), on disk when it returns.
  // ABORTED where the file no longer holds checkpoint(): somebody else has
  // written it, and nothing is changed. UNAVAILABLE where the disk failed.
  absl::Status Advance(std::string_view next);

  // The longest checkpoint: of two signatures it has some 400 bytes.
  static constexpr size_t kMaxCheckpointBytes = 3840;

 private:
  Anchor(std::string path, int file) : path_(std::move(path)), file_(file) {}

  const std::string path_;
  const int file_;
  // Of the newest slot; 0 where there is none.
  int64_t number_ = 0;
  std::string checkpoint_;
  bool has_failed_ = false;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_ANCHOR_H_
