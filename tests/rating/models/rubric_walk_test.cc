// Every rubric is refuted by changing one thing at a time: the walk starts from
// the complete company of the package, for which the question is met, and makes
// every single change to every field of its evidence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/evidence/check.h"
#include "rating/evidence/view.h"
#include "rating/package/case_library.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "tests/rating/models/shipped_models.h"

namespace techflow {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

// Calls `visit` after each single change of `root`, with the path of the field,
// and takes the change back.
class Walk {
 public:
  using Visit = std::function<void(const std::string& path)>;

  // `as_of` is later in its year than March.
  Walk(v1::Evidence& root, const v1::Date& as_of, Visit visit)
      : root_(root), as_of_(as_of), visit_(std::move(visit)) {}

  void Run() {
    Enter(root_, "");
    AddIncidents();
  }

 private:
  void Enter(Message& message, const std::string& path) {
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->name() == "source") continue;
      const std::string inside = path + "/" + field->name();
      Without(message, *field, inside);
      if (field->is_repeated()) {
        EnterList(message, *field, inside);
      } else {
        EnterField(message, *field, inside);
      }
    }
  }

  // One grave incident of each kind, a quarter of a year ago.
  void AddIncidents() {
    for (int kind = 1; kind < v1::IncidentKind_ARRAYSIZE; ++kind) {
      v1::Incident& incident = *root_.add_incidents();
      incident.set_kind(static_cast<v1::IncidentKind>(kind));
      incident.set_severity(v1::INCIDENT_SEVERITY_MAJOR);
      *incident.mutable_occurred_on() = as_of_;
      incident.mutable_occurred_on()->set_month(as_of_.month() - 3);
      incident.mutable_occurred_on()->set_day(1);
      v1::Source& source = *incident.mutable_source();
      source.set_system("an authority");
      *source.mutable_collected_on() = incident.occurred_on();
      source.set_verification(v1::VERIFICATION_OFFICIAL);
      visit_("an incident: " + v1::IncidentKind_Name(incident.kind()));
      root_.mutable_incidents()->RemoveLast();
    }
  }

  void Without(Message& message, const FieldDescriptor& field,
               const std::string& path) {
    std::unique_ptr<Message> kept(message.New());
    kept->CopyFrom(message);
    message.GetReflection()->ClearField(&message, &field);
    visit_(path + " gone");
    message.CopyFrom(*kept);
  }

  void EnterList(Message& message, const FieldDescriptor& field,
                 const std::string& path) {
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return;
    const Reflection& reflection = *message.GetReflection();
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      Enter(*reflection.MutableRepeatedMessage(&message, &field, i),
            path + "[" + std::to_string(i) + "]");
    }
  }

  void EnterField(Message& message, const FieldDescriptor& field,
                  const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE: {
        Message& inside = *reflection.MutableMessage(&message, &field);
        if (auto* number = dynamic_cast<v1::Decimal*>(&inside)) {
          ChangeNumber(*number, path);
        } else if (auto* day = dynamic_cast<v1::Date*>(&inside)) {
          ChangeDay(*day, path);
        } else {
          Enter(inside, path);
        }
        break;
      }
      case FieldDescriptor::CPPTYPE_BOOL: {
        const bool is_true = reflection.GetBool(message, &field);
        reflection.SetBool(&message, &field, !is_true);
        visit_(path + " turned");
        reflection.SetBool(&message, &field, is_true);
        break;
      }
      case FieldDescriptor::CPPTYPE_INT32:
        ChangeCount(message, field, path);
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        ChangeWord(message, field, path);
        break;
      case FieldDescriptor::CPPTYPE_STRING: {
        const std::string text = reflection.GetString(message, &field);
        reflection.SetString(&message, &field, "US");
        visit_(path + " = US");
        reflection.SetString(&message, &field, text);
        break;
      }
      default:
        break;
    }
  }

  void ChangeNumber(v1::Decimal& number, const std::string& path) {
    const std::string kept = number.value();
    for (const char* factor : {"0", "0.05", "0.6", "3", "1000"}) {
      number.set_value(
          Multiply(*Decimal::Parse(kept), *Decimal::Parse(factor))->ToString());
      visit_(path + " times " + factor);
    }
    number.set_value(kept);
  }

  void ChangeDay(v1::Date& day, const std::string& path) {
    const v1::Date kept = day;
    for (const int years : {-30, -6, -2, -1, 1, 3}) {
      day.set_year(kept.year() + years);
      visit_(path + " moved by " + std::to_string(years) + " years");
    }
    day = as_of_;
    day.set_month(as_of_.month() - 3);
    day.set_day(1);
    visit_(path + " lately");
    day = kept;
  }

  void ChangeCount(Message& message, const FieldDescriptor& field,
                   const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    const int kept = reflection.GetInt32(message, &field);
    for (const int changed : {0, 1, kept * 100}) {
      reflection.SetInt32(&message, &field, changed);
      visit_(path + " = " + std::to_string(changed));
    }
    reflection.SetInt32(&message, &field, kept);
  }

  void ChangeWord(Message& message, const FieldDescriptor& field,
                  const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    const int kept = reflection.GetEnumValue(message, &field);
    for (int i = 1; i < field.enum_type()->value_count(); ++i) {
      reflection.SetEnumValue(&message, &field, i);
      visit_(path + " = " + field.enum_type()->value(i)->name());
    }
    reflection.SetEnumValue(&message, &field, kept);
  }

  v1::Evidence& root_;
  const v1::Date& as_of_;
  Visit visit_;
};

