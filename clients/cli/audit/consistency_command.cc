#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/audit/commands.h"
#include "clients/cli/audit/consistency.h"
#include "clients/cli/audit/noted_checkpoint.h"
#include "clients/cli/connection.h"
#include "clients/cli/exact_number.h"
#include "clients/cli/output.h"
#include "clients/verify/json_text.h"

// audit consistency.
namespace techflow::cli {
namespace {

struct ConsistencyFlags {
  std::string older;
  std::string newer;
  std::vector<std::string> keys;
};

constexpr Text kUnsigned = {
    "警告：没有给出 --key，未核对任何签名；结论只说明两个根之间的关系。\n",
    "WARNING: without --key no signature was checked; the verdict is about the "
    "two roots alone.\n"};

absl::StatusOr<NotedCheckpoint> NewestCheckpoint(
    const Connection& connection,
    const std::vector<ledger::VerifierKey>& keys) {
  const auto answer = connection.Call(connection.audit(),
                                      &v1::AuditService::Stub::GetCheckpoint,
                                      v1::GetCheckpointRequest());
  if (!answer.ok()) return answer.status();
  auto checkpoint = OpenNotedCheckpoint(answer->checkpoint(), keys);
  if (checkpoint.ok()) return checkpoint;
  return absl::Status(checkpoint.status().code(),
                      absl::StrCat("the server's checkpoint: ",
                                   std::string(checkpoint.status().message())));
}

Table RootsTable(const Session& session, const NotedCheckpoint& older,
                 const NotedCheckpoint& newer) {
  Table table{{{session.In({"检查点", "CHECKPOINT"})},
               {session.In({"日志条数", "LOG SIZE"}), true},
               {session.In({"签名", "SIGNATURE"})},
               {session.In({"根", "ROOT"})}},
              {}};
  const auto add = [&](const Text& title, const NotedCheckpoint& noted) {
    table.rows.push_back(
        {{session.In(title)},
         {WithThousands(absl::StrCat(noted.checkpoint.size))},
         {noted.is_signed ? session.In({"已核对", "checked"})
                          : session.In({"未核对", "NOT CHECKED"}),
          noted.is_signed ? Style::kGood : Style::kMiddling},
         {absl::BytesToHexString(noted.checkpoint.root)}});
  };
  add({"旧", "old"}, older);
  add({"新", "new"}, newer);
  return table;
}

void ShowVerdict(Session& session, const NotedCheckpoint& older,
                 const NotedCheckpoint& newer, const absl::Status& verdict) {
  const std::string name = verdict.ok() ? "CONSISTENT" : "NOT CONSISTENT";
  const std::string reason(verdict.message());
  verify::JsonObject json;
  json.Add("verdict", name);
  json.Add("reason", reason);
  json.Add("oldSize", absl::StrCat(older.checkpoint.size));
  json.Add("oldRoot", absl::BytesToHexString(older.checkpoint.root));
  json.Add("oldSignature", older.is_signed ? "CHECKED" : "NOT_CHECKED");
  json.Add("size", absl::StrCat(newer.checkpoint.size));
  json.Add("root", absl::BytesToHexString(newer.checkpoint.root));
  json.Add("signature", newer.is_signed ? "CHECKED" : "NOT_CHECKED");
  PrintJson(
      session, json.ToString() + "\n",
      {[&] {
         return Table{{{"verdict"},
                       {"old_size"},
                       {"old_root"},
                       {"size"},
                       {"root"},
                       {"reason"}},
                      {{{name},
                        {absl::StrCat(older.checkpoint.size)},
                        {absl::BytesToHexString(older.checkpoint.root)},
                        {absl::StrCat(newer.checkpoint.size)},
                        {absl::BytesToHexString(newer.checkpoint.root)},
                        {reason}}}};
       },
       [&] {
         const Text meaning =
             verdict.ok()
                 ? Text{"一致：旧日志是新日志的开头，未被改动或截断",
                        "the old log is the beginning of the new one: nothing "
                        "in it was changed or cut"}
                 : Text{"不一致",
                        "the old log is not the beginning of the new "
                        "one"};
         return absl::StrCat(
             TableText(RootsTable(session, older, newer), session.colour()),
             "\n", verdict.ok() ? "" : absl::StrCat(Printable(reason), "\n"),
             Styled(name, verdict.ok() ? Style::kGood : Style::kBad,
                    session.colour()),
             "  ", session.In(meaning), "\n");
       }});
}

// Reads both and asks for the proof between them.
absl::StatusOr<int> Compare(Session& session, const ConsistencyFlags& flags,
                            const std::vector<ledger::VerifierKey>& keys) {
  const auto older = ReadNotedCheckpoint("OLD", flags.older, keys);
  if (!older.ok()) return older.status();
  const Connection connection(session.settings);
  const auto newer = flags.newer.empty()
                         ? NewestCheckpoint(connection, keys)
                         : ReadNotedCheckpoint("NEW", flags.newer, keys);
  if (!newer.ok()) return newer.status();

  v1::ProveConsistencyResponse proof;
  if (NeedsProof(*older, *newer)) {
    v1::ProveConsistencyRequest request;
    request.set_old_size(older->checkpoint.size);
    request.set_size(newer->checkpoint.size);
    auto answer = connection.Call(
        connection.audit(), &v1::AuditService::Stub::ProveConsistency, request);
    if (!answer.ok()) return answer.status();
    proof = *std::move(answer);
  }
  const absl::Status verdict = CheckConsistency(*older, *newer, proof);
  ShowVerdict(session, *older, *newer, verdict);
  if (keys.empty()) session.err << session.In(kUnsigned);
  return verdict.ok() ? kExitOk : kExitFindings;
}

absl::StatusOr<int> Consistency(Session& session,
                                const ConsistencyFlags& flags) {
  const auto keys = KeysOf(flags.keys);
  if (!keys.ok()) return keys.status();
  absl::StatusOr<int> code = Compare(session, flags, *keys);
  // That nobody who may has signed is what was to be found out.
  if (absl::IsPermissionDenied(code.status()) && !IsFromServer(code.status())) {
    Report(session, code.status());
    return kExitFindings;
  }
  return code;
}

}  // namespace

void AddConsistencyCommand(CLI::App& audit, Session& session) {
  auto flags = std::make_shared<ConsistencyFlags>();
  CLI::App* command = audit.add_subcommand(
      "consistency",
      session.In({"证明早先所记的检查点是今日日志的开头",
                  "Prove that a checkpoint noted long ago is the beginning of "
                  "today's log"}));
  command
      ->add_option("old", flags->older,
                   session.In({"旧检查点：文件，或 条数:根",
                               "The old checkpoint: a file, or SIZE:ROOT"}))
      ->required()
      ->type_name("OLD");
  command
      ->add_option("new", flags->newer,
                   session.In({"新检查点（默认为服务器最新的）",
                               "The new one (default: the server's newest)"}))
      ->type_name("NEW");
  command
      ->add_option("--key", flags->keys,
                   session.In({"日志的公钥或其文件，核对签名；可多次给出",
                               "The log's public key or its file, to check "
                               "signatures; repeatable"}))
      ->type_name("VKEY|FILE")
      ->allow_extra_args(false);
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return Consistency(run, *flags); };
  });
}

}  // namespace techflow::cli
