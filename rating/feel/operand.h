#ifndef TECHFLOW_RATING_FEEL_OPERAND_H_
#define TECHFLOW_RATING_FEEL_OPERAND_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "rating/feel/code.h"
#include "rating/feel/properties.h"
#include "rating/feel/record.h"

// What operations work on, read where it lies. Most operands are constants,
// variables, names and entries of records; to call the code of each and to copy
// what it returns takes longer than most operations on them.
namespace techflow::feel {

struct ConstantCode : Code {
  Value value;
};

struct LocalCode : Code {
  size_t local;
};

struct SlotCode : Code {
  int slot;
  std::string_view name;
};

struct KeptCode : Code {
  const Code* code;
  size_t local;
};

struct BinaryCode : Code {
  const Code* left;
  const Code* right;
};

// In the local of a KeptCode that has not run in this loop.
inline constexpr NullReason kNotKept = {
    NullReason::Cause::kExplicit, "it was not evaluated", {}};

inline void ForgetKept(std::span<const int> locals, Evaluation& evaluation) {
  for (const int local : locals) {
    evaluation.locals()[static_cast<size_t>(local)] = Value::Null(&kNotKept);
  }
}

inline bool IsKept(const Value& value) {
  return !value.is_null() || &value.reason() != &kNotKept;
}

struct PathCode : Code {
  const Code* object;
  std::string_view member;
  size_t expected_index;
  // What is known of records that have exactly these members: where the entry
  // stands, and the steps that finding it counts. Empty where the object's type
  // does not name the member.
  std::span<const Member> members;
  size_t index;
  int steps;
  // How days answer for the member; a null pointer where they have none.
  DayProperty of_day;
};

// The entry of an object that is a record of the expected type; otherwise a
// null pointer, and nothing has been done.
inline const Value* EntryOfExpectedRecord(const PathCode& path,
                                          const Value& object,
                                          Evaluation& evaluation) {
  if (!object.is_record()) return nullptr;
  const Record& record = object.record();
  if (record.table->members().data() != path.members.data()) return nullptr;
  if (path.steps != 0) evaluation.Step(path.steps);
  return &record.At(path.index);
}

// The value of `code`: where it lies, or else in `computed`. It stays until
// the variable that it lies in, if it does, gets another value; what is
// evaluated beside it never gives it one.
inline const Value& Operand(const Code* code, Evaluation& evaluation,
                            Value& computed) {
  switch (code->form) {
    case Code::Form::kConstant:
      return static_cast<const ConstantCode*>(code)->value;
    case Code::Form::kLocal:
      return evaluation.locals()[static_cast<const LocalCode*>(code)->local];
    case Code::Form::kSlot:
      if (evaluation.trace() != nullptr) break;
      return evaluation.Get(static_cast<const SlotCode*>(code)->slot);
    case Code::Form::kMemberOfLocal: {
      const auto& path = static_cast<const PathCode&>(*code);
      const auto& object = static_cast<const LocalCode&>(*path.object);
      if (const Value* entry = EntryOfExpectedRecord(
              path, evaluation.locals()[object.local], evaluation)) {
        return *entry;
      }
      break;
    }
    case Code::Form::kMemberOfSlot: {
      if (evaluation.trace() != nullptr) break;
      const auto& path = static_cast<const PathCode&>(*code);
      const auto& object = static_cast<const SlotCode&>(*path.object);
      if (const Value* entry = EntryOfExpectedRecord(
              path, evaluation.Get(object.slot), evaluation)) {
        return *entry;
      }
      break;
    }
    case Code::Form::kKept: {
      const auto* kept = static_cast<const KeptCode*>(code);
      const Value& value = evaluation.locals()[kept->local];
      if (IsKept(value)) return value;
      break;
    }
    case Code::Form::kPath:
    case Code::Form::kOther:
      break;
  }
  RunInto(computed, code, evaluation);
  return computed;
}

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_OPERAND_H_
