#include "clients/cli/progress.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/exact_number.h"
#include "fmt/format.h"

namespace techflow::cli {
namespace {

constexpr size_t kProgressColumns = 30;

// Writing more often only costs time.
constexpr absl::Duration kRefresh = absl::Milliseconds(100);

}  // namespace

Progress::Progress(Session& session, size_t total, absl::Time start)
    : session_(session),
      total_(total),
      start_(start),
      shown_at_(absl::InfinitePast()) {}

std::string Progress::Line(size_t done, absl::Time now) const {
  const size_t filled = kProgressColumns * done / total_;
  std::string bar;
  for (size_t i = 0; i < kProgressColumns; ++i) bar += i < filled ? "█" : "░";
  const double seconds = absl::ToDoubleSeconds(now - start_);
  const size_t rate =
      seconds > 0 ? static_cast<size_t>(static_cast<double>(done) / seconds)
                  : 0;
  return fmt::format(
      "{} {:3} %  {} / {}  {} {}", bar, 100 * done / total_,
      WithThousands(absl::StrCat(done)), WithThousands(absl::StrCat(total_)),
      WithThousands(absl::StrCat(rate)), session_.In({"个/秒", "per second"}));
}

void Progress::Show(size_t done, absl::Time now) {
  if (total_ == 0) return;
  if (session_.err_is_terminal) {
    if (now - shown_at_ < kRefresh && done < total_) return;
    shown_at_ = now;
    // Back to the start, and clear what a longer line left there.
    session_.err << "\r" << Line(done, now) << "\033[K" << std::flush;
    line_is_open_ = true;
    return;
  }
  const size_t tenths = 10 * done / total_;
  if (tenths == shown_tenths_) return;
  shown_tenths_ = tenths;
  session_.err << Line(done, now) << "\n" << std::flush;
}

void Progress::Finish() {
  if (line_is_open_) session_.err << "\n";
  line_is_open_ = false;
}

}  // namespace techflow::cli
