#ifndef TECHFLOW_RATING_PACKAGE_DMN_EXPORT_FEEL_H_
#define TECHFLOW_RATING_PACKAGE_DMN_EXPORT_FEEL_H_

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rating/feel/diagnostics.h"
#include "rating/feel/scope.h"
#include "rating/feel/type.h"
#include "rating/package/dmn_export_nulls.h"
#include "rating/package/dmn_export_writer.h"

namespace techflow::package {

// An expression in the standard's dialect.
struct ExportedFeel {
  FeelText text;
  feel::Type type;
  // Names of the scope that it uses.
  std::set<std::string> names;
  // Where it may be null for two reasons: FEEL that is true where evidence is
  // missing, if that can be told, and the names in it.
  std::string unknown;
  std::set<std::string> unknown_names;
};

// Texts of a strict model as texts of the standard's dialect. Knows the names
// of the model and which nulls they may be. One thread.
class FeelExport {
 public:
  explicit FeelExport(feel::Diagnostics& diagnostics)
      : diagnostics_(diagnostics) {}

  void SetNulls(const std::string& name, NameNulls nulls) {
    nulls_[name] = std::move(nulls);
  }
  NameNulls NullsOf(const std::string& name) const;

  // Names that stand for something else for as long as it lives: parameters,
  // entries of a context.
  class InnerNames {
   public:
    InnerNames(FeelExport& feel, const std::vector<std::string>& names,
               const NullKinds& kinds)
        : feel_(feel), outer_(feel.nulls_) {
      for (const std::string& name : names) {
        feel_.SetNulls(name,
                       {kinds, kinds.is_ambiguous() ? UnknownName(name) : ""});
      }
    }
    ~InnerNames() { feel_.nulls_ = std::move(outer_); }
    InnerNames(const InnerNames&) = delete;
    InnerNames& operator=(const InnerNames&) = delete;

   private:
    FeelExport& feel_;
    std::map<std::string, NameNulls> outer_;
  };

  // Nothing where the text cannot be read or not be exported; what is wrong is
  // in the diagnostics, each at its place.
  std::optional<ExportedFeel> Expression(std::string_view text,
                                         const feel::SourceOrigin& origin,
                                         const feel::Scope& scope, FeelUse use);

  // A column of a decision table: its input and its cells.
  struct Column {
    std::vector<FeelWriter::Cell> cells;
    // Each cell as an expression: true, false or null.
    std::vector<std::string> conditions;
    std::set<std::string> names;
  };
  struct CellText {
    std::string_view text;
    feel::SourceOrigin origin;
  };
  std::optional<Column> Cells(const std::vector<CellText>& cells,
                              const ExportedFeel& input, const feel::Type& type,
                              const feel::Scope& scope);

  void Report(const feel::SourceOrigin& origin, std::string message) {
    diagnostics_.AddError({origin.file, origin.line, origin.column},
                          std::move(message));
  }

 private:
  FeelWriter MakeWriter(const feel::Scope& scope) const;
  // Whether there are none; each is told once.
  bool Accept(const std::vector<FeelProblem>& problems);

  feel::Diagnostics& diagnostics_;
  std::map<std::string, NameNulls> nulls_;
};

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_DMN_EXPORT_FEEL_H_
