#include "rating/package/dmn_export_feel.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/feel/arena.h"
#include "rating/feel/parser.h"

namespace techflow::package {
namespace {

feel::Parser MakeParser(std::string_view text, const feel::Scope& scope,
                        const feel::SourceOrigin& origin,
                        feel::Arena& constants,
                        feel::Diagnostics& diagnostics) {
  return feel::Parser(text, scope, feel::Dialect::kStrict, origin.file,
                      origin.line, origin.column, constants, diagnostics);
}

}  // namespace

NameNulls FeelExport::NullsOf(const std::string& name) const {
  const auto found = nulls_.find(name);
  return found == nulls_.end() ? NameNulls{} : found->second;
}

FeelWriter FeelExport::MakeWriter(const feel::Scope& scope) const {
  return FeelWriter(scope,
                    [this](const std::string& name) { return NullsOf(name); });
}

bool FeelExport::Accept(const std::vector<FeelProblem>& problems) {
  std::set<std::string> told;
  for (const FeelProblem& problem : problems) {
    const std::string key = fmt::format("{}:{}:{}", problem.place.line,
                                        problem.place.column, problem.message);
    if (!told.insert(key).second) continue;
    diagnostics_.AddError(problem.place, problem.message);
  }
  return problems.empty();
}

std::optional<ExportedFeel> FeelExport::Expression(
    std::string_view text, const feel::SourceOrigin& origin,
    const feel::Scope& scope, FeelUse use) {
  feel::Arena constants;
  const size_t errors_before = diagnostics_.error_count();
  feel::Parser parser =
      MakeParser(text, scope, origin, constants, diagnostics_);
  const feel::NodePointer root = parser.ReadExpression();
  if (root == nullptr || diagnostics_.error_count() > errors_before) {
    return std::nullopt;
  }
  ExportedFeel exported;
  exported.type = root->type;
  FeelWriter writer = MakeWriter(scope);
  exported.text = writer.Write(*root, use);
  exported.names = writer.names();
  if (!Accept(writer.Problems())) return std::nullopt;
  if (exported.text.nulls.is_ambiguous()) {
    FeelWriter asking = MakeWriter(scope);
    const std::optional<std::string> unknown = asking.Unknown(*root);
    // Nobody may ask, so what cannot be told is no problem yet.
    if (asking.Problems().empty()) {
      exported.unknown = unknown.value_or("");
      exported.unknown_names = asking.names();
    }
  }
  return exported;
}

std::optional<FeelExport::Column> FeelExport::Cells(
    const std::vector<CellText>& cells, const ExportedFeel& input,
    const feel::Type& type, const feel::Scope& scope) {
  Column column;
  bool is_right = true;
  for (const CellText& cell : cells) {
    feel::Arena constants;
    const size_t errors_before = diagnostics_.error_count();
    feel::Parser parser =
        MakeParser(cell.text, scope, cell.origin, constants, diagnostics_);
    const std::optional<feel::TestsSyntax> tests = parser.ReadTests(type);
    if (!tests || diagnostics_.error_count() > errors_before) {
      is_right = false;
      continue;
    }
    FeelWriter writer = MakeWriter(scope);
    column.cells.push_back(writer.WriteCell(*tests, input.text.nulls));
    column.names.insert(writer.names().begin(), writer.names().end());
    if (!Accept(writer.Problems())) is_right = false;
    // Where the tests name their input, a condition of its own cannot be
    // written; it is asked for only by tables that leave something open.
    FeelWriter conditions = MakeWriter(scope);
    std::string condition = conditions.WriteTestsOf(*tests, input.text);
    if (!conditions.Problems().empty()) condition.clear();
    column.conditions.push_back(std::move(condition));
  }
  if (!is_right) return std::nullopt;
  return column;
}

}  // namespace techflow::package
