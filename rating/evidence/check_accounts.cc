#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "rating/decimal/decimal.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/section_checks.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::FieldDescriptor;

std::optional<Decimal> Number(bool is_set, const v1::Decimal& decimal) {
  if (!is_set) return std::nullopt;
  const absl::StatusOr<Decimal> number = Decimal::Parse(decimal.value());
  if (!number.ok()) return std::nullopt;
  return *number;
}

// An implied field names a figure of the same year.
void CheckImplied(const v1::FiscalYear& year, const Place& place,
                  Findings& findings) {
  for (int i = 0; i < year.implied_fields_size(); ++i) {
    const std::string& name = year.implied_fields(i);
    if (name.empty()) continue;  // Refused as every empty text in a list.
    const FieldDescriptor* const field =
        v1::FiscalYear::descriptor()->FindFieldByName(name);
    const Place item{&place, "implied_fields", i};
    if (field == nullptr ||
        field->message_type() != v1::Decimal::descriptor()) {
      findings.AddViolation(item, name,
                            "the name of a figure of a fiscal year, as "
                            "rd_spend");
    } else if (!v1::FiscalYear::GetReflection()->HasField(year, field)) {
      findings.AddViolation(item, name, "the name of a figure that is set");
    }
  }
}

void CheckBalance(const v1::FiscalYear& year, const Place& place,
                  Findings& findings) {
  const auto assets = Number(year.has_total_assets(), year.total_assets());
  const auto liabilities =
      Number(year.has_total_liabilities(), year.total_liabilities());
  const auto net_assets = Number(year.has_net_assets(), year.net_assets());
  if (assets && liabilities && net_assets) {
    const std::optional<Decimal> difference = Subtract(*assets, *liabilities);
    if (difference && *difference != *net_assets) {
      findings.AddWarning({&place, "net_assets"}, net_assets->ToString(),
                          fmt::format("assets less liabilities are {}",
                                      difference->ToString()));
    }
  }
  const auto revenue = Number(year.has_revenue(), year.revenue());
  const auto income = Number(year.has_total_income(), year.total_income());
  if (revenue && income && *revenue > *income) {
    findings.AddWarning(
        {&place, "total_income"}, income->ToString(),
        fmt::format("below the revenue of {}", revenue->ToString()));
  }
}

void CheckYear(const v1::FiscalYear& year, const Place& place,
               Findings& findings) {
  if (year.has_period_end() && year.year() != 0 &&
      year.period_end().year() != year.year()) {
    findings.AddViolation(
        {&place, "period_end"}, DayText(year.period_end()),
        fmt::format("a day in {}, the year in which it ends", year.year()));
  }
  CheckImplied(year, place, findings);
  CheckBalance(year, place, findings);
}

void CheckRound(const v1::FundingRound& round, const Place& place,
                Findings& findings) {
  const auto amount =
      Number(round.amount().has_amount(), round.amount().amount());
  if (amount && amount->is_zero()) {
    const Place money{&place, "amount"};
    findings.AddViolation({&money, "amount"}, "0", "a number above 0");
  }
  const v1::Money& worth = round.post_money_valuation();
  const auto valuation = Number(worth.has_amount(), worth.amount());
  if (amount && valuation && worth.currency() == round.amount().currency() &&
      *valuation < *amount) {
    const Place money{&place, "post_money_valuation"};
    findings.AddViolation(
        {&money, "amount"}, valuation->ToString(),
        fmt::format("at least {}, the money paid in", amount->ToString()));
  }
}

}  // namespace

void CheckAccounts(const v1::Evidence& evidence, const Place& root,
                   Findings& findings) {
  if (evidence.fiscal_years_size() <= kMaxItems) {
    for (int i = 0; i < evidence.fiscal_years_size(); ++i) {
      const Place place{&root, "fiscal_years", i};
      CheckYear(evidence.fiscal_years(i), place, findings);
      const std::string& currency = evidence.fiscal_years(i).currency();
      const std::string& first = evidence.fiscal_years(0).currency();
      if (!currency.empty() && !first.empty() && currency != first) {
        findings.AddWarning({&place, "currency"}, currency,
                            fmt::format("another year is in {}", first));
      }
    }
    CheckUnique(
        evidence.fiscal_years(), {&root, "fiscal_years"}, "year",
        [](const v1::FiscalYear& year) {
          return year.year() == 0 ? "" : fmt::to_string(year.year());
        },
        findings);
  }
  if (evidence.funding_rounds_size() > kMaxItems) return;
  for (int i = 0; i < evidence.funding_rounds_size(); ++i) {
    CheckRound(evidence.funding_rounds(i), {&root, "funding_rounds", i},
               findings);
  }
  CheckUnique(
      evidence.funding_rounds(), {&root, "funding_rounds"}, "",
      [](const v1::FundingRound& round) { return round.SerializeAsString(); },
      findings);
}

}  // namespace techflow::evidence
