#ifndef TECHFLOW_CLIENTS_CLI_RULES_VALUE_TYPE_H_
#define TECHFLOW_CLIENTS_CLI_RULES_VALUE_TYPE_H_

#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::cli {

// The type of a value that nothing declares, so that names with spaces in it
// are known: `fiscal years.rd spend`. Items of a list have the members of all,
// and what is null may be anything. A pure function.
feel::Type TypeOf(const feel::Value& value);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_VALUE_TYPE_H_
