#include "rating/package/difference.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <sstream>
#include <string_view>
#include <utility>

#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "rating/evidence/view.h"
#include "rating/package/case_library.h"
#include "rating/package_files.h"

namespace techflow::package {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;
using Facts = std::map<std::string, std::string>;

// What an item of a list is called by; its index where it has no such field.
std::string KeyOf(const Message& item, int index) {
  for (const char* name : {"id", "segment", "when", "key", "x", "first", "name",
                           "dimension", "value"}) {
    const FieldDescriptor* field = item.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr) continue;
    const Reflection& reflection = *item.GetReflection();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      std::string key = reflection.GetString(item, field);
      const FieldDescriptor* second =
          item.GetDescriptor()->FindFieldByName("second");
      if (second == nullptr) return key;
      return fmt::format("{}/{}", key, reflection.GetString(item, second));
    }
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      const Message& inside = reflection.GetMessage(item, field);
      const FieldDescriptor* value =
          inside.GetDescriptor()->FindFieldByName("value");
      if (value != nullptr) {
        return inside.GetReflection()->GetString(inside, value);
      }
    }
  }
  return fmt::format("{}", index);
}

std::string TextOf(const Message& message, const FieldDescriptor& field,
                   int index) {
  std::string text;
  google::protobuf::TextFormat::PrintFieldValueToString(message, &field, index,
                                                        &text);
  const bool is_quoted = text.size() >= 2 && text.front() == '"';
  if (!is_quoted) return text;
  const Reflection& reflection = *message.GetReflection();
  return field.is_repeated()
             ? reflection.GetRepeatedString(message, &field, index)
             : reflection.GetString(message, &field);
}

// Every set field of a message under its path.
void Gather(const Message& message, const std::string& path, Facts& facts) {
  std::vector<const FieldDescriptor*> fields;
  const Reflection& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string here =
        path.empty() ? field->name() : path + "." + field->name();
    const bool is_message =
        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (!field->is_repeated()) {
      if (is_message) {
        Gather(reflection.GetMessage(message, field), here, facts);
      } else {
        facts[here] = TextOf(message, *field, -1);
      }
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      if (is_message) {
        const Message& item = reflection.GetRepeatedMessage(message, field, i);
        Gather(item, fmt::format("{}[{}]", here, KeyOf(item, i)), facts);
      } else {
        facts[fmt::format("{}[{}]", here, i)] = TextOf(message, *field, i);
      }
    }
  }
}

std::string SortOf(const std::string& path) {
  if (path.ends_with(".zh") || path.ends_with(".en")) return "texts";
  if (path.find(".scoring.") != std::string::npos) return "scoring";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10>
      kStarts = {{{"segments", "segments"},
                  {"dimensions", "measures"},
                  {"weight_sets", "weights"},
                  {"weight_scheme", "weights"},
                  {"corrections", "corrections"},
                  {"grade_scale", "grades"},
                  {"completeness", "grades"},
                  {"rubric", "clauses"},
                  {"policy_outputs", "policy"},
                  {"flags", "flags"}}};
  for (const auto& [start, sort] : kStarts) {
    if (path.starts_with(start)) return std::string(sort);
  }
  return "identity";
}

std::string WithoutExtraBlanks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_blank) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

// What each decision, knowledge model and type of the rules says, by name.
Facts RulesOf(const v1::ModelPackage& package) {
  Facts facts;
  feel::Diagnostics ignored;  // It compiled.
  const auto files = rating::PackageFiles::Sort(package, ignored);
  if (!files.has_value() || files->rules == nullptr) return facts;
  pugi::xml_document document;
  const std::string& content = files->rules->content();
  document.load_buffer(content.data(), content.size());
  for (const pugi::xml_node& node : document.document_element().children()) {
    const std::string name = node.attribute("name").value();
    if (name.empty()) continue;
    std::ostringstream text;
    node.print(text, "", pugi::format_raw);
    facts[name] = WithoutExtraBlanks(text.str());
  }
  return facts;
}

void Compare(const Facts& older, const Facts& newer, bool are_rules,
             std::vector<ModelChange>& changes) {
  const auto add = [&](const std::string& what, const std::string& before,
                       const std::string& after) {
    changes.push_back(
        {are_rules ? "rules" : SortOf(what), what, before, after});
  };
  for (const auto& [what, after] : newer) {
    const auto found = older.find(what);
    if (found == older.end()) {
      add(what, "", after);
    } else if (found->second != after) {
      add(what, found->second, after);
    }
  }
  for (const auto& [what, before] : older) {
    if (!newer.contains(what)) add(what, before, "");
  }
}

// What came out, by what it is called.
Facts OutcomeOf(const rating::RatingModel& model, const CaseSubject& subject) {
  const auto assessment =
      model.Assess(evidence::ViewAsOf(subject.evidence, subject.as_of_date),
                   subject.as_of_date);
  if (!assessment.ok()) {
    return {{"status", std::string(assessment.status().message())}};
  }
  Facts facts = {
      {"status", v1::RatingStatus_Name(assessment->status())},
      {"score", assessment->score().value()},
      {"grade", assessment->grade()},
  };
  if (assessment->has_rubric()) {
    facts["verdict"] = v1::Verdict_Name(assessment->rubric().verdict());
  }
  for (const v1::PolicyResult& output : assessment->policy_outputs()) {
    facts[output.id()] = output.value();
  }
  return facts;
}

class CaseComparison {
 public:
  CaseComparison(const rating::RatingModel& older,
                 const rating::RatingModel& newer,
                 std::vector<CaseChange>& changes)
      : older_(older), newer_(newer), changes_(changes) {}

  void Run(const std::string& path, const CaseSubject& subject) {
    std::vector<ModelChange> differing;
    Compare(OutcomeOf(older_, subject), OutcomeOf(newer_, subject),
            /*are_rules=*/true, differing);
    for (ModelChange& change : differing) {
      changes_.push_back({path, std::move(change.what),
                          std::move(change.before), std::move(change.after)});
    }
  }

 private:
  const rating::RatingModel& older_;
  const rating::RatingModel& newer_;
  std::vector<CaseChange>& changes_;
};

}  // namespace

ModelDifference Difference(const ComparedModel& older,
                           const ComparedModel& newer,
                           feel::Diagnostics& diagnostics) {
  ModelDifference difference;
  Facts before;
  Facts after;
  Gather(older.model.definition(), "", before);
  Gather(newer.model.definition(), "", after);
  Compare(before, after, /*are_rules=*/false, difference.changes);
  Compare(RulesOf(older.package), RulesOf(newer.package), /*are_rules=*/true,
          difference.changes);
  const auto files = rating::PackageFiles::Sort(newer.package, diagnostics);
  if (!files.has_value()) return difference;
  CaseComparison cases(older.model, newer.model, difference.cases);
  const CaseLibrary library(files->cases, diagnostics);
  for (const CaseFile& file : library.cases()) {
    const std::optional<CaseSubject> subject = library.SubjectOf(file);
    if (!subject.has_value()) continue;
    cases.Run(file.path, *subject);
    for (int i = 0; i < file.definition.variants_size(); ++i) {
      const auto variant = library.VariantOf(file, i, *subject);
      if (!variant.has_value()) continue;
      cases.Run(
          fmt::format("{}#{}", file.path, file.definition.variants(i).id()),
          *variant);
    }
  }
  return difference;
}

}  // namespace techflow::package
