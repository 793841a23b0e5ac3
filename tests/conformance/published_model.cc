#include "tests/conformance/published_model.h"

#include <fstream>
#include <iterator>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace techflow {
namespace {

std::string ReadTestdata(const std::string& path) {
  std::ifstream file(TECHFLOW_SOURCE_DIR "/tests/conformance/testdata/" + path);
  EXPECT_TRUE(file) << path;
  return std::string((std::istreambuf_iterator<char>(file)),
                     std::istreambuf_iterator<char>());
}

}  // namespace

v1::ModelPackage PublishedPackage() {
  v1::ModelPackage files;
  for (const std::string path :
       {"cases/plain.txtpb", "model.txtpb", "rules.dmn"}) {
    v1::ModelFile& file = *files.add_files();
    file.set_path(path);
    file.set_content(ReadTestdata("small-model/" + path));
  }
  return files;
}

v1::ModelPackage PublishedPackage(const std::string& note) {
  return Changed(PublishedPackage(), "en: 'For tests'", "en: '" + note + "'");
}

v1::ModelPackage Changed(v1::ModelPackage files, const std::string& from,
                         const std::string& to) {
  bool is_found = false;
  for (v1::ModelFile& file : *files.mutable_files()) {
    const size_t at = file.content().find(from);
    if (at == std::string::npos) continue;
    file.mutable_content()->replace(at, from.size(), to);
    is_found = true;
  }
  EXPECT_TRUE(is_found) << from;
  return files;
}

v1::Evidence SmallEvidence() {
  v1::Evidence evidence;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      ReadTestdata("evidence.txtpb"), &evidence));
  return evidence;
}

v1::Date Day(int year, int month, int day) {
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

v1::RateEnterpriseRequest SmallRequest(const std::string& id) {
  v1::RateEnterpriseRequest request;
  request.set_enterprise("enterprises/" + id);
  *request.mutable_evidence() = SmallEvidence();
  *request.mutable_as_of_date() = Day(2026, 6, 30);
  request.set_model(kSmallModel);
  return request;
}

}  // namespace techflow
