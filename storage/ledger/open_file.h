#ifndef TECHFLOW_STORAGE_LEDGER_OPEN_FILE_H_
#define TECHFLOW_STORAGE_LEDGER_OPEN_FILE_H_

#include <string>

namespace techflow::ledger {

// A file descriptor that closes itself; below 0: the file could not be opened.
// One thread.
class OpenFile {
 public:
  explicit OpenFile(int file) : file_(file) {}
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int get() const { return file_; }

 private:
  const int file_;
};

// Puts the folder's entry of the file at `path` on disk, which a file that is
// new or was renamed needs beside its own bytes. False, and errno says why,
// where the disk failed. Any thread.
bool SyncFolderOf(const std::string& path);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_OPEN_FILE_H_
