#include <atomic>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

TEST(Threads, ShareOneExpression) {
  Scope scope;
  const int slot = scope.Add("n", TypeKind::kNumber);
  Diagnostics diagnostics;
  const auto expression =
      Expression::Compile("sum(for i in 1..n return if odd(i) then i else 0)",
                          scope, {Dialect::kStrict, {}}, diagnostics);
  ASSERT_NE(expression, nullptr);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int round = 0; round < 200; ++round) {
        Evaluation evaluation(TestInstant());
        const Evaluation::Frame frame(evaluation, scope.size());
        const int half = 5 + t;
        evaluation.Set(slot, Value::Number(2 * half));
        const Value sum = expression->Evaluate(evaluation);
        if (sum.number() != Decimal(half * half)) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace techflow::feel
