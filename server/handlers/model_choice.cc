#include "server/handlers/model_choice.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "rating/evidence/civil_day.h"
#include "rating/feel/diagnostics.h"
#include "rating/rating_model.h"
#include "server/dates.h"
#include "server/errors.h"
#include "server/handlers/request_check.h"
#include "server/resource_names.h"
#include "techflow/v1/model.pb.h"

namespace techflow::server {
namespace {

// Versions read at once when looking for one in effect: nearly always the
// newest is.
constexpr int kFirstVersions = 1;
constexpr int kMoreVersions = 64;

bool IsInEffect(const v1::Model& model, const v1::Date& day) {
  const int32_t number = ToNumber(day);
  return (!model.has_effective_from() ||
          ToNumber(model.effective_from()) <= number) &&
         (!model.has_effective_until() ||
          number <= ToNumber(model.effective_until()));
}

absl::Status NotInEffect(absl::string_view name, const v1::Date& day) {
  return FailedPrecondition(
      reason::kModelNotInEffect, name,
      absl::StrCat("`", name, "` may not rate as of ", evidence::DayText(day),
                   ": the day is outside its effective period"));
}

absl::StatusOr<ChosenModel> Load(const Environment& environment,
                                 const store::v1::Entry& entry) {
  ChosenModel chosen;
  chosen.name = ModelVersionName{entry.subject(), entry.number()}.ToString();
  chosen.digest = entry.model_version().package_digest();
  auto model = LoadModel(environment, chosen.digest);
  if (!model.ok()) return model.status();
  chosen.model = *std::move(model);
  return chosen;
}

absl::StatusOr<ChosenModel> ChooseVersion(const Environment& environment,
                                          const ModelVersionName& name,
                                          const v1::Date& as_of) {
  const auto stored = environment.store.GetByNumber(name.model, name.number);
  if (absl::IsNotFound(stored.status())) {
    return NotFound(reason::kModelVersionNotFound, "techflow.v1.ModelVersion",
                    name.ToString());
  }
  if (!stored.ok()) return stored.status();
  auto chosen = Load(environment, stored->entry);
  if (chosen.ok() && !IsInEffect(chosen->model->definition(), as_of)) {
    return NotInEffect(chosen->name, as_of);
  }
  return chosen;
}

absl::StatusOr<ChosenModel> ChooseNewest(const Environment& environment,
                                         const std::string& model,
                                         const v1::Date& as_of) {
  int64_t before = 0;
  for (int limit = kFirstVersions;; limit = kMoreVersions) {
    const auto versions = environment.store.History(model, before, limit);
    if (!versions.ok()) return versions.status();
    for (const storage::StoredEntry& version : *versions) {
      auto chosen = Load(environment, version.entry);
      if (!chosen.ok()) return chosen;
      if (IsInEffect(chosen->model->definition(), as_of)) return chosen;
      before = version.entry.number();
    }
    if (before == 0) {
      return NotFound(reason::kModelNotFound, "techflow.v1.Model", model);
    }
    if (before == 1 || versions->empty()) return NotInEffect(model, as_of);
  }
}

}  // namespace

absl::StatusOr<ChosenModel> ChooseModel(const Environment& environment,
                                        absl::string_view name,
                                        const v1::Date& as_of) {
  if (const auto version = ParseModelVersion(name)) {
    return ChooseVersion(environment, *version, as_of);
  }
  return ChooseNewest(environment,
                      std::string(name.empty() ? kDefaultModel : name), as_of);
}

absl::StatusOr<ModelCache::Model> LoadModel(const Environment& environment,
                                            const std::string& digest) {
  return environment.models.Get(
      digest, [&]() -> absl::StatusOr<ModelCache::Model> {
        auto bytes =
            environment.store.Blob(storage::BlobKind::kModelPackage, digest);
        if (!bytes.ok()) return bytes.status();
        v1::ModelPackage package;
        feel::Diagnostics diagnostics;
        ModelCache::Model model;
        if (package.ParseFromString(*bytes)) {
          model = rating::RatingModel::Compile(package, environment.catalog,
                                               diagnostics);
        }
        if (model == nullptr) {
          return absl::DataLossError(absl::StrCat(
              "the stored model package ", absl::BytesToHexString(digest),
              " does not compile: ", diagnostics.ToString()));
        }
        return model;
      });
}

}  // namespace techflow::server
