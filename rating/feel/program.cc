#include "rating/feel/program.h"

#include <algorithm>

namespace techflow::feel {
namespace {

// Most single expressions are some constants and nodes.
constexpr size_t kOwnBytes = 512;

}  // namespace

Program::Program(const CompileOptions& options)
    : file_(options.origin.file),
      memory_(options.memory != nullptr
                  ? options.memory
                  : std::make_shared<Arena>(Arena::kUnlimited, kOwnBytes)) {}

void Program::AddReference(std::string_view name, int slot) {
  const bool is_known = std::any_of(
      references_.begin(), references_.end(),
      [slot](const Reference& reference) { return reference.slot == slot; });
  if (!is_known) references_.push_back({std::string(name), slot});
}

void Program::Finish(const Code* root, Type type, int local_count, int height) {
  type_ = std::move(type);
  const std::span<int> slots = memory_->NewRoom<int>(references_.size());
  for (size_t i = 0; i < slots.size(); ++i) slots[i] = references_[i].slot;
  body_ = {root, static_cast<size_t>(local_count), height, slots};
}

}  // namespace techflow::feel
