#include "tests/benchmark/rule_samples.h"

#include <array>
#include <random>

#include "fmt/format.h"

namespace techflow::benchmark {
namespace {

using feel::TypeKind;
using feel::Value;

constexpr int kCases = 64;
constexpr std::array kRegions = {"north", "east", "south", "west", "centre"};
constexpr int kTenThousandths = 10'000;

// The same on every machine, unlike a distribution of the library.
int Pick(std::mt19937& random, int count) {
  return static_cast<int>(random() % static_cast<unsigned>(count));
}

std::string Quoted(std::string_view text) {
  return fmt::format("\"{}\"", text);
}

std::string Hundredths(int count) {
  return fmt::format("{}.{:02}", count / 100, count % 100);
}

// A number with four digits after the point.
Value Number(int ten_thousandths) {
  return Value::Number(
      *Decimal::Parse(fmt::format("{}.{:04}", ten_thousandths / kTenThousandths,
                                  ten_thousandths % kTenThousandths)));
}

// Interval `i` of `count`: the first is unbounded below, the last above.
std::string Interval(int i, int count, const std::string& low,
                     const std::string& high) {
  if (i == 0) return "< " + high;
  if (i == count - 1) return ">= " + low;
  return fmt::format("[{}..{})", low, high);
}

// Of steps of `width` hundredths.
std::string Step(int i, int count, int width) {
  return Interval(i, count, Hundredths(i * width), Hundredths((i + 1) * width));
}

std::string IndicatorName(int i) { return fmt::format("measure {}", i + 1); }
std::string PointsName(int i) { return fmt::format("points {}", i + 1); }

// Of an indicator's bands, in hundredths.
int BandWidth(int indicator) { return 35 + 2 * indicator; }

dmn::TableText BandsTable(int indicator) {
  dmn::TableText table;
  table.inputs = {IndicatorName(indicator)};
  for (int band = 0; band < ScorecardSample::kBands; ++band) {
    table.rules.push_back(
        {Step(band, ScorecardSample::kBands, BandWidth(indicator)),
         Hundredths(band * 1250)});
  }
  return table;
}

std::string MeasuresXml(const std::vector<feel::Scope::Name>& inputs) {
  std::string xml;
  for (const feel::Scope::Name& input : inputs) {
    xml += dmn::InputXml(input.name, input.type.ToString());
  }
  return xml;
}

}  // namespace

bool TableSample::takes_first() const {
  return table.attributes.find("FIRST") != std::string::npos;
}

bool TableSample::makes_list() const {
  return table.attributes.find("COLLECT") != std::string::npos;
}

std::string TableSample::Xml() const {
  dmn::Requires required;
  for (const feel::Scope::Name& input : inputs) {
    required.inputs.push_back(input.name);
  }
  return dmn::Model(MeasuresXml(inputs) +
                    dmn::DecisionXml("grade", required, dmn::TableXml(table)));
}

TableSample TwoColumns() {
  constexpr int kSteps = 250;
  constexpr int kWidth = 1'000;
  TableSample sample;
  sample.name = "string x 250 intervals";
  sample.inputs = {{"region", TypeKind::kString},
                   {"revenue", TypeKind::kNumber}};
  sample.table.inputs = {"region", "revenue"};
  sample.table.input_values = R"("north", "east", "south", "west")";
  for (int region = 0; region < 4; ++region) {
    for (int step = 0; step < kSteps; ++step) {
      sample.table.rules.push_back({Quoted(kRegions[region]),
                                    Step(step, kSteps, kWidth),
                                    fmt::format("{}", region * kSteps + step)});
    }
  }
  std::mt19937 random(1);
  for (int i = 0; i < kCases; ++i) {
    sample.cases.push_back({Value::String(kRegions[Pick(random, 4)]),
                            Number(Pick(random, 2'600 * kTenThousandths))});
  }
  return sample;
}

TableSample FourColumns() {
  constexpr int kSteps = 10;
  TableSample sample;
  sample.name = "string x interval x interval x date";
  sample.inputs = {{"region", TypeKind::kString},
                   {"revenue", TypeKind::kNumber},
                   {"intensity", TypeKind::kNumber},
                   {"founded", TypeKind::kDate}};
  sample.table.inputs = {"region", "revenue", "intensity", "founded"};
  sample.table.default_output = "-1";
  int number = 0;
  for (const char* region : kRegions) {
    for (int revenue = 0; revenue < kSteps; ++revenue) {
      for (int intensity = 0; intensity < kSteps; ++intensity) {
        for (const char* founded :
             {R"(< @"2018-07-01")", R"(>= @"2018-07-01")"}) {
          sample.table.rules.push_back({Quoted(region),
                                        Step(revenue, kSteps, 100'000),
                                        Step(intensity, kSteps, 3), founded,
                                        fmt::format("{}", number++)});
        }
      }
    }
  }
  std::mt19937 random(2);
  for (int i = 0; i < kCases; ++i) {
    sample.cases.push_back({Value::String(kRegions[Pick(random, 5)]),
                            Number(Pick(random, 11'000 * kTenThousandths)),
                            Number(Pick(random, kTenThousandths * 33 / 100)),
                            Value::OfDate({2010 + Pick(random, 16), 7, 1})});
  }
  return sample;
}

TableSample Collecting() {
  constexpr int kRules = 1'000;
  TableSample sample;
  sample.name = "COLLECT, 500 rules match";
  sample.inputs = {{"revenue", TypeKind::kNumber}};
  sample.table.attributes = "hitPolicy=\"COLLECT\"";
  sample.table.inputs = {"revenue"};
  for (int i = 0; i < kRules; ++i) {
    sample.table.rules.push_back(
        {fmt::format(">= {}", i), fmt::format("{}", i)});
  }
  std::mt19937 random(3);
  for (int i = 0; i < kCases; ++i) {
    sample.cases.push_back({Number(Pick(random, kRules * kTenThousandths))});
  }
  return sample;
}

TableSample ComparingInputs() {
  constexpr int kSteps = 10;
  constexpr int kMargins = 100;
  TableSample sample;
  sample.name = "10 intervals x 100 cells without an index";
  sample.inputs = {{"revenue", TypeKind::kNumber},
                   {"costs", TypeKind::kNumber},
                   {"limit", TypeKind::kNumber}};
  sample.table.attributes = "hitPolicy=\"FIRST\"";
  sample.table.inputs = {"revenue", "costs"};
  sample.table.default_output = "-1";
  for (int step = 0; step < kSteps; ++step) {
    for (int margin = 0; margin < kMargins; ++margin) {
      sample.table.rules.push_back(
          {Step(step, kSteps, 25'000), fmt::format("< limit + {}", margin),
           fmt::format("{}", step * kMargins + margin)});
    }
  }
  std::mt19937 random(4);
  for (int i = 0; i < kCases; ++i) {
    sample.cases.push_back({Number(Pick(random, 2'600 * kTenThousandths)),
                            Number(Pick(random, 110 * kTenThousandths)),
                            Value::Number(7)});
  }
  return sample;
}

ScorecardSample Scorecard() {
  ScorecardSample sample;
  for (int i = 0; i < ScorecardSample::kIndicators; ++i) {
    sample.inputs.push_back({IndicatorName(i), TypeKind::kNumber});
    sample.tables.push_back(BandsTable(i));
    // Each two of them are a tenth, and all of them 1.
    sample.weights.push_back(i % 2 == 0 ? "0.03" : "0.07");
    std::vector<Decimal>& thresholds = sample.thresholds.emplace_back();
    for (int band = 1; band < ScorecardSample::kBands; ++band) {
      thresholds.push_back(*Decimal::Parse(Hundredths(band * BandWidth(i))));
    }
  }
  for (int band = 0; band < ScorecardSample::kBands; ++band) {
    sample.points.push_back(*Decimal::Parse(Hundredths(band * 1250)));
  }
  std::mt19937 random(5);
  for (int i = 0; i < kCases; ++i) {
    std::vector<Value>& values = sample.cases.emplace_back();
    for (int k = 0; k < ScorecardSample::kIndicators; ++k) {
      values.push_back(
          Number(Pick(random, ScorecardSample::kBands * BandWidth(k) * 100)));
    }
  }
  return sample;
}

std::string ScorecardSample::Xml() const {
  std::string xml = MeasuresXml(inputs);
  dmn::Requires all;
  std::string sum;
  for (int i = 0; i < kIndicators; ++i) {
    const auto at = static_cast<size_t>(i);
    const std::string points_name = PointsName(i);
    xml += dmn::DecisionXml(points_name, {{inputs[at].name}, {}, {}},
                            dmn::TableXml(tables[at]));
    all.decisions.push_back(points_name);
    sum +=
        fmt::format("{}{} * {}", i == 0 ? "" : " + ", weights[at], points_name);
  }
  return dmn::Model(xml + dmn::DecisionXml("score", all, dmn::LiteralXml(sum)));
}

std::string ManyDecisionsXml(int decisions) {
  std::string xml = MeasuresXml(Scorecard().inputs);
  for (int i = 0; i < decisions / 2; ++i) {
    const int indicator = i % ScorecardSample::kIndicators;
    const std::string name = IndicatorName(indicator);
    xml += dmn::DecisionXml(PointsName(i), {{name}, {}, {}},
                            dmn::TableXml(BandsTable(indicator)));
    xml += dmn::DecisionXml(
        fmt::format("share {}", i + 1), {{name}, {PointsName(i)}, {}},
        dmn::LiteralXml(fmt::format("if {0} > 1 then {1} / {0} else {1} * 0.5",
                                    name, PointsName(i))));
  }
  return dmn::Model(xml);
}

}  // namespace techflow::benchmark
