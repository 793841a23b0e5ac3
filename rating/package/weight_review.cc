#include "rating/package/weight_review.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

#include "rating/package/derived_weights.h"
#include "rating/package_files.h"
#include "rating/textproto/parsed_text.h"

namespace techflow::package {
namespace {

bool IsNumber(const v1::Decimal& text, const Decimal& number) {
  const auto read = Decimal::Parse(text.value());
  return read.ok() && *read == number;
}

void ReviewDerivation(const v1::WeightSet& set,
                      const v1::WeightDerivation& derivation,
                      const textproto::FieldPlaces& set_places,
                      const textproto::FieldPlaces& places,
                      feel::Diagnostics& diagnostics) {
  const absl::StatusOr<AhpWeights> derived =
      WeighByJudgements(derivation.judgements());
  if (!derived.ok()) {
    diagnostics.AddError(places.place(),
                         std::string(derived.status().message()));
    return;
  }
  if (!IsNumber(derivation.consistency_ratio(), derived->consistency_ratio)) {
    diagnostics.AddError(
        places.Field("consistency_ratio"),
        fmt::format("the consistency ratio of these judgements is {}",
                    derived->consistency_ratio.ToString()));
  }
  if (derived->consistency_ratio > *Decimal::Parse(kHighestConsistencyRatio)) {
    const v1::PairwiseJudgement& worst = derivation.judgements(derived->worst);
    diagnostics.AddError(
        places.Field("judgements", derived->worst),
        fmt::format("the judgements contradict one another: their consistency "
                    "ratio is {}, expected at most {}; the furthest off is "
                    "that of `{}` and `{}`",
                    derived->consistency_ratio.ToString(),
                    kHighestConsistencyRatio, worst.first(), worst.second()));
  }
  for (size_t i = 0; i < derived->ids.size(); ++i) {
    for (int k = 0; k < set.weights_size(); ++k) {
      if (set.weights(k).id() != derived->ids[i] ||
          IsNumber(set.weights(k).value(), derived->weights[i])) {
        continue;
      }
      diagnostics.AddError(
          set_places.Message("weights", k).Field("value"),
          fmt::format("the judgements give `{}` the weight {}", derived->ids[i],
                      derived->weights[i].ToString()));
    }
  }
}

}  // namespace

void ReviewWeights(const v1::ModelPackage& package,
                   feel::Diagnostics& diagnostics) {
  const std::optional<rating::PackageFiles> files =
      rating::PackageFiles::Sort(package, diagnostics);
  if (!files.has_value()) return;
  v1::Model model;
  const std::unique_ptr<const textproto::ParsedText> text =
      textproto::ParsedText::Parse(files->model->path(),
                                   files->model->content(), model, diagnostics);
  if (text == nullptr) return;
  for (int i = 0; i < model.weight_sets_size(); ++i) {
    const textproto::FieldPlaces set = text->places().Message("weight_sets", i);
    for (int k = 0; k < model.weight_sets(i).derivations_size(); ++k) {
      const v1::WeightDerivation& derivation =
          model.weight_sets(i).derivations(k);
      if (derivation.method() != "ahp") continue;
      ReviewDerivation(model.weight_sets(i), derivation, set,
                       set.Message("derivations", k), diagnostics);
    }
  }
}

}  // namespace techflow::package
