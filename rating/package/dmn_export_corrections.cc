#include <fmt/format.h>

#include <limits>

#include "rating/package/dmn_export_scorecard.h"
#include "rating/scorecard/score_arithmetic.h"

// What moves the base score and its grade.
namespace techflow::package {
namespace {

constexpr auto kNumber = feel::TypeKind::kNumber;

// The bound of notches; without one, what scorecard/standard_corrections take.
std::string AtMost(const v1::Correction& correction) {
  for (const v1::Parameter& parameter : correction.parameters()) {
    if (parameter.name() == "at_most") return parameter.value();
  }
  return fmt::format("{}", std::numeric_limits<int32_t>::max());
}

}  // namespace

std::string ScorecardExport::RankOf(const std::string& score) const {
  std::string feel;
  const auto& grades = model_.grade_scale().grades();
  for (int i = 0; i + 1 < grades.size(); ++i) {
    feel += fmt::format("if {} >= {} then {} else ", score,
                        FeelNumber(grades[i].from()), i + 1);
  }
  return feel + fmt::format("{}", grades.size());
}

std::string ScorecardExport::GradeIds() const {
  std::string ids;
  for (const v1::GradeBand& grade : model_.grade_scale().grades()) {
    if (!ids.empty()) ids += ", ";
    ids += FeelString(grade.id());
  }
  return "[" + ids + "]";
}

bool ScorecardExport::AddCorrections() {
  if (!Add(rank_, kNumber, RankOf(score_))) return false;
  bool is_right = true;
  for (int i = 0; i < model_.corrections_size(); ++i) {
    if (!AddCorrection(model_.corrections(i),
                       places_.Message("corrections", i))) {
      is_right = false;
    }
  }
  return is_right && Add("score", kNumber, score_) &&
         Add("grade rank", kNumber,
             fmt::format("if status = \"unratable\" then null else {}",
                         rank_)) &&
         Add("grade", feel::TypeKind::kString,
             fmt::format("if status = \"unratable\" then null else {}[grade "
                         "rank]",
                         GradeIds()));
}

// `value_c`, where it takes one, and `applies_c`, which is true or false.
bool ScorecardExport::AddCondition(const v1::Correction& correction,
                                   const textproto::FieldPlaces& places) {
  const std::string& id = correction.id();
  std::string applies = "if status = \"unratable\" then false else ";
  std::set<std::string> names = {"status"};
  if (!correction.value().empty()) {
    const auto value =
        Read(correction.value(), places, "value", FeelUse::kValue);
    if (!value.has_value()) return false;
    if (!AddDecision({"value_" + id,
                      "",
                      {},
                      LiteralElement(value->text.text),
                      value->names},
                     value->type)) {
      return false;
    }
    applies += fmt::format("if value_{} = null then false else ", id);
    names.insert("value_" + id);
  }
  if (correction.when().empty()) {
    applies += "true";
  } else {
    const auto when = Read(correction.when(), places, "when", FeelUse::kTruth);
    if (!when.has_value()) return false;
    applies += fmt::format("if {} then true else false", when->text.text);
    names.insert(when->names.begin(), when->names.end());
  }
  return AddDecision({"applies_" + id,
                      correction.title().zh(),
                      {},
                      LiteralElement(applies),
                      std::move(names)},
                     feel::TypeKind::kBoolean);
}

bool ScorecardExport::AddCorrection(const v1::Correction& correction,
                                    const textproto::FieldPlaces& places) {
  const std::string& id = correction.id();
  const std::string& kind = correction.kind();
  if (!AddCondition(correction, places)) return false;
  const std::string value = "value_" + id;
  if (kind == "coefficient") {
    const std::string score = "score_after_" + id;
    if (!Add(score, kNumber,
             fmt::format("if applies_{0} then decimal(min(100, max(0, {1} * "
                         "{2})), {3}) else {1}",
                         id, score_, value, scorecard::kScoreDecimals))) {
      return false;
    }
    score_ = score;
    rank_ = "rank_after_" + id;
    return Add(rank_, kNumber, RankOf(score_));
  }
  const int worst = model_.grade_scale().grades_size();
  std::string after;
  if (kind == "notches") {
    const std::string most = AtMost(correction);
    after = fmt::format("max(1, min({}, {} - max(-{}, min({}, {}))))", worst,
                        rank_, most, most, value);
  } else if (kind == "cap" || kind == "floor") {
    after =
        fmt::format("{}({}, index of({}, {})[1])",
                    kind == "cap" ? "max" : "min", rank_, GradeIds(), value);
  } else if (kind == "veto") {
    after = fmt::format("{}", worst);
  } else {
    return Refuse(places.Field("kind"),
                  fmt::format("a correction of kind `{}` cannot be exported; "
                              "expected `coefficient`, `notches`, `cap`, "
                              "`floor` or `veto`",
                              kind));
  }
  const std::string rank = "rank_after_" + id;
  if (!Add(rank, kNumber,
           fmt::format("if applies_{} then {} else {}", id, after, rank_))) {
    return false;
  }
  rank_ = rank;
  return true;
}

}  // namespace techflow::package
