#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/audit/commands.h"
#include "clients/cli/connection.h"
#include "clients/cli/exact_number.h"
#include "clients/cli/output.h"
#include "google/protobuf/util/time_util.h"

// audit backup and figures.
namespace techflow::cli {
namespace {

std::string CountText(int64_t count) {
  return WithThousands(absl::StrCat(count));
}

absl::StatusOr<int> Backup(Session& session) {
  const Connection connection(session.settings);
  const auto answer =
      connection.Call(connection.audit(), &v1::AuditService::Stub::CreateBackup,
                      v1::CreateBackupRequest());
  if (!answer.ok()) return answer.status();
  Print(session, *answer,
        {[&] {
           return Table{{{"number"}, {"bytes"}, {"checkpoint"}},
                        {{{absl::StrCat(answer->number())},
                          {absl::StrCat(answer->bytes())},
                          {answer->checkpoint()}}}};
         },
         [&] {
           return absl::StrCat(
               session.In({"备份 ", "backup "}), answer->number(), ", ",
               CountText(answer->bytes()),
               session.In({" 字节。可按此检查点核对：\n\n",
                           " bytes. It can be checked against:\n\n"}),
               answer->checkpoint());
         }});
  return kExitOk;
}

Table PartsCsv(const v1::GetStoreFiguresResponse& figures) {
  Table table{{{"part"}, {"records"}, {"disk_bytes"}}, {}};
  for (const v1::StorePartFigures& part : figures.parts()) {
    table.rows.push_back({{part.name()},
                          {absl::StrCat(part.records())},
                          {absl::StrCat(part.disk_bytes())}});
  }
  return table;
}

std::string FiguresText(const Session& session,
                        const v1::GetStoreFiguresResponse& figures) {
  const std::string backup = figures.has_last_backup_time()
                                 ? google::protobuf::util::TimeUtil::ToString(
                                       figures.last_backup_time())
                                 : session.In({"未知", "none known"});
  const Table whole{
      {{session.In({"项目", "FIGURE"})}, {session.In({"数值", "VALUE"}), true}},
      {{{session.In({"日志条数", "Entries of the log"})},
        {CountText(figures.entries())}},
       {{session.In({"最近一日新增", "Of the last day"})},
        {CountText(figures.entries_of_last_day())}},
       {{session.In({"占用字节", "Bytes on disk"})},
        {CountText(figures.disk_bytes())}},
       {{session.In({"剩余字节", "Bytes free"})},
        {CountText(figures.free_bytes())}},
       {{session.In({"上次备份", "Last backup"})}, {backup}}}};
  Table parts{{{session.In({"组成", "PART"})},
               {session.In({"记录数（约）", "RECORDS (ABOUT)"}), true},
               {session.In({"字节（约）", "BYTES (ABOUT)"}), true}},
              {}};
  for (const v1::StorePartFigures& part : figures.parts()) {
    parts.rows.push_back({{part.name()},
                          {CountText(part.records())},
                          {CountText(part.disk_bytes())}});
  }
  return absl::StrCat(TableText(whole, session.colour()), "\n",
                      TableText(parts, session.colour()));
}

absl::StatusOr<int> Figures(Session& session) {
  const Connection connection(session.settings);
  const auto answer = connection.Call(connection.audit(),
                                      &v1::AuditService::Stub::GetStoreFigures,
                                      v1::GetStoreFiguresRequest());
  if (!answer.ok()) return answer.status();
  Print(session, *answer,
        {[&] { return PartsCsv(*answer); },
         [&] { return FiguresText(session, *answer); }});
  return kExitOk;
}

}  // namespace

void AddStoreCommands(CLI::App& audit, Session& session) {
  audit
      .add_subcommand("backup", session.In({"在服务不停的情况下备份",
                                            "Back the store up while it "
                                            "serves"}))
      ->callback([&session] { session.action = Backup; });
  audit
      .add_subcommand("figures", session.In({"存储的大小与组成",
                                             "How large the store is, and what "
                                             "it is made of"}))
      ->callback([&session] { session.action = Figures; });
}

}  // namespace techflow::cli
