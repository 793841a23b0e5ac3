#include "clients/cli/import_tally.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "clients/cli/exact_number.h"
#include "clients/cli/history.h"

namespace techflow::cli {
namespace {

// Failures that are told one by one; a wrong file fails everywhere alike.
constexpr size_t kMaxReportedFailures = 10;

// What the server says where a request id was used for another request.
constexpr char kRequestIdReused[] = "REQUEST_ID_REUSED";

// The longest bar of the summary.
constexpr size_t kTallyColumns = 40;

// The members of a JSON object, two deep, and the space before its end.
std::string Members(const std::vector<std::pair<std::string, size_t>>& counts) {
  std::string json;
  for (const auto& [name, count] : counts) {
    absl::StrAppend(&json, json.empty() ? "\n" : ",\n", "  \"", name,
                    "\": ", count);
  }
  return json.empty() ? "{}" : absl::StrCat("{", json, "\n }");
}

}  // namespace

ImportTally::ImportTally(Session& session, size_t total)
    : session_(session),
      start_(absl::Now()),
      progress_(session, total, start_) {}

void ImportTally::Add(const v1::RateEnterpriseRequest& request,
                      const v1::BatchRatingResult& result) {
  ++done_;
  if (result.has_rating()) {
    const v1::Assessment& assessment = result.rating().assessment();
    ++statuses_[assessment.status()];
    ++grades_[{assessment.grade_rank(), assessment.grade()}];
    progress_.Show(done_, absl::Now());
    return;
  }
  if (result.error().reason() == kRequestIdReused) run_was_used_ = true;
  if (++failed_ <= kMaxReportedFailures) {
    progress_.Finish();
    ReportItem(session_, request, result.error());
  }
  progress_.Show(done_, absl::Now());
}

void ImportTally::Finish() {
  progress_.Finish();
  seconds_ = absl::ToDoubleSeconds(absl::Now() - start_);
  if (failed_ == 0) return;
  session_.err << failed_
               << session_.In({" 个未能评级。\n", " were not rated.\n"});
  if (!run_was_used_) return;
  session_.err << session_.In(
      {"资料或模型参数与同名批次不同：换一个 --run 再导入。\n",
       "The evidence or the model differs from what this --run imported "
       "before: "
       "give it another name.\n"});
}

std::string ImportTally::Json() const {
  std::vector<std::pair<std::string, size_t>> statuses;
  for (const auto& [status, count] : statuses_) {
    statuses.push_back({v1::RatingStatus_Name(status), count});
  }
  std::vector<std::pair<std::string, size_t>> grades;
  for (const auto& [grade, count] : grades_) {
    grades.push_back({grade.second, count});
  }
  return absl::StrCat(
      "{\n \"rated\": ", done_ - failed_, ",\n \"failed\": ", failed_,
      ",\n \"seconds\": ", Seconds(), ",\n \"ratingsPerSecond\": ", PerSecond(),
      ",\n \"statuses\": ", Members(statuses),
      ",\n \"grades\": ", Members(grades), "\n}\n");
}

Table ImportTally::Csv() const {
  Table table{{{"kind"}, {"value"}, {"count"}}, {}};
  for (const auto& [grade, count] : grades_) {
    table.rows.push_back({{"grade"}, {grade.second}, {absl::StrCat(count)}});
  }
  for (const auto& [status, count] : statuses_) {
    table.rows.push_back(
        {{"status"}, {v1::RatingStatus_Name(status)}, {absl::StrCat(count)}});
  }
  table.rows.push_back({{"failed"}, {}, {absl::StrCat(failed_)}});
  return table;
}

std::string ImportTally::SummaryText() const {
  Table grades{{{session_.In({"等级", "GRADE"})},
                {session_.In({"个数", "COUNT"}), true},
                {}},
               {}};
  size_t most = 1;
  for (const auto& [grade, count] : grades_) most = std::max(most, count);
  for (const auto& [grade, count] : grades_) {
    std::string bar;
    for (size_t i = 0; i < kTallyColumns * count / most; ++i) bar += "█";
    grades.rows.push_back(
        {{grade.second.empty() ? session_.In({"无", "none"}) : grade.second},
         {WithThousands(absl::StrCat(count))},
         {bar}});
  }
  Table statuses{{{session_.In({"状态", "STATUS"})},
                  {session_.In({"个数", "COUNT"}), true}},
                 {}};
  for (const auto& [status, count] : statuses_) {
    statuses.rows.push_back({{StatusText(session_.settings.language, status)},
                             {WithThousands(absl::StrCat(count))}});
  }
  return absl::StrCat(TableText(grades, session_.colour()), "\n",
                      TableText(statuses, session_.colour()), "\n", SpeedText(),
                      "\n");
}

std::string ImportTally::SpeedText() const {
  return absl::StrCat(WithThousands(absl::StrCat(done_ - failed_)),
                      session_.In({" 个评级，用时 ", " ratings in "}),
                      Seconds(), session_.In({" 秒，每秒 ", " s, "}),
                      WithThousands(absl::StrCat(PerSecond())),
                      session_.In({" 个", " per second"}));
}

std::string ImportTally::Seconds() const {
  return absl::StrCat(static_cast<size_t>(seconds_), ".",
                      static_cast<size_t>(seconds_ * 10) % 10);
}

size_t ImportTally::PerSecond() const {
  return seconds_ > 0 ? static_cast<size_t>(
                            static_cast<double>(done_ - failed_) / seconds_)
                      : 0;
}

}  // namespace techflow::cli
