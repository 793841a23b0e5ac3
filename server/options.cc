#include "server/options.h"

#include <array>
#include <cstdlib>
#include <iostream>
#include <utility>
#include <vector>

#include "absl/flags/commandlineflag.h"
#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/reflection.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "server/limits.h"
#include "storage/ledger/signing_key.h"

ABSL_FLAG(
    std::string, listen, "127.0.0.1:50051",
    "Where to listen, host:port. Port 0 takes a free one and says which.");
ABSL_FLAG(std::string, data_dir, "",
          "Folder of the history; made where it is not there. Required.");
ABSL_FLAG(std::string, models_dir, "",
          "Folder of model folders (each with a model.txtpb). At start, each "
          "that differs from its newest stored version is stored as the next.");
ABSL_FLAG(std::string, port_file, "",
          "File to write the port into once the server listens.");
ABSL_FLAG(
    std::string, signing_key, "",
    "File of the key that signs the log's checkpoints. At the first start "
    "it is made, and its public key beside it, in FILE.pub. Empty: "
    "DATA_DIR.key.");
ABSL_FLAG(std::string, anchor, "",
          "File that holds the last checkpoint, best on another disk: a log "
          "that does not extend it is not served. Empty: DATA_DIR.anchor.");
ABSL_FLAG(std::string, log_name, "",
          "Name of the log, for a key that is made: a URL of yours without its "
          "scheme, as ratings.bank.example/log. Empty: one is made up.");
ABSL_FLAG(
    std::string, key_passphrase_file, "",
    "File whose first line opens the signing key, which is then encrypted "
    "on disk. Empty: it is not.");
ABSL_FLAG(std::string, next_signing_key, "",
          "File of the key that signs from this start on; made where it is not "
          "there. The old key signs the change. Start with it as --signing_key "
          "from then on.");
ABSL_FLAG(std::string, recover, "",
          "Reason why a log that does not extend the anchor may be served all "
          "the same: a backup was restored, the anchor was lost. It is kept in "
          "the log for ever.");
ABSL_FLAG(
    std::string, accept_clock, "",
    "Reason why the clock is right although it does not fit the log: it is "
    "behind, since it was years ahead once, or more than a year ahead, since "
    "nothing was stored for so long. It is kept in the log for ever.");
ABSL_FLAG(
    bool, check, false,
    "Check the whole history instead of serving it: everything is derived "
    "again from the entries, and each damage has its line. Stop the "
    "server first; nothing is changed.");
ABSL_FLAG(std::string, backup_dir, "",
          "Folder that `techflow audit backup` copies the store into, best on "
          "another disk; only what is new is copied. Empty: no backups.");
ABSL_FLAG(std::string, restore, "",
          "Instead of serving, put the newest backup of this folder into "
          "--data_dir, which is missing or empty, and prove it.");
ABSL_FLAG(
    bool, follow, false,
    "Serve a store that another techflowd writes, and write nothing: what "
    "its anchor covers, a second later. It reads --data_dir, --anchor and "
    "the public key in FILE.pub of --signing_key, never the key.");
ABSL_FLAG(bool, repair_indexes, false,
          "With --check: make the indexes and the tree again where they are "
          "damaged. No entry is touched.");
ABSL_FLAG(int, workers, techflow::server::kDefaultWorkers,
          "Threads that run calls. Each may wait for the disk, and those that "
          "wait together share one sync: many more than cores.");
ABSL_FLAG(int, queue_size, techflow::server::kDefaultQueueSize,
          "Calls that may wait for a worker; more are refused at once with "
          "RESOURCE_EXHAUSTED and a hint when to try again.");
ABSL_FLAG(absl::Duration, drain_notice, absl::ZeroDuration(),
          "After SIGTERM, how long to go on serving while health says "
          "NOT_SERVING, so that balancers notice: 5s.");
ABSL_FLAG(absl::Duration, drain_timeout, techflow::server::kDefaultDrainTimeout,
          "After that, how long to wait for the calls that were accepted.");
ABSL_FLAG(bool, log_calls, true, "Write a JSON line on stderr for each call.");

