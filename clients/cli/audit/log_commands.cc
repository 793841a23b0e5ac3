#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/arguments.h"
#include "clients/cli/audit/commands.h"
#include "clients/cli/audit/output_file.h"
#include "clients/cli/connection.h"
#include "clients/cli/exact_number.h"
#include "clients/cli/history.h"
#include "clients/cli/output.h"
#include "google/protobuf/util/time_util.h"

// audit checkpoint, key, proof, position and export.
namespace techflow::cli {
namespace {

using Audit = v1::AuditService::Stub;

std::string HexOf(const std::string& bytes) {
  return absl::BytesToHexString(bytes);
}

void SayWritten(Session& session, const std::string& path, size_t bytes) {
  session.err << session.In({"已写入 ", "wrote "}) << path << " ("
              << WithThousands(absl::StrCat(bytes))
              << session.In({" 字节）", " bytes)"}) << "\n";
}

// A checkpoint is signed as it stands, so it is printed and kept verbatim.
absl::StatusOr<int> ShowCheckpoint(Session& session, const std::string& file) {
  const Connection connection(session.settings);
  const auto answer = connection.Call(connection.audit(), &Audit::GetCheckpoint,
                                      v1::GetCheckpointRequest());
  if (!answer.ok()) return answer.status();
  if (!file.empty()) {
    const absl::Status written = WriteWholeFile(file, answer->checkpoint());
    if (!written.ok()) return written;
    SayWritten(session, file, answer->checkpoint().size());
    return kExitOk;
  }
  Print(session, *answer,
        {[&] {
           return Table{{{"size"}, {"checkpoint"}, {"verifier_key"}},
                        {{{absl::StrCat(answer->size())},
                          {answer->checkpoint()},
                          {answer->verifier_key()}}}};
         },
         [&] { return answer->checkpoint(); }});
  return kExitOk;
}

void AddCheckpoint(CLI::App& audit, Session& session) {
  auto file = std::make_shared<std::string>();
  CLI::App* command = audit.add_subcommand(
      "checkpoint", session.In({"最新的签名检查点，原样输出",
                                "The newest signed checkpoint, verbatim"}));
  command
      ->add_option("--save", *file,
                   session.In({"存入文件", "Keep it in this file"}))
      ->type_name("FILE");
  command->callback([file, &session] {
    session.action = [file](Session& run) {
      return ShowCheckpoint(run, *file);
    };
  });
}

absl::StatusOr<int> ShowKey(Session& session) {
  const Connection connection(session.settings);
  const auto answer = connection.Call(connection.audit(), &Audit::GetCheckpoint,
                                      v1::GetCheckpointRequest());
  if (!answer.ok()) return answer.status();
  PrintJson(session,
            absl::StrCat("{\n \"verifierKey\": \"",
                         absl::CEscape(answer->verifier_key()), "\"\n}\n"),
            {[&] {
               return Table{{{"verifier_key"}}, {{{answer->verifier_key()}}}};
             },
             [&] { return absl::StrCat(answer->verifier_key(), "\n"); }});
  session.err << session.In(
      {"注意：服务器自己说出的公钥证明不了任何事；请与通过其他途径得到的公钥核"
       "对。\n",
       "NOTE: a key that the server itself tells proves nothing; compare it "
       "with the one that you were given by other means.\n"});
  return kExitOk;
}

void AddKey(CLI::App& audit, Session& session) {
  audit
      .add_subcommand("key", session.In({"签名公钥（须另行核对）",
                                         "The public key that signs; compare "
                                         "it with one from elsewhere"}))
      ->callback([&session] { session.action = ShowKey; });
}

struct ProofFlags {
  std::string rating;
  int64_t position = -1;
};

// The position of the rating's entry, which the rating tells.
absl::StatusOr<int64_t> PositionOf(const Connection& connection,
                                   const std::string& text) {
  auto name = FindRating(connection, text);
  if (!name.ok()) return name.status();
  v1::GetRatingRequest request;
  request.set_name(*std::move(name));
  const auto answer = connection.Call(
      connection.ratings(), &v1::RatingService::Stub::GetRating, request);
  if (!answer.ok()) return answer.status();
  return answer->rating().log_position();
}

absl::StatusOr<int> ShowProof(Session& session, const ProofFlags& flags) {
  if (flags.rating.empty() == (flags.position < 0)) {
    return UsageError("expected either a rating or --position");
  }
  const Connection connection(session.settings);
  v1::ProveInclusionRequest request;
  if (flags.rating.empty()) {
    request.set_log_position(flags.position);
  } else {
    const auto position = PositionOf(connection, flags.rating);
    if (!position.ok()) return position.status();
    request.set_log_position(*position);
  }
  const auto answer =
      connection.Call(connection.audit(), &Audit::ProveInclusion, request);
  if (!answer.ok()) return answer.status();
  Print(session, *answer,
        {[&] {
           Table table{{{"position"}, {"size"}, {"leaf_hash"}, {"root"}}, {}};
           table.rows.push_back({{absl::StrCat(request.log_position())},
                                 {absl::StrCat(answer->size())},
                                 {HexOf(answer->leaf_hash())},
                                 {HexOf(answer->root())}});
           return table;
         },
         [&] { return answer->tlog_proof(); }});
  return kExitOk;
}

void AddProof(CLI::App& audit, Session& session) {
  auto flags = std::make_shared<ProofFlags>();
  CLI::App* command = audit.add_subcommand(
      "proof", session.In({"证明某条记录在日志中（.tlog-proof 文本）",
                           "Prove that an entry is in the log, as the text of "
                           "a .tlog-proof"}));
  command->add_option("rating", flags->rating, session.In(kRatingArgument))
      ->type_name("RATING");
  command
      ->add_option("--position", flags->position,
                   session.In({"或日志位置（从 0 起）",
                               "Or the position in the log, from 0"}))
      ->type_name("N")
      ->check(CLI::NonNegativeNumber);
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return ShowProof(run, *flags); };
  });
}

