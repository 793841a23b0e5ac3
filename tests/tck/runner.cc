#include "tests/tck/runner.h"

#include <fmt/format.h>

#include <fstream>
#include <span>
#include <sstream>
#include <string>

#include "rating/dmn/decision_graph.h"
#include "tests/tck/case_run.h"

namespace techflow::tck {
namespace {

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

// The cases of one test file; its model is compiled once.
void RunFile(const TestFile& file, std::span<const dmn::ModelText> importable,
             Tally& tally, Notes& notes) {
  const std::string name = file.model.filename().string();
  const std::string xml = ReadFile(file.model);
  feel::Diagnostics diagnostics;
  const auto graph = dmn::DecisionGraph::Compile(
      name, xml, {}, feel::Dialect::kConformance, diagnostics, importable);
  for (const TestCase& test : file.cases) {
    CaseOutcome outcome;
    if (graph != nullptr) {
      outcome = RunCase(*graph, test);
    } else {
      outcome.expects_value = ExpectsValue(test);
      outcome.explanation = "the model does not compile\n";
    }
    tally.Add(outcome);
    const std::string label =
        fmt::format("{} {}: ", file.path.filename().string(), test.id);
    if (!outcome.passed) notes.failures += label + outcome.explanation;
    if (!outcome.errors_agree) notes.errors += label + outcome.error_note;
  }
  if (graph == nullptr) notes.failures += diagnostics.ToString();
}

}  // namespace

Report RunSuite(const std::vector<Folder>& suite) {
  Report report;
  for (const Folder& folder : suite) {
    std::vector<std::string> texts;
    std::vector<std::string> names;
    for (const auto& path : folder.models) {
      texts.push_back(ReadFile(path));
      names.push_back(path.filename().string());
    }
    std::vector<dmn::ModelText> models;
    for (size_t i = 0; i < texts.size(); ++i) {
      models.push_back({names[i], texts[i]});
    }
    Tally tally;
    Notes notes;
    for (const TestFile& file : folder.tests) {
      RunFile(file, models, tally, notes);
    }
    report.Add(folder, tally, notes);
  }
  return report;
}

}  // namespace techflow::tck
