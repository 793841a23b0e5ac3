#include "clients/verify/recomputation.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "fmt/format.h"
#include "rating/assessment_difference.h"
#include "rating/evidence/view.h"
#include "rating/feel/diagnostics.h"
#include "rating/rating_model.h"
#include "rating/serialize.h"
#include "storage/ledger/digest.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/model.pb.h"

namespace techflow::verify {
namespace {

Recomputation Result(Outcome outcome, std::string zh, std::string en) {
  Recomputation result;
  result.outcome = outcome;
  result.reason.set_zh(std::move(zh));
  result.reason.set_en(std::move(en));
  return result;
}

// The entry has the day as YYYYMMDD.
v1::Date DayOf(int32_t yyyymmdd) {
  v1::Date date;
  date.set_year(yyyymmdd / 10000);
  date.set_month(yyyymmdd / 100 % 100);
  date.set_day(yyyymmdd % 100);
  return date;
}

absl::StatusOr<v1::Assessment> Compute(const v1::AuditBundle& bundle,
                                       const store::v1::RatingRecord& rating,
                                       const scorecard::Catalog& catalog) {
  v1::ModelPackage package;
  v1::Evidence evidence;
  if (!package.ParseFromString(bundle.model_package()) ||
      !evidence.ParseFromString(bundle.evidence())) {
    return absl::DataLossError("evidence or model package cannot be read");
  }
  feel::Diagnostics diagnostics;
  const std::shared_ptr<const rating::RatingModel> model =
      rating::RatingModel::Compile(package, catalog, diagnostics);
  if (model == nullptr) {
    return absl::DataLossError(
        fmt::format("the model does not compile: {}", diagnostics.ToString()));
  }
  const v1::Date day = DayOf(rating.as_of_date());
  return model->Assess(evidence::ViewAsOf(std::move(evidence), day), day);
}

Recomputation Differing(const v1::AuditBundle& bundle,
                        const v1::Assessment& recomputed) {
  Recomputation result =
      Result(Outcome::kFailed, "重算结果与所存的不同",
             "computed again, it comes out otherwise than it was stored");
  v1::Assessment stored;
  if (!bundle.assessment().empty() &&
      stored.ParseFromString(bundle.assessment())) {
    result.differences = rating::Differences(stored, recomputed);
  }
  return result;
}

}  // namespace

Recomputation Recompute(const v1::AuditBundle& bundle,
                        const store::v1::RatingRecord& rating,
                        const scorecard::Catalog& catalog) {
  // Another engine may compute otherwise, and must not do so in silence.
  if (rating.engine_version() != rating::kEngineVersion) {
    return Result(
        Outcome::kImpossible,
        fmt::format("评级由引擎版本 {} 计算，本程序是版本 {}",
                    rating.engine_version(), rating::kEngineVersion),
        fmt::format("it was computed by engine version {}; this program has "
                    "version {}",
                    rating.engine_version(), rating::kEngineVersion));
  }
  if (ledger::Sha256(bundle.evidence()) != rating.evidence_digest()) {
    return Result(Outcome::kImpossible, "资料已被删除",
                  "its evidence was erased");
  }
  const auto assessment = Compute(bundle, rating, catalog);
  if (!assessment.ok()) {
    const std::string message(assessment.status().message());
    return Result(Outcome::kFailed, fmt::format("重算失败：{}", message),
                  fmt::format("computed again, it fails: {}", message));
  }
  const std::string bytes = rating::Serialize(*assessment);
  if (ledger::Sha256(bytes) != rating.assessment_digest()) {
    return Differing(bundle, *assessment);
  }
  // The entry repeats the grade, for those who read the log alone.
  if (assessment->grade() != rating.grade()) {
    return Result(Outcome::kFailed,
                  fmt::format("记录的等级是“{}”，结果是“{}”", rating.grade(),
                              assessment->grade()),
                  fmt::format("the entry says grade \"{}\", the result is "
                              "\"{}\"",
                              rating.grade(), assessment->grade()));
  }
  return Result(Outcome::kMet,
                fmt::format("引擎版本 {}，{} 字节相同", rating::kEngineVersion,
                            bytes.size()),
                fmt::format("engine version {}, the same {} bytes",
                            rating::kEngineVersion, bytes.size()));
}

}  // namespace techflow::verify
