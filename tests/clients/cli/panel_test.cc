#include "clients/cli/panel.h"

#include <cstdlib>
#include <filesystem>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/input_file.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr char kTitles[] =
    "rownames,company,sales,patents,randd,employment,industry,year\n";

std::string ErrorOf(const std::string& rows) {
  return std::string(ReadPanel(kTitles + rows).status().message());
}

TEST(Panel, ImpliesTheFlowFromTheStock) {
  const auto panel =
      ReadPanel(absl::StrCat(kTitles, "1,A & B INC,10.5,3,100,0.5,3344,1991\n",
                             "2,A & B INC,11,4,101.0005,0.6,3344,1992\n",
                             "3,A & B INC,12,5,50,0.7,3344,1993\n",
                             "4,A & B INC,13,6,60,0.8,3344,1998\n"));
  ASSERT_TRUE(panel.ok()) << panel.status();
  ASSERT_EQ(panel->size(), 1u);
  const PanelCompany& company = panel->front();
  EXPECT_EQ(company.enterprise, "panel.a-b-inc");
  EXPECT_THAT(company.years, testing::ElementsAre(1991, 1992, 1993, 1998));
  const auto& years = company.evidence.fiscal_years();
  EXPECT_EQ(years[0].revenue().value(), "10500000");
  EXPECT_EQ(years[0].headcount().value(), "500");
  EXPECT_FALSE(years[0].has_rd_spend()) << "no stock of the year before";
  // 101.0005 - 85 = 16.0005 million: half a thousand dollars goes to even.
  EXPECT_EQ(years[1].rd_spend().value(), "16000000");
  EXPECT_EQ(years[1].source().document(), "rows 1 and 2");
  EXPECT_FALSE(years[2].has_rd_spend()) << "50 - 85.85 is negative";
  EXPECT_THAT(years[2].source().note(), HasSubstr("negative"));
  EXPECT_FALSE(years[3].has_rd_spend()) << "1997 is not in the panel";
}

TEST(Panel, LeavesPatentsUnknownWhereTheyAreCutOff) {
  const auto panel = ReadPanel(
      absl::StrCat(kTitles, "1,A,1,3,1,1,3344,1997\n2,A,1,4,1,1,3344,1998\n"));
  ASSERT_TRUE(panel.ok());
  ASSERT_EQ(panel->front().evidence.patent_counts_size(), 1);
  EXPECT_EQ(panel->front().evidence.patent_counts(0).year(), 1997);
}

TEST(Panel, KeepsCitationsApartFromTheEvidence) {
  const auto panel = ReadPanel(
      "rownames,company,sales,patents,randd,employment,industry,year,cites\n"
      "1,A,1,3,1,1,3344,1997,12\n2,A,1,4,1,1,3344,1998,5\n");
  ASSERT_TRUE(panel.ok()) << panel.status();
  const PanelCompany& company = panel->front();
  ASSERT_EQ(company.outcomes.size(), 1u) << "patents of 1998 are cut off";
  EXPECT_EQ(company.outcomes[0].year, 1997);
  EXPECT_EQ(company.outcomes[0].patents, 3);
  EXPECT_EQ(company.outcomes[0].citations, 12);
  EXPECT_THAT(std::string(ReadPanel("rownames,company,sales,patents,randd,"
                                    "employment,industry,year,cites\n"
                                    "1,A,1,3,1,1,3344,1997,many\n")
                              .status()
                              .message()),
              HasSubstr("line 2, cites `many`"));
}

TEST(Panel, KnowsNoCitationsWhereThereIsNoColumn) {
  const auto panel =
      ReadPanel(absl::StrCat(kTitles, "1,A,1,3,1,1,3344,1997\n"));
  ASSERT_TRUE(panel.ok());
  EXPECT_EQ(panel->front().outcomes.at(0).citations, std::nullopt);
}

TEST(Panel, NamesLineColumnAndValueOfWhatIsWrong) {
  EXPECT_EQ(ErrorOf("1,A,ten,3,1,1,3344,1997\n"),
            "line 2, sales `ten`: expected a number of 0 or more");
  EXPECT_EQ(ErrorOf("1,A,1,3,1,1,3344,97\n"),
            "line 2, year `97`: expected a year");
  EXPECT_EQ(ErrorOf("1,A,1,-3,1,1,3344,1997\n"),
            "line 2, patents `-3`: expected a number of patents");
  EXPECT_THAT(ErrorOf("1,A,1,3,1,1,3344,1997\n2,A,1,3,1,1,3344,1997\n"),
              HasSubstr("line 3, year `1997`"));
  EXPECT_THAT(ErrorOf("1,A B,1,3,1,1,33,1997\n2,A-B,1,3,1,1,33,1997\n"),
              HasSubstr("line 3, company `A-B`"));
  EXPECT_EQ(ErrorOf("1,A\n"), "line 2: expected 8 fields, got 2");
  EXPECT_THAT(std::string(ReadPanel("a,b\n").status().message()),
              HasSubstr("no column `rownames`"));
}

std::string PanelPath() {
  const char* folder = std::getenv("TECHFLOW_DATA_DIR");
  return (folder != nullptr
              ? fs::path(folder)
              : fs::path(TECHFLOW_SOURCE_DIR) / ".." / "shared" / "data") /
         "inst-innovation.csv";
}

// The twelve examples were tabulated by a script of another language; the
// figures must be the same to the last digit.
TEST(Panel, AgreesWithTheTabulatedExamples) {
  if (!fs::exists(PanelPath())) {
    GTEST_SKIP() << "no inst-innovation.csv; see TECHFLOW_DATA_DIR";
  }
  const auto panel = ReadPanel(*ReadFile(PanelPath()));
  ASSERT_TRUE(panel.ok()) << panel.status();
  EXPECT_EQ(panel->size(), 803u);
  std::map<std::string, v1::Evidence> by_name;
  size_t company_years = 0;
  for (const PanelCompany& company : *panel) {
    company_years += company.years.size();
    by_name[company.evidence.profile().identifiers(0).value()] =
        company.evidence;
  }
  EXPECT_EQ(company_years, 6208u);
  int compared = 0;
  const fs::path examples =
      fs::path(TECHFLOW_SOURCE_DIR) / "clients" / "examples" / "panel";
  for (const auto& entry : fs::directory_iterator(examples)) {
    auto example = ReadEvidence(entry.path());
    ASSERT_TRUE(example.ok()) << example.status();
    v1::Evidence ours = by_name.at(example->profile().identifiers(0).value());
    // The examples end in 1997 and have names of ours.
    while (ours.fiscal_years().rbegin()->year() > 1997) {
      ours.mutable_fiscal_years()->RemoveLast();
    }
    *ours.mutable_profile()->mutable_name() = example->profile().name();
    *ours.mutable_profile()->mutable_source()->mutable_note() +=
        " Chinese name: ours.";
    EXPECT_EQ(ours.SerializeAsString(), example->SerializeAsString())
        << entry.path();
    ++compared;
  }
  EXPECT_EQ(compared, 12);
}

}  // namespace
}  // namespace techflow::cli
