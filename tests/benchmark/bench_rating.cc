// How long one rating takes in process: the techflow model over the strong
// fictional company, whose evidence is complete.
//
//   grade               all rules, points, corrections, flags and policy: the
//                       numbers, without a line that says why
//   assess              the same with every line, as it is stored
//   assess_and_explain  with waterfall, reasons and near thresholds
//   assess_with_trace   with every rule that was evaluated
//
// Views, assessments and explanations lie in arenas, as those of a call of the
// server do.
//
// The limit taken in the same run is what nobody can save: reading the same
// evidence from its bytes and writing the assessment to its own.

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "fmt/format.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/util/json_util.h"
#include "rating/evidence/check.h"
#include "rating/evidence/view.h"
#include "rating/insight/explain.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "server/arena_messages.h"
#include "server/model_folder.h"

namespace techflow {
namespace {

// The aims of the design, microseconds: for the grade alone, and with all that
// says why.
constexpr double kAimMicroseconds = 50;
constexpr double kAimExplainedMicroseconds = 100;

constexpr char kFolder[] = TECHFLOW_SOURCE_DIR "/rating/models/techflow";
constexpr char kCompany[] =
    TECHFLOW_SOURCE_DIR "/clients/examples/fictional/strong.json";

struct Input {
  std::shared_ptr<const rating::RatingModel> model;
  v1::Evidence evidence;
  v1::Date as_of;
};

// Ends the program where the input is not what it should be.
Input LoadInput() {
  Input input;
  const auto package = server::ReadModelFolder(kFolder);
  if (!package.ok()) {
    fmt::print(stderr, "{}\n", package.status().ToString());
    std::exit(1);
  }
  feel::Diagnostics diagnostics;
  input.model = rating::RatingModel::Compile(
      *package, scorecard::BuildStandardCatalog(), diagnostics);
  std::ifstream file(kCompany);
  const std::string json((std::istreambuf_iterator<char>(file)),
                         std::istreambuf_iterator<char>());
  if (input.model == nullptr ||
      !google::protobuf::util::JsonStringToMessage(json, &input.evidence)
           .ok()) {
    fmt::print(stderr, "{}{} cannot be read\n", diagnostics.ToString(),
               kCompany);
    std::exit(1);
  }
  input.as_of =
      input.evidence.fiscal_years(input.evidence.fiscal_years_size() - 1)
          .period_end();
  return input;
}

// Keeps what Google Benchmark measured, in microseconds by name.
class Results : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      if (run.aggregate_name == "median") {
        microseconds_[run.run_name.function_name] = run.GetAdjustedCPUTime();
      }
    }
  }
  double Get(const std::string& name) const { return microseconds_.at(name); }

 private:
  std::map<std::string, double> microseconds_;
};

void Register(const std::string& name,
              void (*run)(benchmark::State&, const Input&),
              const Input& input) {
  benchmark::RegisterBenchmark(
      name.c_str(),
      [run, &input](benchmark::State& state) { run(state, input); })
      ->Unit(benchmark::kMicrosecond)
      ->Repetitions(5)
      ->ReportAggregatesOnly();
}

template <typename Message>
Message& New(google::protobuf::Arena& arena) {
  return *google::protobuf::Arena::CreateMessage<Message>(&arena);
}

// What of the evidence counts.
const v1::Evidence& ViewOf(const Input& input, google::protobuf::Arena& arena) {
  auto& view = New<v1::Evidence>(arena);
  view = input.evidence;
  evidence::ReduceToView(input.as_of, view);
  return view;
}

void ReadAndWrite(benchmark::State& state, const Input& input) {
  const std::string evidence = input.evidence.SerializeAsString();
  google::protobuf::Arena kept(server::CallArena());
  const v1::Evidence& view = ViewOf(input, kept);
  const v1::Assessment assessment = *input.model->Assess(view, input.as_of);
  for (auto _ : state) {
    v1::Evidence read;
    read.ParseFromString(evidence);
    benchmark::DoNotOptimize(assessment.SerializeAsString());
  }
}

void Check(benchmark::State& state, const Input& input) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(evidence::CheckEvidence(input.evidence));
  }
}

void View(benchmark::State& state, const Input& input) {
  for (auto _ : state) {
    google::protobuf::Arena arena(server::CallArena());
    benchmark::DoNotOptimize(ViewOf(input, arena));
  }
}

void Grade(benchmark::State& state, const Input& input) {
  google::protobuf::Arena kept(server::CallArena());
  const v1::Evidence& view = ViewOf(input, kept);
  for (auto _ : state) {
    benchmark::DoNotOptimize(input.model->Grade(view, input.as_of));
  }
}

void Assess(benchmark::State& state, const Input& input) {
  google::protobuf::Arena kept(server::CallArena());
  const v1::Evidence& view = ViewOf(input, kept);
  for (auto _ : state) {
    google::protobuf::Arena arena(server::CallArena());
    auto& assessment = New<v1::Assessment>(arena);
    benchmark::DoNotOptimize(
        input.model->Assess(view, input.as_of, assessment));
    benchmark::DoNotOptimize(assessment);
  }
}

void AssessAndExplain(benchmark::State& state, const Input& input) {
  google::protobuf::Arena kept(server::CallArena());
  const v1::Evidence& view = ViewOf(input, kept);
  for (auto _ : state) {
    google::protobuf::Arena arena(server::CallArena());
    auto& assessment = New<v1::Assessment>(arena);
    benchmark::DoNotOptimize(
        input.model->Assess(view, input.as_of, assessment));
    auto& explanation = New<v1::Explanation>(arena);
    benchmark::DoNotOptimize(insight::Explain(*input.model, view, input.as_of,
                                              assessment, {}, explanation));
    benchmark::DoNotOptimize(explanation);
  }
}

void AssessWithTrace(benchmark::State& state, const Input& input) {
  google::protobuf::Arena kept(server::CallArena());
  const v1::Evidence& view = ViewOf(input, kept);
  for (auto _ : state) {
    v1::Explanation explanation;
    benchmark::DoNotOptimize(
        input.model->Assess(view, input.as_of, &explanation));
  }
}

int Main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const Input input = LoadInput();
  Register("read_and_write", ReadAndWrite, input);
  Register("check", Check, input);
  Register("view", View, input);
  Register("grade", Grade, input);
  Register("assess", Assess, input);
  Register("assess_and_explain", AssessAndExplain, input);
  Register("assess_with_trace", AssessWithTrace, input);
  Results results;
  benchmark::RunSpecifiedBenchmarks(&results);

  const double limit = results.Get("read_and_write");
  fmt::print("\n{} indicators, {} patents, {} fiscal years\n",
             input.model->indicator_count(), input.evidence.patents_size(),
             input.evidence.fiscal_years_size());
  fmt::print("{:<20} {:>10} {:>14}\n", "", "us", "x read+write");
  for (const char* name : {"read_and_write", "check", "view", "grade", "assess",
                           "assess_and_explain", "assess_with_trace"}) {
    const double time = results.Get(name);
    fmt::print("{:<20} {:>10.1f} {:>14.2f}\n", name, time, time / limit);
  }
  fmt::print("the grade: {:.2f} of the aim of {} us\n",
             results.Get("grade") / kAimMicroseconds, kAimMicroseconds);
  fmt::print("with the explanation: {:.2f} of the aim of {} us\n",
             results.Get("assess_and_explain") / kAimExplainedMicroseconds,
             kAimExplainedMicroseconds);
  return 0;
}

}  // namespace
}  // namespace techflow

int main(int argc, char** argv) { return techflow::Main(argc, argv); }
