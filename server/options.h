#ifndef TECHFLOW_SERVER_OPTIONS_H_
#define TECHFLOW_SERVER_OPTIONS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace techflow::server {

// What techflowd was told, checked. A flag comes from the command line, else
// from the environment as TECHFLOW_<FLAG> in capitals, else it has its default.
struct Options {
  std::string listen;
  std::string data_dir;
  std::string models_dir;        // Empty: none.
  std::string port_file;         // Empty: none.
  std::string signing_key;       // File; made where it is not there.
  std::string anchor;            // File; made where it is not there.
  std::string next_signing_key;  // File of the key to go on with. Empty: none.
  std::string key_passphrase_file;  // Empty: the keys are not encrypted.
  std::string log_name;             // Of a key that is made. Empty: made up.
  std::string recover;              // A reason. Empty: none.
  std::string accept_clock;         // A reason. Empty: none.
  std::string backup_dir;           // Empty: no backups.
  std::string restore;              // A backup folder to restore from instead.
  bool follow = false;              // Read a store that another one writes.
  bool check = false;               // Check the store instead of serving.
  bool repair_indexes = false;      // With check: mend what entries give.
  int workers = 0;
  int queue_size = 0;
  absl::Duration drain_notice;
  absl::Duration drain_timeout;
  bool log_calls = true;
};

// True where the command line asks for help or for the version, which is then
// on stdout.
bool PrintedHelp(int argc, char** argv);

// Main thread, once. INVALID_ARGUMENT names the flag, its value and what was
// expected. A value that is not of its flag's type on the command line ends the
// program with status 1, by absl.
absl::StatusOr<Options> ReadOptions(int argc, char** argv);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_OPTIONS_H_
