#include "clients/cli/rules/model_check.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/output.h"
#include "clients/cli/rules/findings.h"
#include "clients/cli/rules/json_writer.h"
#include "clients/cli/rules/model_inputs.h"
#include "clients/cli/table.h"
#include "rating/dmn/decision_graph.h"
#include "rating/dmn/linked_model.h"

namespace techflow::cli {
namespace {

// What was found in a file.
struct Checked {
  std::string path;
  feel::Dialect dialect = feel::Dialect::kStrict;
  feel::Diagnostics diagnostics;
  std::optional<dmn::LinkedModel> linked;

  size_t error_count() const { return diagnostics.error_count(); }
  size_t warning_count() const {
    return diagnostics.all().size() - error_count();
  }
};

// The names of techflow.v1.Diagnostic.
const char* SeverityName(const feel::Diagnostic& found) {
  return found.severity == feel::Severity::kError ? "SEVERITY_ERROR"
                                                  : "SEVERITY_WARNING";
}

std::string CheckedJson(const Checked& checked) {
  const auto text = [](JsonWriter& json, const char* name,
                       std::string_view value) {
    json.Name(name);
    json.String(value);
  };
  const auto count = [](JsonWriter& json, const char* name, size_t value) {
    json.Name(name);
    json.Integer(static_cast<int64_t>(value));
  };
  JsonWriter json;
  json.BeginObject();
  text(json, "file", checked.path);
  text(json, "dialect",
       checked.dialect == feel::Dialect::kStrict ? "strict" : "conformance");
  json.Name("valid");
  json.Boolean(checked.error_count() == 0);
  count(json, "errorCount", checked.error_count());
  count(json, "warningCount", checked.warning_count());
  json.Name("diagnostics");
  json.BeginArray();
  for (const feel::Diagnostic& found : checked.diagnostics.all()) {
    json.BeginObject();
    text(json, "severity", SeverityName(found));
    text(json, "file", found.file);
    json.Name("line");
    json.Integer(found.line);
    json.Name("column");
    json.Integer(found.column);
    text(json, "message", found.message);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return json.Take();
}

Table CheckedCsv(const Checked& checked) {
  Table table{{{"severity"}, {"file"}, {"line"}, {"column"}, {"message"}}, {}};
  for (const feel::Diagnostic& found : checked.diagnostics.all()) {
    table.rows.push_back({{SeverityName(found)},
                          {found.file},
                          {absl::StrCat(found.line)},
                          {absl::StrCat(found.column)},
                          {found.message}});
  }
  return table;
}

// "3 decisions"; nothing for none.
void AddCount(const Session& session, size_t count, const Text& one,
              const Text& many, std::vector<std::string>& parts) {
  if (count == 0) return;
  parts.push_back(
      absl::StrCat(count, " ", session.In(count == 1 ? one : many)));
}

std::string Summary(const Session& session, const Checked& checked) {
  const bool is_valid = checked.error_count() == 0;
  std::vector<std::string> parts;
  AddCount(session, checked.error_count(), {"个错误", "error"},
           {"个错误", "errors"}, parts);
  AddCount(session, checked.warning_count(), {"个警告", "warning"},
           {"个警告", "warnings"}, parts);
  if (is_valid && checked.linked) {
    const dmn::Definitions& file = checked.linked->files[0].definitions;
    AddCount(session, file.inputs.size(), {"个输入", "input"},
             {"个输入", "inputs"}, parts);
    AddCount(session, file.decisions.size(), {"个决策", "decision"},
             {"个决策", "decisions"}, parts);
    AddCount(session, file.knowledge_models.size(),
             {"个业务知识模型", "business knowledge model"},
             {"个业务知识模型", "business knowledge models"}, parts);
    AddCount(session, file.services.size(), {"个决策服务", "decision service"},
             {"个决策服务", "decision services"}, parts);
  }
  const std::string verdict =
      Styled(is_valid ? session.In({"有效", "valid"})
                      : session.In({"无效", "not valid"}),
             is_valid ? Style::kGood : Style::kBad, session.colour());
  return absl::StrCat(Printable(checked.path), ": ", verdict,
                      checked.dialect == feel::Dialect::kStrict
                          ? session.In({"（严格）", " (strict)"})
                          : session.In({"（按标准）", " (conformance)"}),
                      parts.empty() ? "" : session.In({"：", ": "}),
                      absl::StrJoin(parts, session.In({"，", ", "})), "\n");
}

std::string ReportText(const Session& session, const Checked& checked) {
  std::string text;
  for (const feel::Diagnostic& found : checked.diagnostics.all()) {
    const bool is_error = found.severity == feel::Severity::kError;
    absl::StrAppend(&text, Printable(found.file), ":");
    if (found.line > 0) {
      absl::StrAppend(&text, found.line, ":", found.column, ":");
    }
    absl::StrAppend(
        &text, " ",
        Styled(is_error ? "error:" : "warning:",
               is_error ? Style::kBad : Style::kMiddling, session.colour()),
        " ", Printable(found.message), "\n");
  }
  return text + Summary(session, checked);
}

// Names with spaces are read as the types say, so that their absence may be
// the cause of much.
void TellUntyped(Session& session, const std::vector<std::string>& untyped) {
  session.out.flush();
  TellNote(session,
           absl::StrCat(session.In({"这些输入没有声明类型：",
                                    "no type is declared for: "}),
                        absl::StrJoin(untyped, session.In({"、", ", "})),
                        session.In({"。用 --input 给出示例，才能认出其中含空格"
                                    "的名称",
                                    ". With an example (--input) the names "
                                    "with spaces in them are known"})));
}

absl::Status ReadExample(Session& session, const ModelFlags& flags,
                         feel::Arena& arena, ModelInputs& inputs) {
  if (flags.input.empty()) return absl::OkStatus();
  const absl::StatusOr<JsonValue> json = ReadJsonObject(flags.input);
  if (!json.ok()) return json.status();
  const std::string file = ShownPath(flags.input);
  JsonValues reader(file, flags.rules.dialect, arena);
  return TellMisfits(session, inputs.Read(*json, file, reader), reader, file,
                     flags.path);
}

}  // namespace

absl::StatusOr<int> CheckModel(Session& session, const ModelFlags& flags) {
  const absl::StatusOr<ModelFiles> files = ModelFiles::Read(flags);
  if (!files.ok()) return files.status();
  Checked checked;
  checked.path = flags.path;
  checked.dialect = flags.rules.dialect;
  feel::Diagnostics unreadable;
  checked.linked =
      dmn::LinkModel(files->main(), files->importable(), unreadable);
  std::vector<std::string> untyped;
  if (checked.linked) {
    ModelInputs inputs(*checked.linked);
    untyped = inputs.untyped();
    feel::Arena arena;  // Outlives the values of `inputs`.
    const absl::Status read = ReadExample(session, flags, arena, inputs);
    if (!read.ok()) return read;
    // Which says again what the linker has said.
    dmn::DecisionGraph::Compile(files->main().file, files->main().xml,
                                inputs.names(), flags.rules.dialect,
                                checked.diagnostics, files->importable());
  } else {
    checked.diagnostics = std::move(unreadable);
  }
  PrintJson(session, CheckedJson(checked),
            {[&] { return CheckedCsv(checked); },
             [&] { return ReportText(session, checked); }});
  const bool is_valid = checked.error_count() == 0;
  if (!is_valid && !untyped.empty() && flags.input.empty()) {
    TellUntyped(session, untyped);
  }
  return is_valid ? kExitOk : kExitFindings;
}

}  // namespace techflow::cli
