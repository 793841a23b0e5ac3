#include "tests/crash/server_journal.h"

#include <algorithm>
#include <cstdlib>

#include "fmt/format.h"
#include "tests/conformance/published_model.h"

namespace techflow::crash {
namespace {

constexpr unsigned kEnterprises = 5;
constexpr size_t kShownWrongs = 20;

// FNV-1a: the same on every machine.
unsigned HashOf(const std::string& text) {
  unsigned hash = 2166136261u;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  }
  return hash;
}

}  // namespace

v1::RateEnterpriseRequest RequestOf(const std::string& id) {
  unsigned state = HashOf(id);
  v1::RateEnterpriseRequest request =
      SmallRequest(fmt::format("e{}", (state >> 8) % kEnterprises));
  request.set_request_id(id);
  // Random letters hardly compress.
  std::string text;
  for (const size_t size = (state >> 16) % 16 == 0 ? 4000 : 40;
       text.size() < size;) {
    state = state * 1664525u + 1013904223u;
    text += static_cast<char>('!' + (state >> 24) % 90);
  }
  request.mutable_evidence()->mutable_profile()->set_main_product(text);
  return request;
}

Answer AnswerOf(const v1::Rating& rating) {
  return {rating.name(), rating.log_position(), rating.assessment_digest()};
}

void ServerJournal::Sent(const std::string& id) {
  absl::MutexLock lock(&mutex_);
  if (!answer_of_.contains(id)) unanswered_.insert(id);
}

void ServerJournal::Acknowledged(const std::string& id, const Answer& answer) {
  std::string first;
  bool is_same = true;
  {
    absl::MutexLock lock(&mutex_);
    unanswered_.erase(id);
    const auto [it, is_new] = answer_of_.try_emplace(id, answer);
    if (is_new) answered_.push_back(id);
    is_same = it->second == answer;
    first = id_of_name_.try_emplace(answer.name, id).first->second;
  }
  if (!is_same) {
    Add(Wrong::kDoubled, fmt::format("{} was answered {} at {} after another "
                                     "answer",
                                     id, answer.name, answer.log_position));
  }
  if (first != id) {
    Add(Wrong::kDoubled,
        fmt::format("{} and {} were both answered {}", first, id, answer.name));
  }
}

void ServerJournal::Saw(const std::string& checkpoint, int64_t size) {
  std::string first;
  {
    absl::MutexLock lock(&mutex_);
    first = checkpoints_.try_emplace(size, checkpoint).first->second;
  }
  // The same key signs the same text with the same signature.
  if (first == checkpoint) return;
  Add(Wrong::kOther, fmt::format("two checkpoints of size {}:\n{}\n{}", size,
                                 first, checkpoint));
}

void ServerJournal::Add(Wrong wrong, const std::string& what) {
  absl::MutexLock lock(&mutex_);
  ++counts_[wrong];
  if (wrongs_.size() < kShownWrongs) wrongs_.push_back(what);
}

std::vector<std::string> ServerJournal::unanswered() const {
  absl::MutexLock lock(&mutex_);
  return {unanswered_.begin(), unanswered_.end()};
}

std::vector<std::pair<std::string, Answer>> ServerJournal::answers(
    size_t first) const {
  absl::MutexLock lock(&mutex_);
  std::vector<std::pair<std::string, Answer>> answers;
  for (size_t i = first; i < answered_.size(); ++i) {
    answers.emplace_back(answered_[i], answer_of_.at(answered_[i]));
  }
  return answers;
}

size_t ServerJournal::answer_count() const {
  absl::MutexLock lock(&mutex_);
  return answered_.size();
}

std::map<std::string, std::pair<int, int>> ServerJournal::enterprises() const {
  absl::MutexLock lock(&mutex_);
  std::map<std::string, std::pair<int, int>> enterprises;
  for (const auto& [name, id] : id_of_name_) {
    const size_t parent = name.rfind("/ratings/");
    const int number = std::atoi(name.c_str() + parent + sizeof "/ratings");
    auto& [count, greatest] = enterprises[name.substr(0, parent)];
    ++count;
    greatest = std::max(greatest, number);
  }
  return enterprises;
}

std::map<int64_t, std::string> ServerJournal::checkpoints() const {
  absl::MutexLock lock(&mutex_);
  return checkpoints_;
}

int ServerJournal::count(Wrong wrong) const {
  absl::MutexLock lock(&mutex_);
  const auto it = counts_.find(wrong);
  return it == counts_.end() ? 0 : it->second;
}

std::vector<std::string> ServerJournal::wrongs() const {
  absl::MutexLock lock(&mutex_);
  return wrongs_;
}

}  // namespace techflow::crash
