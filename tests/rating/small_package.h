#ifndef TECHFLOW_TESTS_RATING_SMALL_PACKAGE_H_
#define TECHFLOW_TESTS_RATING_SMALL_PACKAGE_H_

#include <algorithm>
#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/model.pb.h"

// A model of two indicators over real evidence, small enough to compute by
// hand: R&D intensity of the last fiscal year, and inventions in force.
namespace techflow::rating {

inline std::string SmallRules() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="small" name="small" namespace="https://techflow.example/small">
  <inputData id="i1" name="fiscal years"><variable name="fiscal years"/></inputData>
  <inputData id="i2" name="patents"><variable name="patents"/></inputData>
  <inputData id="i3" name="grade rank"><variable name="grade rank" typeRef="number"/></inputData>
  <decision id="d1" name="intensity">
    <variable name="intensity" typeRef="number"/>
    <informationRequirement id="r1"><requiredInput href="#i1"/></informationRequirement>
    <literalExpression><text>fiscal years[-1].rd spend / fiscal years[-1].revenue</text></literalExpression>
  </decision>
  <decision id="d2" name="inventions">
    <variable name="inventions" typeRef="number"/>
    <informationRequirement id="r2"><requiredInput href="#i2"/></informationRequirement>
    <literalExpression><text>count(patents[type = "invention" and status = "in force"])</text></literalExpression>
  </decision>
  <decision id="d3" name="admission">
    <variable name="admission" typeRef="string"/>
    <informationRequirement id="r3"><requiredInput href="#i3"/></informationRequirement>
    <decisionTable id="t3" hitPolicy="UNIQUE">
      <input id="t3i"><inputExpression typeRef="number"><text>grade rank</text></inputExpression></input>
      <output id="t3o" name="admission" typeRef="string"/>
      <rule id="good"><inputEntry id="e1"><text>&lt;= 1</text></inputEntry><outputEntry id="o1"><text>"admit"</text></outputEntry></rule>
      <rule id="poor"><inputEntry id="e2"><text>&gt; 1</text></inputEntry><outputEntry id="o2"><text>"refuse"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
)";
}

inline std::string SmallModelText() {
  return R"(id: 'small-model'
title { zh: '小' en: 'Small' }
notes { zh: '试' en: 'For tests' }
validity_months: 12
segments { id: 'general' title { zh: '一般' en: 'General' } }
dimensions {
  id: 'research'
  title { zh: '研发' en: 'Research' }
  indicators {
    id: 'rd_intensity'
    title { zh: '研发强度' en: 'R&D intensity' }
    measure: 'intensity'
    unit { zh: '%' en: '%' }
    display_factor { value: '100' }
    scoring {
      kind: 'bands'
      bands { when: '< 0.03' points { value: '20' } text { zh: '低' en: 'low' } }
      bands { when: '[0.03..0.06)' points { value: '60' } text { zh: '中' en: 'middling' } }
      bands { when: '>= 0.06' points { value: '100' } text { zh: '高' en: 'high' } }
    }
    missing: MISSING_POLICY_REALLOCATE
    supplied_by { zh: '审计报告' en: 'Audited accounts' }
  }
}
dimensions {
  id: 'patents'
  title { zh: '专利' en: 'Patents' }
  indicators {
    id: 'inventions_held'
    title { zh: '有效发明' en: 'Inventions in force' }
    measure: 'inventions'
    scoring {
      kind: 'curve'
      points { x { value: '0' } points { value: '0' } }
      points { x { value: '3' } points { value: '100' } }
    }
    missing: MISSING_POLICY_REALLOCATE
    supplied_by { zh: '登记簿' en: 'Patent register' }
  }
}
weight_scheme { kind: 'weighted_mean' }
weight_sets {
  segment: 'general'
  weights { id: 'research' value { value: '0.6' } }
  weights { id: 'rd_intensity' value { value: '1' } }
  weights { id: 'patents' value { value: '0.4' } }
  weights { id: 'inventions_held' value { value: '1' } }
  provenance { zh: '自拟' en: 'Our own' }
}
corrections {
  id: 'negative_list'
  title { zh: '负面清单' en: 'Negative list' }
  kind: 'veto'
  when: 'profile.on negative list'
  reason { zh: '在清单上' en: 'On the negative list' }
}
grade_scale {
  grades { id: 'A' from { value: '50' } text { zh: '优' en: 'Good' } }
  grades { id: 'B' from { value: '0' } text { zh: '差' en: 'Poor' } }
}
completeness { rated_from { value: '0.9' } provisional_from { value: '0.3' } }
policy_outputs {
  id: 'admission'
  title { zh: '准入' en: 'Admission' }
  expression: 'admission'
}
policy_outputs {
  id: 'score_shown'
  title { zh: '得分' en: 'Score' }
  expression: 'if status = "rated" then score else null'
}
flags {
  id: 'few_inventions'
  condition: 'inventions < 3'
  text { zh: '发明少' en: 'Few inventions' }
}
)";
}

// 4 % intensity; one invention in force, one not yet granted.
inline std::string SmallEvidenceText() {
  const std::string source =
      "source { system: 'audited statement' collected_on { year: 2026 month: 3 "
      "day: 1 } verification: VERIFICATION_DOCUMENTED } ";
  const std::string held =
      "office: 'CN' type: PATENT_TYPE_INVENTION filing_date { year: 2020 "
      "month: 3 day: 2 } ";
  return "profile { name { en: 'Example' } on_negative_list: false " + source +
         "}\n" +
         "fiscal_years { year: 2025 period_end { year: 2025 month: 12 day: 31 "
         "} currency: 'CNY' revenue { value: '1000' } rd_spend { value: '40' "
         "} " +
         source + "}\n" + "patents { application_number: 'CN202010318818.3' " +
         held + "grant_date { year: 2022 month: 1 day: 4 } " + source + "}\n" +
         "patents { application_number: 'CN202010318819.8' " + held + source +
         "}\n";
}

inline v1::Evidence SmallEvidence() {
  v1::Evidence evidence;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(SmallEvidenceText(),
                                                            &evidence));
  return evidence;
}

inline v1::Date Day(int year, int month, int day) {
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

inline v1::ModelPackage SmallPackage() {
  v1::ModelPackage package;
  v1::ModelFile& model = *package.add_files();
  model.set_path("model.txtpb");
  model.set_content(SmallModelText());
  v1::ModelFile& rules = *package.add_files();
  rules.set_path("rules.dmn");
  rules.set_content(SmallRules());
  return package;
}

// The package with a text of model.txtpb or rules.dmn replaced.
inline v1::ModelPackage Changed(v1::ModelPackage package,
                                const std::string& from,
                                const std::string& to) {
  bool is_found = false;
  for (v1::ModelFile& file : *package.mutable_files()) {
    const size_t at = file.content().find(from);
    if (at == std::string::npos) continue;
    file.mutable_content()->replace(at, from.size(), to);
    is_found = true;
  }
  EXPECT_TRUE(is_found) << from;
  return package;
}

}  // namespace techflow::rating

#endif  // TECHFLOW_TESTS_RATING_SMALL_PACKAGE_H_
