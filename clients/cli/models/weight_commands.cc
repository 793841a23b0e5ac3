#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "clients/cli/csv_reader.h"
#include "clients/cli/input_file.h"
#include "clients/cli/models/author_commands.h"
#include "clients/cli/models/local_model.h"
#include "clients/cli/output.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/text_format.h"
#include "openssl/evp.h"
#include "rating/package/derived_weights.h"
#include "rating/textproto/parsed_text.h"

// model weights ahp and entropy.
namespace techflow::cli {
namespace {

struct Derived {
  std::vector<std::string> ids;
  std::vector<Decimal> weights;
  v1::WeightDerivation derivation;
};

// SHA-256 of the text in lower-case hex digits.
std::string DigestOf(const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest), size));
}

// The lines to paste into a weight set.
void Show(Session& session, const Derived& derived) {
  google::protobuf::Struct json;
  auto& weights = *(*json.mutable_fields())["weights"].mutable_struct_value();
  Table table{{{"id"}, {"weight"}}, {}};
  std::string text;
  for (size_t i = 0; i < derived.ids.size(); ++i) {
    const std::string weight = derived.weights[i].ToString();
    (*weights.mutable_fields())[derived.ids[i]].set_string_value(weight);
    table.rows.push_back({{derived.ids[i]}, {weight}});
    absl::StrAppend(&text, "weights { id: \"", derived.ids[i],
                    "\" value { value: \"", weight, "\" } }\n");
  }
  std::string block;
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  printer.SetInitialIndentLevel(1);
  printer.PrintToString(derived.derivation, &block);
  absl::StrAppend(&text, "derivations {\n", block, "}\n");
  (*json.mutable_fields())["derivation"].set_string_value(block);
  Print(session, json, {[&] { return table; }, [&] { return text; }});
}

absl::StatusOr<int> Ahp(Session& session, const std::string& path,
                        bool is_forced) {
  const auto text = ReadFile(path);
  if (!text.ok()) return text.status();
  Derived derived;
  feel::Diagnostics diagnostics;
  if (textproto::ParsedText::Parse(path, *text, derived.derivation,
                                   diagnostics) == nullptr) {
    session.err << diagnostics.ToString();
    return kExitFindings;
  }
  const auto result =
      package::WeighByJudgements(derived.derivation.judgements());
  if (!result.ok()) {
    session.err << path << ": " << result.status().message() << "\n";
    return kExitFindings;
  }
  const Decimal& ratio = result->consistency_ratio;
  if (ratio > *Decimal::Parse(package::kHighestConsistencyRatio)) {
    const v1::PairwiseJudgement& worst =
        derived.derivation.judgements(result->worst);
    session.err << path << ": "
                << session.In({"判断互相矛盾：一致性比率 ",
                               "the judgements contradict one another: "
                               "consistency ratio "})
                << ratio.ToString()
                << session.In({"，应不高于 ", ", expected at most "})
                << package::kHighestConsistencyRatio
                << session.In({"；最远的是 ", "; the furthest off is "})
                << worst.first() << " / " << worst.second() << " = "
                << worst.ratio() << "\n";
    if (!is_forced) return kExitFindings;
  }
  derived.ids = result->ids;
  derived.weights = result->weights;
  derived.derivation.set_method("ahp");
  derived.derivation.mutable_consistency_ratio()->set_value(ratio.ToString());
  Show(session, derived);
  return kExitOk;
}

absl::StatusOr<std::vector<package::WeighedColumn>> ReadColumns(
    const std::string& path, const std::string& text) {
  const auto rows = ReadCsv(text);
  if (!rows.ok()) return rows.status();
  std::vector<package::WeighedColumn> columns;
  for (const CsvRow& row : *rows) {
    if (columns.empty()) {
      for (const std::string& id : row.fields) columns.push_back({id, {}});
      continue;
    }
    if (row.fields.size() != columns.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ":", row.line, ": ", row.fields.size(),
                       " fields; expected ", columns.size()));
    }
    for (size_t i = 0; i < columns.size(); ++i) {
      std::optional<Decimal> value;
      if (!row.fields[i].empty()) {
        const auto number = Decimal::Parse(row.fields[i]);
        if (!number.ok()) {
          return absl::InvalidArgumentError(absl::StrCat(
              path, ":", row.line, ": column `", columns[i].id, "` is `",
              row.fields[i], "`; expected a number, or nothing where unknown"));
        }
        value = *number;
      }
      columns[i].values.push_back(value);
    }
  }
  return columns;
}

absl::StatusOr<int> Entropy(Session& session, const std::string& path) {
  const auto text = ReadFile(path);
  if (!text.ok()) return text.status();
  const auto columns = ReadColumns(path, *text);
  if (!columns.ok()) {
    session.err << columns.status().message() << "\n";
    return kExitFindings;
  }
  const auto weights = package::WeighByEntropy(*columns);
  if (!weights.ok()) {
    session.err << path << ": " << weights.status().message() << "\n";
    return kExitFindings;
  }
  Derived derived;
  for (const package::WeighedColumn& column : *columns) {
    derived.ids.push_back(column.id);
  }
  derived.weights = *weights;
  derived.derivation.set_method("entropy");
  derived.derivation.set_input_digest(DigestOf(*text));
  Show(session, derived);
  return kExitOk;
}

}  // namespace

void AddWeightCommands(CLI::App& model, Session& session) {
  CLI::App* weights = model.add_subcommand(
      "weights", session.In({"推导权重，供写入模型（不需要服务器）",
                             "Derive weights to paste into a model; no "
                             "server"}));
  weights->require_subcommand(1);
  auto judgements = std::make_shared<std::string>();
  auto is_forced = std::make_shared<bool>(false);
  CLI::App* ahp = weights->add_subcommand(
      "ahp", session.In({"层次分析法：由两两判断得出",
                         "From pairwise judgements (AHP)"}));
  ahp->add_option("file", *judgements,
                  session.In({"判断：WeightDerivation 的文本，"
                              "judgements { first second ratio }",
                              "Judgements: a WeightDerivation in text format, "
                              "judgements { first second ratio }"}))
      ->required()
      ->type_name("FILE");
  ahp->add_flag("--force", *is_forced,
                session.In({"一致性比率高于 0.1 也接受",
                            "Accept a consistency ratio above 0.1"}));
  ahp->callback([judgements, is_forced, &session] {
    session.action = [judgements, is_forced](Session& run) {
      return Ahp(run, *judgements, *is_forced);
    };
  });
  auto data = std::make_shared<std::string>();
  CLI::App* entropy = weights->add_subcommand(
      "entropy", session.In({"熵权法：由企业数据得出",
                             "From what tells companies apart (entropy)"}));
  entropy
      ->add_option("file", *data,
                   session.In({"CSV：首行为指标编号，每行一家企业，空为未知",
                               "CSV: ids of indicators first, then a row for "
                               "each company; empty is unknown"}))
      ->required()
      ->type_name("FILE");
  entropy->callback([data, &session] {
    session.action = [data](Session& run) { return Entropy(run, *data); };
  });
}

}  // namespace techflow::cli
