#include "clients/verify/verdict_text.h"

#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "clients/verify/json_text.h"
#include "fmt/format.h"
#include "rating/rating_model.h"
#include "storage/ledger/digest.h"

namespace techflow::verify {
namespace {

struct Words {
  const char* zh;
  const char* en;
};

// As many fields that differ as a page holds; JSON has all of them.
constexpr int kShownDifferences = 20;

struct CheckWords {
  Check check;
  const char* name;
  Words title;
};

constexpr CheckWords kChecks[] = {
    {Check::kFile, "FILE", {"文件是审计包", "The file is an audit bundle"}},
    {Check::kEntry, "ENTRY", {"评级记录的格式", "The entry has its form"}},
    {Check::kSignature,
     "SIGNATURE",
     {"检查点由给定公钥签名", "The checkpoint is signed by the key"}},
    {Check::kNotedCheckpoint,
     "NOTED_CHECKPOINT",
     {"检查点与所记的相同", "It is the checkpoint that was noted"}},
    {Check::kInclusion,
     "INCLUSION",
     {"日志在该位置有此记录", "The log has the entry at its position"}},
    {Check::kModelInclusion,
     "MODEL_INCLUSION",
     {"日志有模型版本的记录", "The log has the entry of the model version"}},
    {Check::kModelVersion,
     "MODEL_VERSION",
     {"即评级所用的版本", "It is the version that the rating names"}},
    {Check::kEvidence,
     "EVIDENCE",
     {"资料与记录相符", "The evidence is that of the entry"}},
    {Check::kAssessment,
     "ASSESSMENT",
     {"评级结果与记录相符", "The assessment is that of the entry"}},
    {Check::kModelPackage,
     "MODEL_PACKAGE",
     {"模型包与记录相符", "The model package is that of the entry"}},
    {Check::kRecomputed,
     "RECOMPUTED",
     {"重算得到相同的字节", "Computed again, it gives the same bytes"}},
};

const CheckWords& WordsOf(Check check) {
  for (const CheckWords& words : kChecks) {
    if (words.check == check) return words;
  }
  return kChecks[0];
}

Words OutcomeWords(Outcome outcome) {
  switch (outcome) {
    case Outcome::kMet:
      return {"符合", "met"};
    case Outcome::kFailed:
      return {"不符", "FAILED"};
    case Outcome::kImpossible:
      return {"无法", "CANNOT"};
    case Outcome::kSkipped:
      return {"未查", "not done"};
  }
  return {"", ""};
}

const char* OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kMet:
      return "MET";
    case Outcome::kFailed:
      return "FAILED";
    case Outcome::kImpossible:
      return "IMPOSSIBLE";
    case Outcome::kSkipped:
      return "SKIPPED";
  }
  return "";
}

std::string In(Language language, const Words& words) {
  return language == Language::kChinese ? words.zh : words.en;
}

std::string In(Language language, const v1::LocalizedText& text) {
  const bool chinese = language == Language::kChinese;
  const std::string& wanted = chinese ? text.zh() : text.en();
  return !wanted.empty() ? wanted : chinese ? text.en() : text.zh();
}

// Without control characters, which a bundle could use to write anything on
// the reader's terminal.
std::string Printable(std::string_view text) {
  std::string printable;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    printable += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  return printable;
}

std::string DayText(int32_t yyyymmdd) {
  return fmt::format("{:04}-{:02}-{:02}", yyyymmdd / 10000,
                     yyyymmdd / 100 % 100, yyyymmdd % 100);
}

std::string MomentText(int64_t microseconds) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E*SZ",
                          absl::FromUnixMicros(microseconds),
                          absl::UTCTimeZone());
}

// What was checked, title and value, without what could not be read.
using Facts = std::vector<std::pair<Words, std::string>>;

Facts FactsOf(const Verdict& verdict, Language language) {
  Facts facts;
  if (verdict.entry) {
    const store::v1::Entry& entry = *verdict.entry;
    facts.push_back({{"企业", "Enterprise"},
                     fmt::format("{}  {}", entry.subject(),
                                 In(language, verdict.enterprise_name))});
    facts.push_back(
        {{"评级", "Rating"},
         fmt::format("{}/ratings/{}", entry.subject(), entry.number())});
    facts.push_back(
        {{"评级日", "As of"}, DayText(entry.rating().as_of_date())});
    facts.push_back({{"等级", "Grade"},
                     entry.rating().grade().empty()
                         ? In(language, Words{"无等级", "none"})
                         : entry.rating().grade()});
    facts.push_back({{"模型", "Model"}, entry.rating().model_version()});
    facts.push_back(
        {{"存入时间", "Recorded at"}, MomentText(entry.recorded_at_us())});
    facts.push_back(
        {{"日志位置", "Log position"}, fmt::format("{}", entry.position())});
  }
  if (verdict.checkpoint) {
    facts.push_back({{"日志", "Log"}, verdict.checkpoint->origin});
    facts.push_back({{"日志条数", "Log size"},
                     fmt::format("{}", verdict.checkpoint->size)});
    facts.push_back({{"根", "Root"}, ledger::Hex(verdict.checkpoint->root)});
    facts.push_back({{"公钥", "Key"}, verdict.verifier_key});
  }
  facts.push_back(
      {{"文件 SHA-256", "File SHA-256"}, ledger::Hex(verdict.file_digest)});
  return facts;
}

