#include "tests/crash/answers.h"

#include <cstdint>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "fmt/format.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/merkle_proof.h"
#include "storage/ledger/merkle_tree.h"

namespace techflow::storage {
namespace {

constexpr size_t kDigestCharacters = 16;

std::string ErrorText(const absl::Status& status) {
  return fmt::format("error {}", absl::StatusCodeToString(status.code()));
}

std::string Short(std::string_view bytes) {
  return ledger::Hex(ledger::Sha256(bytes)).substr(0, kDigestCharacters);
}

std::string Say(const absl::StatusOr<std::string>& bytes) {
  return bytes.ok() ? Short(*bytes) : ErrorText(bytes.status());
}

std::string Say(const absl::StatusOr<int64_t>& number) {
  return number.ok() ? fmt::format("number {}", *number)
                     : ErrorText(number.status());
}

std::string Say(const absl::StatusOr<StoredEntry>& entry) {
  return entry.ok() ? Short(entry->bytes) : ErrorText(entry.status());
}

std::string Say(const absl::StatusOr<std::vector<StoredEntry>>& entries) {
  if (!entries.ok()) return ErrorText(entries.status());
  std::string text = "list";
  for (const StoredEntry& entry : *entries)
    text += fmt::format(" {}", Short(entry.bytes));
  return text;
}

std::string Say(const absl::StatusOr<std::vector<std::string>>& names) {
  if (!names.ok()) return ErrorText(names.status());
  std::string text = "list";
  for (const std::string& name : *names) text += fmt::format(" {}", name);
  return text;
}

// A proof says for itself whether it is right, so one that does not verify is
// refused by whoever asked for it.
std::string SayOfProof(const absl::Status& verdict) {
  return verdict.ok() ? "proved" : ErrorText(verdict);
}

std::string Inclusion(const RatingStore& store, int64_t position,
                      int64_t size) {
  const auto stored = store.Get(position);
  if (!stored.ok()) return ErrorText(stored.status());
  const auto root = ledger::RootHash(size, store.nodes());
  if (!root.ok()) return ErrorText(root.status());
  const auto proof = ledger::ProveInclusion(position, size, store.nodes());
  if (!proof.ok()) return ErrorText(proof.status());
  return SayOfProof(ledger::VerifyInclusion(
      position, size, ledger::LeafHash(stored->bytes), *proof, *root));
}

std::string Consistency(const RatingStore& store, int64_t old_size,
                        const std::string& old_root) {
  const int64_t size = store.Size();
  const auto root = ledger::RootHash(size, store.nodes());
  if (!root.ok()) return ErrorText(root.status());
  const auto proof = ledger::ProveConsistency(old_size, size, store.nodes());
  if (!proof.ok()) return ErrorText(proof.status());
  return SayOfProof(ledger::VerifyConsistency(
      old_size, size, *proof,
      ledger::HashOf(absl::HexStringToBytes(old_root)).value_or(ledger::Hash()),
      *root));
}

BlobKind KindOf(std::string_view name) {
  if (name == "evidence") return BlobKind::kEvidence;
  if (name == "assessment") return BlobKind::kAssessment;
  return BlobKind::kModelPackage;
}

AsOfQuery OfGrade(std::string grade) {
  AsOfQuery query;
  query.grades.push_back(std::move(grade));
  return query;
}

std::string AnswerTo(const RatingStore& store, const std::string& question) {
  const std::vector<std::string> words = absl::StrSplit(question, ' ');
  const std::string& what = words[0];
  if (what == "size") return Say(absl::StatusOr<int64_t>(store.Size()));
  if (what == "checkpoint") return Say(store.Checkpoint());
  if (what == "as_of") return Say(store.ByAsOfDate({}));
  if (what == "grade") return Say(store.ByAsOfDate(OfGrade(words[1])));
  if (what == "request") return Say(store.GetByRequestId(words[1]));
  if (what == "history") {
    return Say(store.History(words[1], 0, RatingStore::kMaxPage));
  }
  if (what == "subjects") {
    return Say(store.Subjects(words[1], "", RatingStore::kMaxPage));
  }
  if (what == "blob") {
    return Say(store.Blob(KindOf(words[1]), absl::HexStringToBytes(words[2])));
  }
  if (what == "number") {
    return Say(store.GetByNumber(words[1], std::stoll(words[2])));
  }
  if (what == "number_at") {
    return Say(store.NumberAt(words[1], std::stoll(words[2])));
  }
  const int64_t number = std::stoll(words[1]);
  if (what == "get") return Say(store.Get(number));
  if (what == "size_at") return Say(store.SizeAt(number));
  if (what == "inclusion") return Inclusion(store, number, store.Size());
  return Consistency(store, number, words[2]);
}

std::string BlobQuestion(std::string_view kind, std::string_view digest) {
  return fmt::format("blob {} {}", kind, ledger::Hex(digest));
}

void AddQuestions(const RatingStore& store, const StoredEntry& stored,
                  std::set<std::string>& questions) {
  const store::v1::Entry& entry = stored.entry;
  const int64_t position = entry.position();
  questions.insert(fmt::format("get {}", position));
  questions.insert(fmt::format("inclusion {}", position));
  const auto root = ledger::RootHash(position + 1, store.nodes());
  if (root.ok()) {
    questions.insert(fmt::format("consistency {} {}", position + 1,
                                 ledger::Hex(ledger::BytesOf(*root))));
  }
  questions.insert(fmt::format("size_at {}", entry.recorded_at_us()));
  questions.insert(fmt::format("history {}", entry.subject()));
  questions.insert(
      fmt::format("number {} {}", entry.subject(), entry.number()));
  questions.insert(fmt::format("number_at {} {}", entry.subject(), position));
  if (!entry.request_id().empty()) {
    questions.insert(fmt::format("request {}", entry.request_id()));
  }
  if (entry.has_rating()) {
    questions.insert(fmt::format("grade {}", entry.rating().grade()));
    questions.insert(
        BlobQuestion("evidence", entry.rating().evidence_digest()));
    questions.insert(
        BlobQuestion("assessment", entry.rating().assessment_digest()));
  } else if (entry.has_model_version()) {
    questions.insert(
        BlobQuestion("model", entry.model_version().package_digest()));
  }
}

// True where `answer` is `expected` with some members left out.
bool IsPart(const std::string& answer, const std::string& expected) {
  const std::vector<std::string> all = absl::StrSplit(expected, ' ');
  const std::vector<std::string> some = absl::StrSplit(answer, ' ');
  size_t found = 0;
  for (const std::string& member : all) {
    if (found < some.size() && some[found] == member) ++found;
  }
  return found == some.size();
}

bool IsSmallerNumber(const std::string& answer, const std::string& expected) {
  constexpr std::string_view kNumber = "number ";
  return answer.starts_with(kNumber) && expected.starts_with(kNumber) &&
         std::stoll(answer.substr(kNumber.size())) <
             std::stoll(expected.substr(kNumber.size()));
}

Difference DifferenceOf(const std::string& expected,
                        const std::string& answer) {
  if (answer == expected) return Difference::kNone;
  if (answer == "error DATA_LOSS" || answer == "error UNAVAILABLE") {
    return Difference::kRefused;
  }
  if (IsSmallerNumber(answer, expected)) return Difference::kLeftOut;
  if (answer == "error NOT_FOUND" || IsPart(answer, expected)) {
    return Difference::kLeftOut;
  }
  return Difference::kWrong;
}

}  // namespace

Answers AskEverything(const RatingStore& store) {
  std::set<std::string> questions = {
      "size",
      "checkpoint",
      "as_of",
      "subjects enterprises/",
      "subjects models/",
      "subjects l",
      "request nobody",
      "history enterprises/nobody",
      "grade nothing",
      fmt::format("get {}", store.Size()),
  };
  for (int64_t position = 0; position < store.Size(); ++position) {
    const auto stored = store.Get(position);
    if (stored.ok()) AddQuestions(store, *stored, questions);
  }
  Answers answers;
  for (const std::string& question : questions) {
    answers[question] = AnswerTo(store, question);
  }
  return answers;
}

Answers AskAgain(const RatingStore& store, const Answers& expected) {
  Answers answers;
  for (const auto& [question, unused] : expected) {
    answers[question] = AnswerTo(store, question);
  }
  return answers;
}

Comparison Compare(const Answers& expected, const Answers& answers) {
  Comparison comparison;
  for (const auto& [question, right] : expected) {
    const auto it = answers.find(question);
    const std::string answer =
        it == answers.end() ? std::string("error NOT_FOUND") : it->second;
    const Difference difference = DifferenceOf(right, answer);
    if (difference <= comparison.worst) continue;
    comparison.worst = difference;
    comparison.example =
        fmt::format("{}: {}, expected {}", question, answer, right);
  }
  return comparison;
}

std::string ToText(const Answers& answers) {
  std::string text;
  for (const auto& [question, answer] : answers) {
    text += fmt::format("{}\t{}\n", question, answer);
  }
  return text;
}

Answers ParseAnswers(const std::string& text) {
  Answers answers;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    answers[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return answers;
}

}  // namespace techflow::storage
