// Holds the rules of the house over the source tree: layers, sizes, names.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "re2/re2.h"

namespace techflow {
namespace {

namespace fs = std::filesystem;

// Longer files hold two concepts.
constexpr int kMaxLines = 500;

struct SourceFile {
  std::string path;  // From the root, with slashes.
  std::vector<std::string> lines;
};

std::string Folder(const std::string& path) {
  return fs::path(path).parent_path().generic_string();
}

std::vector<std::string> ReadLines(const fs::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

// All our files under `folders` with one of `extensions`.
std::vector<SourceFile> FilesUnder(const std::vector<std::string>& folders,
                                   const std::vector<std::string>& extensions) {
  const fs::path root = TECHFLOW_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file()) continue;
      const std::string extension = entry.path().extension();
      if (std::find(extensions.begin(), extensions.end(), extension) ==
          extensions.end()) {
        continue;
      }
      files.push_back({fs::relative(entry.path(), root).generic_string(),
                       ReadLines(entry.path())});
    }
  }
  return files;
}

std::vector<SourceFile> CodeFiles() {
  return FilesUnder({"rating", "storage", "server", "clients", "tests"},
                    {".h", ".cc"});
}

// The floors from the bottom up, where each may use all that is below it.
std::vector<std::string> Below(const std::string& folder) {
  static const std::vector<std::string> kFloors = {"proto",
                                                   "rating/decimal",
                                                   "rating/feel",
                                                   "rating/textproto",
                                                   "rating/dmn",
                                                   "rating/evidence",
                                                   "rating/scorecard",
                                                   "rating",
                                                   "rating/insight",
                                                   "rating/package",
                                                   "storage/ledger",
                                                   "storage",
                                                   "server",
                                                   "server/handlers"};
  return {kFloors.begin(), std::find(kFloors.begin(), kFloors.end(), folder)};
}

// handlers/ is a part of the server: they use its errors, names and limits, and
// its services call them. File by file there is no circle.
std::vector<std::string> AlsoItsHandlers(std::vector<std::string> below) {
  below.push_back("server/handlers");
  return below;
}

// The folders that files of a folder may include, themselves apart, as the
// picture in README.md draws them.
std::vector<std::string> AllowedBelow(const std::string& folder) {
  static const std::map<std::string, std::vector<std::string>> kAllowed = {
      {"rating/decimal", {}},
      {"rating/statistics", {"rating/decimal"}},
      {"rating/feel", {"rating/decimal"}},
      {"rating/textproto", {"rating/feel"}},
      {"rating/dmn", {"rating/feel", "rating/decimal"}},
      {"rating/evidence", {"proto", "rating/feel", "rating/decimal"}},
      {"rating/scorecard",
       {"proto", "rating/dmn", "rating/textproto", "rating/feel",
        "rating/decimal"}},
      {"rating", Below("rating")},
      {"rating/insight", Below("rating/insight")},
      {"rating/package", Below("rating/package")},
      {"storage/ledger", {"proto"}},
      {"storage", {"proto", "storage/ledger"}},
      {"server", AlsoItsHandlers(Below("server"))},
      {"server/handlers", Below("server/handlers")},
      {"clients/cli",
       {"proto", "clients/cli/audit", "clients/cli/models",
        "clients/cli/rules"}},
      {"clients/cli/audit",
       {"clients/cli", "clients/verify", "proto", "storage/ledger"}},
      {"clients/cli/models",
       {"clients/cli", "proto", "rating", "rating/scorecard", "rating/evidence",
        "rating/feel", "rating/package", "rating/statistics",
        "rating/textproto", "rating/decimal"}},
      {"clients/cli/rules",
       {"clients/cli", "rating/dmn", "rating/feel", "rating/decimal"}},
      {"clients/verify",
       {"proto", "rating", "rating/scorecard", "rating/evidence", "rating/feel",
        "storage/ledger"}},
  };
  const auto it = kAllowed.find(folder);
  if (it == kAllowed.end()) {
    ADD_FAILURE() << "the layer of " << folder << "/ is not stated here";
    return {};
  }
  return it->second;
}

