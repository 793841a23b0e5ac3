// Compiles decision tables; what they do when they run is in decision_table.cc.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/dmn/boxed_expression.h"
#include "rating/dmn/checked_rows.h"
#include "rating/dmn/decision_table.h"
#include "rating/dmn/table_check.h"

namespace techflow::dmn {
namespace {

class TableCompiler {
 public:
  TableCompiler(const DecisionTable& table, Place place,
                LogicCompiler& compiler)
      : table_(table), compiler_(compiler) {
    parts_.place = place;
    parts_.file = compiler.setting().file;
    parts_.hit_policy = table.hit_policy;
    parts_.aggregation = table.aggregation;
  }

  LogicPointer Compile(const std::string& id) {
    parts_.id = id;
    CheckPolicy();
    for (const InputClause& input : table_.inputs) CompileInput(input);
    if (is_valid_) {
      for (const OutputClause& output : table_.outputs) CompileOutput(output);
      for (const Rule& rule : table_.rules) CompileRule(rule);
      CheckOrder();
    }
    if (!is_valid_) {
      return std::make_unique<FailedLogic>(
          parts_.file, parts_.place.line, parts_.place.column,
          "the decision table could not be compiled");
    }
    feel::Type type = ResultType();
    parts_.order = OutputOrder(std::move(output_values_));
    if (compiler_.is_strict()) Check();
    RuleGrid grid(table_.inputs.size(), table_.rules.size(), std::move(cells_),
                  compiler_.is_strict() ? RuleGrid::NullTest::kIsUnknown
                                        : RuleGrid::NullTest::kRulesOut);
    return std::make_unique<TableLogic>(std::move(type), std::move(parts_),
                                        std::move(grid));
  }

 private:
  void Fail(Place place, std::string message) {
    compiler_.Report(place, std::move(message));
    is_valid_ = false;
  }

  ExpressionPointer CompileText(const SourceText& text) {
    ExpressionPointer compiled = compiler_.CompileText(text);
    is_valid_ = is_valid_ && compiled != nullptr;
    return compiled;
  }

  UnaryTestsPointer CompileTests(const SourceText& text,
                                 const feel::Type& type) {
    UnaryTestsPointer compiled = compiler_.CompileTests(text, type);
    is_valid_ = is_valid_ && compiled != nullptr;
    return compiled;
  }

  // The column's own list of values, or that of its type.
  UnaryTestsPointer CompileAllowed(const SourceText& own,
                                   std::string_view type_ref,
                                   const feel::Type& type) {
    if (own.exists()) return CompileTests(own, type);
    const SourceText* of_type =
        compiler_.setting().types.AllowedValues(type_ref);
    return of_type == nullptr ? nullptr : CompileTests(*of_type, type);
  }

  void CheckPolicy() {
    if (table_.aggregation == Aggregation::kNone) return;
    if (table_.hit_policy != HitPolicy::kCollect) {
      Fail(parts_.place, "an aggregation asks for the hit policy COLLECT");
    } else if (table_.outputs.size() > 1) {
      Fail(parts_.place, "an aggregation asks for one output, not several");
    }
  }

  void CompileInput(const InputClause& input) {
    if (!input.expression.exists()) {
      Fail(input.place, "the column has no input expression");
      return;
    }
    TableLogic::Input compiled;
    compiled.label = input.label.empty() ? input.expression.text : input.label;
    compiled.place = input.place;
    compiled.expression = CompileText(input.expression);
    compiled.type = compiler_.ResolveType(input.type_ref, input.place).type;
    if (compiled.expression == nullptr) return;
    const feel::Type& found = compiled.expression->type();
    if (!found.MayBe(compiled.type)) {
      Fail(input.place,
           fmt::format("`{}` is a {}, and the column declares a {}",
                       input.expression.text, found.ToString(),
                       compiled.type.ToString()));
      return;
    }
    // The cells test the closer type of the two.
    test_types_.push_back(found.ConformsTo(compiled.type) ? found
                                                          : compiled.type);
    compiled.allowed_values = CompileAllowed(
        input.allowed_values, input.type_ref, test_types_.back());
    parts_.inputs.push_back(std::move(compiled));
  }

  void CompileOutput(const OutputClause& output) {
    TableLogic::Output compiled;
    compiled.name = output.name;
    compiled.place = output.place;
    compiled.type = compiler_.ResolveType(output.type_ref, output.place).type;
    if (table_.outputs.size() > 1) CheckOutputName(output);
    if (output.default_entry.exists()) {
      compiled.default_entry = CompileText(output.default_entry);
    }
    output_values_.push_back(
        CompileAllowed(output.allowed_values, output.type_ref, compiled.type));
    parts_.outputs.push_back(std::move(compiled));
  }

  void CheckOutputName(const OutputClause& output) {
    if (output.name.empty()) {
      Fail(output.place, "one of several outputs has no name");
    }
    for (const TableLogic::Output& other : parts_.outputs) {
      if (other.name != output.name) continue;
      Fail(output.place,
           fmt::format("the output `{}` is there twice", output.name));
    }
  }

