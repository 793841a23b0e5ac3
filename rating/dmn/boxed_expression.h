#ifndef TECHFLOW_RATING_DMN_BOXED_EXPRESSION_H_
#define TECHFLOW_RATING_DMN_BOXED_EXPRESSION_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "rating/dmn/logic.h"
#include "rating/feel/expression.h"

// The boxed expressions other than tables, compiled; see LogicCompiler.
namespace techflow::dmn {

// A FEEL expression.
class LiteralLogic final : public Logic {
 public:
  explicit LiteralLogic(const feel::Expression& expression)
      : Logic(expression.type()), expression_(expression) {}
  feel::Value Evaluate(LogicRun& run) const override;

 private:
  feel::Expression expression_;
};

// Logic that could not be compiled: always null, and says why.
class FailedLogic final : public Logic {
 public:
  FailedLogic(std::string file, int line, int column, std::string message);
  feel::Value Evaluate(LogicRun& run) const override;

 private:
  std::string file_;
  std::string message_;
  feel::NullReason reason_;
};

// A value as a variable of a declared type receives it.
class TypedLogic final : public Logic {
 public:
  TypedLogic(LogicPointer value, feel::Type type, ConstraintPointer constraint,
             feel::SourcePlace place)
      : Logic(std::move(type)),
        value_(std::move(value)),
        constraint_(std::move(constraint)),
        place_(place) {}
  feel::Value Evaluate(LogicRun& run) const override;

 private:
  LogicPointer value_;
  ConstraintPointer constraint_;
  feel::SourcePlace place_;
};

// Each entry sees those before it. The value is the context of all entries, or
// that of the last one where it has no name.
class ContextLogic final : public Logic {
 public:
  struct Entry {
    std::string name;
    int slot = 0;
    LogicPointer value;
  };
  ContextLogic(feel::Type type, std::vector<Entry> entries, LogicPointer result)
      : Logic(std::move(type)),
        entries_(std::move(entries)),
        result_(std::move(result)) {}
  feel::Value Evaluate(LogicRun& run) const override;

 private:
  std::vector<Entry> entries_;
  LogicPointer result_;  // Null pointer where all entries are the result.
};

// A list of the values of its items.
class ListLogic final : public Logic {
 public:
  ListLogic(feel::Type type, std::vector<LogicPointer> items)
      : Logic(std::move(type)), items_(std::move(items)) {}
  feel::Value Evaluate(LogicRun& run) const override;

 private:
  std::vector<LogicPointer> items_;
};

// A list of contexts, one for each row.
class RelationLogic final : public Logic {
 public:
  RelationLogic(feel::Type type, std::vector<std::string> columns,
                std::vector<LogicPointer> cells)
      : Logic(std::move(type)),
        columns_(std::move(columns)),
        cells_(std::move(cells)) {}
  feel::Value Evaluate(LogicRun& run) const override;

 private:
  std::vector<std::string> columns_;
  std::vector<LogicPointer> cells_;  // Row by row.
};

// As FEEL's `if`, but that a condition of another kind is an error: a missing
// condition makes the result missing.
class ConditionalLogic final : public Logic {
 public:
  // Where `keeps_errors` (strict), an error as the condition is the result.
  ConditionalLogic(LogicPointer condition, LogicPointer then,
                   LogicPointer otherwise, bool keeps_errors,
                   feel::SourcePlace place)
      : Logic(feel::CommonType(then->type(), otherwise->type())),
        condition_(std::move(condition)),
        then_(std::move(then)),
        otherwise_(std::move(otherwise)),
        keeps_errors_(keeps_errors),
        place_(place) {}
  feel::Value Evaluate(LogicRun& run) const override;

 private:
  LogicPointer condition_;
  LogicPointer then_;
  LogicPointer otherwise_;
  bool keeps_errors_;
  feel::SourcePlace place_;
};

// Calls a function with arguments by name; a parameter that is not bound is
// null.
class InvocationLogic final : public Logic {
 public:
  struct Binding {
    std::string parameter;
    LogicPointer value;
  };
  InvocationLogic(LogicPointer function, std::vector<Binding> bindings,
                  feel::SourcePlace place);
  feel::Value Evaluate(LogicRun& run) const override;

 private:
  LogicPointer function_;
  std::vector<Binding> bindings_;
  feel::SourcePlace place_;
};

// A function that keeps the values of the names around it.
class ClosureLogic final : public Logic {
 public:
  ClosureLogic(std::unique_ptr<const FunctionCode> code, size_t captured_slots)
      : Logic(code->type),
        code_(std::move(code)),
        captured_slots_(captured_slots) {}
  feel::Value Evaluate(LogicRun& run) const override;

 private:
  std::unique_ptr<const FunctionCode> code_;
  size_t captured_slots_;
};

// Boxed filters and iterations: FEEL's own loop over the names `source` and
// `body`, so that both mean the same. The body is a function.
class LoopLogic final : public Logic {
 public:
  static constexpr int kSourceSlot = 0;
  static constexpr int kBodySlot = 1;

  LoopLogic(std::shared_ptr<const feel::Expression> loop, LogicPointer source,
            LogicPointer body)
      : Logic(loop->type()),
        loop_(std::move(loop)),
        source_(std::move(source)),
        body_(std::move(body)) {}
  feel::Value Evaluate(LogicRun& run) const override;

 private:
  std::shared_ptr<const feel::Expression> loop_;
  LogicPointer source_;
  LogicPointer body_;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_BOXED_EXPRESSION_H_