// "rating/feel" of an include of ours, "proto" of a generated one, and empty
// of everything else.
std::string IncludedFolder(const std::string& line) {
  static const RE2 kInclude(R"re(#include "([^"]+)")re");
  std::string path;
  if (!RE2::PartialMatch(line, kInclude, &path)) return "";
  static const RE2 kProto(R"((techflow/|google/rpc/|grpc/health/).*\.pb\.h)");
  if (RE2::FullMatch(path, kProto)) return "proto";
  static const RE2 kOurs(R"((rating|storage|server|clients|tests)/.*)");
  return RE2::FullMatch(path, kOurs) ? Folder(path) : "";
}

TEST(SourceTree, IncludesRunOnlyDownwards) {
  for (const SourceFile& file :
       FilesUnder({"rating", "storage", "server", "clients"}, {".h", ".cc"})) {
    const std::string folder = Folder(file.path);
    const std::vector<std::string> allowed = AllowedBelow(folder);
    for (const std::string& line : file.lines) {
      const std::string included = IncludedFolder(line);
      if (included.empty() || included == folder) continue;
      EXPECT_THAT(allowed, testing::Contains(included))
          << file.path << " must not have: " << line;
    }
  }
}

TEST(SourceTree, ConformanceSeesOnlyTheContracts) {
  for (const SourceFile& file :
       FilesUnder({"tests/conformance"}, {".h", ".cc"})) {
    for (const std::string& line : file.lines) {
      EXPECT_THAT(IncludedFolder(line),
                  testing::AnyOf("", "proto", "tests/conformance"))
          << file.path << " must not have: " << line;
    }
  }
}

// The commands that run rules without a server link the engine. They hang into
// the tree of commands, which needs nothing else of them.
TEST(SourceTree, OnlyTheTreeOfCommandsKnowsThoseThatRunRules) {
  for (const SourceFile& file : FilesUnder({"clients/cli"}, {".h", ".cc"})) {
    if (Folder(file.path) == "clients/cli/rules" ||
        file.path == "clients/cli/command_line.cc") {
      continue;
    }
    for (const std::string& line : file.lines) {
      EXPECT_NE(IncludedFolder(line), "clients/cli/rules")
          << file.path << " must not have: " << line;
    }
  }
}

TEST(SourceTree, OnlyTheEdgeKnowsGrpc) {
  static const RE2 kGrpc(R"(#include [<"](grpc|grpcpp)/|\.grpc\.pb\.h)");
  for (const SourceFile& file :
       FilesUnder({"rating", "storage", "server/handlers"}, {".h", ".cc"})) {
    for (const std::string& line : file.lines) {
      EXPECT_FALSE(RE2::PartialMatch(line, kGrpc))
          << file.path << " must not have: " << line;
    }
  }
}

// What an auditor runs must not need the server, nor anybody's honesty on the
// way: it opens no connection and no store.
TEST(SourceTree, TheVerifierKnowsNeitherGrpcNorAStore) {
  static const RE2 kBanned(
      R"re(#include [<"]((grpc|grpcpp|rocksdb|sys/socket)|.*\.grpc\.pb\.h))re");
  for (const SourceFile& file : FilesUnder({"clients/verify"}, {".h", ".cc"})) {
    for (const std::string& line : file.lines) {
      EXPECT_FALSE(RE2::PartialMatch(line, kBanned))
          << file.path << " must not have: " << line;
    }
  }
}

TEST(SourceTree, OnlyTheStoreKnowsRocksDb) {
  for (const SourceFile& file :
       FilesUnder({"rating", "server", "clients"}, {".h", ".cc"})) {
    for (const std::string& line : file.lines) {
      EXPECT_FALSE(RE2::PartialMatch(line, "#include [<\"]rocksdb/"))
          << file.path << " must not have: " << line;
    }
  }
}

// Only rating/decimal may include the decimal kernel: its C names clash with
// the compiler's own decimal type, which must not appear anywhere.
TEST(SourceTree, OnlyDecimalKnowsItsKernel) {
  for (const SourceFile& file : CodeFiles()) {
    if (Folder(file.path) == "rating/decimal" ||
        file.path == "tests/tidy/source_tree_test.cc") {
      continue;
    }
    for (const std::string& line : file.lines) {
      EXPECT_FALSE(RE2::PartialMatch(line, R"(<bid_|_Decimal128|std::decimal)"))
          << file.path << " must not have: " << line;
    }
  }
}

// Money, ratios and scores are decimals; time and chance are arguments.
TEST(SourceTree, TheCoreHasNoFloatingPointNoClockAndNoChance) {
  static const RE2 kBanned(
      R"(\b(double|float|absl::Now|system_clock|steady_clock|std::rand|)"
      R"(random_device|absl::BitGen)\b)");
  for (const SourceFile& file :
       FilesUnder({"rating", "storage"}, {".h", ".cc"})) {
    for (const std::string& line : file.lines) {
      const std::string code = line.substr(0, line.find("//"));
      EXPECT_FALSE(RE2::PartialMatch(code, kBanned))
          << file.path << " must not have: " << line;
    }
  }
}

TEST(SourceTree, NoFileIsLongerThanTheLimit) {
  for (const SourceFile& file : CodeFiles()) {
    EXPECT_LE(file.lines.size(), kMaxLines) << file.path;
  }
}

