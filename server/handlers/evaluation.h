#ifndef TECHFLOW_SERVER_HANDLERS_EVALUATION_H_
#define TECHFLOW_SERVER_HANDLERS_EVALUATION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/environment.h"
#include "server/handlers/model_choice.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::server {

// What the core said of evidence on a day, beside the assessment.
struct Evaluation {
  ChosenModel model;

  // The assessment serialised, once: what is stored and hashed.
  std::string assessment_bytes;
};

// Chooses the model, takes the view of the day and rates: into `assessment`,
// which is empty and stays where it is, in an answer. Errors as of ChooseModel;
// FAILED_PRECONDITION (RULE_FAILED) where a rule of the model cannot cope with
// this evidence.
absl::StatusOr<Evaluation> Evaluate(const Environment& environment,
                                    absl::string_view model_name,
                                    const v1::Date& as_of,
                                    const v1::Evidence& evidence,
                                    v1::Assessment& assessment);

// The same with a model that is already there.
absl::Status Assess(const rating::RatingModel& model,
                    absl::string_view model_version, const v1::Date& as_of,
                    const v1::Evidence& evidence, v1::Assessment& assessment);

// Makes a rating that is not stored of one that has its assessment already:
// without name, number, time or position.
void DescribeUnstored(absl::string_view enterprise, const v1::Date& as_of,
                      const v1::Evidence& evidence,
                      const Evaluation& evaluation,
                      std::vector<v1::Warning> warnings, v1::Rating& rating);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_EVALUATION_H_
