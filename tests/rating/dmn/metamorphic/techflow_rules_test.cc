// The rules of the shipped model on the shipped examples, under other names,
// with other blanks and in another order.

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gtest/gtest.h"
#include "rating/dmn/decision_graph.h"
#include "rating/evidence/context.h"
#include "rating/evidence/view.h"
#include "rating/feel/value_builder.h"
#include "tests/rating/dmn/metamorphic/editable_model.h"
#include "tests/rating/dmn/metamorphic/model_changes.h"
#include "tests/rating/feel/reference/agreement.h"

namespace techflow::dmn::metamorphic {
namespace {

namespace fs = std::filesystem;

using feel::reference::EveryBit;
using feel::reference::Messages;

const fs::path kSource = TECHFLOW_SOURCE_DIR;

// The member of `dimension points` that the rules use.
constexpr char kPatentValue[] = "patent value";

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

void AddMembers(const feel::Type& type, std::set<std::string>& names) {
  if (type.is(feel::TypeKind::kList)) AddMembers(type.element(), names);
  for (const feel::Member& member : type.members()) {
    names.insert(member.name);
    AddMembers(member.type, names);
  }
}

class TechflowRules : public testing::Test {
 protected:
  TechflowRules()
      : xml_(ReadFile(kSource / "rating/models/techflow/rules.dmn")) {
    for (const feel::Member& name : layout_.names()) {
      AddMembers(name.type, member_names_);
    }
    member_names_.insert(kPatentValue);
    for (const auto& entry :
         fs::recursive_directory_iterator(kSource / "clients/examples")) {
      const fs::path folder = entry.path().parent_path().filename();
      const bool is_company = folder == "fictional" || folder == "panel";
      if (!is_company || entry.path().extension() != ".json") continue;
      evidence_.emplace_back();
      const auto status = google::protobuf::util::JsonStringToMessage(
          ReadFile(entry.path()), &evidence_.back());
      EXPECT_TRUE(status.ok()) << entry.path() << ": " << status.ToString();
    }
    EXPECT_GT(evidence_.size(), 10u);
  }

  // The result of every decision on every example, in the order of the file.
  std::vector<std::string> Results(const std::string& xml,
                                   const NewNames& names = {}) {
    const auto name_of = [&names](const std::string& name) {
      const auto found = names.find(name);
      return found == names.end() ? name : found->second;
    };
    std::vector<feel::Scope::Name> inputs;
    for (const feel::Member& member : layout_.names()) {
      inputs.push_back({name_of(member.name), member.type});
    }
    inputs.push_back({name_of("grade rank"), feel::TypeKind::kNumber});
    inputs.push_back({name_of("status"), feel::TypeKind::kString});
    inputs.push_back(
        {name_of("dimension points"),
         feel::Type::Context({{kPatentValue, feel::TypeKind::kNumber}})});
    feel::Diagnostics diagnostics;
    const auto graph = DecisionGraph::Compile(
        "rules.dmn", xml, inputs, feel::Dialect::kStrict, diagnostics);
    EXPECT_NE(graph, nullptr) << diagnostics.ToString();
    std::vector<std::string> results;
    if (graph == nullptr) return results;
    EXPECT_EQ(diagnostics.ToString(), "");
    for (const v1::Evidence& evidence : evidence_) {
      AddResults(*graph, evidence, results);
    }
    return results;
  }

  const std::string xml_;
  evidence::EvidenceLayout layout_;
  std::set<std::string> member_names_;
  std::vector<v1::Evidence> evidence_;

 private:
  void AddResults(const DecisionGraph& graph, const v1::Evidence& evidence,
                  std::vector<std::string>& results) {
    v1::Date day;
    day.set_year(2026);
    day.set_month(6);
    day.set_day(30);
    feel::Evaluation evaluation({feel::Date{2026, 6, 30}, {}, {}});
    DecisionGraph::Run run(graph, evaluation);
    const v1::Evidence view = evidence::ViewAsOf(evidence, day);
    int slot = 0;
    for (const feel::Value& value :
         layout_.ValuesOf(view, day, evaluation.arena())) {
      run.Set(slot++, value);
    }
    run.Set(slot++, feel::Value::Number(4));
    run.Set(slot++, feel::Value::String("rated"));
    feel::ContextBuilder points(evaluation.arena());
    points.Add(kPatentValue, feel::Value::Number(65));
    run.Set(slot++, points.Build());
    for (const int decision : graph.decision_slots()) {
      results.push_back(
          EveryBit(run.EvaluateDecision(decision), Messages::kLeftOut));
    }
    EXPECT_TRUE(run.status().ok()) << run.status();
  }
};

TEST_F(TechflowRules, MeanTheSameWithOtherBlanksAndComments) {
  const std::vector<std::string> results = Results(xml_);
  for (unsigned seed = 0; seed < 5; ++seed) {
    std::mt19937 random(seed);
    EXPECT_EQ(Results(WithOtherSpacing(xml_, random)), results)
        << "seed " << seed;
  }
}

TEST_F(TechflowRules, MeanTheSameInAnotherOrder) {
  const std::vector<std::string> results = Results(xml_);
  for (unsigned seed = 0; seed < 5; ++seed) {
    std::mt19937 random(seed);
    EXPECT_EQ(Results(WithShuffledRules(xml_, random)), results)
        << "seed " << seed;
  }
}

TEST_F(TechflowRules, MeanTheSameUnderOtherNames) {
  const std::vector<std::string> results = Results(xml_);
  const size_t all = EditableModel(xml_).DeclaredNames().size();
  for (unsigned seed = 0; seed < 5; ++seed) {
    std::mt19937 random(seed);
    const NewNames names = ChooseNames(xml_, member_names_, random);
    EXPECT_GT(names.size(), all / 2);
    EXPECT_EQ(Results(WithNames(xml_, member_names_, names), names), results)
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace techflow::dmn::metamorphic