class RubricWalk : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    package_ = ReadShippedPackage(GetParam());
    feel::Diagnostics diagnostics;
    model_ = rating::RatingModel::Compile(
        package_, scorecard::BuildStandardCatalog(), diagnostics);
    ASSERT_NE(model_, nullptr) << diagnostics.ToString();
    std::vector<const v1::ModelFile*> files;
    for (const v1::ModelFile& file : package_.files()) {
      if (file.path().starts_with("cases/")) files.push_back(&file);
    }
    const package::CaseLibrary library(files, diagnostics);
    std::vector<package::CaseSubject> variants;
    for (const package::CaseFile& file : library.cases()) {
      const auto subject = library.SubjectOf(file);
      ASSERT_TRUE(subject.has_value()) << diagnostics.ToString();
      const bool is_complete = file.path == "cases/complete.txtpb";
      subjects_.insert(is_complete ? subjects_.begin() : subjects_.end(),
                       *subject);
      for (int i = 0; i < file.definition.variants_size(); ++i) {
        const auto variant = library.VariantOf(file, i, *subject);
        ASSERT_TRUE(variant.has_value()) << diagnostics.ToString();
        variants.push_back(*variant);
      }
    }
    subjects_.insert(subjects_.end(), variants.begin(), variants.end());
  }

  absl::StatusOr<v1::Assessment> Assess(
      const package::CaseSubject& subject) const {
    return model_->Assess(
        evidence::ViewAsOf(subject.evidence, subject.as_of_date),
        subject.as_of_date);
  }

  // Walks from a subject; takes the clauses that a change refuted out of
  // `standing`. How many changes there were.
  int WalkFrom(const package::CaseSubject& subject,
               std::set<std::string>& standing) const {
    const auto before = Assess(subject);
    EXPECT_TRUE(before.ok()) << before.status();
    std::set<std::string> met;
    for (const v1::ClauseResult& clause : before->rubric().clauses()) {
      if (clause.answer() == v1::VERDICT_MET) met.insert(clause.id());
    }
    const bool has_work = std::any_of(
        met.begin(), met.end(),
        [&](const std::string& clause) { return standing.contains(clause); });
    if (!has_work) return 0;
    int changes = 0;
    package::CaseSubject changed = subject;
    Walk(changed.evidence, changed.as_of_date, [&](const std::string& path) {
      if (standing.empty()) return;
      // What cannot be true or is no evidence never gets to a model; looking
      // for it takes longer than rating does.
      const auto is_sound = [&changed] {
        return evidence::CheckEvidence(changed.evidence).ok();
      };
      ++changes;
      const auto assessment = Assess(changed);
      if (!assessment.ok()) {
        EXPECT_FALSE(is_sound()) << path << ": " << assessment.status();
        return;
      }
      for (const v1::ClauseResult& clause : assessment->rubric().clauses()) {
        if (clause.answer() == v1::VERDICT_NOT_MET &&
            met.contains(clause.id()) && standing.contains(clause.id()) &&
            is_sound()) {
          standing.erase(clause.id());
        }
      }
    }).Run();
    EXPECT_EQ(changed.evidence.SerializeAsString(),
              subject.evidence.SerializeAsString());
    return changes;
  }

  v1::ModelPackage package_;
  std::shared_ptr<const rating::RatingModel> model_;
  // The complete company first, then every other case and variant.
  std::vector<package::CaseSubject> subjects_;
};

// The walk starts from the complete company. A clause, or the whole question,
// that two facts meet each by itself stands there whatever one of them becomes;
// it is refuted from a case in which only one of them holds.
TEST_P(RubricWalk, OneChangeAtATimeRefutesEveryClauseAndTheVerdict) {
  ASSERT_FALSE(subjects_.empty());
  const auto complete = Assess(subjects_.front());
  ASSERT_TRUE(complete.ok()) << complete.status();
  ASSERT_EQ(complete->rubric().verdict(), v1::VERDICT_MET);
  std::set<std::string> standing;
  for (const v1::ClauseResult& clause : complete->rubric().clauses()) {
    standing.insert(clause.id());
  }
  EXPECT_GT(WalkFrom(subjects_.front(), standing), 100);
  for (size_t i = 1; i < subjects_.size() && !standing.empty(); ++i) {
    WalkFrom(subjects_[i], standing);
  }
  EXPECT_THAT(standing, testing::IsEmpty()) << "no single change refutes these";
}

INSTANTIATE_TEST_SUITE_P(Every, RubricWalk, testing::ValuesIn(RubricFolders()),
                         [](const testing::TestParamInfo<std::string>& folder) {
                           return TestNameOf(folder.param);
                         });

}  // namespace
}  // namespace techflow
