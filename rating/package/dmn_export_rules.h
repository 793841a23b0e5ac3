#ifndef TECHFLOW_RATING_PACKAGE_DMN_EXPORT_RULES_H_
#define TECHFLOW_RATING_PACKAGE_DMN_EXPORT_RULES_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rating/dmn/decision_graph.h"
#include "rating/dmn/definitions.h"
#include "rating/dmn/item_definition.h"
#include "rating/package/dmn_export_document.h"
#include "rating/package/dmn_export_feel.h"

namespace techflow::package {

// The decisions of a model's rules as decisions of a plain DMN file. One
// thread; what it is made from outlives it.
class RulesExport {
 public:
  RulesExport(const dmn::Definitions& rules, const dmn::DecisionGraph& graph,
              FeelExport& feel, feel::Diagnostics& diagnostics);

  // Adds every decision to `document`, which has the inputs, and tells `feel`
  // which nulls each may be. False where one cannot be exported; all of them
  // are in the diagnostics.
  bool AddTo(DmnDocument& document);

 private:
  // Logic that was exported.
  struct Exported {
    XmlElement element;
    NullKinds nulls;
    feel::Type type;
    std::set<std::string> names;
    // As in ExportedFeel.
    std::string unknown;
    std::set<std::string> unknown_names;
  };
  struct Table;

  // After the functions that it calls; once.
  bool AddFunction(const dmn::BusinessKnowledgeModel& model,
                   DmnDocument& document);
  bool AddDecision(const dmn::Decision& decision, DmnDocument& document);
  feel::Scope ScopeOf(const dmn::Decision& decision) const;
  void AddFunctionsTo(const std::vector<dmn::Reference>& required,
                      feel::Scope& scope) const;

  std::optional<Exported> Export(const dmn::BoxedExpression& expression,
                                 const feel::Scope& scope);
  std::optional<Exported> ExportLiteral(const dmn::LiteralExpression& literal,
                                        const feel::Scope& scope);
  std::optional<Exported> ExportContext(const dmn::BoxedContext& context,
                                        const feel::Scope& scope);
  std::optional<Exported> ExportList(const dmn::BoxedList& list,
                                     const feel::Scope& scope);
  std::optional<Exported> ExportRelation(const dmn::Relation& relation,
                                         const feel::Scope& scope);

  // dmn_export_table.cc
  std::optional<Exported> ExportTable(const dmn::DecisionTable& table,
                                      dmn::Place place,
                                      const feel::Scope& scope);
  bool ReadInputs(const dmn::DecisionTable& table, const feel::Scope& scope,
                  Table& read);
  bool ReadOutputs(const dmn::DecisionTable& table, const feel::Scope& scope,
                   Table& read);
  XmlElement TableElement(const dmn::DecisionTable& table,
                          const Table& read) const;
  std::optional<Exported> FirstAsConditions(const dmn::DecisionTable& table,
                                            dmn::Place place, Table& read);
  std::optional<Exported> Guarded(dmn::Place place, Table& read,
                                  XmlElement element);

  std::optional<ExportedFeel> ExportText(const dmn::SourceText& text,
                                         const feel::Scope& scope);
  feel::SourceOrigin OriginOf(const dmn::SourceText& text) const;
  std::optional<Exported> Refuse(dmn::Place place, std::string message);

  const dmn::Definitions& rules_;
  const dmn::DecisionGraph& graph_;
  FeelExport& feel_;
  feel::Diagnostics& diagnostics_;
  dmn::TypeTable types_;
  // Functions that were added or refused.
  std::set<std::string> functions_;
};

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_DMN_EXPORT_RULES_H_
