#include "tests/crash/promise_check.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "storage/ledger/merkle_proof.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/ledger/signing_key.h"

namespace techflow::crash {
namespace {

using conformance::PatientContext;
using Wrong = ServerJournal::Wrong;

// Enough that the server writes its batches with all of them in one sync.
constexpr size_t kThreads = 16;

// How many of the last answers before the kill are looked at closely.
constexpr size_t kCloselyChecked = 24;

// Calls `check` with each of the items, on a few threads.
template <typename Item, typename Check>
void ForEach(const std::vector<Item>& items, const Check& check) {
  std::atomic<size_t> next{0};
  std::vector<std::thread> threads;
  for (size_t t = 0; t < std::min(kThreads, items.size()); ++t) {
    threads.emplace_back([&] {
      for (size_t i; (i = next++) < items.size();) check(items[i]);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// The hashes of a proof; nullopt where one is none.
std::optional<std::vector<ledger::Hash>> HashesOf(
    const google::protobuf::RepeatedPtrField<std::string>& texts) {
  std::vector<ledger::Hash> hashes;
  for (const std::string& text : texts) {
    const auto hash = ledger::HashOf(text);
    if (!hash.has_value()) return std::nullopt;
    hashes.push_back(*hash);
  }
  return hashes;
}

ledger::Hash RootOf(const ledger::Checkpoint& checkpoint) {
  return ledger::HashOf(checkpoint.root).value_or(ledger::Hash());
}

}  // namespace

PromiseCheck::PromiseCheck(const conformance::ServerProcess& server,
                           ServerJournal& journal, LogAudit& audit,
                           std::string verifier_key)
    : journal_(journal),
      audit_(audit),
      verifier_key_(std::move(verifier_key)),
      ratings_(v1::RatingService::NewStub(server.Connect())),
      audits_(v1::AuditService::NewStub(server.Connect())) {}

bool PromiseCheck::Expect(const grpc::Status& status, Wrong wrong,
                          const std::string& what) {
  if (status.ok()) return true;
  journal_.Add(wrong, fmt::format("{}: {} {}", what,
                                  static_cast<int>(status.error_code()),
                                  status.error_message()));
  return false;
}

ledger::Checkpoint PromiseCheck::Newest() {
  PatientContext context;
  v1::GetCheckpointResponse response;
  if (!Expect(audits_->GetCheckpoint(&context, {}, &response), Wrong::kOther,
              "a checkpoint")) {
    return {};
  }
  journal_.Saw(response.checkpoint(), response.size());
  const auto key = ledger::VerifierKey::Parse(verifier_key_);
  if (key.ok()) {
    const ledger::VerifierKey keys[] = {*key};
    auto checkpoint = ledger::OpenCheckpoint(response.checkpoint(), keys);
    if (checkpoint.ok()) return *std::move(checkpoint);
  }
  journal_.Add(Wrong::kOther, "not signed by " + verifier_key_ + ":\n" +
                                  response.checkpoint());
  return {};
}

void PromiseCheck::CheckLog(bool must_be_unclean) {
  const int64_t size = Newest().size;
  const auto kept = journal_.checkpoints();
  if (!kept.empty() && kept.rbegin()->first > size) {
    journal_.Add(Wrong::kOther,
                 fmt::format("the log has {} entries, and a checkpoint of {} "
                             "was seen",
                             size, kept.rbegin()->first));
  }
  audit_.ReadTo(size, *audits_, verifier_key_);
  audit_.CheckAnswers();
  if (must_be_unclean &&
      (!audit_.last().has_unclean_start() ||
       audit_.last().unclean_start().log_size() != size - 1)) {
    journal_.Add(Wrong::kOther,
                 fmt::format("the log of {} entries does not end with the "
                             "entry of an unclean start, but with\n{}",
                             size, audit_.last().ShortDebugString()));
  }
}

bool PromiseCheck::Send(const std::string& id,
                        v1::RateEnterpriseResponse& response) {
  PatientContext context;
  return Expect(ratings_->RateEnterprise(&context, RequestOf(id), &response),
                Wrong::kOther, id);
}

void PromiseCheck::CheckAnswer(const std::string& id, const Answer& answer) {
  PatientContext context;
  v1::GetRatingRequest request;
  request.set_name(answer.name);
  v1::GetRatingResponse read;
  const grpc::Status status = ratings_->GetRating(&context, request, &read);
  const bool is_partial = status.error_code() == grpc::StatusCode::DATA_LOSS;
  if (Expect(status, is_partial ? Wrong::kPartial : Wrong::kLost,
             answer.name) &&
      AnswerOf(read.rating()) != answer) {
    journal_.Add(Wrong::kLost, "another rating is stored as " + answer.name);
  }
  v1::RateEnterpriseResponse again;
  if (!Send(id, again)) return;
  if (!again.replayed_request()) {
    journal_.Add(Wrong::kLost, "not known any more: " + id);
  }
  journal_.Acknowledged(id, AnswerOf(again.rating()));
}

void PromiseCheck::CheckWhole(const Answer& answer) {
  PatientContext context;
  v1::ReplayRatingRequest request;
  request.set_name(answer.name);
  v1::ReplayRatingResponse response;
  if (Expect(audits_->ReplayRating(&context, request, &response),
             Wrong::kPartial, answer.name) &&
      response.verdict() != v1::REPLAY_VERDICT_MATCH) {
    journal_.Add(Wrong::kPartial,
                 answer.name + " is not computed again: " + response.reason());
  }
}

void PromiseCheck::CheckProven(const Answer& answer,
                               const ledger::Checkpoint& newest) {
  PatientContext exporting;
  v1::ExportRatingRequest wanted;
  wanted.set_name(answer.name);
  v1::ExportRatingResponse exported;
  PatientContext proving;
  v1::ProveInclusionRequest request;
  request.set_log_position(answer.log_position);
  request.set_size(newest.size);
  v1::ProveInclusionResponse proof;
  if (!Expect(audits_->ExportRating(&exporting, wanted, &exported),
              Wrong::kPartial, answer.name) ||
      !Expect(audits_->ProveInclusion(&proving, request, &proof),
              Wrong::kPartial, answer.name)) {
    return;
  }
  const auto hashes = HashesOf(proof.hashes());
  if (!hashes.has_value() ||
      !ledger::VerifyInclusion(answer.log_position, newest.size,
                               ledger::LeafHash(exported.bundle().entry()),
                               *hashes, RootOf(newest))
           .ok()) {
    journal_.Add(Wrong::kOther, answer.name +
                                    " is not proven to be in the "
                                    "log");
  }
}

void PromiseCheck::CheckAnswers(size_t first) {
  const auto answers = journal_.answers(first);
  ForEach(answers, [this](const auto& answered) {
    CheckAnswer(answered.first, answered.second);
  });
  const ledger::Checkpoint newest = Newest();
  const size_t closely = std::min(kCloselyChecked, answers.size());
  ForEach(std::vector(answers.end() - static_cast<ptrdiff_t>(closely),
                      answers.end()),
          [this, &newest](const auto& answered) {
            CheckWhole(answered.second);
            CheckProven(answered.second, newest);
          });
}

void PromiseCheck::SettleUnanswered() {
  const std::vector<std::string> ids = journal_.unanswered();
  for (const std::string& id : ids) {
    unanswered_stored_ += audit_.PositionOf(id) >= 0 ? 1 : 0;
  }
  ForEach(ids, [this](const std::string& id) {
    const int64_t position = audit_.PositionOf(id);
    v1::RateEnterpriseResponse first;
    v1::RateEnterpriseResponse second;
    if (!Send(id, first) || !Send(id, second)) return;
    if (first.replayed_request() != (position >= 0) ||
        (position >= 0 && first.rating().log_position() != position) ||
        !second.replayed_request()) {
      journal_.Add(Wrong::kDoubled,
                   fmt::format("{} at {} was made again at {}", id, position,
                               first.rating().log_position()));
    }
    journal_.Acknowledged(id, AnswerOf(first.rating()));
    journal_.Acknowledged(id, AnswerOf(second.rating()));
    CheckWhole(AnswerOf(first.rating()));
  });
}

void PromiseCheck::CheckEnterprises() {
  for (const auto& [enterprise, numbers] : journal_.enterprises()) {
    PatientContext context;
    v1::ListRatingsRequest request;
    request.set_parent(enterprise);
    request.set_page_size(1);
    v1::ListRatingsResponse newest;
    if (!Expect(ratings_->ListRatings(&context, request, &newest), Wrong::kLost,
                enterprise)) {
      continue;
    }
    const auto& [count, greatest] = numbers;
    const std::string expected =
        fmt::format("{}/ratings/{}", enterprise, count);
    if (count != greatest || newest.ratings_size() != 1 ||
        newest.ratings(0).name() != expected) {
      journal_.Add(
          Wrong::kDoubled,
          fmt::format(
              "of {}, {} ratings were answered up to number "
              "{}, and the newest is {}",
              enterprise, count, greatest,
              newest.ratings_size() == 1 ? newest.ratings(0).name() : "none"));
    }
  }
}

void PromiseCheck::CheckConsistent(const std::string& old,
                                   const ledger::Checkpoint& newest,
                                   const ledger::VerifierKey& key) {
  const ledger::VerifierKey keys[] = {key};
  const auto checkpoint = ledger::OpenCheckpoint(old, keys);
  if (!checkpoint.ok()) {
    return journal_.Add(Wrong::kOther, checkpoint.status().ToString());
  }
  if (checkpoint->size == 0) return;  // Every log begins so.
  PatientContext context;
  v1::ProveConsistencyRequest request;
  request.set_old_size(checkpoint->size);
  request.set_size(newest.size);
  v1::ProveConsistencyResponse proof;
  if (!Expect(audits_->ProveConsistency(&context, request, &proof),
              Wrong::kOther, "a proof")) {
    return;
  }
  const auto hashes = HashesOf(proof.hashes());
  if (!hashes.has_value() ||
      !ledger::VerifyConsistency(checkpoint->size, newest.size, *hashes,
                                 RootOf(*checkpoint), RootOf(newest))
           .ok()) {
    return journal_.Add(Wrong::kOther,
                        fmt::format("the checkpoint of {} entries is not "
                                    "extended by that of {}",
                                    checkpoint->size, newest.size));
  }
  ++checkpoints_checked_;
}

void PromiseCheck::CheckCheckpoints(int64_t from) {
  const ledger::Checkpoint newest = Newest();
  const auto key = ledger::VerifierKey::Parse(verifier_key_);
  if (!key.ok()) {
    return journal_.Add(Wrong::kOther, key.status().ToString());
  }
  std::vector<std::string> kept;
  for (const auto& [size, checkpoint] : journal_.checkpoints()) {
    if (size >= from) kept.push_back(checkpoint);
  }
  ForEach(kept, [this, &newest, &key](const std::string& old) {
    CheckConsistent(old, newest, *key);
  });
}

}  // namespace techflow::crash
