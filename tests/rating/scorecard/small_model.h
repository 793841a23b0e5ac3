#ifndef TECHFLOW_TESTS_RATING_SCORECARD_SMALL_MODEL_H_
#define TECHFLOW_TESTS_RATING_SCORECARD_SMALL_MODEL_H_

#include <string>

namespace techflow::scorecard {

// Two dimensions of two indicators over the numbers a, b, c and d and the text
// `field`; two segments, five corrections, three grades.
inline std::string SmallModel() {
  return R"pb(
    id: 'small'
    title { zh: '小' en: 'Small' }
    notes { zh: '试' en: 'For tests' }
    validity_months: 12
    segments {
      id: 'software'
      title { zh: '软件' en: 'Software' }
      condition: 'field = "software"'
    }
    segments {
      id: 'general'
      title { zh: '一般' en: 'General' }
    }
    dimensions {
      id: 'research'
      title { zh: '研发' en: 'Research' }
      indicators {
        id: 'intensity'
        title { zh: '强度' en: 'Intensity' }
        measure: 'a'
        unit { zh: '%' en: '%' }
        display_factor { value: '100' }
        scoring {
          kind: 'bands'
          bands {
            when: '< 0.03'
            points { value: '20' }
            text { zh: '低' en: 'low' }
          }
          bands {
            when: '[0.03..0.06)'
            points { value: '60' }
            text { zh: '中' en: 'middling' }
          }
          bands {
            when: '>= 0.06'
            points { value: '100' }
            text { zh: '高' en: 'high' }
          }
        }
        missing: MISSING_POLICY_REALLOCATE
        supplied_by { zh: '审计报告' en: 'Audited accounts' }
        changeability { can_change: true months: 12 }
      }
      indicators {
        id: 'staff'
        title { zh: '人员' en: 'Staff' }
        measure: 'b'
        scoring {
          kind: 'curve'
          points {
            x { value: '0' }
            points { value: '0' }
          }
          points {
            x { value: '30' }
            points { value: '100' }
          }
        }
        missing: MISSING_POLICY_ZERO
        supplied_by { zh: '名册' en: 'Staff roll' }
      }
    }
    dimensions {
      id: 'patents'
      title { zh: '专利' en: 'Patents' }
      indicators {
        id: 'held'
        title { zh: '有效' en: 'Held' }
        measure: 'c'
        scoring {
          kind: 'curve'
          points {
            x { value: '0' }
            points { value: '10' }
          }
          points {
            x { value: '7' }
            points { value: '90' }
          }
        }
        missing: MISSING_POLICY_REALLOCATE
        supplied_by { zh: '登记簿' en: 'Patent register' }
      }
      indicators {
        id: 'cited'
        title { zh: '被引' en: 'Cited' }
        measure: 'd'
        scoring {
          kind: 'curve'
          points {
            x { value: '0' }
            points { value: '0' }
          }
          points {
            x { value: '10' }
            points { value: '100' }
          }
        }
        missing: MISSING_POLICY_FLOOR
        floor { value: '15' }
        supplied_by { zh: '检索' en: 'Patent search' }
      }
    }
    weight_scheme { kind: 'weighted_mean' }
    weight_sets {
      segment: 'software'
      weights {
        id: 'research'
        value { value: '0.7' }
      }
      weights {
        id: 'intensity'
        value { value: '0.5' }
      }
      weights {
        id: 'staff'
        value { value: '0.5' }
      }
      weights {
        id: 'patents'
        value { value: '0.3' }
      }
      weights {
        id: 'held'
        value { value: '0.9' }
      }
      weights {
        id: 'cited'
        value { value: '0.1' }
      }
      provenance { zh: '自拟' en: 'Our own' }
    }
    weight_sets {
      segment: 'general'
      weights {
        id: 'research'
        value { value: '0.4' }
      }
      weights {
        id: 'intensity'
        value { value: '0.75' }
      }
      weights {
        id: 'staff'
        value { value: '0.25' }
      }
      weights {
        id: 'patents'
        value { value: '0.6' }
      }
      weights {
        id: 'held'
        value { value: '0.8' }
      }
      weights {
        id: 'cited'
        value { value: '0.2' }
      }
      provenance { zh: '自拟' en: 'Our own' }
    }
    corrections {
      id: 'conversion'
      title { zh: '转化' en: 'Conversion' }
      kind: 'coefficient'
      when: 'k < 1'
      value: 'k'
      reason { zh: '转化弱' en: 'Little is put to use' }
    }
    corrections {
      id: 'steady'
      title { zh: '稳定' en: 'Steadiness' }
      kind: 'notches'
      when: 'n != 0'
      value: 'n'
      reason { zh: '波动' en: 'Unsteady' }
      parameters { name: 'at_most' value: '1' }
    }
    corrections {
      id: 'listed'
      title { zh: '清单' en: 'Listed' }
      kind: 'veto'
      when: 'listed'
      reason { zh: '在清单上' en: 'On the negative list' }
    }
    grade_scale {
      grades {
        id: 'A'
        from { value: '70' }
        text { zh: '优' en: 'Good' }
      }
      grades {
        id: 'B'
        from { value: '40' }
        text { zh: '中' en: 'Fair' }
      }
      grades {
        id: 'C'
        from { value: '0' }
        text { zh: '差' en: 'Poor' }
      }
    }
    completeness {
      rated_from { value: '0.8' }
      provisional_from { value: '0.3' }
    }
  )pb";
}

}  // namespace techflow::scorecard

#endif  // TECHFLOW_TESTS_RATING_SCORECARD_SMALL_MODEL_H_
