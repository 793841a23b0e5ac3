#ifndef TECHFLOW_TESTS_CRASH_STORE_CHECK_H_
#define TECHFLOW_TESTS_CRASH_STORE_CHECK_H_

#include <string>
#include <vector>

#include "rocksdb/env.h"
#include "tests/crash/script.h"

namespace techflow::storage {

// What is wrong with the store in `folder` that the script left, to a client
// with these acknowledgements, in sentences: an acknowledged entry is not
// there or another one, an entry is partial or doubled, the positions have a
// gap, or a request that is sent again does not give what was stored, or makes
// no entry or more than one. All requests of the script are in the store
// afterwards. Empty: nothing is wrong.
std::vector<std::string> CheckStore(const std::string& folder,
                                    rocksdb::Env* env,
                                    const Acknowledgements& acknowledged);

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_CRASH_STORE_CHECK_H_
