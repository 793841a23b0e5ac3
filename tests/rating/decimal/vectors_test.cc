// Every line of vectors.txt, which make_vectors.py writes.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/decimal/decimal.h"
#include "rating/decimal/decimal_kernel.h"

namespace techflow {
namespace {

// How far exp, ln and powers with a fraction of these lines may be from the
// correctly rounded value, in units of its 34th digit. In general powers are
// further off: five units in 60,000 random ones that fill the range.
constexpr int kNearUnits = 3;

constexpr char kFolder[] = TECHFLOW_SOURCE_DIR "/tests/rating/decimal/";

using Unary = std::optional<Decimal> (*)(const Decimal&);
using Binary = std::optional<Decimal> (*)(const Decimal&, const Decimal&);

const std::map<std::string, Unary>& UnaryOperations() {
  static const auto& operations = *new std::map<std::string, Unary>{
      {"sqrt", SquareRoot}, {"exp", Exponential}, {"ln", NaturalLogarithm}};
  return operations;
}

const std::map<std::string, Binary>& BinaryOperations() {
  static const auto& operations = *new std::map<std::string, Binary>{
      {"add", Add},       {"subtract", Subtract}, {"multiply", Multiply},
      {"divide", Divide}, {"modulo", Modulo},     {"power", Power}};
  return operations;
}

const std::map<std::string, Rounding>& Roundings() {
  static const auto& roundings = *new std::map<std::string, Rounding>{
      {"round_half_even", Rounding::kHalfEven},
      {"round_half_up", Rounding::kHalfUp},
      {"round_half_down", Rounding::kHalfDown},
      {"round_up", Rounding::kUp},
      {"round_down", Rounding::kDown},
      {"round_floor", Rounding::kFloor},
      {"round_ceiling", Rounding::kCeiling}};
  return roundings;
}

Decimal Read(const std::string& text) {
  const absl::StatusOr<Decimal> value = Decimal::Parse(text);
  EXPECT_TRUE(value.ok()) << value.status();
  return value.value_or(Decimal());
}

std::optional<Decimal> Compute(const std::vector<std::string>& fields) {
  const std::string& operation = fields[0];
  const Decimal first = Read(fields[1]);
  if (const auto found = UnaryOperations().find(operation);
      found != UnaryOperations().end()) {
    return found->second(first);
  }
  if (const auto found = Roundings().find(operation);
      found != Roundings().end()) {
    return Round(first, std::stoi(fields[2]), found->second);
  }
  return BinaryOperations().at(operation)(first, Read(fields[2]));
}

// One in the 34th digit of `value`, or in its last where it is too small.
Decimal LastUnit(const Decimal& value) {
  const DecimalParts parts = DecimalKernel::Take(value);
  const int64_t exponent =
      parts.exponent + CountDigits(parts.coefficient) - kDecimalDigits;
  return *DecimalKernel::Build(
      {.coefficient = 1,
       .exponent = std::max(exponent, int64_t{kMinimumExponent})});
}

bool IsNear(const Decimal& actual, const Decimal& expected) {
  const Decimal difference = Subtract(actual, expected)->Absolute();
  return difference <= *Multiply(LastUnit(expected), kNearUnits);
}

std::string Shown(const std::optional<Decimal>& value) {
  return value ? value->ToString() : "null";
}

// Coefficient and exponent, which together are the bits: "-1230E-2".
std::string Inside(const Decimal& value) {
  const DecimalParts parts = DecimalKernel::Take(value);
  const std::optional<Decimal> coefficient = DecimalKernel::Build(
      {.negative = parts.negative, .coefficient = parts.coefficient});
  return absl::StrCat(coefficient->ToString(), "E", parts.exponent);
}

// Whether this is a rounding to digits that the operand does not have anyway.
bool StaysAsItIs(const std::vector<std::string>& fields) {
  if (!Roundings().contains(fields[0])) return false;
  return DecimalKernel::Take(Read(fields[1])).exponent >= -std::stoi(fields[2]);
}

int Order(const Decimal& a, const Decimal& b) {
  EXPECT_EQ(a == b, (a <=> b) == 0);
  EXPECT_EQ((a < b), (b > a));
  return a < b ? -1 : a > b ? 1 : 0;
}

void Check(std::vector<std::string> fields) {
  if (fields[0] == "text") {
    EXPECT_EQ(Read(fields[1]).ToString(), fields[2]);
    EXPECT_EQ(Read(fields[2]), Read(fields[1]));
    return;
  }
  if (fields[0] == "compare") {
    EXPECT_EQ(Order(Read(fields[1]), Read(fields[2])), std::stoi(fields[3]));
    EXPECT_EQ(Order(Read(fields[2]), Read(fields[1])), -std::stoi(fields[3]));
    return;
  }
  const bool is_near = fields[0].front() == '~';
  if (is_near) fields[0].erase(0, 1);
  const std::optional<Decimal> actual = Compute(fields);
  if (fields.back() == "null" || !actual) {
    EXPECT_EQ(Shown(actual), fields.back());
    return;
  }
  const Decimal expected = Read(fields.back());
  EXPECT_EQ(Read(actual->ToString()), *actual);
  if (is_near) {
    EXPECT_TRUE(IsNear(*actual, expected)) << Shown(actual);
  } else {
    EXPECT_EQ(Shown(actual), expected.ToString());
    EXPECT_EQ(Inside(*actual),
              Inside(StaysAsItIs(fields) ? Read(fields[1]) : expected));
  }
}

TEST(Vectors, AgreeWithPython) {
  std::ifstream file(absl::StrCat(kFolder, "vectors.txt"));
  std::map<std::string, int> counts;
  int line_number = 0;
  for (std::string line; std::getline(file, line);) {
    ++line_number;
    const std::vector<std::string> fields = absl::StrSplit(line, ' ');
    SCOPED_TRACE(testing::Message() << "line " << line_number << ": " << line);
    ASSERT_GE(fields.size(), 3u);
    ++counts[fields[0]];
    Check(fields);
  }
  // A file cut short must not pass.
  EXPECT_GE(line_number, 11'500);
  EXPECT_THAT(counts, testing::SizeIs(19));
}

// What is not correctly rounded could be another number in another build, or
// with another version of the library, and then a replay would be too.
TEST(Vectors, TheKernelAnswersAsEver) {
  std::ifstream file(absl::StrCat(kFolder, "vectors.txt"));
  std::string results;
  for (std::string line; std::getline(file, line);) {
    if (line.front() != '~') continue;
    std::vector<std::string> fields = absl::StrSplit(line.substr(1), ' ');
    const std::optional<Decimal> result = Compute(fields);
    fields.back() = result ? Inside(*result) : "null";
    absl::StrAppend(&results, absl::StrJoin(fields, " "), "\n");
  }
  const std::string golden = absl::StrCat(kFolder, "kernel_results.txt");
  if (std::getenv("TECHFLOW_WRITE_GOLDEN") != nullptr) {
    std::ofstream(golden) << results;
  }
  std::ifstream golden_file(golden);
  const std::string expected(std::istreambuf_iterator<char>(golden_file), {});
  EXPECT_EQ(results, expected)
      << "Where the kernel was meant to change, with a new kEngineVersion, run "
         "this test with TECHFLOW_WRITE_GOLDEN=1.";
}

}  // namespace
}  // namespace techflow
