#include "rating/dmn/trace_recorder.h"

namespace techflow::dmn {

TraceRecorder::TraceRecorder(feel::Evaluation& evaluation,
                             TracedDecision& traced)
    : evaluation_(evaluation),
      traced_(traced),
      before_(evaluation.ExchangeTrace(this)) {}

TraceRecorder::~TraceRecorder() { evaluation_.ExchangeTrace(before_); }

template <typename Use>
Use* TraceRecorder::UseAt(const feel::SourcePlace& place, IndexByPlace& known,
                          std::vector<Use>& uses) {
  const Key key(place.file.data(), place.line, place.column);
  const auto found = known.find(key);
  if (found != known.end()) return &uses[found->second];
  if (uses.size() == TracedDecision::kMaxUses) {
    traced_.is_cut = true;
    return nullptr;
  }
  known.emplace(key, uses.size());
  uses.push_back({});
  uses.back().place = place;
  return &uses.back();
}

void TraceRecorder::OnName(const feel::SourcePlace& place,
                           std::string_view name, const feel::Value& value) {
  if (before_ != nullptr) before_->OnName(place, name, value);
  NameUse* use = UseAt(place, known_names_, traced_.names);
  if (use == nullptr || use->count++ > 0) return;
  use->name = name;
  use->value = value;
}

void TraceRecorder::OnBranch(const feel::SourcePlace& place, bool taken) {
  if (before_ != nullptr) before_->OnBranch(place, taken);
  BranchUse* use = UseAt(place, known_branches_, traced_.branches);
  if (use == nullptr) return;
  ++(taken ? use->then_count : use->else_count);
}

void TraceRecorder::OnNullCall(const feel::SourcePlace& place,
                               std::string_view function,
                               const feel::NullReason& reason) {
  if (before_ != nullptr) before_->OnNullCall(place, function, reason);
  NullCall* use = UseAt(place, known_calls_, traced_.null_calls);
  if (use == nullptr || use->count++ > 0) return;
  use->function = function;
  use->reason = reason.message;
}

}  // namespace techflow::dmn
