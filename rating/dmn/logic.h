#ifndef TECHFLOW_RATING_DMN_LOGIC_H_
#define TECHFLOW_RATING_DMN_LOGIC_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rating/dmn/value_constraint.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/function.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::dmn {

class TraceRecorder;

// What the logic of one run shares. Lives in the evaluation's arena, because
// functions that the logic makes refer to it.
struct LogicRun {
  explicit LogicRun(feel::Evaluation& shared) : evaluation(shared) {}

  feel::Evaluation& evaluation;
  // Where the tables of the decision that is being made report what they did;
  // null pointer when nobody listens.
  TraceRecorder* recorder = nullptr;
};

// A compiled boxed expression. Immutable, so any number of threads may share
// one; values it returns may point into it.
class Logic {
 public:
  explicit Logic(feel::Type type) : type_(std::move(type)) {}
  virtual ~Logic() = default;
  Logic(const Logic&) = delete;
  Logic& operator=(const Logic&) = delete;

  // What is known of the result before it is evaluated.
  const feel::Type& type() const { return type_; }
  // Reads the current frame; may use the slots that it was compiled with.
  virtual feel::Value Evaluate(LogicRun& run) const = 0;

 private:
  feel::Type type_;
};

using LogicPointer = std::unique_ptr<const Logic>;

// A function's parameters and body: of a business knowledge model or a boxed
// function. Immutable.
struct FunctionCode {
  struct Parameter {
    std::string name;
    int slot = 0;
    ConstraintPointer constraint;  // Null pointer where there is none.
    feel::SourcePlace place;
  };
  std::string name;  // Empty for a boxed function.
  feel::Type type;
  std::vector<Parameter> parameters;
  std::vector<std::string_view> parameter_names;  // Views of the above.
  LogicPointer body;
  size_t slot_count = 0;
  int depth = 0;  // How much of the evaluation's nesting a call takes.
};

// A function as a value of one run: its code and the values of the names around
// it, which fill the first slots of its frame. Lives in the arena.
class BoundFunction final : public feel::Function {
 public:
  BoundFunction(const FunctionCode& code, std::span<const feel::Value> captured,
                LogicRun& run)
      : code_(code), captured_(captured), run_(run) {}

  const feel::Type& type() const override { return code_.type; }
  std::span<const std::string_view> parameter_names() const override {
    return code_.parameter_names;
  }
  feel::Value Call(feel::Evaluation& evaluation,
                   std::span<const feel::Value> arguments) const override;

 private:
  const FunctionCode& code_;
  std::span<const feel::Value> captured_;
  LogicRun& run_;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_LOGIC_H_
