#include "rating/package/cases.h"

#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "rating/evidence/view.h"
#include "rating/package/case_library.h"
#include "rating/package/expectation.h"
#include "rating/package_files.h"

namespace techflow::package {
namespace {

bool CheckDefinition(const CaseFile& file, feel::Diagnostics& diagnostics) {
  bool is_right = true;
  const textproto::FieldPlaces places = file.text->places();
  if (file.definition.title().zh().empty() ||
      file.definition.title().en().empty()) {
    diagnostics.AddError(
        places.Field("title"),
        "a case needs `title` in Chinese (zh) and English (en)");
    is_right = false;
  }
  // A message without any field set takes no bytes.
  if (file.definition.expected().ByteSizeLong() == 0) {
    diagnostics.AddError(places.Field("expected"),
                         "a case that expects nothing proves nothing");
    is_right = false;
  }
  return is_right;
}

bool RunCase(const CaseLibrary& library, const CaseFile& file,
             const rating::RatingModel& model, feel::Diagnostics& diagnostics) {
  const bool is_right = CheckDefinition(file, diagnostics);
  std::optional<CaseSubject> subject = library.SubjectOf(file);
  if (!subject.has_value()) return false;
  const v1::Evidence view =
      evidence::ViewAsOf(std::move(subject->evidence), subject->as_of_date);
  const absl::StatusOr<v1::Assessment> assessment =
      model.Assess(view, subject->as_of_date);
  if (!assessment.ok()) {
    diagnostics.AddError({file.path, 0, 0},
                         std::string(assessment.status().message()));
    return false;
  }
  const bool is_expected =
      CheckExpectation(file.definition.expected(), *assessment,
                       file.text->places().Message("expected"), diagnostics);
  return is_right && is_expected;
}

}  // namespace

std::vector<CaseOutcome> RunCases(const v1::ModelPackage& package,
                                  const rating::RatingModel& model,
                                  feel::Diagnostics& diagnostics) {
  std::vector<CaseOutcome> outcomes;
  const std::optional<rating::PackageFiles> files =
      rating::PackageFiles::Sort(package, diagnostics);
  if (!files.has_value()) return outcomes;
  const CaseLibrary library(files->cases, diagnostics);
  for (const CaseFile& file : library.cases()) {
    outcomes.push_back({file.path, file.definition.title(),
                        RunCase(library, file, model, diagnostics)});
  }
  return outcomes;
}

}  // namespace techflow::package
