#ifndef TECHFLOW_RATING_FEEL_PROGRAM_H_
#define TECHFLOW_RATING_FEEL_PROGRAM_H_

#include <forward_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "rating/feel/arena.h"
#include "rating/feel/body.h"
#include "rating/feel/code.h"
#include "rating/feel/expression.h"

namespace techflow::feel {

// A compiled text and what its code and constants point to; the code itself
// lies in memory that many programs may share. Built by one thread, then never
// changed.
class Program {
 public:
  explicit Program(const CompileOptions& options);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  Arena& arena() { return *memory_; }
  const std::string& file() const { return file_; }
  // Types and places live in lists because code points to them. Places are no
  // part of the code: only problems ask for them.
  const Type* Keep(Type type) { return &types_.emplace_front(std::move(type)); }
  const SourcePlace& Keep(const SourcePlace& place) {
    return places_.emplace_front(place);
  }
  void AddReference(std::string_view name, int slot);
  void Finish(const Code* root, Type type, int local_count, int height);

  const Type& type() const { return type_; }
  std::span<const Reference> references() const { return references_; }
  // What runs.
  const Body& body() const { return body_; }
  // The value of code that is a constant; null pointer otherwise.
  const Value* constant() const { return ConstantOf(body_.root); }

 private:
  std::string file_;
  std::shared_ptr<Arena> memory_;
  std::forward_list<Type> types_;
  std::forward_list<SourcePlace> places_;
  std::vector<Reference> references_;
  Body body_;
  Type type_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_PROGRAM_H_