absl::StatusOr<int> ShowPosition(Session& session, const std::string& text) {
  v1::FindLogPositionRequest request;
  auto time = ParseMoment("time", text);
  if (!time.ok()) return time.status();
  *request.mutable_time() = *std::move(time);
  const Connection connection(session.settings);
  const auto answer =
      connection.Call(connection.audit(), &Audit::FindLogPosition, request);
  if (!answer.ok()) return answer.status();
  const std::string last = answer->has_last_entry_time()
                               ? google::protobuf::util::TimeUtil::ToString(
                                     answer->last_entry_time())
                               : "";
  Print(session, *answer,
        {[&] {
           return Table{{{"size"}, {"root"}, {"last_entry_time"}},
                        {{{absl::StrCat(answer->size())},
                          {HexOf(answer->root())},
                          {last}}}};
         },
         [&] {
           Table table{{{session.In({"日志条数", "LOG SIZE"}), true},
                        {session.In({"最后一条存于", "LAST STORED AT"})},
                        {session.In({"根", "ROOT"})}},
                       {}};
           table.rows.push_back({{WithThousands(absl::StrCat(answer->size()))},
                                 {last},
                                 {HexOf(answer->root())}});
           return TableText(table, session.colour());
         }});
  return kExitOk;
}

void AddPosition(CLI::App& audit, Session& session) {
  auto time = std::make_shared<std::string>();
  CLI::App* command = audit.add_subcommand(
      "position", session.In({"某一时刻日志有多少条、根是什么",
                              "How long the log was at a moment, and its "
                              "root"}));
  command
      ->add_option("time", *time,
                   session.In({"时刻（RFC 3339）", "The moment (RFC 3339)"}))
      ->required()
      ->type_name("TIME");
  command->callback([time, &session] {
    session.action = [time](Session& run) { return ShowPosition(run, *time); };
  });
}

struct ExportFlags {
  std::string rating;
  std::string file;
};

absl::StatusOr<int> Export(Session& session, const ExportFlags& flags) {
  const Connection connection(session.settings);
  auto name = FindRating(connection, flags.rating);
  if (!name.ok()) return name.status();
  v1::ExportRatingRequest request;
  request.set_name(*std::move(name));
  const auto answer =
      connection.Call(connection.audit(), &Audit::ExportRating, request);
  if (!answer.ok()) return answer.status();
  const std::string bytes = answer->bundle().SerializeAsString();
  const absl::Status written = WriteWholeFile(flags.file, bytes);
  if (!written.ok()) return written;
  SayWritten(session, flags.file, bytes.size());
  session.err << session.In({"核验：", "Check it: "}) << "techflow-verify "
              << flags.file << " --key VKEY\n";
  return kExitOk;
}

void AddExport(CLI::App& audit, Session& session) {
  auto flags = std::make_shared<ExportFlags>();
  CLI::App* command = audit.add_subcommand(
      "export", session.In({"把一个评级及其全部证明写入一个文件",
                            "Write all that proves a rating into one file"}));
  command->add_option("rating", flags->rating, session.In(kRatingArgument))
      ->required()
      ->type_name("RATING");
  // The global -o is the format of what is printed; nothing is printed here.
  command
      ->add_option("-o,--file", flags->file,
                   session.In({"文件（.tfaudit）", "The file (.tfaudit)"}))
      ->required()
      ->type_name("FILE");
  command->callback([flags, &session] {
    session.action = [flags](Session& run) { return Export(run, *flags); };
  });
}

}  // namespace

void AddLogCommands(CLI::App& audit, Session& session) {
  AddCheckpoint(audit, session);
  AddKey(audit, session);
  AddProof(audit, session);
  AddPosition(audit, session);
  AddExport(audit, session);
}

}  // namespace techflow::cli