  void CompileRule(const Rule& rule) {
    TableLogic::Row row;
    row.id = rule.id;
    row.place = rule.place;
    for (size_t i = 0; i < rule.inputs.size(); ++i) {
      SourceText text = rule.inputs[i];
      if (text.text.empty()) {
        if (compiler_.is_strict()) {
          Fail(text.place, "the condition is empty; write `-` for any value");
        }
        text.text.assign(1, '-');
      }
      cells_.push_back(CompileTests(text, test_types_[i]));
      row.conditions.push_back(std::move(text.text));
    }
    for (size_t i = 0; i < rule.outputs.size(); ++i) {
      if (rule.outputs[i].text.empty()) {
        Fail(rule.outputs[i].place, "the output is empty");
        continue;
      }
      row.outputs.push_back(CompileText(rule.outputs[i]));
      if (row.outputs.back() != nullptr) {
        CheckOutput(*row.outputs.back(), parts_.outputs[i].type,
                    rule.outputs[i].place);
      }
    }
    parts_.rows.push_back(std::move(row));
  }

  void CheckOutput(const feel::Expression& output, const feel::Type& declared,
                   Place place) {
    if (output.type().MayBe(declared)) return;
    compiler_.Report(
        place, fmt::format("this is a {}, and the column declares a {}",
                           output.type().ToString(), declared.ToString()));
  }

  void CheckOrder() {
    if (table_.hit_policy != HitPolicy::kPriority &&
        table_.hit_policy != HitPolicy::kOutputOrder) {
      return;
    }
    if (OutputOrder(output_values_).is_known()) return;
    compiler_.Report(parts_.place,
                     "PRIORITY and OUTPUT ORDER ask for a list of output "
                     "values, the first of which comes first");
  }

  feel::Type ResultType() const {
    feel::Type row;
    if (table_.outputs.size() == 1) {
      row = OutputType(0);
    } else {
      std::vector<feel::Member> members;
      for (size_t i = 0; i < parts_.outputs.size(); ++i) {
        members.push_back({parts_.outputs[i].name, OutputType(i)});
      }
      row = feel::Type::Context(std::move(members));
    }
    switch (table_.hit_policy) {
      case HitPolicy::kRuleOrder:
      case HitPolicy::kOutputOrder:
        return ListOf(std::move(row));
      case HitPolicy::kCollect:
        if (table_.aggregation == Aggregation::kNone) return ListOf(row);
        if (table_.aggregation == Aggregation::kCount) {
          return feel::TypeKind::kNumber;
        }
        return row;
      default:
        return row;
    }
  }

  // A default need not be a list.
  feel::Type ListOf(feel::Type row) const {
    const bool has_default = HasDefault();
    return has_default ? feel::Type() : feel::Type::List(std::move(row));
  }

  feel::Type OutputType(size_t column) const {
    const feel::Type& declared = parts_.outputs[column].type;
    if (!declared.is(feel::TypeKind::kAny)) return declared;
    feel::Type type(feel::TypeKind::kNull);
    for (const TableLogic::Row& row : parts_.rows) {
      type = feel::CommonType(type, row.outputs[column]->type());
    }
    const ExpressionPointer& entry = parts_.outputs[column].default_entry;
    return entry == nullptr ? type : feel::CommonType(type, entry->type());
  }

  bool HasDefault() const {
    return std::any_of(parts_.outputs.begin(), parts_.outputs.end(),
                       [](const TableLogic::Output& output) {
                         return output.default_entry != nullptr;
                       });
  }

  void Check() {
    CheckedTable checked;
    checked.hit_policy = parts_.hit_policy;
    checked.has_default = HasDefault();
    checked.place = parts_.place;
    checked.rows = CheckedRows(parts_);
    for (size_t i = 0; i < parts_.inputs.size(); ++i) {
      CheckedTable::Column column;
      column.label = parts_.inputs[i].label;
      column.allowed_values = parts_.inputs[i].allowed_values.get();
      for (size_t row = 0; row < parts_.rows.size(); ++row) {
        column.cells.push_back(cells_[row * parts_.inputs.size() + i].get());
      }
      checked.columns.push_back(std::move(column));
    }
    for (TableProblem& problem : CheckTable(checked)) {
      if (problem.is_error) {
        compiler_.Report(problem.place, std::move(problem.message));
      } else {
        compiler_.Warn(problem.place, std::move(problem.message));
      }
    }
  }

  const DecisionTable& table_;
  LogicCompiler& compiler_;
  TableLogic::Parts parts_;
  std::vector<feel::Type> test_types_;
  std::vector<UnaryTestsPointer> output_values_;
  std::vector<RuleGrid::Cell> cells_;
  bool is_valid_ = true;
};

}  // namespace

LogicPointer CompileTable(const DecisionTable& table, const std::string& id,
                          Place place, LogicCompiler& compiler) {
  return TableCompiler(table, place, compiler).Compile(id);
}

}  // namespace techflow::dmn
