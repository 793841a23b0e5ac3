#ifndef TECHFLOW_RATING_FEEL_PROGRAM_H_
#define TECHFLOW_RATING_FEEL_PROGRAM_H_

#include <deque>
#include <string>
#include <vector>

#include "rating/feel/arena.h"
#include "rating/feel/code.h"
#include "rating/feel/expression.h"

namespace techflow::feel {

// A compiled text and all the memory its code and constants point to. Built by
// one thread, then never changed.
class Program {
 public:
  explicit Program(std::string file) : file_(std::move(file)) {}
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  Arena& arena() { return arena_; }
  const std::string& file() const { return file_; }
  // Types live in a deque because code points to them.
  const Type* Keep(Type type) { return &types_.emplace_back(std::move(type)); }
  void AddReference(std::string_view name, int slot);
  void Finish(const Code* root, Type type, int local_count, int height);

  const Type& type() const { return type_; }
  std::span<const Reference> references() const { return references_; }
  // The value of code that is a constant; null pointer otherwise.
  const Value* constant() const { return ConstantOf(root_); }

  // Runs the code with locals of its own, after `first_local` is set in the
  // local number 0 where it is given.
  Value Evaluate(Evaluation& evaluation, const Value* first_local) const;

 private:
  void RunWithLocals(Evaluation& evaluation, const Value* first_local,
                     Value& result) const;

  // A model has a program for each cell of its tables, most of them some
  // constants and nodes.
  static constexpr size_t kFirstBlockBytes = 512;

  std::string file_;
  Arena arena_{Arena::kUnlimited, kFirstBlockBytes};
  std::deque<Type> types_;
  std::vector<Reference> references_;
  const Code* root_ = nullptr;
  Type type_;
  size_t local_count_ = 0;
  int height_ = 0;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_PROGRAM_H_