namespace techflow::server {
namespace {

constexpr std::array<absl::string_view, 21> kFlags = {
    "data_dir",  "models_dir",          "signing_key",  "anchor",
    "log_name",  "key_passphrase_file", "listen",       "port_file",
    "workers",   "queue_size",          "drain_notice", "drain_timeout",
    "log_calls", "next_signing_key",    "recover",      "accept_clock",
    "check",     "repair_indexes",      "backup_dir",   "restore",
    "follow"};

constexpr absl::string_view kHelp =
    R"help(techflowd - rates how well technology companies innovate, and keeps the history

Start it on a fresh folder with the models that come with it:
  techflowd --data_dir=/var/lib/techflow --models_dir=rating/models

On a free port, for a test:
  techflowd --data_dir="$(mktemp -d)" --models_dir=rating/models \
      --listen=127.0.0.1:0 --port_file=port.txt

For auditors, beside a server that writes, with no right but to read:
  techflowd --follow --data_dir=/var/lib/techflow --listen=127.0.0.1:50052

By the environment, as a service manager would:
  TECHFLOW_DATA_DIR=/var/lib/techflow TECHFLOW_LISTEN=127.0.0.1:50051 techflowd

Then, from another shell:
  techflow --server 127.0.0.1:50051 health

It prints one line on stdout when it is ready, "techflowd listening on
ADDRESS:PORT", and JSON lines on stderr. SIGTERM and SIGINT stop it gently:
health says NOT_SERVING, accepted calls are answered, all is on disk, exit 0.
Exit codes: 0 stopped as asked, 1 could not start or failed, 2 wrong flags.
With --check: 0 sound, 1 could not be checked, 2 wrong flags, 3 damaged.
With --restore: 0 restored and proved, 1 could not be restored, 2 wrong flags,
3 the backup is damaged.

It signs checkpoints of the history with the key in --signing_key and keeps the
last one in --anchor. Back both up apart from the history. Auditors get the
public key, FILE.pub, by other means than this server.

It speaks plain text: keep it on the local machine or behind a proxy with TLS.

Flags (each also as an environment variable; the flag wins):
)help";

std::string EnvironmentName(absl::string_view flag) {
  return absl::StrCat("TECHFLOW_", absl::AsciiStrToUpper(flag));
}

// `text` in lines of a terminal's width.
std::string Wrapped(absl::string_view text) {
  constexpr size_t kWidth = 79;
  constexpr char kIndent[] = "\n      ";
  std::string wrapped;
  size_t column = kWidth;
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    if (column + 1 + word.size() > kWidth) {
      wrapped += kIndent;
      column = sizeof kIndent - 2;
    } else {
      wrapped += ' ';
      ++column;
    }
    absl::StrAppend(&wrapped, word);
    column += word.size();
  }
  return wrapped;
}

absl::Status FlagError(absl::string_view flag, absl::string_view value,
                       absl::string_view expected) {
  return absl::InvalidArgumentError(absl::StrCat("--", flag, "=", value,
                                                 " (or ", EnvironmentName(flag),
                                                 "): expected ", expected));
}

absl::Status TakeEnvironment() {
  for (const absl::string_view name : kFlags) {
    // Before any thread is started, so that nothing changes the environment.
    const char* value = std::getenv(EnvironmentName(name).c_str());
    if (value == nullptr) continue;
    std::string error;
    if (!absl::FindCommandLineFlag(name)->ParseFrom(value, &error)) {
      return FlagError(name, value, absl::StrCat("another value: ", error));
    }
  }
  return absl::OkStatus();
}

// absl would end the program with status 1 for a flag that is not there.
absl::Status CheckNames(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    absl::string_view name = argv[i];
    if (!absl::ConsumePrefix(&name, "--")) continue;
    name = name.substr(0, name.find('='));
    absl::string_view negated = name;
    if (absl::FindCommandLineFlag(name) == nullptr &&
        !(absl::ConsumePrefix(&negated, "no") &&
          absl::FindCommandLineFlag(negated) != nullptr)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "there is no flag --", name, "; techflowd --help shows all"));
    }
  }
  return absl::OkStatus();
}

std::string WithoutLastSlash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

// What a follower has no right to, or no use for.
absl::Status CheckFollower(const Options& options) {
  const std::pair<absl::string_view, absl::string_view> flags[] = {
      {"models_dir", options.models_dir},
      {"backup_dir", options.backup_dir},
      {"restore", options.restore},
      {"recover", options.recover},
      {"accept_clock", options.accept_clock},
      {"next_signing_key", options.next_signing_key},
      {"check", options.check ? "true" : ""}};
  for (const auto& [flag, value] : flags) {
    if (value.empty()) continue;
    return FlagError(flag, value, "no --follow beside it, which only reads");
  }
  return absl::OkStatus();
}

