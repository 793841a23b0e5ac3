#include "rating/dmn/trace_recorder.h"

#include <algorithm>

namespace techflow::dmn {

template <typename Use>
Use* UsesByPlace<Use>::Find(const Key& key) {
  const std::span<Use> uses = uses_.items();
  if (uses.size() <= kFew) {
    const auto use = std::find_if(
        uses.begin(), uses.end(),
        [&key](const Use& other) { return KeyOf(other.place) == key; });
    return use == uses.end() ? nullptr : &*use;
  }
  const auto found = known_.find(key);
  return found == known_.end() ? nullptr : &uses[found->second];
}

template <typename Use>
Use* UsesByPlace<Use>::At(const feel::SourcePlace& place) {
  const Key key = KeyOf(place);
  if (Use* use = Find(key)) return use;
  if (uses_.size() == TracedDecision::kMaxUses) return nullptr;
  Use use;
  use.place = place;
  uses_.Add(use);
  const std::span<Use> uses = uses_.items();
  if (uses.size() > kFew) {
    const size_t first = known_.size();
    for (size_t i = first; i < uses.size(); ++i) {
      known_.emplace(KeyOf(uses[i].place), i);
    }
  }
  return &uses.back();
}

TraceRecorder::TraceRecorder(feel::Evaluation& evaluation, DecisionTrace& trace)
    : evaluation_(evaluation),
      trace_(trace),
      before_(evaluation.ExchangeTrace(this)),
      names_(trace.arena),
      branches_(trace.arena),
      null_calls_(trace.arena),
      tables_(trace.arena, 1) {}

TraceRecorder::~TraceRecorder() { evaluation_.ExchangeTrace(before_); }

void TraceRecorder::OnName(const feel::SourcePlace& place,
                           std::string_view name, const feel::Value& value) {
  if (before_ != nullptr) before_->OnName(place, name, value);
  NameUse* use = names_.At(place);
  is_cut_ = is_cut_ || use == nullptr;
  if (use == nullptr || use->count++ > 0) return;
  use->name = name;
  use->value = value;
}

void TraceRecorder::OnBranch(const feel::SourcePlace& place, bool taken) {
  if (before_ != nullptr) before_->OnBranch(place, taken);
  BranchUse* use = branches_.At(place);
  is_cut_ = is_cut_ || use == nullptr;
  if (use == nullptr) return;
  ++(taken ? use->then_count : use->else_count);
}

void TraceRecorder::OnNullCall(const feel::SourcePlace& place,
                               std::string_view function,
                               const feel::NullReason& reason) {
  if (before_ != nullptr) before_->OnNullCall(place, function, reason);
  NullCall* use = null_calls_.At(place);
  is_cut_ = is_cut_ || use == nullptr;
  if (use == nullptr || use->count++ > 0) return;
  use->function = function;
  use->reason = reason.message;
}

TracedDecision TraceRecorder::Heard() {
  TracedDecision traced;
  traced.names = names_.uses();
  traced.branches = branches_.uses();
  traced.null_calls = null_calls_.uses();
  traced.tables = tables_.items();
  traced.is_cut = is_cut_;
  return traced;
}

}  // namespace techflow::dmn
