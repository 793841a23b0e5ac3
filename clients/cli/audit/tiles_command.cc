#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "clients/cli/audit/commands.h"
#include "clients/cli/audit/noted_checkpoint.h"
#include "clients/cli/audit/tile_export.h"
#include "clients/cli/connection.h"
#include "clients/cli/exact_number.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/verify/json_text.h"

// audit tiles.
namespace techflow::cli {
namespace {

struct TilesFlags {
  std::string folder;
  std::vector<std::string> keys;
};

// Progress is shown when the number of tiles is known.
class ShownProgress {
 public:
  explicit ShownProgress(Session& session) : session_(session) {}
  ~ShownProgress() {
    if (progress_) progress_->Finish();
  }
  ShownProgress(const ShownProgress&) = delete;
  ShownProgress& operator=(const ShownProgress&) = delete;

  void Show(size_t done, size_t total) {
    if (!progress_) {
      progress_ = std::make_unique<Progress>(session_, total, absl::Now());
    }
    progress_->Show(done, absl::Now());
  }

 private:
  Session& session_;
  std::unique_ptr<Progress> progress_;
};

absl::StatusOr<std::string> Fetch(const Connection& connection,
                                  const std::string& path) {
  v1::GetTileRequest request;
  request.set_path(path);
  auto answer = connection.Call(connection.audit(),
                                &v1::AuditService::Stub::GetTile, request);
  if (!answer.ok()) return answer.status();
  return std::move(*answer->mutable_content());
}

void ShowTiles(Session& session, const TilesFlags& flags,
               const NotedCheckpoint& checkpoint, const TileCounts& counts) {
  verify::JsonObject json;
  json.Add("folder", flags.folder);
  json.Add("origin", checkpoint.checkpoint.origin);
  json.Add("size", absl::StrCat(checkpoint.checkpoint.size));
  json.Add("fetched", absl::StrCat(counts.fetched));
  json.Add("kept", absl::StrCat(counts.kept));
  PrintJson(session, json.ToString() + "\n",
            {[&] {
               return Table{{{"folder"}, {"size"}, {"fetched"}, {"kept"}},
                            {{{flags.folder},
                              {absl::StrCat(checkpoint.checkpoint.size)},
                              {absl::StrCat(counts.fetched)},
                              {absl::StrCat(counts.kept)}}}};
             },
             [&] {
               return absl::StrCat(
                   flags.folder, ": ",
                   WithThousands(absl::StrCat(checkpoint.checkpoint.size)),
                   session.In({" 条记录，根与检查点相符；取得 ",
                               " entries, whose root is that of the "
                               "checkpoint; files fetched "}),
                   WithThousands(absl::StrCat(counts.fetched)),
                   session.In({" 个文件，已有 ", ", kept "}),
                   WithThousands(absl::StrCat(counts.kept)), "\n");
             }});
}

absl::StatusOr<int> ExportLog(Session& session, const TilesFlags& flags) {
  const auto keys = KeysOf(flags.keys);
  if (!keys.ok()) return keys.status();
  const Connection connection(session.settings);
  const auto note = Fetch(connection, "checkpoint");
  if (!note.ok()) return note.status();
  const auto checkpoint = OpenNotedCheckpoint(*note, *keys);
  if (!checkpoint.ok()) return checkpoint.status();
  absl::StatusOr<TileCounts> counts;
  {
    ShownProgress progress(session);
    counts = ExportTiles(
        flags.folder, checkpoint->checkpoint, *note,
        [&connection](const std::string& path) {
          return Fetch(connection, path);
        },
        [&progress](size_t done, size_t total) { progress.Show(done, total); });
  }
  if (!counts.ok()) return counts.status();
  const absl::Status checked = CheckTiles(flags.folder, checkpoint->checkpoint);
  if (!checked.ok()) {
    Report(session, checked);
    return kExitFindings;
  }
  ShowTiles(session, flags, *checkpoint, *counts);
  if (keys->empty()) {
    session.err << session.In(
        {"警告：没有给出 --key，未核对检查点的签名。\n",
         "WARNING: without --key the checkpoint's signature was not "
         "checked.\n"});
  }
  return kExitOk;
}

}  // namespace

void AddTilesCommand(CLI::App& audit, Session& session) {
  auto flags = std::make_shared<TilesFlags>();
  CLI::App* command = audit.add_subcommand(
      "tiles", session.In({"把整个日志导出为公开格式（C2SP tlog-tiles），"
                           "可中断续传",
                           "Export the whole log in a public format (C2SP "
                           "tlog-tiles); run again, it goes on"}));
  command
      ->add_option("folder", flags->folder,
                   session.In({"目录", "The folder to write into"}))
      ->required()
      ->type_name("DIR");
  command
      ->add_option("--key", flags->keys,
                   session.In({"日志的公钥或其文件，核对签名；可多次给出",
                               "The log's public key or its file, to check "
                               "the signature; repeatable"}))
      ->type_name("VKEY|FILE")
      ->allow_extra_args(false);
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return ExportLog(run, *flags); };
  });
}

}  // namespace techflow::cli
