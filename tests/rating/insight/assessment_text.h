#ifndef TECHFLOW_TESTS_RATING_INSIGHT_ASSESSMENT_TEXT_H_
#define TECHFLOW_TESTS_RATING_INSIGHT_ASSESSMENT_TEXT_H_

#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

inline v1::GradeScale Scale() {
  return FromText<v1::GradeScale>(
      "grades { id: 'T1' } grades { id: 'T2' } grades { id: 'T3' }");
}

// Two dimensions, four indicators (one of them unknown and reallocated, one
// unknown and zero), a coefficient, a cap and a correction that did not apply.
inline v1::Assessment Example() {
  return FromText<v1::Assessment>(R"pb(
    status: RATING_STATUS_RATED
    score { value: "45.9" }
    grade: "T3"
    base_score { value: "51" }
    dimensions {
      id: "rd"
      title { zh: "研发" en: "R&D" }
      contribution { value: "45" }
      indicators {
        id: "intensity"
        title { zh: "研发投入强度" en: "R&D intensity" }
        unit { zh: "%" en: "%" }
        display_factor { value: "100" }
        measure { value: "0.0324999" }
        points { value: "60" }
        highest_points { value: "100" }
        effective_weight { value: "0.5" }
        contribution { value: "30" }
        band: "[0.03..0.05)"
        band_text { zh: "中等" en: "middling" }
        next_at { value: "0.05" }
        next_points { value: "80" }
      }
      indicators {
        id: "staff"
        title { zh: "研发人员" en: "R&D staff" }
        unit { zh: "人" en: "people" }
        measure { value: "12" }
        points { value: "75" }
        highest_points { value: "75" }
        effective_weight { value: "0.2" }
        contribution { value: "15" }
        band: ">= 10"
      }
    }
    dimensions {
      id: "patents"
      title { zh: "专利" en: "Patents" }
      contribution { value: "6" }
      indicators {
        id: "inventions"
        title { zh: "有效发明专利" en: "Inventions in force" }
        unit { zh: "件" en: "patents" }
        measure { value: "2" }
        points { value: "30" }
        highest_points { value: "100" }
        effective_weight { value: "0.2" }
        contribution { value: "6" }
        band: "[1..3)"
        next_at { value: "3" }
        next_points { value: "50" }
      }
      indicators {
        id: "citations"
        title { zh: "被引" en: "Citations" }
        missing: true
        missing_reason: "citations of patent 1 is not known"
        points { value: "0" }
        highest_points { value: "100" }
        effective_weight { value: "0.1" }
        contribution { value: "0" }
      }
      indicators {
        id: "abroad"
        title { zh: "海外" en: "Abroad" }
        missing: true
        highest_points { value: "100" }
        effective_weight { value: "0" }
      }
    }
    corrections {
      id: "conversion"
      title { zh: "技术转化力" en: "Conversion" }
      kind: "coefficient"
      applied: true
      value: "0.9"
      score_before { value: "51" }
      score_after { value: "45.9" }
      grade_before: "T2"
      grade_after: "T2"
      reason { zh: "成果少" en: "few results" }
    }
    corrections {
      id: "bonus"
      title { zh: "加分" en: "Bonus" }
      kind: "notches"
      score_before { value: "45.9" }
      score_after { value: "45.9" }
      grade_before: "T2"
      grade_after: "T2"
    }
    corrections {
      id: "listed"
      title { zh: "负面清单" en: "Negative list" }
      kind: "cap"
      applied: true
      value: "T3"
      score_before { value: "45.9" }
      score_after { value: "45.9" }
      grade_before: "T2"
      grade_after: "T3"
      reason { zh: "在清单上" en: "it is listed" }
    })pb");
}

}  // namespace techflow::insight

#endif  // TECHFLOW_TESTS_RATING_INSIGHT_ASSESSMENT_TEXT_H_
