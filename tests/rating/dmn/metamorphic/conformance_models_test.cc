// The models of the public conformance suite, under other names, with other
// blanks and in another order: every case comes out as before.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gtest/gtest.h"
#include "rating/dmn/decision_graph.h"
#include "tests/rating/dmn/metamorphic/editable_model.h"
#include "tests/rating/dmn/metamorphic/model_changes.h"
#include "tests/tck/case_run.h"
#include "tests/tck/suite.h"

namespace techflow::dmn::metamorphic {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr unsigned kSeeds = 5;

// Where the suite is; the project holds none of it.
fs::path Suite() {
  const char* given = std::getenv("TECHFLOW_TCK_DIR");
  return given != nullptr ? fs::path(given)
                          : fs::path(TECHFLOW_SOURCE_DIR) / "../shared/tck";
}

// A folder's models by file name, as they are or changed.
using Models = std::map<std::string, std::string>;

// How a case came out, in few words: what it says of nulls speaks of places.
std::string Outcome(const DecisionGraph& graph, const tck::TestCase& test) {
  const tck::CaseOutcome outcome = tck::RunCase(graph, test);
  return std::string(outcome.passed ? "passed" : "failed") +
         (outcome.errors_agree ? "" : ", with another error");
}

std::string NameIn(const NewNames& names, const std::string& name) {
  const auto found = names.find(name);
  return found == names.end() ? name : found->second;
}

tck::TestCase Renamed(tck::TestCase test, const NewNames& names) {
  // Those of a business knowledge model are its parameters.
  if (test.type != "bkm") {
    for (tck::Input& input : test.inputs) {
      input.name = NameIn(names, input.name);
    }
  }
  for (tck::ExpectedResult& result : test.results) {
    result.decision = NameIn(names, result.decision);
  }
  test.invocable = NameIn(names, test.invocable);
  return test;
}

class ConformanceModels : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(Suite())) {
      GTEST_SKIP() << "there is no " << Suite()
                   << "; TECHFLOW_TCK_DIR says where the suite is";
    }
    auto suite = tck::ReadSuite(Suite());
    ASSERT_TRUE(suite.ok()) << suite.status();
    suite_ = *std::move(suite);
  }

  static Models ModelsOf(const tck::Folder& folder) {
    Models models;
    for (const fs::path& path : folder.models) {
      models[path.filename().string()] = ReadFile(path);
    }
    return models;
  }

  // How much was said about the model, since many cases expect null, which
  // they also get where nothing can be read; then the outcomes of its cases.
  static std::vector<std::string> Run(const tck::TestFile& file,
                                      const Models& models,
                                      const NewNames& names = {}) {
    std::vector<ModelText> importable;
    for (const auto& [name, xml] : models) importable.push_back({name, xml});
    const std::string name = file.model.filename().string();
    feel::Diagnostics diagnostics;
    const auto graph = DecisionGraph::Compile(name, models.at(name), {},
                                              feel::Dialect::kConformance,
                                              diagnostics, importable);
    if (graph == nullptr) return {"does not compile"};
    const std::string said = diagnostics.ToString();
    std::vector<std::string> outcomes = {
        std::to_string(std::count(said.begin(), said.end(), '\n')) +
        " problems"};
    for (const tck::TestCase& test : file.cases) {
      outcomes.push_back(test.id + " " + Outcome(*graph, Renamed(test, names)));
    }
    return outcomes;
  }

  // Runs everything as it is and with every model changed.
  void Check(const std::function<std::string(const std::string&,
                                             std::mt19937&)>& change) {
    for (const tck::Folder& folder : suite_) {
      const Models models = ModelsOf(folder);
      for (unsigned seed = 0; seed < kSeeds; ++seed) {
        std::mt19937 random(seed);
        Models changed = models;
        for (auto& [name, xml] : changed) xml = change(xml, random);
        for (const tck::TestFile& file : folder.tests) {
          EXPECT_EQ(Run(file, changed), Run(file, models))
              << file.path << ", seed " << seed;
        }
      }
    }
  }

  std::vector<tck::Folder> suite_;
};

TEST_F(ConformanceModels, MeanTheSameWithOtherBlanksAndComments) {
  Check(WithOtherSpacing);
}

TEST_F(ConformanceModels, MeanTheSameInAnotherOrder) {
  Check(WithShuffledRules);
}

TEST_F(ConformanceModels, MeanTheSameUnderOtherNames) {
  size_t renamed = 0;
  for (const tck::Folder& folder : suite_) {
    const Models models = ModelsOf(folder);
    for (const tck::TestFile& file : folder.tests) {
      const std::string model = file.model.filename().string();
      if (EditableModel(models.at(model)).HasImports()) continue;
      for (unsigned seed = 0; seed < kSeeds; ++seed) {
        std::mt19937 random(seed);
        const NewNames names = ChooseNames(models.at(model), {}, random);
        renamed += names.size();
        Models changed = models;
        changed[model] = WithNames(models.at(model), {}, names);
        EXPECT_EQ(Run(file, changed, names), Run(file, models))
            << file.path << ", seed " << seed;
      }
    }
  }
  EXPECT_GT(renamed, kSeeds * 1'000u);
}

}  // namespace
}  // namespace techflow::dmn::metamorphic
