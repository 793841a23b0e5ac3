#ifndef TECHFLOW_RATING_MODEL_COMPILER_H_
#define TECHFLOW_RATING_MODEL_COMPILER_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "rating/feel/diagnostics.h"
#include "rating/model_parts.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "rating/scorecard/field_reader.h"
#include "rating/scorecard/rule.h"
#include "rating/textproto/parsed_text.h"
#include "techflow/v1/model.pb.h"

namespace techflow::rating {

// Builds the parts of a RatingModel one after another; what is wrong with one
// does not hide what is wrong with the next. Lives for one Compile(). Known to
// model_*.cc only.
class ModelCompiler {
 public:
  ModelCompiler(const scorecard::Catalog& catalog,
                feel::Diagnostics& diagnostics)
      : catalog_(catalog), diagnostics_(diagnostics) {}

  std::shared_ptr<const RatingModel> Compile(const v1::ModelPackage& package);

 private:
  void CompileGraph(const v1::ModelFile* rules);
  bool CompileModel(const textproto::FieldPlaces& places);
  bool CompileRubric(const scorecard::FieldReader& reader);
  bool CompileOutputs(const scorecard::FieldReader& reader);
  bool CompileOutput(const v1::PolicyOutput& definition,
                     const scorecard::FieldReader& reader);
  bool CompileFlags(const scorecard::FieldReader& reader);

  // What rules may use who must not use `withheld`, and why they must not.
  scorecard::RuleScope ScopeWithout(std::span<const std::string> withheld,
                                    std::string_view why) const;

  const scorecard::Catalog& catalog_;
  feel::Diagnostics& diagnostics_;
  // Where the code of the rules lies.
  std::shared_ptr<feel::Arena> memory_ = std::make_shared<feel::Arena>();
  std::unique_ptr<RatingModel::Parts> parts_ =
      std::make_unique<RatingModel::Parts>();
};

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_MODEL_COMPILER_H_
