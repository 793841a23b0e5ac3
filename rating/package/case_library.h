#ifndef TECHFLOW_RATING_PACKAGE_CASE_LIBRARY_H_
#define TECHFLOW_RATING_PACKAGE_CASE_LIBRARY_H_

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "rating/feel/diagnostics.h"
#include "rating/textproto/parsed_text.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/model.pb.h"

namespace techflow::package {

// A case as it stands in its file.
struct CaseFile {
  std::string path;
  v1::ModelCase definition;
  std::unique_ptr<const textproto::ParsedText> text;
};

// What a case rates, after everything that it starts from.
struct CaseSubject {
  v1::Evidence evidence;
  v1::Date as_of_date;
};

// The cases of a package, which may start from one another. One thread.
class CaseLibrary {
 public:
  // Files that cannot be read are reported and left out.
  CaseLibrary(std::span<const v1::ModelFile* const> files,
              feel::Diagnostics& diagnostics);

  // In the order of the files.
  const std::vector<CaseFile>& cases() const { return cases_; }

  // The evidence of a case with its changes, checked, and its day. Nothing
  // where something is wrong with it, which is reported.
  std::optional<CaseSubject> SubjectOf(const CaseFile& file) const;

  // The same of the variant at `index`; `subject` is that of its case.
  std::optional<CaseSubject> VariantOf(const CaseFile& file, int index,
                                       CaseSubject subject) const;

 private:
  using Changes = google::protobuf::RepeatedPtrField<v1::EvidenceChange>;

  // `depth` counts how many cases led here.
  std::optional<CaseSubject> Resolve(const CaseFile& file, int depth) const;
  std::optional<CaseSubject> StartOf(const CaseFile& file, int depth) const;
  bool ApplyChanges(const Changes& changes,
                    const textproto::FieldPlaces& places,
                    v1::Evidence& evidence) const;
  bool Check(const v1::Evidence& evidence,
             const feel::SourcePlace& place) const;
  bool AddError(const CaseFile& file, std::string_view field,
                std::string message, int index = -1) const;

  feel::Diagnostics& diagnostics_;
  std::vector<CaseFile> cases_;
  // Every file of the package; null for one that could not be read.
  std::map<std::string, const CaseFile*, std::less<>> by_path_;
};

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_CASE_LIBRARY_H_
