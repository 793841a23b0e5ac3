#include "rating/package/cases.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "rating/evidence/view.h"
#include "rating/package/case_library.h"
#include "rating/package/expectation.h"
#include "rating/package_files.h"
#include "rating/scorecard/field_reader.h"

namespace techflow::package {
namespace {

// Runs the case of one file and its variants.
class FileRun {
 public:
  FileRun(const CaseLibrary& library, const CaseFile& file,
          const rating::RatingModel& model, feel::Diagnostics& diagnostics)
      : library_(library),
        file_(file),
        model_(model),
        diagnostics_(diagnostics),
        subject_(library.SubjectOf(file)) {}

  void Run(std::vector<CaseOutcome>& outcomes) {
    const v1::ModelCase& definition = file_.definition;
    const textproto::FieldPlaces places = file_.text->places();
    const bool has_title = CheckTitle();
    // With variants a case may be no more than their common start.
    if (!definition.variants().empty() && !definition.has_expected()) {
      if (!has_title) outcomes.push_back({file_.path, definition.title()});
    } else {
      const bool passed =
          RunOne(subject_, definition.expected(), places, {file_.path, 0, 0});
      outcomes.push_back({file_.path, definition.title(), has_title && passed});
    }
    for (int i = 0; i < definition.variants_size(); ++i) {
      outcomes.push_back(RunVariant(i));
    }
  }

 private:
  bool CheckTitle() {
    const v1::LocalizedText& title = file_.definition.title();
    if (!title.zh().empty() && !title.en().empty()) return true;
    diagnostics_.AddError(
        file_.text->places().Field("title"),
        "a case needs `title` in Chinese (zh) and English (en)");
    return false;
  }

  CaseOutcome RunVariant(int index) {
    const v1::CaseVariant& variant = file_.definition.variants(index);
    const scorecard::FieldReader reader(
        fmt::format("variant `{}`", variant.id()),
        file_.text->places().Message("variants", index), diagnostics_);
    const bool has_id = reader.ClaimId("id", variant.id(), ids_);
    const bool has_title = reader.CheckOptionalText("title", variant.title());
    std::optional<CaseSubject> subject;
    if (subject_) subject = library_.VariantOf(file_, index, *subject_);
    const bool passed = RunOne(std::move(subject), variant.expected(),
                               reader.places(), reader.places().place());
    return {fmt::format("{}#{}", file_.path, variant.id()),
            variant.has_title() ? variant.title() : file_.definition.title(),
            has_id && has_title && passed};
  }

  // `places` are those of the message whose `expected` it is; what has no field
  // is reported at `self`.
  bool RunOne(std::optional<CaseSubject> subject,
              const v1::ExpectedOutcome& expected,
              const textproto::FieldPlaces& places,
              const feel::SourcePlace& self) {
    // A message without any field set takes no bytes.
    const bool expects_something = expected.ByteSizeLong() > 0;
    if (!expects_something) {
      diagnostics_.AddError(places.Field("expected"),
                            "a case that expects nothing proves nothing");
    }
    if (!subject.has_value()) return false;
    const v1::Evidence view =
        evidence::ViewAsOf(std::move(subject->evidence), subject->as_of_date);
    const absl::StatusOr<v1::Assessment> assessment =
        model_.Assess(view, subject->as_of_date);
    if (!assessment.ok()) {
      diagnostics_.AddError(self, std::string(assessment.status().message()));
      return false;
    }
    const bool is_expected = CheckExpectation(
        expected, *assessment, places.Message("expected"), diagnostics_);
    return expects_something && is_expected;
  }

  const CaseLibrary& library_;
  const CaseFile& file_;
  const rating::RatingModel& model_;
  feel::Diagnostics& diagnostics_;
  // Of the case, from which its variants start.
  std::optional<CaseSubject> subject_;
  std::set<std::string> ids_;
};

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
    FileRun(library, file, model, diagnostics).Run(outcomes);
  }
  return outcomes;
}

}  // namespace techflow::package
