#include "clients/cli/panel.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/csv_reader.h"
#include "clients/cli/exact_number.h"

namespace techflow::cli {
namespace {

constexpr char kPanel[] =
    "Aghion, Van Reenen, Zingales 2013 (inst-innovation panel)";
constexpr char kYearNote[] =
    "Calendar year of the panel, whose last day stands for the fiscal year's "
    "end and, for rating in retrospect, for the day it was known: conventions. "
    "Sales rounded half-even to thousand dollars, employment to persons.";
constexpr char kFlowNote[] =
    " rd_spend is implied from the R&D stock K: K(t) - 0.85 K(t-1), 15 % "
    "depreciation, rounded half-even to thousand dollars.";
constexpr char kNoPreviousNote[] =
    " rd_spend is unknown: the panel has no R&D stock of the year before.";
constexpr char kNegativeNote[] =
    " rd_spend is unknown: the flow implied by the stock is negative.";
constexpr char kPatentNote[] =
    "Patents that were granted by the time the panel was made, which dates "
    "them by application; all offices and kinds together. That they were "
    "known at the year's end is a convention. Later citations are not used.";
constexpr char kProfileNote[] =
    "The four-digit industry code is not named in the panel; it reads as "
    "NAICS. Technology field: ours, from that code.";

// The longest id that the server takes.
constexpr size_t kMaxEnterpriseId = 63;

// The columns that are read, and where a file has them.
enum PanelColumn {
  kRow,
  kCompany,
  kSales,
  kPatents,
  kStock,
  kStaff,
  kIndustry,
  kYear
};
constexpr std::array<const char*, 8> kTitles = {
    "rownames", "company",    "sales",    "patents",
    "randd",    "employment", "industry", "year"};

constexpr char kCitations[] = "cites";

struct Row {
  std::string number;
  int year = 0;
  int patents = 0;
  std::string industry;
  ExactNumber sales;  // Million dollars.
  ExactNumber stock;  // Million dollars.
  ExactNumber staff;  // Thousands.
  std::optional<int64_t> citations;
};

using Company = std::map<int, Row>;  // By year.

absl::Status Bad(const CsvRow& row, PanelColumn column, absl::string_view value,
                 absl::string_view expected) {
  return absl::InvalidArgumentError(absl::StrCat("line ", row.line, ", ",
                                                 kTitles[column], " `", value,
                                                 "`: expected ", expected));
}

// Technology field by the longest prefix of a NAICS code; ours. Codes that are
// not here are known and none of the eight.
v1::TechnologyField FieldOf(const std::string& industry) {
  static const std::map<std::string, v1::TechnologyField> kFields = {
      {"3254", v1::TECHNOLOGY_FIELD_BIOMEDICINE},
      {"3391", v1::TECHNOLOGY_FIELD_BIOMEDICINE},
      {"325", v1::TECHNOLOGY_FIELD_NEW_MATERIALS},
      {"326", v1::TECHNOLOGY_FIELD_NEW_MATERIALS},
      {"327", v1::TECHNOLOGY_FIELD_NEW_MATERIALS},
      {"331", v1::TECHNOLOGY_FIELD_NEW_MATERIALS},
      {"332", v1::TECHNOLOGY_FIELD_ADVANCED_MANUFACTURING},
      {"333", v1::TECHNOLOGY_FIELD_ADVANCED_MANUFACTURING},
      {"3345", v1::TECHNOLOGY_FIELD_ADVANCED_MANUFACTURING},
      {"334", v1::TECHNOLOGY_FIELD_ELECTRONICS},
      {"335", v1::TECHNOLOGY_FIELD_ADVANCED_MANUFACTURING},
      {"3364", v1::TECHNOLOGY_FIELD_AEROSPACE},
      {"336", v1::TECHNOLOGY_FIELD_ADVANCED_MANUFACTURING},
      {"5112", v1::TECHNOLOGY_FIELD_SOFTWARE},
      {"5415", v1::TECHNOLOGY_FIELD_SOFTWARE},
      {"9999", v1::TECHNOLOGY_FIELD_UNSPECIFIED}};
  for (size_t length = industry.size(); length > 0; --length) {
    const auto it = kFields.find(industry.substr(0, length));
    if (it != kFields.end()) return it->second;
  }
  return v1::TECHNOLOGY_FIELD_OTHER;
}

// "3COM CORP" → "panel.3com-corp": apart from the ids of other files.
std::string EnterpriseId(const std::string& company) {
  std::string id = "panel.";
  for (const char c : company) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte)) {
      id += absl::ascii_tolower(byte);
    } else if (id.back() != '-' && id.back() != '.') {
      id += '-';
    }
  }
  if (id.back() == '-') id.pop_back();
  return id;
}

