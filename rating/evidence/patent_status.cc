#include "rating/evidence/patent_status.h"

#include "rating/evidence/civil_day.h"

namespace techflow::evidence {
namespace {

constexpr int kInventionYears = 20;
constexpr int kChineseUtilityModelYears = 10;
constexpr int kChineseDesignYears = 15;
constexpr int kOldChineseDesignYears = 10;
// From then on the Patent Law of 2020 applies to new filings.
constexpr absl::CivilDay kFirstDayOfLongDesigns(2021, 6, 1);

// Years of protection from filing; nothing where they are not known here.
std::optional<int> TermYears(const v1::Patent& patent,
                             const absl::CivilDay& filed) {
  if (patent.office() == "WO") return std::nullopt;
  const bool is_chinese = patent.office() == "CN";
  switch (patent.type()) {
    case v1::PATENT_TYPE_INVENTION:
      return kInventionYears;
    case v1::PATENT_TYPE_UTILITY_MODEL:
      if (is_chinese) return kChineseUtilityModelYears;
      return std::nullopt;
    case v1::PATENT_TYPE_DESIGN:
      if (!is_chinese) return std::nullopt;
      return filed < kFirstDayOfLongDesigns ? kOldChineseDesignYears
                                            : kChineseDesignYears;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<absl::CivilDay> TermEnd(const v1::Patent& patent) {
  if (patent.has_expiry_date()) return ToCivilDay(patent.expiry_date());
  if (!patent.has_filing_date()) return std::nullopt;
  const absl::CivilDay filed = ToCivilDay(patent.filing_date());
  const std::optional<int> years = TermYears(patent, filed);
  if (!years) return std::nullopt;
  return AddYears(filed, *years);
}

v1::PatentStatus StatusOn(const v1::Patent& patent, const absl::CivilDay& day) {
  if (patent.has_transferred_on() &&
      ToCivilDay(patent.transferred_on()) <= day) {
    return v1::PATENT_STATUS_TRANSFERRED;
  }
  if (patent.has_lapse_date() && ToCivilDay(patent.lapse_date()) <= day) {
    return v1::PATENT_STATUS_LAPSED;
  }
  const std::optional<absl::CivilDay> term_end = TermEnd(patent);
  if (term_end && *term_end <= day) return v1::PATENT_STATUS_EXPIRED;
  if (patent.has_grant_date() && ToCivilDay(patent.grant_date()) <= day) {
    return v1::PATENT_STATUS_IN_FORCE;
  }
  return v1::PATENT_STATUS_PENDING;
}

}  // namespace techflow::evidence
