#include "server/handlers/replay_finding.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "rating/decimal/decimal.h"
#include "server/dates.h"
#include "server/handlers/evaluation.h"
#include "server/handlers/rating_record.h"
#include "server/handlers/replayed_rating.h"
#include "server/limits.h"
#include "server/resource_names.h"

namespace techflow::server {
namespace {

ReplayOutcome OutcomeOf(const store::v1::Entry& entry) {
  ReplayOutcome outcome;
  if (entry.number() > 0) {
    outcome.finding.set_rating(
        RatingName{entry.subject(), entry.number()}.ToString());
  }
  outcome.finding.set_log_position(entry.position());
  outcome.finding.set_stored_grade(entry.rating().grade());
  return outcome;
}

// Of the stored assessment; nothing where the bytes are none.
void TellStored(const std::string& bytes, v1::ReplayFinding& finding) {
  v1::Assessment stored;
  if (!stored.ParseFromString(bytes)) return;
  finding.set_stored_grade(stored.grade());
  if (stored.has_score()) *finding.mutable_stored_score() = stored.score();
}

void TellComputed(const v1::Assessment& computed, v1::ReplayFinding& finding) {
  finding.set_computed_grade(computed.grade());
  if (computed.has_score()) {
    *finding.mutable_computed_score() = computed.score();
  }
}

// By value: models may write the same number in different ways.
bool ScoreMoves(const v1::ReplayFinding& finding) {
  if (finding.has_stored_score() != finding.has_computed_score()) return true;
  if (!finding.has_stored_score()) return false;
  const auto stored = Decimal::Parse(finding.stored_score().value());
  const auto computed = Decimal::Parse(finding.computed_score().value());
  return !stored.ok() || !computed.ok() || *stored != *computed;
}

// DATA_LOSS is what a replay is there to find; anything else ends it.
absl::StatusOr<ReplayOutcome> DamagedOr(const store::v1::Entry& entry,
                                        const absl::Status& status) {
  if (absl::IsDataLoss(status)) return DamagedEntry(entry, status);
  return status;
}

}  // namespace

absl::StatusOr<ReplayOutcome> ReplayEntry(const Environment& environment,
                                          const store::v1::Entry& entry) {
  const auto record = LoadRating(environment, entry);
  if (!record.ok()) return DamagedOr(entry, record.status());
  auto replayed = Replay(environment, *record);
  if (!replayed.ok()) return DamagedOr(entry, replayed.status());

  ReplayOutcome outcome = OutcomeOf(entry);
  outcome.finding.set_verdict(replayed->verdict);
  if (replayed->verdict == v1::REPLAY_VERDICT_MATCH) {
    outcome.kind = ReplayOutcome::Kind::kMatching;
    outcome.is_finding = false;
    return outcome;
  }
  if (replayed->verdict == v1::REPLAY_VERDICT_MISMATCH) {
    outcome.kind = ReplayOutcome::Kind::kMismatching;
  }
  TellStored(record->assessment, outcome.finding);
  if (replayed->recomputed) {
    TellComputed(*replayed->recomputed, outcome.finding);
  }
  const int kept =
      std::min(replayed->differences.size(), kMaxDifferencesPerFinding);
  for (int i = 0; i < kept; ++i) {
    *outcome.finding.add_differences() = std::move(replayed->differences[i]);
  }
  outcome.finding.set_reason(std::move(replayed->reason));
  return outcome;
}

absl::StatusOr<ReplayOutcome> CompareEntry(
    const Environment& environment, const store::v1::Entry& entry,
    const rating::RatingModel& candidate) {
  const auto record = LoadRating(environment, entry);
  ReplayOutcome outcome = OutcomeOf(entry);
  if (!record.ok()) {
    auto damaged = DamagedOr(entry, record.status());
    if (damaged.ok()) damaged->finding.clear_verdict();
    return damaged;
  }
  TellStored(record->assessment, outcome.finding);
  if (!record->evidence) {
    outcome.finding.set_reason("its evidence was erased");
    return outcome;
  }
  v1::Assessment computed;
  const absl::Status status = Assess(candidate, candidate.definition().id(),
                                     FromNumber(entry.rating().as_of_date()),
                                     *record->evidence, computed);
  if (!status.ok()) {
    outcome.finding.set_reason(
        absl::StrCat("computed by the candidate, it "
                     "fails: ",
                     status.message()));
    return outcome;
  }
  TellComputed(computed, outcome.finding);
  outcome.kind = ReplayOutcome::Kind::kCompared;
  outcome.is_finding =
      outcome.finding.stored_grade() != outcome.finding.computed_grade() ||
      ScoreMoves(outcome.finding);
  return outcome;
}

ReplayOutcome DamagedEntry(const store::v1::Entry& entry,
                           const absl::Status& damage) {
  ReplayOutcome outcome = OutcomeOf(entry);
  outcome.finding.set_verdict(v1::REPLAY_VERDICT_UNREPRODUCIBLE);
  outcome.finding.set_reason(
      absl::StrCat("what is stored is damaged: ", damage.message()));
  return outcome;
}

}  // namespace techflow::server
