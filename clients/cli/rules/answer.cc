#include "clients/cli/rules/answer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "clients/cli/output.h"
#include "clients/cli/rules/findings.h"
#include "clients/cli/rules/trace_view.h"
#include "clients/cli/rules/value_text.h"
#include "clients/cli/rules/value_to_json.h"

namespace techflow::cli {
namespace {

// Nulls of one result that are told; more would not be read.
constexpr size_t kMaxToldNulls = 100;

// Columns of a line of values, and a line without an end.
constexpr size_t kWidth = 80;
constexpr size_t kUnbroken = size_t{1} << 28;

struct NamedNull {
  std::string path;  // With the result's name, where it is shown under it.
  const feel::NullReason* reason;
};

std::vector<NamedNull> NullsOf(const Answer& answer) {
  std::vector<NamedNull> nulls;
  for (const NamedResult& result : answer.results) {
    for (const FoundNull& found : FindNulls(result.value, kMaxToldNulls)) {
      std::string path = answer.is_one ? "" : result.name;
      if (!path.empty() && !found.path.empty() && found.path[0] != '[') {
        path += ".";
      }
      nulls.push_back({path + found.path, found.reason});
    }
  }
  return nulls;
}

void WriteResults(const Answer& answer, JsonWriter& json) {
  if (answer.is_one) return WriteValue(answer.results[0].value, json);
  json.BeginObject();
  for (const NamedResult& result : answer.results) {
    json.Name(result.name);
    WriteValue(result.value, json);
  }
  json.EndObject();
}

// The value alone; with a trace an object that tells all.
std::string AnswerJson(const Answer& answer) {
  JsonWriter json;
  if (!answer.shows_trace) {
    WriteResults(answer, json);
    return json.Take();
  }
  json.BeginObject();
  json.Name("asOf");
  json.String(answer.traced->as_of);
  if (!answer.results.empty()) {
    json.Name(answer.is_one ? "result" : "results");
    WriteResults(answer, json);
  }
  if (!answer.status.ok()) {
    json.Name("error");
    json.String(std::string(answer.status.message()));
  }
  json.Name("nulls");
  json.BeginArray();
  for (const NamedNull& null : NullsOf(answer)) {
    json.BeginObject();
    json.Name("path");
    json.String(null.path);
    WriteReason(*null.reason, answer.traced->in_file(null.reason->place), json);
    json.EndObject();
  }
  json.EndArray();
  json.Name("trace");
  WriteTrace(*answer.traced, json);
  json.EndObject();
  return json.Take();
}

std::string AnswerText(const Session& session, const Answer& answer) {
  std::string text;
  for (const NamedResult& result : answer.results) {
    if (!answer.is_one) {
      absl::StrAppend(
          &text, Styled(Printable(result.name), Style::kBold, session.colour()),
          ": ");
    }
    absl::StrAppend(&text, ValueText(result.value, kWidth), "\n");
  }
  if (answer.shows_trace) {
    absl::StrAppend(&text, text.empty() ? "" : "\n",
                    TraceText(session, *answer.traced));
  }
  return text;
}

Table AnswerCsv(const Answer& answer) {
  Table table{{{"name"}, {"type"}, {"value"}, {"null_reason"}}, {}};
  for (const NamedResult& result : answer.results) {
    const bool is_null = result.value.is_null();
    table.rows.push_back(
        {{result.name},
         {std::string(feel::KindName(result.value.kind()))},
         {ValueText(result.value, kUnbroken)},
         {is_null ? std::string(result.value.reason().message) : ""}});
  }
  return table;
}

// Whether the status of the evaluation or the compiler has told of the null.
bool IsTold(const Answer& answer, const feel::Diagnostics& diagnostics,
            const feel::NullReason& reason) {
  if (!answer.status.ok() &&
      std::string(answer.status.message()).ends_with(reason.message)) {
    return true;
  }
  return std::any_of(diagnostics.all().begin(), diagnostics.all().end(),
                     [&reason](const feel::Diagnostic& found) {
                       return found.line == reason.place.line &&
                              found.column == reason.place.column &&
                              found.message == reason.message;
                     });
}

// Nulls of one cause, which a loop makes many of.
struct ToldNull {
  const feel::NullReason* reason;
  std::string path;  // Of the first.
  size_t more = 0;
};

std::vector<ToldNull> Grouped(const std::vector<NamedNull>& nulls) {
  std::vector<ToldNull> groups;
  for (const NamedNull& null : nulls) {
    const auto known = std::find_if(
        groups.begin(), groups.end(), [&null](const ToldNull& group) {
          return group.reason->place.file == null.reason->place.file &&
                 group.reason->place.line == null.reason->place.line &&
                 group.reason->place.column == null.reason->place.column &&
                 group.reason->message == null.reason->message;
        });
    if (known == groups.end()) {
      groups.push_back({null.reason, null.path, 0});
    } else {
      ++known->more;
    }
  }
  return groups;
}

void TellNulls(Session& session, const Answer& answer,
               const feel::Diagnostics& diagnostics) {
  for (const ToldNull& null : Grouped(NullsOf(answer))) {
    if (IsTold(answer, diagnostics, *null.reason)) continue;
    std::string message(null.reason->message);
    if (!null.path.empty()) {
      absl::StrAppend(&message, session.In({"（", " ("}), null.path);
      if (null.more > 0) {
        absl::StrAppend(&message, session.In({"，另有 ", " and "}), null.more,
                        session.In({" 处", " more"}));
      }
      absl::StrAppend(&message, session.In({"）", ")"}));
    }
    TellNull(session, answer.traced->in_file(null.reason->place), message,
             answer.expression);
  }
}

bool HasError(const Answer& answer) {
  for (const NamedResult& result : answer.results) {
    for (const FoundNull& found : FindNulls(result.value, kUnbroken)) {
      if (found.reason->cause == feel::NullReason::Cause::kError) return true;
    }
  }
  return false;
}

}  // namespace

absl::StatusOr<int> PrintAnswer(Session& session, const Answer& answer,
                                const feel::Diagnostics& diagnostics) {
  for (const NamedResult& result : answer.results) {
    if (absl::Status status = CheckWritable(result.value); !status.ok()) {
      return status;
    }
  }
  if (!answer.results.empty() || answer.shows_trace) {
    PrintJson(session, AnswerJson(answer),
              {[&] { return AnswerCsv(answer); },
               [&] { return AnswerText(session, answer); }});
    session.out.flush();  // Before what follows on the other stream.
  }
  if (!answer.status.ok())
    TellError(session, std::string(answer.status.message()));
  TellNulls(session, answer, diagnostics);
  return answer.status.ok() && !HasError(answer) ? kExitOk : kExitFindings;
}

}  // namespace techflow::cli
