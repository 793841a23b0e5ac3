#include "tests/rating/feel/reference/tree_text.h"

#include <fmt/format.h>

namespace techflow::feel::reference {
namespace {

using Form = Tree::Form;

// How tightly a form binds. Forms without end swallow all that follows.
enum Strength {
  kWithoutEnd,
  kOr,
  kAnd,
  kComparison,
  kSum,
  kProduct,
  kPower,
  kSign,
  kPostfix,
  kAtom,
};

Strength StrengthOfOperator(const std::string& word) {
  if (word == "or") return kOr;
  if (word == "and") return kAnd;
  if (word == "+" || word == "-") return kSum;
  if (word == "*" || word == "/") return kProduct;
  return word == "**" ? kPower : kComparison;
}

Strength StrengthOf(const Tree& tree) {
  switch (tree.form) {
    case Form::kOperator:
      return StrengthOfOperator(tree.word);
    case Form::kBetween:
    case Form::kIn:
      return kComparison;
    case Form::kNegation:
      return kSign;
    case Form::kIf:
    case Form::kFor:
    case Form::kSome:
    case Form::kEvery:
    case Form::kFunction:
    // Engines do not agree where it stands among the others.
    case Form::kInstanceOf:
      return kWithoutEnd;
    case Form::kPath:
    case Form::kPosition:
    case Form::kFilter:
    case Form::kCall:
      return kPostfix;
    default:
      return kAtom;
  }
}

class Writer {
 public:
  // `constants` is null where they are written as themselves.
  explicit Writer(std::vector<Value>* constants) : constants_(constants) {}

  std::string Write(const Tree& tree, Strength weakest = kWithoutEnd) {
    const std::string text = WriteBare(tree);
    return StrengthOf(tree) < weakest ? fmt::format("({})", text) : text;
  }

 private:
  std::string WriteBare(const Tree& tree);
  std::string WriteConstant(const Value& constant);
  std::string WriteOperator(const Tree& tree);
  std::string WriteIn(const Tree& tree);
  std::string WriteTest(const Tree& test);
  std::string WriteLoop(const Tree& tree);
  std::string WriteFunction(const Tree& tree);
  std::string WriteParts(const Tree& tree, size_t first);

  std::vector<Value>* constants_;
};

std::string Writer::WriteConstant(const Value& constant) {
  if (constants_ == nullptr) return Text(constant);
  constants_->push_back(constant);
  return fmt::format("c{}", constants_->size());
}

// Parts from `first` on, with their names where they have some.
std::string Writer::WriteParts(const Tree& tree, size_t first) {
  std::string text;
  for (size_t i = first; i < tree.parts.size(); ++i) {
    if (i > first) text += ", ";
    if (!tree.names.empty()) text += tree.names[i - first] + ": ";
    text += Write(tree.parts[i]);
  }
  return text;
}

std::string Writer::WriteOperator(const Tree& tree) {
  const Strength own = StrengthOf(tree);
  // Equal strength groups from the left; comparisons do not group.
  const auto right = static_cast<Strength>(own + 1);
  const std::string left =
      Write(tree.parts[0], own == kComparison ? right : own);
  return fmt::format("{} {} {}", left, tree.word, Write(tree.parts[1], right));
}

std::string Writer::WriteTest(const Tree& test) {
  if (test.form != Form::kComparison) return Write(test, kOr);
  return test.word + " " + Write(test.parts[0], kSum);
}

std::string Writer::WriteIn(const Tree& tree) {
  std::string text = Write(tree.parts[0], kSum) + " in ";
  const Form only = tree.parts[1].form;
  if (tree.parts.size() == 2 && (only == Form::kComparison ||
                                 only == Form::kRange || only == Form::kList)) {
    return text + WriteTest(tree.parts[1]);
  }
  text += "(";
  for (size_t i = 1; i < tree.parts.size(); ++i) {
    text += (i > 1 ? ", " : "") + WriteTest(tree.parts[i]);
  }
  return text + ")";
}

std::string Writer::WriteLoop(const Tree& tree) {
  std::string text = tree.form == Form::kFor    ? "for "
                     : tree.form == Form::kSome ? "some "
                                                : "every ";
  for (size_t i = 0; i < tree.names.size(); ++i) {
    text += (i > 0 ? ", " : "") + tree.names[i] + " in ";
    text += Write(tree.parts[i], kSum);
  }
  text += tree.form == Form::kFor ? " return " : " satisfies ";
  return text + Write(tree.parts.back());
}

std::string Writer::WriteFunction(const Tree& tree) {
  std::string text = "function(";
  for (size_t i = 0; i < tree.names.size(); ++i) {
    text += (i > 0 ? ", " : "") + tree.names[i];
    if (tree.types[i].word != "Any") text += ": " + Text(tree.types[i]);
  }
  return text + ") " + Write(tree.parts[0]);
}

std::string Writer::WriteBare(const Tree& tree) {
  const auto part = [&](size_t i, Strength weakest = kWithoutEnd) {
    return Write(tree.parts[i], weakest);
  };
  switch (tree.form) {
    case Form::kConstant:
      return WriteConstant(tree.constant);
    case Form::kName:
      return tree.word;
    case Form::kOperator:
      return WriteOperator(tree);
    case Form::kNegation:
      return fmt::format("-{}", part(0, kSign));
    case Form::kBetween: {
      const std::string value = part(0, kSum) + " between ";
      const std::string low = part(1, kSum);
      return value + low + " and " + part(2, kSum);
    }
    case Form::kIn:
      return WriteIn(tree);
    case Form::kComparison:
      return WriteTest(tree);
    case Form::kRange: {
      const std::string low = part(0, kSum);
      return fmt::format("{}{}..{}{}", tree.word[0], low, part(1, kSum),
                         tree.word[1]);
    }
    case Form::kIteration: {
      const std::string first = part(0, kSum) + "..";
      return first + part(1, kSum);
    }
    case Form::kIf: {
      std::string text = "if " + part(0);
      text += " then " + part(1);
      return text + " else " + part(2);
    }
    case Form::kList:
      return fmt::format("[{}]", WriteParts(tree, 0));
    case Form::kContext:
      return fmt::format("{{{}}}", WriteParts(tree, 0));
    case Form::kPath: {
      const bool is_constant = tree.parts[0].form == Form::kConstant;
      const std::string value = part(0, kPostfix);
      return (is_constant ? fmt::format("({})", value) : value) + "." +
             tree.word;
    }
    case Form::kPosition:
    case Form::kFilter: {
      const std::string list = part(0, kPostfix);
      return fmt::format("{}[{}]", list, part(1));
    }
    case Form::kFor:
    case Form::kSome:
    case Form::kEvery:
      return WriteLoop(tree);
    case Form::kFunction:
      return WriteFunction(tree);
    case Form::kCall: {
      const std::string function = part(0, kPostfix);
      return fmt::format("{}({})", function, WriteParts(tree, 1));
    }
    case Form::kBuiltin:
      return fmt::format("{}({})", tree.word, WriteParts(tree, 0));
    case Form::kInstanceOf:
      return part(0, kPostfix) + " instance of " + Text(tree.types[0]);
  }
  return "";
}

}  // namespace

std::string Text(const Tree& tree) { return Writer(nullptr).Write(tree); }

NamedText TextWithNamedConstants(const Tree& tree) {
  NamedText named;
  named.text = Writer(&named.constants).Write(tree);
  return named;
}

}  // namespace techflow::feel::reference
