#ifndef TECHFLOW_TESTS_RATING_MODELS_SHIPPED_MODELS_H_
#define TECHFLOW_TESTS_RATING_MODELS_SHIPPED_MODELS_H_

#include <string>
#include <vector>

#include "techflow/v1/model.pb.h"

// The models as they stand in the source tree.
namespace techflow {

// The package in a folder of rating/models.
v1::ModelPackage ReadShippedPackage(const std::string& folder);

// Its model.txtpb.
v1::Model DefinitionOf(const v1::ModelPackage& package);

// The folders of all models, and those of models that ask a question.
std::vector<std::string> ModelFolders();
std::vector<std::string> RubricFolders();

// "star_2024", as names of tests may be.
std::string TestNameOf(std::string folder);

}  // namespace techflow

#endif  // TECHFLOW_TESTS_RATING_MODELS_SHIPPED_MODELS_H_
