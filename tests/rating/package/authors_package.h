#ifndef TECHFLOW_TESTS_RATING_PACKAGE_AUTHORS_PACKAGE_H_
#define TECHFLOW_TESTS_RATING_PACKAGE_AUTHORS_PACKAGE_H_

#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "tests/rating/small_package.h"

// The small model with a case, compiled, for tests of what authors use.
namespace techflow::package {

struct AuthorsPackage {
  // `from` in the model's text or rules becomes `to`; `more` is appended to the
  // case.
  explicit AuthorsPackage(const std::string& from = "",
                          const std::string& to = "",
                          const std::string& more = "") {
    v1::ModelFile& file = *files.add_files();
    file.set_path("cases/plain.txtpb");
    file.set_content(
        "title { zh: '例' en: 'Example' }\n"
        "as_of_date { year: 2026 month: 6 day: 30 }\n"
        "expected { status: RATING_STATUS_RATED }\nevidence {\n" +
        rating::SmallEvidenceText() + "}\n" + more);
    files.MergeFrom(rating::SmallPackage());
    if (!from.empty()) {
      for (v1::ModelFile& changed : *files.mutable_files()) {
        const size_t at = changed.content().find(from);
        if (at != std::string::npos && changed.path() != file.path()) {
          changed.mutable_content()->replace(at, from.size(), to);
        }
      }
    }
    model = rating::RatingModel::Compile(
        files, scorecard::BuildStandardCatalog(), diagnostics);
    EXPECT_NE(model, nullptr) << diagnostics.ToString();
  }

  v1::ModelPackage files;
  feel::Diagnostics diagnostics;
  std::shared_ptr<const rating::RatingModel> model;
};

}  // namespace techflow::package

#endif  // TECHFLOW_TESTS_RATING_PACKAGE_AUTHORS_PACKAGE_H_
