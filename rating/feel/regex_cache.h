#ifndef TECHFLOW_RATING_FEEL_REGEX_CACHE_H_
#define TECHFLOW_RATING_FEEL_REGEX_CACHE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/feel/regex.h"

namespace techflow::feel {

// The patterns that one evaluation compiled last: a rule over a list asks for
// the same one again for each item. One thread.
class RegexCache {
 public:
  // Compiles what is not kept, and counts that in `evaluation`. The result
  // lives until the next call; its errors are those of Regex::Compile.
  absl::StatusOr<const Regex*> Get(std::string_view pattern,
                                   std::string_view flags,
                                   Evaluation& evaluation);

 private:
  struct Entry {
    std::string pattern;
    std::string flags;
    std::unique_ptr<const Regex> regex;
  };

  std::vector<Entry> entries_;
  size_t next_ = 0;  // Which entry makes room when all are taken.
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_REGEX_CACHE_H_
