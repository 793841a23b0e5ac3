#include "rating/feel/expression.h"

#include <utility>

#include "rating/feel/compiler.h"
#include "rating/feel/parser.h"
#include "rating/feel/program.h"

namespace techflow::feel {

std::shared_ptr<const Expression> Expression::Compile(
    std::string_view text, const Scope& scope, const CompileOptions& options,
    Diagnostics& diagnostics) {
  const size_t errors_before = diagnostics.error_count();
  auto program = std::make_shared<Program>(options);
  Parser parser(text, scope, options.dialect, program->file(),
                options.origin.line, options.origin.column, program->arena(),
                diagnostics);
  const NodePointer root = parser.ReadExpression();
  if (root == nullptr || diagnostics.error_count() > errors_before) {
    return nullptr;
  }
  Compiler compiler(*program, options.dialect, parser.local_count());
  const Code* code = compiler.Compile(*root);
  program->Finish(code, root->type, compiler.local_count(), root->height);
  return std::shared_ptr<const Expression>(new Expression(std::move(program)));
}

Expression::Expression(std::shared_ptr<const Program> program)
    : body_(program->body()), program_(std::move(program)) {}

const Type& Expression::type() const { return program_->type(); }

std::span<const Reference> Expression::references() const {
  return program_->references();
}

const Value* Expression::constant() const { return program_->constant(); }

}  // namespace techflow::feel
