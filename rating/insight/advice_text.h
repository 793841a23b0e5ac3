#ifndef TECHFLOW_RATING_INSIGHT_ADVICE_TEXT_H_
#define TECHFLOW_RATING_INSIGHT_ADVICE_TEXT_H_

#include <string>

#include "rating/insight/change_option.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

// Advice in words, in Chinese and English. Pure; any thread.
namespace techflow::insight {

// All of `change`, its text included.
void DescribeChange(const ChangeableIndicator& indicator,
                    const ChangeOption& option, v1::AdvisedChange& change);

// What was asked for and tried.
struct Unreached {
  std::string target_grade;
  int within_months = 0;
  // Whether anything could be changed at all.
  bool has_changes = false;
  // Whether it was proved that nothing reaches the grade.
  bool is_proved = false;
};

// Why no change reaches the grade. `with_all` is the rating with all that can
// be changed at its best: the corrections that hold it below the grade, its own
// score and grade, and what is unknown and so not counted on.
v1::LocalizedText WhyNot(const v1::Model& model, const v1::Assessment& with_all,
                         const Unreached& unreached);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_ADVICE_TEXT_H_
