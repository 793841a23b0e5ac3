// How fast the rule engine is: decision tables of 1,000 rules, a scorecard of
// 20 indicators by 8 bands, compilation, two threads.
//
// The limits, taken in the same run:
//
//   every rule  RuleGrid asks the cells of one rule after the other, without
//               its index;
//   bare loop   the scorecard written by hand over the same decimals, without
//               any rule, name or null.
//
// Times are the processor's. Before anything is measured, all sides must find
// the same. The peer, zen-engine, counts in doubles and is asked through Node:
// not like for like.
//
//   bench_rules [milliseconds of each of the rounds] [--without-peer]

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "rating/feel/value_text.h"
#include "tests/benchmark/rounds.h"
#include "tests/benchmark/rule_peer.h"
#include "tests/benchmark/rule_runners.h"
#include "tests/benchmark/rule_samples.h"

namespace techflow::benchmark {
namespace {

using dmn::RuleGrid;
using std::chrono::milliseconds;

constexpr double kTableAimMicroseconds = 10;
constexpr double kScorecardAimMicroseconds = 5;
constexpr double kCompileAimSeconds = 1;
constexpr int kDecisions = 1'000;
// Of sums of doubles, relative.
constexpr double kDoubleError = 1e-9;

std::string InMicroseconds(double time) {
  return fmt::format("{:.2f} us", time);
}

// By how much what is measured is faster, or else slower.
std::string AsFactor(double factor) {
  return factor >= 1 ? fmt::format("{:.1f} x faster", factor)
                     : fmt::format("{:.1f} x slower", 1 / factor);
}

// The decision's results must be those of the rules that asking all finds.
void CheckTable(const TableSample& sample, const DecisionRunner& decision,
                const SearchRunner& search) {
  for (size_t i = 0; i < sample.cases.size(); ++i) {
    const auto rows = search.Rows(i, RuleGrid::Search::kLinear);
    Require(rows == search.Rows(i, RuleGrid::Search::kIndexed),
            "the index finds other rules");
    std::string expected;
    for (const size_t row : rows) {
      expected += expected.empty() ? "" : ", ";
      expected += sample.table.rules[row].back();
    }
    if (sample.makes_list()) expected = "[" + expected + "]";
    if (expected.empty()) expected = sample.table.default_output;
    Require(decision.ResultText(i) == expected,
            "a decision has other results than its rules: " + sample.name);
  }
}

class Benchmark {
 public:
  Benchmark(milliseconds duration, bool with_peer) : duration_(duration) {
    if (with_peer) peer_.emplace(two_columns_, scorecard_, duration);
  }

  void Run() {
    MeasureTable(two_columns_, "table");
    MeasureTable(FourColumns());
    MeasureTable(Collecting());
    MeasureTable(ComparingInputs());
    MeasureScorecard();
    MeasureCompilation();
    findings_.Print();
    if (peer_ && !peer_->skipped().empty()) {
      fmt::print("zen-engine: skipped, {}\n", peer_->skipped());
    }
  }

 private:
  void MeasureTable(const TableSample& sample, const char* peer_name = "") {
    const DecisionRunner decision(sample.Xml(), sample.inputs, "grade",
                                  sample.cases);
    const SearchRunner search(sample);
    CheckTable(sample, decision, search);
    Rounds rounds(duration_);
    const size_t whole = rounds.Add(decision.Plain());
    const size_t indexed =
        rounds.Add(search.Searching(RuleGrid::Search::kIndexed));
    const size_t linear =
        rounds.Add(search.Searching(RuleGrid::Search::kLinear));
    rounds.Run();
    const double time = rounds.Microseconds(whole);
    const std::string every_rule =
        fmt::format("every rule, {:.1f} us", rounds.Microseconds(linear));
    findings_.Add("1,000 rules: " + sample.name, InMicroseconds(time),
                  every_rule, AsFactor(rounds.TimesFaster(whole, linear)),
                  AtMost(kTableAimMicroseconds, time, "us"));
    findings_.Add("  its search alone",
                  InMicroseconds(rounds.Microseconds(indexed)), every_rule,
                  AsFactor(rounds.TimesFaster(indexed, linear)));
    AddPeer(peer_name, decision, time);
  }

