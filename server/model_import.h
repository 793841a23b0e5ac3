#ifndef TECHFLOW_SERVER_MODEL_IMPORT_H_
#define TECHFLOW_SERVER_MODEL_IMPORT_H_

#include <string>

#include "absl/status/status.h"
#include "server/environment.h"
#include "server/log.h"

namespace techflow::server {

// Brings the store up to the models of a folder: each model folder within it
// that is not there yet, or whose files differ from those of its newest
// version, is stored as the next version. Logs what it does. An error names
// the folder and everything that is wrong with the model in it; models before
// it are then stored already.
absl::Status ImportModels(const Environment& environment,
                          const std::string& folder, Log& log);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_MODEL_IMPORT_H_
