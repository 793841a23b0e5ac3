#include "tests/tck/suite.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace techflow::tck {
namespace {

namespace fs = std::filesystem;

// Prefixes differ between files and mean nothing here.
std::string_view LocalName(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

pugi::xml_node Child(pugi::xml_node parent, std::string_view name) {
  return parent.find_child([name](const pugi::xml_node& child) {
    return LocalName(child.name()) == name;
  });
}

std::string_view Attribute(pugi::xml_node element, std::string_view name) {
  return element
      .find_attribute([name](const pugi::xml_attribute& attribute) {
        return LocalName(attribute.name()) == name;
      })
      .value();
}

// `holder` has a <value>, a <list> or <component>s.
WrittenValue ReadValue(pugi::xml_node holder) {
  WrittenValue read;
  if (const pugi::xml_node value = Child(holder, "value")) {
    if (Attribute(value, "nil") == "true") return read;
    read.kind = WrittenValue::Kind::kText;
    read.schema_type = LocalName(Attribute(value, "type"));
    read.text = value.text().get();
    return read;
  }
  if (const pugi::xml_node list = Child(holder, "list")) {
    if (Attribute(list, "nil") == "true") return read;
    read.kind = WrittenValue::Kind::kList;
    for (const pugi::xml_node item : list.children()) {
      if (LocalName(item.name()) == "item") {
        read.items.push_back(ReadValue(item));
      }
    }
    return read;
  }
  for (const pugi::xml_node component : holder.children()) {
    if (LocalName(component.name()) != "component") continue;
    read.kind = WrittenValue::Kind::kContext;
    read.components.emplace_back(Attribute(component, "name"),
                                 ReadValue(component));
  }
  return read;
}

TestCase ReadCase(pugi::xml_node element) {
  TestCase test;
  test.id = Attribute(element, "id");
  test.type = Attribute(element, "type");
  if (test.type.empty()) test.type = "decision";
  test.invocable = Attribute(element, "invocableName");
  for (const pugi::xml_node child : element.children()) {
    const std::string_view kind = LocalName(child.name());
    if (kind == "inputNode") {
      test.inputs.push_back({std::string(Attribute(child, "name")),
                             std::string(Attribute(child, "namespace")),
                             ReadValue(child)});
    } else if (kind == "resultNode") {
      test.results.push_back({std::string(Attribute(child, "name")),
                              Attribute(child, "errorResult") == "true",
                              ReadValue(Child(child, "expected"))});
    }
  }
  return test;
}

absl::StatusOr<TestFile> ReadTestFile(const fs::path& path) {
  pugi::xml_document document;
  // Spaces may be all that a string value has.
  const pugi::xml_parse_result parsed = document.load_file(
      path.c_str(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!parsed) {
    return absl::InvalidArgumentError(
        absl::StrCat(path.string(), ": ", parsed.description()));
  }
  const pugi::xml_node root = document.document_element();
  if (LocalName(root.name()) != "testCases") {
    return absl::InvalidArgumentError(absl::StrCat(
        path.string(), ": expected <testCases>, found <", root.name(), ">"));
  }
  TestFile file;
  file.path = path;
  file.model = path.parent_path() / Child(root, "modelName").text().as_string();
  for (const pugi::xml_node child : root.children()) {
    if (LocalName(child.name()) == "testCase") {
      file.cases.push_back(ReadCase(child));
    }
  }
  return file;
}

bool IsTestFile(const fs::path& path) {
  return path.extension() == ".xml" &&
         path.filename().string().find("-test-") != std::string::npos;
}

}  // namespace

absl::StatusOr<std::vector<Folder>> ReadSuite(const fs::path& root) {
  std::error_code problem;
  std::map<fs::path, Folder> folders;
  for (fs::recursive_directory_iterator entry(root, problem), end;
       !problem && entry != end; entry.increment(problem)) {
    const fs::path& path = entry->path();
    Folder& folder = folders[path.parent_path()];
    if (path.extension() == ".dmn") folder.models.push_back(path);
    if (!IsTestFile(path)) continue;
    absl::StatusOr<TestFile> file = ReadTestFile(path);
    if (!file.ok()) return file.status();
    folder.tests.push_back(*std::move(file));
  }
  if (problem) {
    return absl::NotFoundError(
        absl::StrCat(root.string(), ": ", problem.message()));
  }
  std::vector<Folder> found;
  for (auto& [path, folder] : folders) {
    if (folder.tests.empty()) continue;
    folder.name = path.filename().string();
    folder.level = path.parent_path().filename().string();
    std::sort(folder.models.begin(), folder.models.end());
    std::sort(
        folder.tests.begin(), folder.tests.end(),
        [](const TestFile& a, const TestFile& b) { return a.path < b.path; });
    found.push_back(std::move(folder));
  }
  if (found.empty()) {
    return absl::NotFoundError(
        absl::StrCat(root.string(), ": there is no file `*-test-*.xml` below"));
  }
  return found;
}

}  // namespace techflow::tck
