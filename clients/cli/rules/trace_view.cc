#include "clients/cli/rules/trace_view.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/rules/value_text.h"
#include "clients/cli/table.h"

namespace techflow::cli {
namespace {

constexpr char kIndent[] = "  ";
constexpr char kDeepIndent[] = "    ";

// "row 2 (approve)".
std::string RuleText(const Session& session, int row, std::string_view id) {
  std::string text =
      absl::StrCat(session.In({"第 ", "row "}), row, session.In({" 行", ""}));
  if (!id.empty()) {
    absl::StrAppend(&text, session.In({"（", " ("}), Printable(id),
                    session.In({"）", ")"}));
  }
  return text;
}

std::string TableTraceText(const Session& session,
                           const dmn::TableTrace& table) {
  std::string text = absl::StrCat(kDeepIndent, session.In({"表", "table"}));
  if (!table.id.empty()) absl::StrAppend(&text, " ", Printable(table.id));
  absl::StrAppend(&text, session.In({"：", ": "}));
  if (table.matched.empty()) {
    absl::StrAppend(&text, session.In({"没有规则匹配", "no rule matched"}));
  }
  std::string separator;
  for (const dmn::MatchedRule& rule : table.matched) {
    absl::StrAppend(&text, separator, RuleText(session, rule.row, rule.id));
    separator = session.In({"、", ", "});
  }
  if (!table.matched.empty()) {
    absl::StrAppend(&text, session.In({" 匹配", " matched"}));
  }
  text += "\n";
  for (const dmn::UnmatchedRule& rule : table.unmatched) {
    absl::StrAppend(&text, kDeepIndent, kIndent,
                    RuleText(session, rule.row, rule.id),
                    session.In({"：", ": "}), Printable(rule.input),
                    session.In({" 不满足 ", " does not meet "}),
                    Printable(rule.condition), "\n");
  }
  if (table.is_unmatched_cut) {
    absl::StrAppend(&text, kDeepIndent, kIndent,
                    session.In({"其余未匹配的规则未列出",
                                "other rules that did not match are left out"}),
                    "\n");
  }
  return text;
}

// Something that an expression did, and where.
struct PlacedLine {
  feel::SourcePlace place;
  std::string text;
};

std::string BranchText(const dmn::BranchUse& branch) {
  std::string text = "if";
  if (branch.then_count > 0) absl::StrAppend(&text, " → then");
  if (branch.then_count > 1) absl::StrAppend(&text, " ×", branch.then_count);
  if (branch.else_count > 0) absl::StrAppend(&text, " → else");
  if (branch.else_count > 1) absl::StrAppend(&text, " ×", branch.else_count);
  return text;
}

// "  (the first of 3)".
std::string CountText(const Session& session, size_t count) {
  if (count < 2) return "";
  return absl::StrCat(session.In({"  （共 ", "  (the first of "}), count,
                      session.In({" 次，此为首次）", ")"}));
}

// A required name that is read has just been shown as an input.
bool IsShown(const dmn::TracedDecision& decision, const dmn::NameUse& use) {
  return std::any_of(decision.inputs.begin(), decision.inputs.end(),
                     [&use](const dmn::NamedValue& input) {
                       return input.name == use.name &&
                              ShortText(input.value) == ShortText(use.value);
                     });
}

std::vector<PlacedLine> LinesOf(const Session& session,
                                const dmn::TracedDecision& decision) {
  std::vector<PlacedLine> lines;
  for (const dmn::NameUse& use : decision.names) {
    if (IsShown(decision, use)) continue;
    lines.push_back({use.place, absl::StrCat(Printable(use.name), " = ",
                                             Printable(ShortText(use.value)),
                                             CountText(session, use.count))});
  }
  for (const dmn::BranchUse& branch : decision.branches) {
    lines.push_back({branch.place, BranchText(branch)});
  }
  for (const dmn::NullCall& call : decision.null_calls) {
    lines.push_back(
        {call.place, absl::StrCat(Printable(call.function), "() = null  (",
                                  Printable(call.reason), ")",
                                  CountText(session, call.count))});
  }
  return lines;
}

std::string UsesText(const Session& session, const Traced& traced,
                     const dmn::TracedDecision& decision) {
  std::vector<PlacedLine> lines = LinesOf(session, decision);
  for (PlacedLine& line : lines) line.place = traced.in_file(line.place);
  std::stable_sort(lines.begin(), lines.end(),
                   [](const PlacedLine& a, const PlacedLine& b) {
                     return std::tie(a.place.line, a.place.column) <
                            std::tie(b.place.line, b.place.column);
                   });
  std::string text;
  for (const PlacedLine& line : lines) {
    absl::StrAppend(&text, kDeepIndent, line.place.line, ":", line.place.column,
                    "  ", line.text, "\n");
  }
  if (decision.is_cut) {
    absl::StrAppend(&text, kDeepIndent,
                    session.In({"其余未列出", "more is left out"}), "\n");
  }
  return text;
}

std::string ResultText(const Session& session,
                       const dmn::TracedDecision& decision) {
  if (!decision.is_finished) {
    return session.In({"：未完成", ": not finished"});
  }
  std::string text = absl::StrCat(" = ", Printable(ShortText(decision.result)));
  if (decision.result.is_null()) {
    absl::StrAppend(&text, "  (", Printable(decision.result.reason().message),
                    ")");
  }
  return text;
}

std::string DecisionText(const Session& session, const Traced& traced,
                         const dmn::TracedDecision& decision) {
  const std::string name = decision.name.empty()
                               ? session.In({"表达式", "expression"})
                               : Printable(decision.name);
  std::string text =
      absl::StrCat(kIndent, Styled(name, Style::kBold, session.colour()),
                   ResultText(session, decision), "\n");
  for (const dmn::NamedValue& input : decision.inputs) {
    if (input.value.is(feel::ValueKind::kFunction)) continue;
    absl::StrAppend(&text, kDeepIndent, Printable(input.name), ": ",
                    Printable(ShortText(input.value)), "\n");
  }
  for (const dmn::TableTrace& table : decision.tables) {
    text += TableTraceText(session, table);
  }
  return text + UsesText(session, traced, decision);
}

void WriteText(const char* name, std::string_view text, JsonWriter& json) {
  json.Name(name);
  json.String(text);
}

void WriteCount(const char* name, size_t count, JsonWriter& json) {
  json.Name(name);
  json.Integer(static_cast<int64_t>(count));
}

void WriteFlag(const char* name, bool flag, JsonWriter& json) {
  json.Name(name);
  json.Boolean(flag);
}

// A list with an object for each item, whose members `write` writes.
template <typename Items, typename Write>
void WriteList(const char* name, const Items& items, JsonWriter& json,
               Write write) {
  json.Name(name);
  json.BeginArray();
  for (const auto& item : items) {
    json.BeginObject();
    write(item);
    json.EndObject();
  }
  json.EndArray();
}

void WriteTables(const dmn::TracedDecision& decision, JsonWriter& json) {
  const auto write_rule = [&json](const auto& rule) {
    json.Name("row");
    json.Integer(rule.row);
    WriteText("id", rule.id, json);
  };
  WriteList("tables", decision.tables, json, [&](const dmn::TableTrace& table) {
    WriteText("id", table.id, json);
    WriteList("matchedRules", table.matched, json, write_rule);
    WriteList("unmatchedRules", table.unmatched, json,
              [&](const dmn::UnmatchedRule& rule) {
                write_rule(rule);
                WriteText("input", rule.input, json);
                WriteText("condition", rule.condition, json);
              });
    WriteFlag("isUnmatchedCut", table.is_unmatched_cut, json);
  });
}

void WriteUses(const Traced& traced, const dmn::TracedDecision& decision,
               JsonWriter& json) {
  const auto write_place = [&](const feel::SourcePlace& place) {
    const feel::SourcePlace found = traced.in_file(place);
    WriteText("place",
              absl::StrCat(std::string(found.file), ":", found.line, ":",
                           found.column),
              json);
  };
  WriteList("names", decision.names, json, [&](const dmn::NameUse& use) {
    WriteText("name", use.name, json);
    WriteText("value", ShortText(use.value), json);
    write_place(use.place);
    WriteCount("count", use.count, json);
  });
  WriteList("branches", decision.branches, json,
            [&](const dmn::BranchUse& branch) {
              write_place(branch.place);
              WriteCount("thenCount", branch.then_count, json);
              WriteCount("elseCount", branch.else_count, json);
            });
  WriteList("nullCalls", decision.null_calls, json,
            [&](const dmn::NullCall& call) {
              write_place(call.place);
              WriteText("function", call.function, json);
              WriteText("reason", call.reason, json);
              WriteCount("count", call.count, json);
            });
  WriteFlag("isCut", decision.is_cut, json);
}

void WriteDecision(const Traced& traced, const dmn::TracedDecision& decision,
                   JsonWriter& json) {
  json.BeginObject();
  WriteText("decision", decision.name, json);
  WriteList("inputs", decision.inputs, json, [&](const dmn::NamedValue& input) {
    WriteText("name", input.name, json);
    WriteText("value", ShortText(input.value), json);
  });
  WriteTables(decision, json);
  WriteUses(traced, decision, json);
  WriteFlag("isUnfinished", !decision.is_finished, json);
  if (decision.is_finished) {
    WriteText("result", ShortText(decision.result), json);
  }
  if (decision.is_finished && decision.result.is_null()) {
    const feel::NullReason& reason = decision.result.reason();
    json.Name("nullReason");
    json.BeginObject();
    WriteReason(reason, traced.in_file(reason.place), json);
    json.EndObject();
  }
  json.EndObject();
}

}  // namespace

std::string TraceText(const Session& session, const Traced& traced) {
  std::string text = absl::StrCat(
      Styled(session.In({"计算过程", "TRACE"}), Style::kBold, session.colour()),
      session.In({"  截至 ", "  as of "}), traced.as_of, "\n");
  for (const dmn::TracedDecision& decision : traced.trace.decisions) {
    text += DecisionText(session, traced, decision);
  }
  return text;
}

void WriteTrace(const Traced& traced, JsonWriter& json) {
  json.BeginArray();
  for (const dmn::TracedDecision& decision : traced.trace.decisions) {
    WriteDecision(traced, decision, json);
  }
  json.EndArray();
}

void WriteReason(const feel::NullReason& reason, const feel::SourcePlace& place,
                 JsonWriter& json) {
  switch (reason.cause) {
    case feel::NullReason::Cause::kExplicit:
      WriteText("cause", "EXPLICIT", json);
      break;
    case feel::NullReason::Cause::kMissing:
      WriteText("cause", "MISSING", json);
      break;
    case feel::NullReason::Cause::kError:
      WriteText("cause", "ERROR", json);
      break;
  }
  WriteText("message", reason.message, json);
  if (place.line == 0) return;
  WriteText("file", place.file, json);
  json.Name("line");
  json.Integer(place.line);
  json.Name("column");
  json.Integer(place.column);
}

}  // namespace techflow::cli
