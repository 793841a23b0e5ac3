#ifndef TECHFLOW_RATING_PACKAGE_FILES_H_
#define TECHFLOW_RATING_PACKAGE_FILES_H_

#include <optional>
#include <vector>

#include "rating/feel/diagnostics.h"
#include "techflow/v1/model.pb.h"

namespace techflow::rating {

// The files of a package by what they are. Pointers into the package.
struct PackageFiles {
  const v1::ModelFile* model = nullptr;
  // Null where the model has no rules.
  const v1::ModelFile* rules = nullptr;
  std::vector<const v1::ModelFile*> cases;

  // Nothing unless the paths are relative, unique and sorted, "model.txtpb" is
  // there, at most one file is "*.dmn", and every other one "cases/*.txtpb" or
  // "*.md", which is for people only; everything wrong is reported. Pure.
  static std::optional<PackageFiles> Sort(const v1::ModelPackage& package,
                                          feel::Diagnostics& diagnostics);
};

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_PACKAGE_FILES_H_
