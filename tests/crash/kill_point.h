#ifndef TECHFLOW_TESTS_CRASH_KILL_POINT_H_
#define TECHFLOW_TESTS_CRASH_KILL_POINT_H_

#include <random>
#include <string>
#include <vector>

#include "absl/types/span.h"

namespace techflow::crash {

// A place in the server at which it is killed: a call of the C library, as
// kill_at.cc counts them.
struct KillPoint {
  // For people.
  const char* name;

  // "call:file:when" of TECHFLOW_KILL_AT. Empty: no place, a random moment.
  const char* place;

  // Only in threads whose name begins so. Empty: in any.
  const char* thread;

  // The call is one of the first so many.
  int calls;

  // The server comes to it when it opens what runs before it have left, not
  // under load: it may take some starts.
  bool is_of_opening;

  // The server comes to it when it is asked for backups.
  bool is_of_backup = false;
};

// All of them.
absl::Span<const KillPoint> KillPoints();

// The environment in which the server dies at a random call of the point.
// Empty for a random moment.
std::vector<std::string> KillEnvironment(const KillPoint& point,
                                         std::mt19937& random);

}  // namespace techflow::crash

#endif  // TECHFLOW_TESTS_CRASH_KILL_POINT_H_
