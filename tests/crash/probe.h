#ifndef TECHFLOW_TESTS_CRASH_PROBE_H_
#define TECHFLOW_TESTS_CRASH_PROBE_H_

#include <cstdint>
#include <string>

#include "tests/crash/answers.h"

namespace techflow::storage {

// What a server and a check make of an installation.
struct Probe {
  // Why the store was not opened; empty where it was.
  std::string refusal = "";

  // How its answers differ from those of the sound store.
  Comparison answers;

  // What the check says of it once it was closed again, how many damages there
  // are and the first.
  int64_t damages = 0;
  std::string first_damage = "";

  // Neither the start nor a read nor the check has found anything.
  bool is_sound() const {
    return refusal.empty() && answers.worst == Difference::kNone &&
           damages == 0;
  }

  // In one line: "REFUSED reason", "WRONG question", "LEFT_OUT question" (both
  // with what the check says), "FOUND n damages", "READ question" where a read
  // alone has found it, or "SOUND".
  std::string ToString() const;
};

// Opens the installation in `root`, asks everything, closes it and checks it.
// RocksDB may end the process over damaged files.
Probe ProbeInstallation(const std::string& root, const Answers& expected);

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_CRASH_PROBE_H_
