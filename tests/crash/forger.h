#ifndef TECHFLOW_TESTS_CRASH_FORGER_H_
#define TECHFLOW_TESTS_CRASH_FORGER_H_

#include <string>
#include <vector>

#include "techflow/store/v1/entry.pb.h"

namespace techflow::storage {

// What somebody can do who may write every file of a store, knows its format,
// and has neither the signing key nor the checkpoints that others noted.

// The entries of the store in `folder`, in their order.
std::vector<store::v1::Entry> ReadEntries(const std::string& folder);

// Makes the store one that has exactly these entries, as if nothing else had
// ever been appended: positions, numbers and back pointers are given anew;
// indexes, tree and head are made from the entries; evidence, assessments and
// packages that no entry names are gone.
void ForgeLog(const std::string& folder, std::vector<store::v1::Entry> entries);

// Puts an assessment under its digest, which is the answer.
std::string ForgeAssessment(const std::string& folder,
                            const std::string& bytes);

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_CRASH_FORGER_H_
