#ifndef TECHFLOW_TESTS_TCK_SUITE_H_
#define TECHFLOW_TESTS_TCK_SUITE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

// The files of the DMN conformance suite as plain structs: what is asked and
// what is expected, nothing compiled or run.
namespace techflow::tck {

// A value as a test file writes it: text with an XML schema type, or a list, or
// a context.
struct WrittenValue {
  enum class Kind { kNull, kText, kList, kContext };
  Kind kind = Kind::kNull;
  std::string schema_type;  // "decimal", "date"; empty where none is given.
  std::string text;
  std::vector<WrittenValue> items;
  std::vector<std::pair<std::string, WrittenValue>> components;
};

struct Input {
  std::string name;
  std::string model_namespace;  // Empty: of the tested model.
  WrittenValue value;
};

struct ExpectedResult {
  std::string decision;
  bool is_error = false;
  WrittenValue value;
};

struct TestCase {
  std::string id;
  std::string type;       // "decision", "bkm" or "decisionService".
  std::string invocable;  // Of the last two; empty for a decision.
  std::vector<Input> inputs;
  std::vector<ExpectedResult> results;
};

struct TestFile {
  std::filesystem::path path;
  std::filesystem::path model;  // The .dmn file beside it.
  std::vector<TestCase> cases;
};

// A folder of the suite: models and their tests.
struct Folder {
  std::string name;   // "0068-feel-equality".
  std::string level;  // The folder above: "compliance-level-3".
  std::vector<std::filesystem::path> models;
  std::vector<TestFile> tests;
};

// Every folder below `root` that holds test files, in the order of their paths;
// an error where there is none, or a file cannot be read.
absl::StatusOr<std::vector<Folder>> ReadSuite(
    const std::filesystem::path& root);

}  // namespace techflow::tck

#endif  // TECHFLOW_TESTS_TCK_SUITE_H_
