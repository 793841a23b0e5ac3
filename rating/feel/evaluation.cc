#include "rating/feel/evaluation.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rating/feel/regex_cache.h"

namespace techflow::feel {

Evaluation::Evaluation(const DateAndTime& as_of, const EvaluationLimits& limits,
                       TraceSink* trace)
    : arena_(limits.arena_bytes),
      as_of_(as_of),
      limits_(limits),
      trace_(trace),
      steps_left_(limits.steps),
      steps_left_aside_(limits.steps),
      bytes_left_aside_(limits.arena_bytes) {}

Evaluation::~Evaluation() = default;

RegexCache& Evaluation::regexes() {
  if (regexes_ == nullptr) regexes_ = std::make_unique<RegexCache>();
  return *regexes_;
}

void Evaluation::Fail(absl::Status status) {
  status_.Update(std::move(status));
  // What still runs sees at its next step that it is over.
  steps_left_ = -1;
}

bool Evaluation::FailSteps() {
  if (ok()) {
    Fail(absl::ResourceExhaustedError(
        fmt::format("the evaluation takes more than {} steps", limits_.steps)));
  }
  steps_left_ = -1;
  return false;
}

bool Evaluation::FailListLength(size_t length) {
  if (length > limits_.list_length) {
    Fail(absl::ResourceExhaustedError(
        fmt::format("a list grows beyond {} items", limits_.list_length)));
  } else {
    Fail(absl::ResourceExhaustedError(fmt::format(
        "the evaluation needs more than {} bytes", limits_.arena_bytes)));
  }
  return false;
}

void Evaluation::FailDepth() {
  Fail(absl::ResourceExhaustedError(
      fmt::format("the evaluation nests deeper than {}", limits_.depth)));
}

bool Evaluation::AcceptStringLength(size_t bytes) {
  if (bytes > limits_.string_bytes) {
    Fail(absl::ResourceExhaustedError(
        fmt::format("a string grows beyond {} bytes", limits_.string_bytes)));
    return false;
  }
  return AcceptListLength(0);
}

Value Evaluation::AcceptList(std::span<const Value> items) {
  return AcceptListLength(items.size()) ? Value::List(items) : Value();
}

Value Evaluation::AcceptString(std::string_view text) {
  if (!AcceptStringLength(text.size())) return {};
  return Value::String(arena_.Copy(text));
}

Evaluation::Frame::Frame(Evaluation& evaluation, size_t slot_count)
    : Frame(evaluation, evaluation.arena_.NewArray<Value>(slot_count)) {}

Evaluation::Aside::Aside(Evaluation& evaluation)
    : evaluation_(evaluation),
      outer_status_(std::exchange(evaluation.status_, absl::OkStatus())),
      outer_trace_(evaluation.ExchangeTrace(nullptr)),
      outer_bytes_(evaluation.arena_.bytes_used()),
      outer_byte_limit_(evaluation.arena_.ExchangeByteLimit(
          outer_bytes_ + evaluation.bytes_left_aside_)) {
  std::swap(evaluation_.steps_left_, evaluation_.steps_left_aside_);
}

Evaluation::Aside::~Aside() {
  std::swap(evaluation_.steps_left_, evaluation_.steps_left_aside_);
  // Memory that is in use stays so, and is not held against the result.
  Arena& arena = evaluation_.arena_;
  const size_t spent = arena.bytes_used() - outer_bytes_;
  evaluation_.bytes_left_aside_ -=
      std::min(spent, evaluation_.bytes_left_aside_);
  arena.ExchangeByteLimit(outer_byte_limit_ + spent);
  evaluation_.ExchangeTrace(outer_trace_);
  evaluation_.status_ = std::move(outer_status_);
}

}  // namespace techflow::feel
