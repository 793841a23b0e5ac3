// The model's text file, on any bytes.

#include <cstdint>
#include <string>

#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  techflow::v1::ModelPackage package;
  techflow::v1::ModelFile& file = *package.add_files();
  file.set_path("model.txtpb");
  file.set_content(std::string(reinterpret_cast<const char*>(data), size));
  techflow::feel::Diagnostics diagnostics;
  techflow::rating::RatingModel::Compile(
      package, techflow::scorecard::BuildStandardCatalog(), diagnostics);
  return 0;
}