absl::Status Check(const Options& options) {
  if (options.data_dir.empty()) {
    return FlagError("data_dir", "",
                     "a folder for the history; --help shows examples");
  }
  if (options.follow) {
    if (absl::Status status = CheckFollower(options); !status.ok()) {
      return status;
    }
  }
  if (options.check && !options.restore.empty()) {
    return FlagError("restore", options.restore, "no --check beside it");
  }
  if (options.repair_indexes && !options.check) {
    return FlagError("repair_indexes", "true", "--check beside it");
  }
  if (!options.log_name.empty() && !ledger::IsKeyName(options.log_name)) {
    return FlagError("log_name", options.log_name,
                     "1 to 100 bytes without spaces and '+', as "
                     "ratings.bank.example/log");
  }
  if (options.listen.rfind(':') == std::string::npos) {
    return FlagError("listen", options.listen, "host:port");
  }
  if (options.workers < 1 || options.workers > kMaxWorkers) {
    return FlagError("workers", absl::StrCat(options.workers),
                     absl::StrCat("1 to ", kMaxWorkers));
  }
  if (options.queue_size < 1 || options.queue_size > kMaxQueueSize) {
    return FlagError("queue_size", absl::StrCat(options.queue_size),
                     absl::StrCat("1 to ", kMaxQueueSize));
  }
  if (options.drain_notice < absl::ZeroDuration()) {
    return FlagError("drain_notice", absl::FormatDuration(options.drain_notice),
                     "a duration that is not negative, as 5s");
  }
  if (options.drain_timeout < absl::ZeroDuration()) {
    return FlagError("drain_timeout",
                     absl::FormatDuration(options.drain_timeout),
                     "a duration that is not negative, as 20s");
  }
  return absl::OkStatus();
}

}  // namespace

bool PrintedHelp(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const absl::string_view argument = argv[i];
    if (argument == "--version") {
      std::cout << "techflowd " << TECHFLOW_VERSION << '\n';
      return true;
    }
    if (argument != "--help" && argument != "-h" && argument != "help") {
      continue;
    }
    std::cout << kHelp;
    for (const absl::string_view name : kFlags) {
      const absl::CommandLineFlag& flag = *absl::FindCommandLineFlag(name);
      const std::string value = flag.DefaultValue();
      std::cout << "  --" << name << " (" << EnvironmentName(name) << ")"
                << Wrapped(flag.Help()) << '\n';
      if (!value.empty()) std::cout << "      Default: " << value << '\n';
    }
    return true;
  }
  return false;
}

absl::StatusOr<Options> ReadOptions(int argc, char** argv) {
  if (absl::Status status = CheckNames(argc, argv); !status.ok()) return status;
  if (absl::Status status = TakeEnvironment(); !status.ok()) return status;
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        "`", rest[1], "`: techflowd takes flags only; --help shows them"));
  }
  Options options;
  options.listen = absl::GetFlag(FLAGS_listen);
  options.data_dir = absl::GetFlag(FLAGS_data_dir);
  options.models_dir = absl::GetFlag(FLAGS_models_dir);
  options.port_file = absl::GetFlag(FLAGS_port_file);
  options.signing_key = absl::GetFlag(FLAGS_signing_key);
  options.anchor = absl::GetFlag(FLAGS_anchor);
  options.log_name = absl::GetFlag(FLAGS_log_name);
  options.key_passphrase_file = absl::GetFlag(FLAGS_key_passphrase_file);
  options.next_signing_key = absl::GetFlag(FLAGS_next_signing_key);
  options.recover = absl::GetFlag(FLAGS_recover);
  options.accept_clock = absl::GetFlag(FLAGS_accept_clock);
  // Beside the folder, not in it: a copy of the folder alone has neither.
  const std::string beside = WithoutLastSlash(options.data_dir);
  if (options.signing_key.empty()) options.signing_key = beside + ".key";
  if (options.anchor.empty()) options.anchor = beside + ".anchor";
  options.workers = absl::GetFlag(FLAGS_workers);
  options.queue_size = absl::GetFlag(FLAGS_queue_size);
  options.drain_notice = absl::GetFlag(FLAGS_drain_notice);
  options.drain_timeout = absl::GetFlag(FLAGS_drain_timeout);
  options.backup_dir = absl::GetFlag(FLAGS_backup_dir);
  options.restore = absl::GetFlag(FLAGS_restore);
  options.follow = absl::GetFlag(FLAGS_follow);
  options.check = absl::GetFlag(FLAGS_check);
  options.repair_indexes = absl::GetFlag(FLAGS_repair_indexes);
  options.log_calls = absl::GetFlag(FLAGS_log_calls);
  if (absl::Status status = Check(options); !status.ok()) return status;
  return options;
}

}  // namespace techflow::server
