#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>

#include "rating/decimal/decimal.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/section_checks.h"

namespace techflow::evidence {
namespace {

void CheckTeam(const v1::TeamSnapshot& team, const Place& place,
               Findings& findings) {
  if (!team.has_headcount()) return;
  const int64_t degrees =
      int64_t{team.doctors()} + team.masters() + team.bachelors();
  if (degrees > team.headcount()) {
    findings.AddViolation(
        {&place, "headcount"}, fmt::to_string(team.headcount()),
        fmt::format("at least {}, the people with degrees", degrees));
  }
}

std::optional<Decimal> ShareOf(const v1::KeyPerson& person) {
  if (!person.has_shareholding()) return std::nullopt;
  const absl::StatusOr<Decimal> share =
      Decimal::Parse(person.shareholding().value());
  if (!share.ok()) return std::nullopt;
  return *share;
}

void CheckPerson(const v1::KeyPerson& person, const Place& place,
                 Findings& findings) {
  const std::optional<Decimal> share = ShareOf(person);
  if (share && *share > Decimal(1)) {
    findings.AddViolation({&place, "shareholding"},
                          person.shareholding().value(),
                          "a share from 0 to 1; 0.25 is a quarter");
  }
  for (int i = 0; i < person.awards_size(); ++i) {
    const v1::Award& award = person.awards(i);
    if (award.has_rank() && award.rank() == 0) {
      const Place item{&place, "awards", i};
      findings.AddViolation({&item, "rank"}, "0", "a place of 1 or more");
    }
  }
}

// Shares of those who are still there; others may have sold theirs.
void CheckShares(const v1::Evidence& evidence, const Place& root,
                 Findings& findings) {
  Decimal total;
  for (const v1::KeyPerson& person : evidence.key_people()) {
    const std::optional<Decimal> share = ShareOf(person);
    if (!share || person.has_left_on()) continue;
    const std::optional<Decimal> sum = Add(total, *share);
    if (!sum) return;
    total = *sum;
  }
  if (total > Decimal(1)) {
    findings.AddWarning({&root, "key_people"}, total.ToString(),
                        "their shares add up to more than 1");
  }
}

}  // namespace

void CheckPeople(const v1::Evidence& evidence, const Place& root,
                 Findings& findings) {
  if (evidence.team_snapshots_size() <= kMaxItems) {
    for (int i = 0; i < evidence.team_snapshots_size(); ++i) {
      CheckTeam(evidence.team_snapshots(i), {&root, "team_snapshots", i},
                findings);
    }
    CheckUnique(
        evidence.team_snapshots(), {&root, "team_snapshots"}, "counted_on",
        [](const v1::TeamSnapshot& team) {
          return team.has_counted_on() ? DayText(team.counted_on()) : "";
        },
        findings);
  }
  if (evidence.key_people_size() > kMaxItems) return;
  for (int i = 0; i < evidence.key_people_size(); ++i) {
    CheckPerson(evidence.key_people(i), {&root, "key_people", i}, findings);
  }
  CheckShares(evidence, root, findings);
  CheckUnique(
      evidence.key_people(), {&root, "key_people"}, "name",
      [](const v1::KeyPerson& person) {
        return person.name().empty()
                   ? ""
                   : fmt::format("{}, joined {}", person.name(),
                                 DayText(person.joined_on()));
      },
      findings);
}

}  // namespace techflow::evidence