  void AddPeer(const std::string& name, const DecisionRunner& decision,
               double time) {
    const Peer::Time* peer = peer_ ? peer_->Find(name) : nullptr;
    if (peer == nullptr) return;
    const double sum = decision.SumOfResults();
    Require(std::abs(sum - peer->sum_of_results) <= kDoubleError * sum,
            "zen-engine finds something else");
    findings_.Add("  zen-engine through Node, doubles",
                  InMicroseconds(peer->microseconds), "ours, not like for like",
                  AsFactor(time / peer->microseconds));
  }

  void MeasureScorecard() {
    const DecisionRunner decision(scorecard_.Xml(), scorecard_.inputs, "score",
                                  scorecard_.cases);
    const BareLoop loop(scorecard_);
    for (size_t i = 0; i < scorecard_.cases.size(); ++i) {
      Require(decision.ResultText(i) == loop.Score(i).ToString(),
              "the scorecard's rules and the bare loop differ");
    }
    Rounds rounds(duration_);
    const size_t bare = rounds.Add(loop.Scoring());
    const size_t plain = rounds.Add(decision.Plain());
    const size_t traced = rounds.Add(decision.Traced(false));
    const size_t explained = rounds.Add(decision.Traced(true));
    const size_t two_plain = rounds.Add(decision.Plain(), 2);
    const size_t two_traced = rounds.Add(decision.Traced(false), 2);
    rounds.Run();
    const auto add = [&](const std::string& what, size_t runner, bool has_aim) {
      const double time = rounds.Microseconds(runner);
      findings_.Add(
          what, InMicroseconds(time),
          fmt::format("bare loop, {:.2f} us", rounds.Microseconds(bare)),
          AsFactor(rounds.TimesFaster(runner, bare)),
          has_aim ? AtMost(kScorecardAimMicroseconds, time, "us") : "");
    };
    add("scorecard, 20 tables of 8 rules", plain, false);
    AddPeer("scorecard", decision, rounds.Microseconds(plain));
    add("  with its trace", traced, true);
    AddPeer("traced scorecard", decision, rounds.Microseconds(traced));
    add("  and why 140 rules did not match", explained, false);
    const auto add_threads = [&](const std::string& what, size_t one,
                                 size_t two) {
      findings_.Add(
          what, fmt::format("{:.0f}/s", rounds.CallsPerSecond(two)),
          fmt::format("one thread, {:.0f}/s", rounds.CallsPerSecond(one)),
          fmt::format("{:.2f} x as many", rounds.TimesAsMany(two, one)));
    };
    add_threads("the same scorecard on two threads", plain, two_plain);
    add_threads("  with its trace", traced, two_traced);
  }

  void MeasureCompilation() {
    const std::string xml = ManyDecisionsXml(kDecisions);
    Rounds rounds(duration_);
    const size_t compile = rounds.Add(
        {1, [&](size_t) { CompileStrictly(xml, scorecard_.inputs); }});
    rounds.Run();
    const double seconds = rounds.Microseconds(compile) / 1e6;
    findings_.Add("compiling 1,000 decisions, all checks",
                  fmt::format("{:.3f} s", seconds),
                  fmt::format("{} kB of DMN", xml.size() / 1'000), "",
                  AtMost(kCompileAimSeconds, seconds, "s"));
  }

  milliseconds duration_;
  TableSample two_columns_ = TwoColumns();
  ScorecardSample scorecard_ = Scorecard();
  std::optional<Peer> peer_;
  Findings findings_;
};

int Main(int argc, char** argv) {
  milliseconds duration(200);
  bool with_peer = true;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--without-peer") {
      with_peer = false;
    } else {
      duration = milliseconds(std::atoi(argv[i]));
    }
  }
  Benchmark(duration, with_peer).Run();
  return 0;
}

}  // namespace
}  // namespace techflow::benchmark

int main(int argc, char** argv) {
  return techflow::benchmark::Main(argc, argv);
}
