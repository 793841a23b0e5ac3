#ifndef TECHFLOW_STORAGE_LEDGER_KEY_NAME_H_
#define TECHFLOW_STORAGE_LEDGER_KEY_NAME_H_

#include <string_view>

// What those who sign may be named. Pure functions; any thread.
namespace techflow::ledger {

// True for what anybody's signature may be named (C2SP's signed-note 1.0.0):
// one byte or more of UTF-8 without Unicode's spaces, control characters below
// a space, and '+'.
bool IsSignerName(std::string_view name);

// True for what a key of ours, and the log that it signs, may be named: a
// signer's name of at most 100 bytes, without control characters. Best a URL
// of the bank's without its scheme: "ratings.bank.example/log".
bool IsKeyName(std::string_view name);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_KEY_NAME_H_