void SetDay(int year, v1::Date& date) {
  date.set_year(year);
  date.set_month(12);
  date.set_day(31);
}

void FillSource(const Row& row, const std::string& note,
                const std::string& document, v1::Source& source) {
  source.set_system(kPanel);
  source.set_document(document);
  source.mutable_collected_on()->set_year(2026);
  source.mutable_collected_on()->set_month(11);
  source.mutable_collected_on()->set_day(23);
  SetDay(row.year, *source.mutable_known_on());
  source.set_verification(v1::VERIFICATION_DOCUMENTED);
  source.set_note(note);
}

// Millions as whole dollars, rounded half-even to thousands.
std::string Dollars(const ExactNumber& millions) {
  const ExactNumber thousand = *ExactNumber::Parse("1000");
  return ((millions * thousand).Rounded(0) * thousand).ToString();
}

// The R&D of the year in million dollars; nothing where it is not implied.
std::optional<ExactNumber> ImpliedFlow(const Row& row, const Row* previous) {
  if (previous == nullptr) return std::nullopt;
  const ExactNumber flow =
      row.stock - *ExactNumber::Parse("0.85") * previous->stock;
  if (flow.is_negative()) return std::nullopt;
  return flow;
}

void FillFiscalYear(const Row& row, const Row* previous,
                    v1::FiscalYear& fiscal_year) {
  fiscal_year.set_year(row.year);
  SetDay(row.year, *fiscal_year.mutable_period_end());
  fiscal_year.set_currency("USD");
  fiscal_year.mutable_revenue()->set_value(Dollars(row.sales));
  fiscal_year.mutable_headcount()->set_value(
      (row.staff * *ExactNumber::Parse("1000")).Rounded(0).ToString());
  std::string document = absl::StrCat("row ", row.number);
  const char* note = previous == nullptr ? kNoPreviousNote : kNegativeNote;
  if (const auto flow = ImpliedFlow(row, previous)) {
    fiscal_year.mutable_rd_spend()->set_value(Dollars(*flow));
    fiscal_year.add_implied_fields("rd_spend");
    document = absl::StrCat("rows ", previous->number, " and ", row.number);
    note = kFlowNote;
  }
  FillSource(row, absl::StrCat(kYearNote, note), document,
             *fiscal_year.mutable_source());
}

void FillProfile(const std::string& name, const Row& first,
                 v1::Profile& profile) {
  v1::Identifier& identifier = *profile.add_identifiers();
  identifier.set_scheme("inst-innovation panel");
  identifier.set_value(name);
  profile.mutable_name()->set_en(name);
  profile.set_foreign_industry_code(absl::StrCat("NAICS:", first.industry));
  profile.set_technology_field(FieldOf(first.industry));
  profile.set_country_code("US");
  FillSource(first, kProfileNote, absl::StrCat("row ", first.number),
             *profile.mutable_source());
}

PanelCompany MakeCompany(const std::string& name, const Company& rows) {
  PanelCompany company;
  company.enterprise = EnterpriseId(name);
  FillProfile(name, rows.begin()->second, *company.evidence.mutable_profile());
  for (const auto& [year, row] : rows) {
    company.years.push_back(year);
    const auto before = rows.find(year - 1);
    FillFiscalYear(row, before == rows.end() ? nullptr : &before->second,
                   *company.evidence.add_fiscal_years());
    if (year > kLastWholePatentYear) continue;
    v1::PatentCount& count = *company.evidence.add_patent_counts();
    count.set_year(year);
    count.set_granted(row.patents);
    FillSource(row, kPatentNote, absl::StrCat("row ", row.number),
               *count.mutable_source());
    company.outcomes.push_back({year, row.patents, row.citations});
  }
  return company;
}

// Where the columns of the panel stand in a file.
struct Columns {
  std::array<size_t, kTitles.size()> required{};
  std::optional<size_t> citations;
};

