#ifndef TECHFLOW_CLIENTS_CLI_EXACT_NUMBER_H_
#define TECHFLOW_CLIENTS_CLI_EXACT_NUMBER_H_

#include <optional>
#include <string>
#include <string_view>

// Decimal numbers as the wire has them, digits in a string. The command line
// shows figures of ratings and computes implied ones; neither may differ in the
// last digit from what the server or an auditor's own tool would say.
namespace techflow::cli {

// An exact decimal number. Sums, differences and products lose nothing; only
// Rounded() rounds. A value: copies are independent, const calls are safe from
// any thread.
class ExactNumber {
 public:
  // Zero.
  ExactNumber() = default;

  // Reads "12.5", "-0.007", "1e6". Nothing for other text, and for numbers
  // that would need more than kMaxDigits digits to write out.
  static std::optional<ExactNumber> Parse(std::string_view text);

  // More than a decimal128 can need written out (6,145 digits), so that no
  // text makes us fill the memory.
  static constexpr int kMaxDigits = 7000;

  bool is_negative() const { return negative_; }
  bool is_zero() const { return digits_.empty(); }

  ExactNumber operator-() const;
  ExactNumber operator+(const ExactNumber& other) const;
  ExactNumber operator-(const ExactNumber& other) const;
  ExactNumber operator*(const ExactNumber& other) const;

  // The same value with exactly `decimals` digits (0 or more) after the point,
  // a half going to the even neighbour.
  ExactNumber Rounded(int decimals) const;

  // The same value without zeros at the end of its decimals.
  ExactNumber Trimmed() const;

  // Plain digits with all the decimals it has: "63.50", "-0.007", "0".
  std::string ToString() const;

 private:
  ExactNumber(bool negative, std::string digits, int decimals);

  // The digits as they would be with so many decimals, which must not be fewer.
  std::string DigitsWith(int decimals) const;

  bool negative_ = false;
  std::string digits_;  // Without zeros in front; empty for zero.
  int decimals_ = 0;    // How many of the digits stand after the point.
};

// "1234567.8" → "1,234,567.8". Text that is no plain number stays as it is.
std::string WithThousands(const std::string& number);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_EXACT_NUMBER_H_