// Chinese titles are as wide as two letters a character, and fmt pads by that.
void AppendFacts(const Facts& facts, Language language, std::string& text) {
  const int width = 14;
  for (const auto& [title, value] : facts) {
    text +=
        fmt::format("{:<{}}{}\n", In(language, title), width, Printable(value));
  }
}

void AppendChecks(const Verdict& verdict, Language language,
                  std::string& text) {
  int number = 0;
  for (const CheckResult& result : verdict.checks) {
    text += fmt::format("{:>2}  {:<8}  {}\n", ++number,
                        In(language, OutcomeWords(result.outcome)),
                        In(language, WordsOf(result.check).title));
    const std::string reason = In(language, result.reason);
    if (!reason.empty()) text += fmt::format("    {}\n", Printable(reason));
  }
  const int count = verdict.differences.size();
  for (int i = 0; i < count && i < kShownDifferences; ++i) {
    const v1::ReplayDifference& difference = verdict.differences[i];
    text += fmt::format("    {}: {} → {}\n", Printable(difference.field()),
                        Printable(difference.stored()),
                        Printable(difference.recomputed()));
  }
  if (count > kShownDifferences) {
    text += fmt::format("    +{}\n", count - kShownDifferences);
  }
}

void AddFields(const Verdict& verdict, JsonObject& json) {
  if (verdict.entry) {
    const store::v1::Entry& entry = *verdict.entry;
    json.Add("rating",
             fmt::format("{}/ratings/{}", entry.subject(), entry.number()));
    json.Add("enterprise", entry.subject());
    json.Add("enterpriseNameZh", verdict.enterprise_name.zh());
    json.Add("enterpriseNameEn", verdict.enterprise_name.en());
    json.Add("asOfDate", DayText(entry.rating().as_of_date()));
    json.Add("grade", entry.rating().grade());
    json.Add("modelVersion", entry.rating().model_version());
    json.Add("recordedAt", MomentText(entry.recorded_at_us()));
    // As protojson writes 64 bits: a string, so that no reader rounds it.
    json.Add("logPosition", fmt::format("{}", entry.position()));
  }
  if (verdict.checkpoint) {
    json.Add("origin", verdict.checkpoint->origin);
    json.Add("logSize", fmt::format("{}", verdict.checkpoint->size));
    json.Add("root", ledger::Hex(verdict.checkpoint->root));
    json.Add("verifierKey", verdict.verifier_key);
  }
}

}  // namespace

std::string ConclusionWord(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::kVerified:
      return "VERIFIED";
    case Conclusion::kNotVerified:
      return "NOT VERIFIED";
    case Conclusion::kUnreproducible:
      return "UNREPRODUCIBLE";
  }
  return "";
}

std::string VerdictText(const Verdict& verdict, Language language,
                        const std::string& file, const std::string& program) {
  const std::string engine = In(language, Words{"引擎版本", "engine version"});
  std::string text = fmt::format("{}  {} {}\n{}\n\n", program, engine,
                                 rating::kEngineVersion, Printable(file));
  AppendFacts(FactsOf(verdict, language), language, text);
  text += "\n";
  AppendChecks(verdict, language, text);
  text += fmt::format("\n{}\n", ConclusionWord(verdict.conclusion));
  return text;
}

std::string VerdictJson(const Verdict& verdict, const std::string& file,
                        const std::string& program) {
  JsonObject json;
  json.Add("verdict", ConclusionWord(verdict.conclusion));
  json.Add("program", program);
  json.Add("engineVersion", fmt::format("{}", rating::kEngineVersion));
  json.Add("file", file);
  json.Add("fileSha256", ledger::Hex(verdict.file_digest));
  AddFields(verdict, json);
  std::vector<JsonObject> checks;
  for (const CheckResult& result : verdict.checks) {
    JsonObject& check = checks.emplace_back();
    check.Add("check", WordsOf(result.check).name);
    check.Add("outcome", OutcomeName(result.outcome));
    check.Add("reason", result.reason.en());
  }
  json.Add("checks", checks);
  std::vector<JsonObject> differences;
  for (const v1::ReplayDifference& difference : verdict.differences) {
    JsonObject& item = differences.emplace_back();
    item.Add("field", difference.field());
    item.Add("stored", difference.stored());
    item.Add("recomputed", difference.recomputed());
  }
  json.Add("differences", differences);
  return json.ToString() + "\n";
}

}  // namespace techflow::verify
