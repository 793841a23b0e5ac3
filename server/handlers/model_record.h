#ifndef TECHFLOW_SERVER_HANDLERS_MODEL_RECORD_H_
#define TECHFLOW_SERVER_HANDLERS_MODEL_RECORD_H_

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "rating/feel/diagnostics.h"
#include "server/environment.h"
#include "server/errors.h"
#include "techflow/store/v1/entry.pb.h"
#include "techflow/v1/model.pb.h"

// Models between what is stored and what callers see.
namespace techflow::server {

// A stored version, without its files.
absl::StatusOr<v1::ModelVersion> ToModelVersion(const Environment& environment,
                                                const store::v1::Entry& entry);

// The files of a stored version.
absl::StatusOr<v1::ModelPackage> LoadPackage(const Environment& environment,
                                             const store::v1::Entry& entry);

google::protobuf::RepeatedPtrField<v1::Diagnostic> ToMessages(
    const feel::Diagnostics& diagnostics);

// Every error as a violation of the file that it is in; the description has
// file, line and column.
void AddErrors(const v1::ModelPackage& files,
               const feel::Diagnostics& diagnostics, Violations& violations);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_MODEL_RECORD_H_
