#include "rating/scorecard/derivation_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"

namespace techflow::scorecard {
namespace {

// Hex digits of a SHA-256.
constexpr size_t kDigestLength = 64;

// Judgements at random have ratios about 1; beyond this it is no ratio.
NumberBounds ConsistencyBounds() { return {Decimal(0), Decimal(100), 6}; }

// "1" to "9", "1/2" to "1/9".
bool IsOnSaatysScale(std::string_view ratio) {
  const bool is_inverse = ratio.starts_with("1/");
  const std::string_view digit = is_inverse ? ratio.substr(2) : ratio;
  return digit.size() == 1 && digit[0] >= (is_inverse ? '2' : '1') &&
         digit[0] <= '9';
}

// The ids that a derivation weighs; nothing where there is no such dimension.
std::optional<std::vector<std::string>> IdsOf(const v1::Model& model,
                                              const std::string& dimension) {
  std::vector<std::string> ids;
  for (const v1::Dimension& candidate : model.dimensions()) {
    if (dimension.empty()) {
      ids.push_back(candidate.id());
    } else if (candidate.id() == dimension) {
      for (const v1::Indicator& indicator : candidate.indicators()) {
        ids.push_back(indicator.id());
      }
      return ids;
    }
  }
  return dimension.empty() ? std::optional(ids) : std::nullopt;
}

bool WeighsOneOf(const v1::WeightSet& set,
                 const std::vector<std::string>& ids) {
  return std::any_of(set.weights().begin(), set.weights().end(),
                     [&ids](const v1::Weight& weight) {
                       return std::find(ids.begin(), ids.end(), weight.id()) !=
                              ids.end();
                     });
}

// Two ids, whichever of them is the first.
using Pair = std::pair<std::string, std::string>;

bool CheckJudgement(const v1::PairwiseJudgement& judgement,
                    const std::vector<std::string>& ids,
                    const FieldReader& reader, std::set<Pair>& judged) {
  bool is_right = true;
  for (const auto& [field, id] : {std::pair("first", &judgement.first()),
                                  std::pair("second", &judgement.second())}) {
    if (std::find(ids.begin(), ids.end(), *id) != ids.end()) continue;
    is_right = reader.AddError(
        field, fmt::format("`{}` of {} is `{}`; expected one of `{}`", field,
                           reader.owner(), *id, fmt::join(ids, "`, `")));
  }
  if (!IsOnSaatysScale(judgement.ratio())) {
    is_right = reader.AddError(
        "ratio", fmt::format("`ratio` of {} is `{}`; expected `1` to `9` or "
                             "`1/2` to `1/9`",
                             reader.owner(), judgement.ratio()));
  }
  if (judgement.first() == judgement.second()) {
    return reader.AddError(
        "second", fmt::format("{} holds `{}` against itself", reader.owner(),
                              judgement.first()));
  }
  const Pair pair = std::minmax(judgement.first(), judgement.second());
  if (!judged.insert(pair).second) {
    is_right = reader.AddError(
        "second", fmt::format("{} is of `{}` and `{}`, which an earlier one "
                              "has judged",
                              reader.owner(), pair.first, pair.second));
  }
  return is_right;
}

bool CheckAhp(const v1::WeightDerivation& derivation,
              const std::vector<std::string>& ids, const FieldReader& reader) {
  bool is_right = reader.CheckTakesOnly(
      derivation,
      {"dimension", "method", "judgements", "consistency_ratio", "source"});
  if (!reader.ReadNumber("consistency_ratio", derivation.consistency_ratio(),
                         ConsistencyBounds())) {
    is_right = false;
  }
  std::set<Pair> judged;
  for (int i = 0; i < derivation.judgements_size(); ++i) {
    const FieldReader judgement(
        fmt::format("judgement {} of {}", i + 1, reader.owner()),
        reader.places().Message("judgements", i), reader.diagnostics());
    if (!CheckJudgement(derivation.judgements(i), ids, judgement, judged)) {
      is_right = false;
    }
  }
  for (size_t i = 0; i < ids.size(); ++i) {
    for (size_t j = i + 1; j < ids.size(); ++j) {
      if (judged.contains(std::minmax(ids[i], ids[j]))) continue;
      is_right = reader.AddError(
          "judgements", fmt::format("{} has no judgement of `{}` and `{}`",
                                    reader.owner(), ids[i], ids[j]));
    }
  }
  return is_right;
}

bool CheckEntropy(const v1::WeightDerivation& derivation,
                  const FieldReader& reader) {
  const bool takes_all = reader.CheckTakesOnly(
      derivation, {"dimension", "method", "input_digest", "source"});
  const std::string& digest = derivation.input_digest();
  const bool is_digest =
      digest.size() == kDigestLength &&
      std::all_of(digest.begin(), digest.end(), [](char c) {
        return absl::ascii_isxdigit(static_cast<unsigned char>(c)) != 0;
      });
  if (is_digest) return takes_all;
  return reader.AddError(
      "input_digest",
      fmt::format("`input_digest` of {} is `{}`; expected {} hex digits, the "
                  "SHA-256 of the file that was weighed",
                  reader.owner(), digest, kDigestLength));
}

bool CheckDerivation(const v1::WeightDerivation& derivation,
                     const std::vector<std::string>& ids,
                     const FieldReader& reader) {
  const bool has_source = reader.CheckText("source", derivation.source());
  if (derivation.method() == "ahp") {
    return CheckAhp(derivation, ids, reader) && has_source;
  }
  if (derivation.method() == "entropy") {
    return CheckEntropy(derivation, reader) && has_source;
  }
  return reader.AddError(
      "method", fmt::format("`method` of {} is `{}`; expected `ahp` or "
                            "`entropy`",
                            reader.owner(), derivation.method()));
}

}  // namespace

bool CheckDerivations(const v1::Model& model, const v1::WeightSet& set,
                      const FieldReader& reader) {
  bool is_right = true;
  std::set<std::string> derived;
  for (int i = 0; i < set.derivations_size(); ++i) {
    const v1::WeightDerivation& derivation = set.derivations(i);
    const FieldReader derivation_reader(
        fmt::format("derivation {} of {}", i + 1, reader.owner()),
        reader.places().Message("derivations", i), reader.diagnostics());
    const auto refuse = [&](const std::string& what) {
      is_right = derivation_reader.AddError(
          "dimension",
          fmt::format("{} is of {}", derivation_reader.owner(), what));
    };
    const auto ids = IdsOf(model, derivation.dimension());
    if (!ids.has_value()) {
      refuse(
          fmt::format("`{}`; expected a dimension of the model, or nothing "
                      "for the dimensions",
                      derivation.dimension()));
      continue;
    }
    if (!WeighsOneOf(set, *ids)) {
      refuse("a group whose weights the set does not name");
    }
    if (!derived.insert(derivation.dimension()).second) {
      refuse("a group that an earlier one has weighed");
    }
    if (!CheckDerivation(derivation, *ids, derivation_reader)) is_right = false;
  }
  return is_right;
}

}  // namespace techflow::scorecard
