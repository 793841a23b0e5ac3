#ifndef TECHFLOW_RATING_FEEL_BODY_H_
#define TECHFLOW_RATING_FEEL_BODY_H_

#include <cstddef>
#include <span>

#include "rating/feel/evaluation.h"
#include "rating/feel/value.h"

namespace techflow::feel {

struct Code;

// What runs of a program, and no more. Whoever runs it keeps it at hand: a
// rating runs so many programs once each that to fetch them takes its time,
// too. The program's memory outlives it. Immutable; any thread.
struct Body {
  const Code* root = nullptr;
  size_t local_count = 0;
  int height = 0;
  // Those of the caller's frame that it uses, each once.
  std::span<const int> slots;

  // Runs the code with locals of its own, after `first_local` is set in the
  // local number 0 where it is given.
  Value Run(Evaluation& evaluation, const Value* first_local) const;

 private:
  void RunWithLocals(Evaluation& evaluation, const Value* first_local,
                     Value& result) const;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_BODY_H_
