#include "rating/package/case_library.h"

#include <fmt/format.h>

#include <utility>

#include "rating/evidence/change.h"
#include "rating/evidence/check.h"
#include "rating/package/cases.h"

namespace techflow::package {

CaseLibrary::CaseLibrary(std::span<const v1::ModelFile* const> files,
                         feel::Diagnostics& diagnostics)
    : diagnostics_(diagnostics) {
  for (const v1::ModelFile* file : files) {
    CaseFile read;
    read.path = file->path();
    read.text = textproto::ParsedText::Parse(file->path(), file->content(),
                                             read.definition, diagnostics);
    by_path_.emplace(read.path, nullptr);
    if (read.text != nullptr) cases_.push_back(std::move(read));
  }
  for (const CaseFile& file : cases_) by_path_[file.path] = &file;
}

std::optional<CaseSubject> CaseLibrary::SubjectOf(const CaseFile& file) const {
  std::optional<CaseSubject> subject = Resolve(file, 0);
  if (!subject.has_value()) return std::nullopt;
  if (!Check(subject->evidence, file.text->places().Field("evidence"))) {
    return std::nullopt;
  }
  return subject;
}

std::optional<CaseSubject> CaseLibrary::VariantOf(const CaseFile& file,
                                                  int index,
                                                  CaseSubject subject) const {
  const v1::CaseVariant& variant = file.definition.variants(index);
  const textproto::FieldPlaces places =
      file.text->places().Message("variants", index);
  if (variant.has_as_of_date()) subject.as_of_date = variant.as_of_date();
  if (!ApplyChanges(variant.changes(), places, subject.evidence) ||
      !Check(subject.evidence, places.Field("changes", 0))) {
    return std::nullopt;
  }
  return subject;
}

bool CaseLibrary::Check(const v1::Evidence& evidence,
                        const feel::SourcePlace& place) const {
  const evidence::CheckResult check = evidence::CheckEvidence(evidence);
  for (const evidence::Violation& violation : check.violations) {
    diagnostics_.AddError(
        place, fmt::format("{} is `{}`; expected {}", violation.field,
                           violation.value, violation.expected));
  }
  return check.ok();
}

std::optional<CaseSubject> CaseLibrary::Resolve(const CaseFile& file,
                                                int depth) const {
  std::optional<CaseSubject> subject = StartOf(file, depth);
  if (!subject.has_value()) return std::nullopt;
  if (file.definition.has_as_of_date()) {
    subject->as_of_date = file.definition.as_of_date();
  }
  const bool has_day = subject->as_of_date.day() != 0;
  if (!has_day) {
    AddError(file, "as_of_date",
             "neither this case nor one that it starts from has `as_of_date`");
  }
  const bool is_changed = ApplyChanges(file.definition.changes(),
                                       file.text->places(), subject->evidence);
  if (!is_changed || !has_day) return std::nullopt;
  return subject;
}

std::optional<CaseSubject> CaseLibrary::StartOf(const CaseFile& file,
                                                int depth) const {
  const std::string& start = file.definition.based_on();
  if (start.empty()) {
    return CaseSubject{file.definition.evidence(), v1::Date()};
  }
  if (file.definition.has_evidence()) {
    AddError(file, "evidence",
             "a case that starts from another has `changes` in place of "
             "`evidence`");
    return std::nullopt;
  }
  const auto found = by_path_.find(start);
  if (found == by_path_.end()) {
    AddError(file, "based_on", fmt::format("there is no case `{}`", start));
    return std::nullopt;
  }
  if (depth >= kMaxBasedOn) {
    AddError(file, "based_on",
             fmt::format("more than {} cases start from one another; is there "
                         "a circle?",
                         kMaxBasedOn));
    return std::nullopt;
  }
  // One that could not be read has been reported where it stands.
  if (found->second == nullptr) return std::nullopt;
  return Resolve(*found->second, depth + 1);
}

bool CaseLibrary::ApplyChanges(const Changes& changes,
                               const textproto::FieldPlaces& places,
                               v1::Evidence& evidence) const {
  bool is_right = true;
  for (int i = 0; i < changes.size(); ++i) {
    const std::optional<evidence::Violation> violation =
        evidence::ApplyChange(changes.Get(i), evidence);
    if (!violation.has_value()) continue;
    diagnostics_.AddError(
        places.Field("changes", i),
        fmt::format("`{}` of the change is `{}`; expected {}", violation->field,
                    violation->value, violation->expected));
    is_right = false;
  }
  return is_right;
}

bool CaseLibrary::AddError(const CaseFile& file, std::string_view field,
                           std::string message, int index) const {
  diagnostics_.AddError(file.text->places().Field(field, index),
                        std::move(message));
  return false;
}

}  // namespace techflow::package
