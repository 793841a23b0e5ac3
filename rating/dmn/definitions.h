#ifndef TECHFLOW_RATING_DMN_DEFINITIONS_H_
#define TECHFLOW_RATING_DMN_DEFINITIONS_H_

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "rating/dmn/source_text.h"

// What a DMN file says, as plain structs and in the words of the standard.
// Nothing here is checked or compiled; texts know where they stand.
namespace techflow::dmn {

struct BoxedExpression;
using BoxedPointer = std::unique_ptr<BoxedExpression>;

// A name with a declared type; `type_ref` is empty where none is declared.
struct TypedName {
  std::string name;
  std::string type_ref;
  Place place;
};

struct LiteralExpression {
  SourceText text;
};

enum class HitPolicy {
  kUnique,
  kAny,
  kFirst,
  kPriority,
  kRuleOrder,
  kOutputOrder,
  kCollect,
};

enum class Aggregation { kNone, kSum, kMin, kMax, kCount };

struct InputClause {
  std::string id;
  std::string label;
  SourceText expression;
  std::string type_ref;
  SourceText allowed_values;
  Place place;
};

struct OutputClause {
  std::string id;
  std::string name;
  std::string label;
  std::string type_ref;
  SourceText allowed_values;
  SourceText default_entry;
  Place place;
};

struct Rule {
  std::string id;
  std::vector<SourceText> inputs;
  std::vector<SourceText> outputs;
  std::vector<std::string> annotations;
  Place place;
};

struct DecisionTable {
  HitPolicy hit_policy = HitPolicy::kUnique;
  Aggregation aggregation = Aggregation::kNone;
  std::vector<InputClause> inputs;
  std::vector<OutputClause> outputs;
  std::vector<Rule> rules;
};

struct BoxedContext {
  struct Entry {
    TypedName variable;  // Without a name for the entry that is the result.
    BoxedPointer value;
  };
  std::vector<Entry> entries;
};

struct BoxedList {
  std::vector<BoxedPointer> items;
};

struct Relation {
  std::vector<TypedName> columns;
  std::vector<std::vector<BoxedPointer>> rows;
};

struct Invocation {
  struct Binding {
    TypedName parameter;
    BoxedPointer value;
  };
  BoxedPointer function;
  std::vector<Binding> bindings;
};

struct FunctionDefinition {
  enum class Kind { kFeel, kJava, kPmml };
  Kind kind = Kind::kFeel;
  std::vector<TypedName> parameters;
  BoxedPointer body;  // Null pointer where there is none.
};

struct Conditional {
  BoxedPointer condition;
  BoxedPointer then;
  BoxedPointer otherwise;
};

struct Filter {
  BoxedPointer list;
  BoxedPointer match;
};

struct Iteration {
  enum class Kind { kFor, kSome, kEvery };
  Kind kind = Kind::kFor;
  std::string variable;
  BoxedPointer list;
  BoxedPointer body;
};

struct BoxedExpression {
  std::string id;
  std::string type_ref;
  Place place;
  std::variant<LiteralExpression, DecisionTable, BoxedContext, BoxedList,
               Relation, Invocation, FunctionDefinition, Conditional, Filter,
               Iteration>
      content;
};

struct ItemDefinition {
  std::string name;
  std::string type_ref;
  bool is_collection = false;
  SourceText allowed_values;   // Of a collection: of each of its items.
  SourceText type_constraint;  // Of a collection: of the list as a whole.
  std::vector<ItemDefinition> components;
  // A type of functions: parameters and result.
  struct Function {
    std::vector<TypedName> parameters;
    std::string result_type_ref;
  };
  std::optional<Function> function;
  Place place;
};

// "#id" of an element of this file, or "namespace#id" of another's.
struct Reference {
  std::string href;
  Place place;
};

struct InputData {
  std::string id;
  TypedName variable;
};

struct Decision {
  std::string id;
  TypedName variable;
  std::vector<Reference> required_inputs;
  std::vector<Reference> required_decisions;
  std::vector<Reference> required_knowledge;
  BoxedPointer logic;  // Null pointer where the decision has none.
};

struct BusinessKnowledgeModel {
  std::string id;
  TypedName variable;
  std::vector<Reference> required_knowledge;
  std::optional<FunctionDefinition> function;
};

struct DecisionService {
  std::string id;
  TypedName variable;
  std::vector<Reference> output_decisions;
  std::vector<Reference> encapsulated_decisions;
  std::vector<Reference> input_decisions;
  std::vector<Reference> input_data;
};

struct Import {
  std::string name;
  std::string target_namespace;
  Place place;
};

struct Definitions {
  std::string file;
  std::string name;
  std::string target_namespace;
  std::string dmn_version;  // "1.1" to "1.6".
  std::vector<Import> imports;
  std::vector<ItemDefinition> item_definitions;
  std::vector<InputData> inputs;
  std::vector<Decision> decisions;
  std::vector<BusinessKnowledgeModel> knowledge_models;
  std::vector<DecisionService> services;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_DEFINITIONS_H_
