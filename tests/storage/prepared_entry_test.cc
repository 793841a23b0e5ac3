#include "storage/prepared_entry.h"

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/ledger/digest.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

using testing::HasSubstr;

TEST(Prepare, FillsInTheFormatAndTheDigests) {
  const auto prepared = Prepare(Rating("A"));
  ASSERT_TRUE(prepared.ok()) << prepared.status();
  EXPECT_EQ(prepared->entry.format_version(), 1);
  EXPECT_EQ(prepared->entry.rating().evidence_digest(),
            ledger::Sha256("evidence of A"));
  ASSERT_EQ(prepared->blobs.size(), 2u);
  EXPECT_EQ(prepared->blobs[0].bytes, "evidence of A");
  EXPECT_EQ(prepared->blobs[0].digest, ledger::Sha256("evidence of A"));
  EXPECT_EQ(prepared->blobs[1].kind, BlobKind::kAssessment);
}

TEST(Prepare, SaysAllThatIsWrong) {
  NewEntry entry = Rating("A", /*as_of_date=*/20231301);
  entry.evidence.clear();
  entry.entry.set_request_id("two words");
  const absl::Status status = Prepare(std::move(entry)).status();
  EXPECT_EQ(status.message(),
            "the entry cannot be stored: request_id must be at most 128 "
            "visible ASCII characters; request_digest must be 32 bytes; "
            "as_of_date is 20231301, expected a day as YYYYMMDD; evidence has "
            "0 bytes, expected 1 to 16777216");
}

// A change that makes a rating or a model version wrong, and its reason.
struct Mistake {
  std::string reason;
  std::function<void(NewEntry&)> make;
};

void ExpectRefused(const NewEntry& right, const std::vector<Mistake>& all) {
  ASSERT_TRUE(Prepare(right).ok());
  for (const Mistake& mistake : all) {
    NewEntry entry = right;
    mistake.make(entry);
    const absl::Status status = Prepare(std::move(entry)).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << mistake.reason;
    EXPECT_THAT(std::string(status.message()), HasSubstr(mistake.reason));
  }
}

TEST(Prepare, RefusesAWrongEntry) {
  ExpectRefused(
      Rating("A"),
      {{"record must be", [](NewEntry& e) { e.entry.clear_record(); }},
       {"are for the store", [](NewEntry& e) { e.entry.set_position(1); }},
       {"are for the store", [](NewEntry& e) { e.entry.set_number(1); }},
       {"expected \"enterprises/{id}\"",
        [](NewEntry& e) { e.entry.set_subject("models/A"); }},
       {"subject is \"enterprises/\"",
        [](NewEntry& e) { e.entry.set_subject("enterprises/"); }},
       {"subject is",
        [](NewEntry& e) {
          e.entry.set_subject(std::string("enterprises/A\0B", 15));
        }},
       {"subject is",
        [](NewEntry& e) {
          e.entry.set_subject(
              absl::StrCat("enterprises/", std::string(200, 'A')));
        }},
       {"recorded_at_us", [](NewEntry& e) { e.entry.set_recorded_at_us(0); }},
       {"requested_by",
        [](NewEntry& e) { e.entry.set_requested_by(std::string(513, 'x')); }},
       {"request_digest", [](NewEntry& e) { e.entry.set_request_id("r"); }},
       {"request_digest",
        [](NewEntry& e) { e.entry.set_request_digest("short"); }},
       {"does not know", [](NewEntry& e) {
          e.entry.GetReflection()->MutableUnknownFields(&e.entry)->AddVarint(99,
                                                                             1);
        }}});
}

TEST(Prepare, RefusesAWrongRating) {
  const auto rating = [](NewEntry& e) -> store::v1::RatingRecord& {
    return *e.entry.mutable_rating();
  };
  ExpectRefused(
      Rating("A"),
      {{"as_of_date", [&](NewEntry& e) { rating(e).set_as_of_date(20230132); }},
       {"as_of_date", [&](NewEntry& e) { rating(e).set_as_of_date(-1); }},
       {"model_version", [&](NewEntry& e) { rating(e).clear_model_version(); }},
       {"model_digest", [&](NewEntry& e) { rating(e).set_model_digest("x"); }},
       {"evidence_digest is for the store",
        [&](NewEntry& e) { rating(e).set_evidence_digest("x"); }},
       {"assessment_digest is for the store",
        [&](NewEntry& e) { rating(e).set_assessment_digest("x"); }},
       {"engine_version",
        [&](NewEntry& e) { rating(e).set_engine_version(0); }},
       {"grade",
        [&](NewEntry& e) { rating(e).set_grade(std::string(17, 'T')); }},
       {"grade",
        [&](NewEntry& e) { rating(e).set_grade(std::string("T\0", 2)); }},
       {"assessment has 0 bytes", [&](NewEntry& e) { e.assessment.clear(); }},
       {"evidence has 16777217 bytes",
        [&](NewEntry& e) { e.evidence.resize(kMaxBlobBytes + 1); }},
       {"model_package", [&](NewEntry& e) { e.model_package = "some"; }}});
}

TEST(Prepare, RefusesAWrongModelVersion) {
  ExpectRefused(
      ModelVersion(),
      {{"model_package has 0", [](NewEntry& e) { e.model_package.clear(); }},
       {"package_digest is for the store",
        [](NewEntry& e) {
          e.entry.mutable_model_version()->set_package_digest("x");
        }},
       {"do not belong", [](NewEntry& e) { e.evidence = "some"; }},
       {"expected \"models/{id}\"",
        [](NewEntry& e) { e.entry.set_subject("enterprises/A"); }}});
}

}  // namespace
}  // namespace techflow::storage
