#include "server/handlers/model_record.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/dates.h"
#include "server/handlers/model_choice.h"
#include "server/resource_names.h"
#include "storage/ledger/digest.h"

namespace techflow::server {
namespace {

// The path of a file's text in a request.
std::string FieldOf(const v1::ModelPackage& files, const std::string& path) {
  for (int i = 0; i < files.files_size(); ++i) {
    if (files.files(i).path() == path) {
      return absl::StrCat("package.files[", i, "].content");
    }
  }
  return "package";
}

}  // namespace

absl::StatusOr<v1::ModelVersion> ToModelVersion(const Environment& environment,
                                                const store::v1::Entry& entry) {
  const std::string& digest = entry.model_version().package_digest();
  const auto model = LoadModel(environment, digest);
  if (!model.ok()) return model.status();
  const v1::Model& definition = (*model)->definition();
  v1::ModelVersion version;
  version.set_name(
      ModelVersionName{entry.subject(), entry.number()}.ToString());
  version.set_digest(ledger::Hex(digest));
  *version.mutable_title() = definition.title();
  *version.mutable_notes() = definition.notes();
  if (definition.has_effective_from()) {
    *version.mutable_effective_from() = definition.effective_from();
  }
  if (definition.has_effective_until()) {
    *version.mutable_effective_until() = definition.effective_until();
  }
  *version.mutable_create_time() = ToTimestamp(entry.recorded_at_us());
  version.set_log_position(entry.position());
  version.set_indicator_count((*model)->indicator_count());
  return version;
}

absl::StatusOr<v1::ModelPackage> LoadPackage(const Environment& environment,
                                             const store::v1::Entry& entry) {
  const auto bytes = environment.store.Blob(
      storage::BlobKind::kModelPackage, entry.model_version().package_digest());
  if (!bytes.ok()) return bytes.status();
  v1::ModelPackage files;
  if (!files.ParseFromString(*bytes)) {
    return absl::DataLossError(absl::StrCat("the model package of position ",
                                            entry.position(), " is none"));
  }
  return files;
}

google::protobuf::RepeatedPtrField<v1::Diagnostic> ToMessages(
    const feel::Diagnostics& diagnostics) {
  google::protobuf::RepeatedPtrField<v1::Diagnostic> messages;
  for (const feel::Diagnostic& diagnostic : diagnostics.all()) {
    v1::Diagnostic& message = *messages.Add();
    message.set_severity(diagnostic.severity == feel::Severity::kError
                             ? v1::Diagnostic::SEVERITY_ERROR
                             : v1::Diagnostic::SEVERITY_WARNING);
    message.set_file(diagnostic.file);
    message.set_line(diagnostic.line);
    message.set_column(diagnostic.column);
    message.set_message(diagnostic.message);
  }
  return messages;
}

void AddErrors(const v1::ModelPackage& files,
               const feel::Diagnostics& diagnostics, Violations& violations) {
  for (const feel::Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity != feel::Severity::kError) continue;
    violations.AddMessage(FieldOf(files, diagnostic.file),
                          diagnostic.ToString());
  }
}

}  // namespace techflow::server
