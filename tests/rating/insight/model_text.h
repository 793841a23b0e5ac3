#ifndef TECHFLOW_TESTS_RATING_INSIGHT_MODEL_TEXT_H_
#define TECHFLOW_TESTS_RATING_INSIGHT_MODEL_TEXT_H_

#include <memory>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "rating/rating_model.h"
#include "tests/rating/small_package.h"

// Models whose measures are written into them, so that a test can choose both.
namespace techflow::insight {

struct TestIndicator {
  std::string id;
  // FEEL: a number, or null for an unknown one.
  std::string measure;
  // "bands { … }" or "points { … }".
  std::string scoring;
  std::string weight = "1";
  std::string changeability = "can_change: true months: 6";
  std::string missing = "REALLOCATE";
};

struct TestDimension {
  std::string id;
  std::string weight;
  std::vector<TestIndicator> indicators;
};

struct TestModel {
  std::vector<TestDimension> dimensions;
  std::string scheme = "weighted_mean";
  // More text of the model, such as corrections.
  std::string more;
  std::string grades =
      "grades { id: 'A' from { value: '80' } text { zh: '优' en: 'Good' } } "
      "grades { id: 'B' from { value: '60' } text { zh: '良' en: 'Fair' } } "
      "grades { id: 'C' from { value: '40' } text { zh: '中' en: 'Middling' } "
      "} grades { id: 'D' from { value: '0' } text { zh: '差' en: 'Poor' } }";
};

// "< 5: 0, [5..10): 50, >= 10: 100" as pairs.
inline std::string Bands(
    const std::vector<std::pair<std::string, std::string>>& bands) {
  std::string text = "kind: 'bands' ";
  for (const auto& [when, points] : bands) {
    text += fmt::format(
        "bands {{ when: '{}' points {{ value: '{}' }} text {{ zh: '档' en: "
        "'band' }} }} ",
        when, points);
  }
  return text;
}

inline std::string Curve(
    const std::vector<std::pair<std::string, std::string>>& points) {
  std::string text = "kind: 'curve' ";
  for (const auto& [x, y] : points) {
    text += fmt::format(
        "points {{ x {{ value: '{}' }} points {{ value: '{}' }} }} ", x, y);
  }
  return text;
}

inline std::string TextOf(const TestIndicator& indicator) {
  return fmt::format(
      "indicators {{ id: '{0}' title {{ zh: '指标{0}' en: 'Measure {0}' }} "
      "measure: '{1}' scoring {{ {2} }} missing: MISSING_POLICY_{3} "
      "supplied_by {{ zh: '文件' en: 'Paper of {0}' }} changeability {{ {4} }} "
      "}} ",
      indicator.id, indicator.measure, indicator.scoring, indicator.missing,
      indicator.changeability);
}

inline std::string TextOf(const TestModel& model) {
  std::string text =
      "id: 'test' title { zh: '试' en: 'Test' } notes { zh: '试' en: 'Test' } "
      "validity_months: 12 segments { id: 'all' title { zh: '全' en: 'All' } } "
      "completeness { rated_from { value: '0.5' } provisional_from { value: "
      "'0.1' } } ";
  std::string weights;
  const auto add_weight = [&weights](const std::string& id,
                                     const std::string& weight) {
    weights += fmt::format("weights {{ id: '{}' value {{ value: '{}' }} }} ",
                           id, weight);
  };
  for (const TestDimension& dimension : model.dimensions) {
    text += fmt::format(
        "dimensions {{ id: '{0}' title {{ zh: '维度{0}' en: 'Part {0}' }} ",
        dimension.id);
    add_weight(dimension.id, dimension.weight);
    for (const TestIndicator& indicator : dimension.indicators) {
      text += TextOf(indicator);
      add_weight(indicator.id, indicator.weight);
    }
    text += "} ";
  }
  text += fmt::format("weight_scheme {{ kind: '{}' }} ", model.scheme);
  text += "weight_sets { segment: 'all' " + weights +
          "provenance { zh: '试' en: 'Test' } } ";
  text += "grade_scale { " + model.grades + " } ";
  return text + model.more;
}

// A compiled model, and what it says of evidence that its measures ignore.
struct Rated {
  explicit Rated(
      const TestModel& test_model,
      const scorecard::Catalog& catalog = scorecard::BuildStandardCatalog()) {
    v1::ModelPackage package;
    v1::ModelFile& file = *package.add_files();
    file.set_path("model.txtpb");
    file.set_content(TextOf(test_model));
    feel::Diagnostics diagnostics;
    model = rating::RatingModel::Compile(package, catalog, diagnostics);
    EXPECT_NE(model, nullptr) << diagnostics.ToString();
    if (model == nullptr) return;
    const auto result = model->Assess(view, day);
    EXPECT_TRUE(result.ok()) << result.status();
    if (result.ok()) assessment = *result;
  }
  bool ok() const { return assessment.has_score(); }

  std::shared_ptr<const rating::RatingModel> model;
  v1::Evidence view = rating::SmallEvidence();
  v1::Date day = rating::Day(2026, 6, 30);
  v1::Assessment assessment;
};

inline std::string CorrectionText(const std::string& id,
                                  const std::string& kind,
                                  const std::string& when,
                                  const std::string& value) {
  return fmt::format(
      "corrections {{ id: '{0}' title {{ zh: '修正{0}' en: 'Correction {0}' }} "
      "kind: '{1}' when: '{2}' value: '{3}' reason {{ zh: '因为' en: 'because' "
      "}} }} ",
      id, kind, when, value);
}

}  // namespace techflow::insight

#endif  // TECHFLOW_TESTS_RATING_INSIGHT_MODEL_TEXT_H_