TEST(SourceTree, NoNameHidesAConcept) {
  static const RE2 kBanned(
      R"((?i)(^|[/_])(utils?|common|managers?|helpers?|base|impl|misc)([/_.]|$))");
  for (const SourceFile& file : CodeFiles()) {
    EXPECT_FALSE(RE2::PartialMatch(file.path, kBanned)) << file.path;
  }
  static const RE2 kBannedClass(
      R"(\b(class|struct) \w*(Util|Utils|Manager|Helper|Base|Impl)\b[^;]*$)");
  for (const SourceFile& file : CodeFiles()) {
    for (const std::string& line : file.lines) {
      EXPECT_FALSE(RE2::PartialMatch(line, kBannedClass))
          << file.path << ": " << line;
    }
  }
}

// The line before a class of a header is its comment. Classes that only fill
// an interface (`final`) say by its name what they are.
TEST(SourceTree, EveryClassOfAHeaderHasAComment) {
  static const RE2 kClass(R"(^class \w+[^;]*$)");
  for (const SourceFile& file :
       FilesUnder({"rating", "storage", "server", "clients"}, {".h"})) {
    for (size_t i = 1; i < file.lines.size(); ++i) {
      if (!RE2::PartialMatch(file.lines[i], kClass) ||
          file.lines[i].find(" final : ") != std::string::npos) {
        continue;
      }
      size_t above = i - 1;
      if (file.lines[above].starts_with("template")) --above;
      EXPECT_TRUE(file.lines[above].starts_with("//"))
          << file.path << ":" << i + 1 << " needs a comment: " << file.lines[i];
    }
  }
}

// So that the header is known to compile alone.
TEST(SourceTree, ASourceIncludesItsOwnHeaderFirst) {
  for (const SourceFile& file :
       FilesUnder({"rating", "storage", "server", "clients"}, {".cc"})) {
    const std::string header = file.path.substr(0, file.path.size() - 2) + "h";
    if (!fs::exists(fs::path(TECHFLOW_SOURCE_DIR) / header)) continue;
    const auto first = std::find_if(
        file.lines.begin(), file.lines.end(),
        [](const std::string& line) { return line.starts_with("#include"); });
    ASSERT_NE(first, file.lines.end()) << file.path;
    EXPECT_EQ(*first, "#include \"" + header + "\"") << file.path;
  }
}

TEST(SourceTree, HeaderGuardsNameThePath) {
  for (const SourceFile& file :
       FilesUnder({"rating", "storage", "server", "clients"}, {".h"})) {
    std::string guard = "TECHFLOW_" + file.path + "_";
    for (char& c : guard) c = isalnum(c) ? static_cast<char>(toupper(c)) : '_';
    EXPECT_THAT(file.lines, testing::Contains("#ifndef " + guard)) << file.path;
  }
}

TEST(SourceTree, EveryFolderHasAReadme) {
  const fs::path root = TECHFLOW_SOURCE_DIR;
  for (const SourceFile& file :
       FilesUnder({"rating", "storage", "server", "clients"}, {".h", ".cc"})) {
    EXPECT_TRUE(
        fs::exists(root / Folder(file.path) / "README.md") ||
        fs::exists((root / Folder(file.path)).parent_path() / "README.md"))
        << Folder(file.path);
  }
}

// Nobody's machine, network or tools.
TEST(SourceTree, NoTextNamesAMachine) {
  static const RE2 kBanned(
      R"re((^|[^\w.])(/root/|/home/\w|/work/\w|/tmp/bash))re");
  for (const SourceFile& file : FilesUnder(
           {"proto", "rating", "storage", "server", "clients", "tests", ".ci"},
           {".h", ".cc", ".md", ".txt", ".proto", ".sh", ".py", ".txtpb",
            ".dmn", ".json"})) {
    if (file.path == "tests/tidy/source_tree_test.cc") continue;
    for (const std::string& line : file.lines) {
      EXPECT_FALSE(RE2::PartialMatch(line, kBanned))
          << file.path << ": " << line;
    }
  }
}

TEST(SourceTree, TheTopLevelHoldsOnlyWhatTheHouseAllows) {
  const std::vector<std::string> allowed = {
      "CMakeLists.txt", "CMakePresets.json", "Makefile", "README.md",
      "build",          "clients",           "proto",    "rating",
      "server",         "storage",           "tests"};
  for (const auto& entry : fs::directory_iterator(TECHFLOW_SOURCE_DIR)) {
    const std::string name = entry.path().filename();
    if (name.starts_with(".")) continue;
    EXPECT_THAT(allowed, testing::Contains(name));
  }
}

}  // namespace
}  // namespace techflow
