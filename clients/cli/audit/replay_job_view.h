#ifndef TECHFLOW_CLIENTS_CLI_AUDIT_REPLAY_JOB_VIEW_H_
#define TECHFLOW_CLIENTS_CLI_AUDIT_REPLAY_JOB_VIEW_H_

#include <string>
#include <vector>

#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "techflow/v1/audit_service.pb.h"

// Replay jobs for people and for programs. Pure functions.
namespace techflow::cli {

std::string JobStateText(Language language, v1::ReplayJobState state);

// One job in full: what it replays, how far it is, what it counts, and under a
// candidate model which grades would move, with the warning that this is no
// replay.
std::string JobText(const Session& session, const v1::ReplayJob& job);

// Jobs, a row each.
Table JobsTable(const Session& session, const std::vector<v1::ReplayJob>& jobs);
Table JobsCsv(const std::vector<v1::ReplayJob>& jobs);

// Findings, a row each; the csv has all differences in one field.
Table FindingsTable(const Session& session,
                    const std::vector<v1::ReplayFinding>& findings);
Table FindingsCsv(const std::vector<v1::ReplayFinding>& findings);

// kExitFailed for a job that cannot go on or was stopped, kExitFindings for one
// that found ratings that differ or cannot be computed again, else kExitOk.
// That grades move under a candidate is an answer and no finding.
int JobExitCode(const v1::ReplayJob& job);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_AUDIT_REPLAY_JOB_VIEW_H_