std::optional<size_t> FindColumn(const CsvRow& titles, absl::string_view name) {
  const auto found =
      std::find(titles.fields.begin(), titles.fields.end(), name);
  if (found == titles.fields.end()) return std::nullopt;
  return static_cast<size_t>(found - titles.fields.begin());
}

absl::StatusOr<Columns> FindColumns(const CsvRow& titles) {
  Columns columns;
  for (size_t i = 0; i < kTitles.size(); ++i) {
    const std::optional<size_t> at = FindColumn(titles, kTitles[i]);
    if (!at) {
      return absl::InvalidArgumentError(
          absl::StrCat("line 1: no column `", kTitles[i],
                       "`: expected the inst-innovation panel"));
    }
    columns.required[i] = *at;
  }
  columns.citations = FindColumn(titles, kCitations);
  return columns;
}

// Of the column that not every file has.
absl::Status ReadCitations(const CsvRow& csv, const Columns& columns,
                           Row& row) {
  if (!columns.citations) return absl::OkStatus();
  const std::string& text = csv.fields[*columns.citations];
  int64_t citations = 0;
  if (!absl::SimpleAtoi(text, &citations) || citations < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("line ", csv.line, ", ", kCitations, " `", text,
                     "`: expected a number of citations"));
  }
  row.citations = citations;
  return absl::OkStatus();
}

absl::StatusOr<Row> ReadRow(const CsvRow& csv, const Columns& columns) {
  const auto field = [&](PanelColumn column) {
    return csv.fields[columns.required[column]];
  };
  Row row;
  row.number = field(kRow);
  row.industry = field(kIndustry);
  if (!absl::SimpleAtoi(field(kYear), &row.year) || row.year < 1900 ||
      row.year > 2100) {
    return Bad(csv, kYear, field(kYear), "a year");
  }
  if (!absl::SimpleAtoi(field(kPatents), &row.patents) || row.patents < 0) {
    return Bad(csv, kPatents, field(kPatents), "a number of patents");
  }
  const std::array<std::pair<PanelColumn, ExactNumber*>, 3> numbers = {
      {{kSales, &row.sales}, {kStock, &row.stock}, {kStaff, &row.staff}}};
  for (const auto& [column, number] : numbers) {
    const auto parsed = ExactNumber::Parse(field(column));
    if (!parsed || parsed->is_negative()) {
      return Bad(csv, column, field(column), "a number of 0 or more");
    }
    *number = *parsed;
  }
  const absl::Status citations = ReadCitations(csv, columns, row);
  if (!citations.ok()) return citations;
  return row;
}

}  // namespace

absl::StatusOr<std::vector<PanelCompany>> ReadPanel(std::string_view text) {
  const absl::StatusOr<std::vector<CsvRow>> csv = ReadCsv(text);
  if (!csv.ok()) return csv.status();
  if (csv->empty()) return absl::InvalidArgumentError("the file is empty");
  const auto columns = FindColumns(csv->front());
  if (!columns.ok()) return columns.status();
  std::vector<std::string> order;
  std::map<std::string, Company> companies;
  std::map<std::string, std::string> names_by_id;
  for (size_t i = 1; i < csv->size(); ++i) {
    const CsvRow& line = (*csv)[i];
    if (line.fields.size() != csv->front().fields.size()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "line ", line.line, ": expected ", csv->front().fields.size(),
          " fields, got ", line.fields.size()));
    }
    absl::StatusOr<Row> row = ReadRow(line, *columns);
    if (!row.ok()) return row.status();
    const std::string& name = line.fields[columns->required[kCompany]];
    const std::string id = EnterpriseId(name);
    if (id.size() > kMaxEnterpriseId ||
        names_by_id.emplace(id, name).first->second != name) {
      return Bad(line, kCompany, name, "a short name unlike all others");
    }
    if (companies.find(name) == companies.end()) order.push_back(name);
    const int year = row->year;
    if (!companies[name].emplace(year, *std::move(row)).second) {
      return Bad(line, kYear, absl::StrCat(year), "each year once a company");
    }
  }
  std::vector<PanelCompany> panel;
  panel.reserve(order.size());
  for (const std::string& name : order) {
    panel.push_back(MakeCompany(name, companies[name]));
  }
  return panel;
}

}  // namespace techflow::cli
