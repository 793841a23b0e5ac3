#include "tests/benchmark/rule_peer.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "fmt/ranges.h"
#include "rating/feel/value_text.h"

namespace techflow::benchmark {
namespace {

// More than installing and measuring take.
constexpr int kMaxSeconds = 240;
constexpr size_t kMaxLineBytes = 400;

std::string Json(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  return json + "\"";
}

// The texts of numbers and strings are JSON as they are in FEEL.
std::string Json(const feel::Value& value) { return feel::ToText(value); }

std::string Json(const feel::Scope::Name& name) { return Json(name.name); }

template <typename T>
std::string Json(const std::vector<T>& items);

std::string Json(const dmn::TableText& table) { return Json(table.rules); }

template <typename T>
std::string Json(const std::vector<T>& items) {
  std::vector<std::string> texts;
  for (const T& item : items) texts.push_back(Json(item));
  return fmt::format("[{}]", fmt::join(texts, ","));
}

}  // namespace

Peer::Peer(const TableSample& table, const ScorecardSample& scorecard,
           std::chrono::milliseconds duration) {
  const std::filesystem::path folder = TECHFLOW_PEER_FOLDER;
  std::filesystem::create_directories(folder);
  const std::string samples = folder / "samples.json";
  std::ofstream(samples) << fmt::format(
      R"({{"milliseconds":{},
"table":{{"inputs":{},"rules":{},"cases":{}}},
"scorecard":{{"inputs":{},"tables":{},"weights":{},"cases":{}}}}})",
      duration.count(), Json(table.inputs), Json(table.table),
      Json(table.cases), Json(scorecard.inputs), Json(scorecard.tables),
      Json(scorecard.weights), Json(scorecard.cases));
  Run(fmt::format("timeout {} node '{}' '{}' 2>&1", kMaxSeconds,
                  TECHFLOW_SOURCE_DIR "/tests/benchmark/rule_peer.mjs",
                  folder.string()));
}

// The script writes a line of name, microseconds and sum for each of what it
// measured, with tabs between them; where it fails, its last line says why.
void Peer::Run(const std::string& command) {
  std::FILE* output = popen(command.c_str(), "r");
  if (output == nullptr) {
    skipped_ = "no process could be started";
    return;
  }
  std::array<char, kMaxLineBytes> line;
  std::string last = "it said nothing";
  while (std::fgets(line.data(), kMaxLineBytes, output) != nullptr) {
    std::array<char, kMaxLineBytes> name;
    Time time;
    if (std::sscanf(line.data(), "%[^\t]\t%lf\t%lf", name.data(),
                    &time.microseconds, &time.sum_of_results) == 3) {
      times_[name.data()] = time;
    } else {
      last = line.data();
      last.erase(last.find_last_not_of('\n') + 1);
    }
  }
  if (pclose(output) == 0) return;
  times_.clear();
  skipped_ = last;
}

const Peer::Time* Peer::Find(const std::string& name) const {
  const auto found = times_.find(name);
  return found == times_.end() ? nullptr : &found->second;
}

}  // namespace techflow::benchmark
