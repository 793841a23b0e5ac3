// Every line of vectors.txt, which make_vectors.py writes.
#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/decimal/decimal.h"
#include "rating/decimal/decimal_kernel.h"

namespace techflow {
namespace {

// How far exp, ln and powers with a fraction may be from the correctly rounded
// value, in units of its 34th digit. Among 180,000 random arguments, exp and ln
// were two off at the most and powers three; more would be a changed kernel.
constexpr int kNearUnits = 3;

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

void Check(std::vector<std::string> fields) {
  if (fields[0] == "text") {
    EXPECT_EQ(Read(fields[1]).ToString(), fields[2]);
    EXPECT_EQ(Read(fields[2]), Read(fields[1]));
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
  }
}

TEST(Vectors, AgreeWithPython) {
  std::ifstream file(TECHFLOW_SOURCE_DIR "/tests/rating/decimal/vectors.txt");
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
  EXPECT_GE(line_number, 8000);
  EXPECT_THAT(counts, testing::SizeIs(18));
}

}  // namespace
}  // namespace techflow
