#include "rating/evidence/identifiers.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace techflow::evidence {
namespace {

TEST(CreditCode, IsOkWhereTheCheckCharacterIsRight) {
  for (const std::string_view code :
       {"91350200776049653A", "91440101MA5CJQ4N59", "913502000728319549",
        "91350200MA2YJ1XR9G", "911100001000044477", "123502001549897397",
        "91350503MA31DKY80A"}) {
    const CreditCode read = ReadCreditCode(code);
    EXPECT_EQ(read.state, IdentifierState::kOk) << code;
    EXPECT_EQ(read.expected_check, code.back()) << code;
  }
}

// Four companies have these codes, given out before the standard was settled.
TEST(CreditCode, OfRealCompaniesMayDifferInTheCheckCharacter) {
  struct Known {
    std::string_view code;
    char computed;
  };
  for (const auto& [code, computed] :
       {Known{"91350100M0001TGQXM", '1'}, Known{"91350211M0000XUF46", 'R'},
        Known{"91350203M0001FUE2P", 'J'}, Known{"91350203M0001QAY9B", '9'}}) {
    const CreditCode read = ReadCreditCode(code);
    EXPECT_EQ(read.state, IdentifierState::kCheckDiffers) << code;
    EXPECT_EQ(read.expected_check, computed) << code;
  }
}

TEST(CreditCode, IsMalformedWhereItCannotBeOne) {
  for (const std::string_view code :
       {"", "9135020077604965", "91350200776049653AA", "91350200776049653a",
        "91350200776049653I", "9135O200776049653A", "91350200 776049653",
        "913502A0776049653A", "91350200776049653S", "统一社会信用"}) {
    EXPECT_EQ(ReadCreditCode(code).state, IdentifierState::kMalformed) << code;
  }
}

TEST(CreditCode, TellsOfEveryOtherCheckCharacterThatItDiffers) {
  int ok = 0;
  for (const char check : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
    const std::string code = std::string("91350200776049653") + check;
    ok += ReadCreditCode(code).state == IdentifierState::kOk ? 1 : 0;
  }
  EXPECT_EQ(ok, 1);
}

TEST(CreditCode, SaysWhetherTheOrganisationCodeInsideAgrees) {
  EXPECT_TRUE(ReadCreditCode("91350200776049653A").organisation_code_agrees);
  EXPECT_FALSE(ReadCreditCode("91350200776049643A").organisation_code_agrees);
}

TEST(OrganisationCode, HasItsOwnCheckCharacter) {
  EXPECT_TRUE(IsOrganisationCode("776049653"));
  EXPECT_TRUE(IsOrganisationCode("MA5CJQ4N5"));
  EXPECT_TRUE(IsOrganisationCode("100004447"));
  EXPECT_FALSE(IsOrganisationCode("776049654"));
  EXPECT_FALSE(IsOrganisationCode("77604965"));
  EXPECT_FALSE(IsOrganisationCode("ma5cjq4n5"));
}

TEST(ApplicationNumber, IsOkWhereTheCheckDigitIsRight) {
  for (const std::string_view number :
       {"201710601862.3", "95115608.X", "97101765.4", "202111160426.X",
        "202111261885.7", "202210331960.0", "202310969407.4", "202210315710.8",
        "202111571640.4", "202111031939.0", "201310699744.2",
        "202010318818.3"}) {
    const ChineseApplicationNumber read = ReadChineseApplicationNumber(number);
    EXPECT_EQ(read.state, IdentifierState::kOk) << number;
    EXPECT_EQ(read.canonical, number);
    EXPECT_EQ(read.type, v1::PATENT_TYPE_INVENTION) << number;
  }
}

TEST(ApplicationNumber, HasOneCanonicalFormForAllSpellings) {
  for (const std::string_view number :
       {"CN202010318818.3", "ZL202010318818.3", "202010318818.3",
        "2020103188183", "CN2020103188183"}) {
    const ChineseApplicationNumber read = ReadChineseApplicationNumber(number);
    EXPECT_EQ(read.state, IdentifierState::kOk) << number;
    EXPECT_EQ(read.canonical, "202010318818.3") << number;
  }
}

TEST(ApplicationNumber, TellsYearAndType) {
  EXPECT_EQ(ReadChineseApplicationNumber("202010318818.3").year, 2020);
  EXPECT_EQ(ReadChineseApplicationNumber("95115608.X").year, 1995);
  EXPECT_EQ(ReadChineseApplicationNumber("03115608.4").year, 2003);
  EXPECT_EQ(ReadChineseApplicationNumber("202020318818.3").type,
            v1::PATENT_TYPE_UTILITY_MODEL);
  EXPECT_EQ(ReadChineseApplicationNumber("202030318818.3").type,
            v1::PATENT_TYPE_DESIGN);
  EXPECT_EQ(ReadChineseApplicationNumber("202080318818.3").type,
            v1::PATENT_TYPE_INVENTION);
  EXPECT_EQ(ReadChineseApplicationNumber("202090318818.3").type,
            v1::PATENT_TYPE_UTILITY_MODEL);
}

TEST(ApplicationNumber, WithAnotherCheckDigitDiffers) {
  const ChineseApplicationNumber read =
      ReadChineseApplicationNumber("CN202010318818.4");
  EXPECT_EQ(read.state, IdentifierState::kCheckDiffers);
  EXPECT_EQ(read.expected_check, '3');
  EXPECT_EQ(read.canonical, "202010318818.4");
}

TEST(ApplicationNumber, IsMalformedWhereItCannotBeOne) {
  for (const std::string_view number :
       {"", "CN", "CN202010318818", "20201031881.3", "CN111428245B",
        "202040318818.3", "199910318818.3", "202010318818.x",
        "US202010318818.3", "CNZL202010318818.3", "202010318818..3",
        "84115608.X", "2020 10318818.3", "95415608.X", "04115608.4"}) {
    EXPECT_EQ(ReadChineseApplicationNumber(number).state,
              IdentifierState::kMalformed)
        << number;
  }
}

TEST(IpcClass, IsToldByItsShape) {
  for (const std::string_view text :
       {"H01L", "H01L 21/336", "G06F17/30", "A61K 9/0012", "B60L  50/60"}) {
    EXPECT_TRUE(IsIpcClass(text)) << text;
  }
  for (const std::string_view text :
       {"", "H01", "I01L", "H1L", "H01l", "H01L 21", "H01L 21/3", "H01L /36",
        "H01L 21/1234567", "H01L 12345/36", "H01L 21/33a"}) {
    EXPECT_FALSE(IsIpcClass(text)) << text;
  }
}

TEST(IndustryCode, IsToldByItsShape) {
  for (const std::string_view text : {"C", "C39", "C397", "C3973", "T9600"}) {
    EXPECT_TRUE(IsIndustryCode(text)) << text;
  }
  for (const std::string_view text : {"", "U39", "c3973", "C39731", "3973"}) {
    EXPECT_FALSE(IsIndustryCode(text)) << text;
  }
  EXPECT_TRUE(IsForeignIndustryCode("SIC:3674"));
  EXPECT_FALSE(IsForeignIndustryCode("3674"));
  EXPECT_FALSE(IsForeignIndustryCode("SIC:"));
  EXPECT_FALSE(IsForeignIndustryCode(":3674"));
  EXPECT_FALSE(IsForeignIndustryCode("SIC: 3674"));
}

TEST(Codes, OfCurrenciesCountriesAndRegionsAreToldByTheirShape) {
  EXPECT_TRUE(IsCurrencyCode("CNY"));
  EXPECT_FALSE(IsCurrencyCode("cny"));
  EXPECT_FALSE(IsCurrencyCode("RM"));
  EXPECT_TRUE(IsCountryOrOfficeCode("WO"));
  EXPECT_FALSE(IsCountryOrOfficeCode("CHN"));
  EXPECT_FALSE(IsCountryOrOfficeCode("c1"));
  EXPECT_TRUE(IsRegionCode("350200"));
  EXPECT_FALSE(IsRegionCode("3502"));
  EXPECT_FALSE(IsRegionCode("05020A"));
  EXPECT_FALSE(IsRegionCode("050200"));
}

}  // namespace
}  // namespace techflow::evidence
