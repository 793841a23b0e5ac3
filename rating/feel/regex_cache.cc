#include "rating/feel/regex_cache.h"

#include <algorithm>
#include <utility>

namespace techflow::feel {
namespace {

// More than one rule has, and few enough to look through.
constexpr size_t kMaxEntries = 8;

// A byte of a class may stand for hundreds of ranges.
constexpr int64_t kStepsPerByte = 10;

}  // namespace

absl::StatusOr<const Regex*> RegexCache::Get(std::string_view pattern,
                                             std::string_view flags,
                                             Evaluation& evaluation) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return entry.pattern == pattern && entry.flags == flags;
      });
  if (found != entries_.end()) return found->regex.get();
  evaluation.Step(static_cast<int64_t>(pattern.size()) * kStepsPerByte);
  absl::StatusOr<Regex> regex = Regex::Compile(pattern, flags);
  if (!regex.ok()) return regex.status();
  evaluation.Step(static_cast<int64_t>(regex->size()));
  Entry entry = {std::string(pattern), std::string(flags),
                 std::make_unique<const Regex>(*std::move(regex))};
  if (entries_.size() < kMaxEntries) {
    entries_.push_back(std::move(entry));
    return entries_.back().regex.get();
  }
  Entry& oldest = entries_[std::exchange(next_, (next_ + 1) % kMaxEntries)];
  oldest = std::move(entry);
  return oldest.regex.get();
}

}  // namespace techflow::feel
