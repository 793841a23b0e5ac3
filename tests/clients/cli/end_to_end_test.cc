// Drives the techflow program against a real techflowd, both as users run them.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "techflow/v1/audit_service.pb.h"
#include "techflow/v1/model_service.pb.h"
#include "techflow/v1/rating_service.pb.h"
#include "tests/clients/cli/program.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const fs::path kSource = TECHFLOW_SOURCE_DIR;
const fs::path kBin = TECHFLOW_BIN_DIR;

template <typename Message>
Message FromJson(const std::string& json) {
  Message message;
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, &message);
  EXPECT_TRUE(status.ok()) << status.ToString() << "\n" << json;
  return message;
}

class EndToEnd : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/techflow_cli_XXXXXX";
    folder_ = mkdtemp(pattern.data());
    setenv("LANG", "C.UTF-8", 1);
    for (const char* name : {"TECHFLOW_OUTPUT", "TECHFLOW_LANG", "LC_ALL"}) {
      unsetenv(name);
    }
    StartServer();
  }

  void TearDown() override {
    kill(server_, SIGTERM);
    int status = 0;
    waitpid(server_, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0)
        << Contents(folder_ / "server.log");
    close(server_out_);
    fs::remove_all(folder_);
  }

  // Waits for the line that says where it listens.
  void StartServer() {
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    const int log = open((folder_ / "server.log").c_str(),
                         O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    server_ = Start({kBin / "techflowd", "--listen=127.0.0.1:0",
                     "--data_dir=" + (folder_ / "data").string(),
                     "--backup_dir=" + (folder_ / "backups").string(),
                     "--models_dir=" + (kSource / "rating/models").string()},
                    ends[1], log);
    close(ends[1]);
    close(log);
    server_out_ = ends[0];
    std::string line;
    for (char c = 0; c != '\n' && read(server_out_, &c, 1) == 1;) line += c;
    ASSERT_THAT(line, HasSubstr("listening on"))
        << Contents(folder_ / "server.log");
    address_ = line.substr(line.rfind(' ') + 1);
    address_.pop_back();
  }

  Ended Run(std::vector<std::string> words) {
    words.insert(words.begin(),
                 {(kBin / "techflow").string(), "--server", address_});
    return RunToEnd(words, folder_);
  }

  Ended Rate(const std::string& day, std::vector<std::string> more = {}) {
    more.insert(more.begin(),
                {"rating", "evaluate", "--evidence", kIntel, "--as-of", day});
    return Run(more);
  }

  // The auditor's program, which knows of no server.
  Ended Verify(std::vector<std::string> words) {
    words.insert(words.begin(), (kBin / "techflow-verify").string());
    return RunToEnd(words, folder_);
  }

  // Files by name in the test's folder.
  std::string In(const char* name) const { return folder_ / name; }

  size_t CountRatings() {
    return static_cast<size_t>(FromJson<v1::ListRatingsResponse>(
                                   Run({"rating", "list", "-o", "json"}).out)
                                   .ratings_size());
  }

  const std::string kIntel = kSource / "clients/examples/panel/intel.json";
  fs::path folder_;
  pid_t server_ = 0;
  int server_out_ = -1;
  std::string address_;
};

TEST_F(EndToEnd, PrintsValidEmptyLists) {
  EXPECT_EQ(Run({"health"}).code, 0);
  EXPECT_EQ(Run({"rating", "list", "-o", "json"}).out, "{}\n");
  EXPECT_EQ(Run({"rating", "list", "-o", "yaml"}).out, "{}\n");
  EXPECT_THAT(Run({"rating", "list", "-o", "csv"}).out, StartsWith("name,"));
  EXPECT_EQ(Run({"rating", "replay", "--all", "-o", "json"}).out, "[]\n");
  const Ended table = Run({"rating", "list"});
  EXPECT_EQ(table.code, 0);
  EXPECT_EQ(table.err, "no ratings.\n");
}

TEST_F(EndToEnd, RatesShowsExplainsAndReplays) {
  const Ended rated = Rate("1997-12-31", {"-o", "json"});
  ASSERT_EQ(rated.code, 0) << rated.err;
  EXPECT_THAT(rated.err, HasSubstr("request id: "));
  const auto response = FromJson<v1::RateEnterpriseResponse>(rated.out);
  EXPECT_EQ(response.rating().name(), "enterprises/intel/ratings/1");

  for (const char* name : {"intel", "intel/1", "enterprises/intel/ratings/1"}) {
    const Ended got = Run({"rating", "get", name, "-o", "json"});
    EXPECT_EQ(got.code, 0) << got.err;
    EXPECT_EQ(
        FromJson<v1::GetRatingResponse>(got.out).rating().assessment_digest(),
        response.rating().assessment_digest());
  }

  const Ended explained = Run({"rating", "explain", "intel", "--trace"});
  EXPECT_EQ(explained.code, 0) << explained.err;
  EXPECT_THAT(explained.out, StartsWith("Intel (英特尔)\n"));
  EXPECT_THAT(explained.out, HasSubstr("FROM ZERO TO THE SCORE"));
  EXPECT_THAT(explained.out, HasSubstr("unknown"));
  EXPECT_THAT(explained.out, HasSubstr("TRACE"));
  EXPECT_THAT(explained.out, Not(HasSubstr("\033")));
  EXPECT_THAT(Run({"rating", "explain", "intel", "--lang", "zh"}).out,
              StartsWith("英特尔 (Intel)\n"));
  EXPECT_THAT(Run({"rating", "explain", "intel", "-o", "csv"}).out,
              StartsWith("dimension,indicator,"));
  EXPECT_THAT(Run({"rating", "explain", "intel", "-o", "yaml"}).out,
              StartsWith("rating:\n  name: "));

  const Ended replayed = Run({"rating", "replay", "intel/1"});
  EXPECT_EQ(replayed.code, 0) << replayed.err;
  EXPECT_THAT(replayed.out, HasSubstr("MATCH"));
  EXPECT_THAT(Run({"rating", "replay", "--all", "-o", "csv"}).out,
              HasSubstr("REPLAY_VERDICT_MATCH"));
}

TEST_F(EndToEnd, RatesOnceHoweverOftenItIsAsked) {
  EXPECT_EQ(Rate("1997-12-31", {"--request-id", "k"}).code, 0);
  const Ended again = Rate("1997-12-31", {"--request-id", "k"});
  EXPECT_EQ(again.code, 0);
  EXPECT_THAT(again.err, HasSubstr("used before"));
  EXPECT_EQ(CountRatings(), 1u);
  // FAILED_PRECONDITION: the same key for another day.
  EXPECT_EQ(Rate("1996-12-31", {"--request-id", "k"}).code, 64 + 9);
  EXPECT_EQ(Rate("1996-12-31", {"--validate-only"}).code, 0);
  EXPECT_EQ(CountRatings(), 1u);
}

TEST_F(EndToEnd, RatesEveryYearOfTheEvidence) {
  const Ended rated = Run({"rating", "evaluate", "--evidence", kIntel,
                           "--every-year", "-o", "csv"});
  EXPECT_EQ(rated.code, 0) << rated.err;
  EXPECT_THAT(rated.out, HasSubstr(",1991-12-31,"));
  EXPECT_EQ(CountRatings(), 7u);
  EXPECT_THAT(Run({"rating", "list", "intel", "--as-of-from", "1995-01-01",
                   "--as-of-until", "1995-12-31", "-o", "csv"})
                  .out,
              AllOf(HasSubstr(",1995-12-31,"), Not(HasSubstr(",1994-12-31,"))));
}

TEST_F(EndToEnd, SimulatesWithoutStoring) {
  ASSERT_EQ(Rate("1997-12-31").code, 0);
  const Ended simulated = Run({"rating", "simulate", "intel", "--set",
                               "fiscal_years[year=1997].rd_spend=9000000000"});
  EXPECT_EQ(simulated.code, 0) << simulated.err;
  EXPECT_THAT(simulated.out, HasSubstr("nothing was stored"));
  EXPECT_THAT(simulated.out, HasSubstr("INDICATOR THAT MOVED"));
  const Ended own = Run({"rating", "simulate", "--evidence", kIntel, "--as-of",
                         "1997-12-31", "--set",
                         "fiscal_years[year=1997].rd_spend="
                         "9000000000",
                         "-o", "json"});
  EXPECT_EQ(FromJson<v1::SimulateRatingResponse>(own.out).disclaimer(),
            "NOT_STORED");
  EXPECT_EQ(CountRatings(), 1u);
}

TEST_F(EndToEnd, TurnsErrorsIntoExitCodesAndSaysAllThatIsWrong) {
  const Ended absent = Run({"rating", "get", "intel/9"});
  EXPECT_EQ(absent.code, 64 + 5);
  EXPECT_THAT(absent.err, HasSubstr("RATING_NOT_FOUND"));
  EXPECT_EQ(absent.out, "");
  EXPECT_EQ(Run({"rating", "explain", "nobody"}).code, 64 + 5);
  const Ended wrong = Run({"rating", "evaluate", "--evidence", kIntel,
                           "--as-of", "1997-12-31", "--enterprise", "a b"});
  EXPECT_EQ(wrong.code, 64 + 3);
  EXPECT_THAT(wrong.err, HasSubstr("enterprise: "));
}

TEST_F(EndToEnd, KeepsModels) {
  const Ended listed = Run({"model", "list", "-o", "json"});
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_GE(FromJson<v1::ListModelsResponse>(listed.out).models_size(), 1);
  EXPECT_THAT(Run({"model", "get", "techflow"}).out,
              HasSubstr("models/techflow/versions/1"));
  EXPECT_THAT(Run({"model", "get", "techflow/1", "--files"}).out,
              HasSubstr("==> model.txtpb <=="));
  const std::string folder = kSource / "rating/models/techflow";
  const Ended valid = Run({"model", "validate", folder});
  EXPECT_EQ(valid.code, 0) << valid.out << valid.err;
  EXPECT_EQ(Run({"model", "add", folder}).code, 64 + 6);  // ALREADY_EXISTS

  const fs::path broken = folder_ / "broken";
  fs::copy(folder, broken, fs::copy_options::recursive);
  std::ofstream(broken / "model.txtpb", std::ios::app) << "nonsense: 1\n";
  const Ended invalid = Run({"model", "validate", broken});
  EXPECT_EQ(invalid.code, 3);
  EXPECT_THAT(invalid.out,
              testing::ContainsRegex("model.txtpb:[0-9]+:[0-9]+: error: "));
  EXPECT_EQ(Run({"model", "add", broken}).code, 64 + 3);
}

TEST_F(EndToEnd, ImportsEvidenceOnceHoweverOftenItRuns) {
  const std::string folder = kSource / "clients/examples/panel";
  const Ended first = Run({"import", "evidence", folder});
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.err, HasSubstr("100 %"));
  EXPECT_EQ(CountRatings(), 83u);  // Twelve companies, seven years, one gap.
  EXPECT_EQ(Run({"import", "evidence", folder}).code, 0);
  EXPECT_EQ(CountRatings(), 83u);
}

TEST_F(EndToEnd, ImportsAPanel) {
  std::ofstream(folder_ / "panel.csv")
      << "rownames,company,sales,patents,randd,employment,industry,year\n"
         "1,A INC,100,10,50,1,3344,1991\n2,A INC,120,12,60,1.1,3344,1992\n"
         "3,B INC,100,0,0,2,3111,1992\n";
  const Ended imported =
      Run({"import", "panel", "--file", folder_ / "panel.csv", "-o", "json"});
  EXPECT_EQ(imported.code, 0) << imported.err;
  const auto summary = FromJson<google::protobuf::Struct>(imported.out);
  EXPECT_EQ(summary.fields().at("rated").number_value(), 3);
  EXPECT_EQ(summary.fields().at("failed").number_value(), 0);
  EXPECT_EQ(CountRatings(), 3u);
}

TEST_F(EndToEnd, ExportsWhatAnAuditorVerifiesWithoutTheServer) {
  ASSERT_EQ(Rate("1997-12-31").code, 0);
  const Ended key = Run({"audit", "key"});
  ASSERT_EQ(key.code, 0) << key.err;
  EXPECT_THAT(key.err, HasSubstr("proves nothing"));
  std::ofstream(In("key")) << key.out;
  const Ended exported = Run({"audit", "export", "intel", "-o", In("bundle")});
  ASSERT_EQ(exported.code, 0) << exported.err;

  const Ended verified = Verify({In("bundle"), "--key", In("key")});
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("enterprises/intel/ratings/1"));
  EXPECT_THAT(verified.out, testing::EndsWith("\n\nVERIFIED\n"));

  std::string bytes = Contents(In("bundle"));
  const size_t at = bytes.find("enterprises/intel");
  ASSERT_NE(at, std::string::npos);
  bytes[at + 12] = 'I';
  std::ofstream(In("forged"), std::ios::binary) << bytes;
  const Ended forged = Verify({In("forged"), "--key", In("key")});
  EXPECT_EQ(forged.code, 1);
  EXPECT_THAT(forged.out, testing::EndsWith("\n\nNOT VERIFIED\n"));
}

TEST_F(EndToEnd, ProvesThatAnOldCheckpointIsTheBeginningOfTheLog) {
  ASSERT_EQ(Rate("1996-12-31").code, 0);
  ASSERT_EQ(Run({"audit", "checkpoint", "--save", In("old")}).code, 0);
  const auto old = FromJson<v1::GetCheckpointResponse>(
      Run({"audit", "checkpoint", "-o", "json"}).out);
  EXPECT_EQ(Contents(In("old")), old.checkpoint());
  ASSERT_EQ(Rate("1997-12-31").code, 0);
  std::ofstream(In("key")) << Run({"audit", "key"}).out;

  const Ended proved =
      Run({"audit", "consistency", In("old"), "--key", In("key")});
  EXPECT_EQ(proved.code, 0) << proved.out << proved.err;
  EXPECT_THAT(proved.out, HasSubstr("\nCONSISTENT"));
  EXPECT_THAT(proved.out, Not(HasSubstr("NOT CHECKED")));

  // As noted on paper; the size is right, and the root is another's.
  const std::string root(64, 'a');
  const std::string size = std::to_string(old.size());
  const Ended wrong = Run({"audit", "consistency", size + ":" + root});
  EXPECT_EQ(wrong.code, 3);
  EXPECT_THAT(wrong.out, HasSubstr("NOT CONSISTENT"));
  EXPECT_THAT(wrong.err, HasSubstr("no signature was checked"));
  // A log that is longer than the server's was cut.
  const Ended cut = Run({"audit", "consistency", "999999:" + root});
  EXPECT_EQ(cut.code, 3);
  EXPECT_THAT(cut.out, HasSubstr("it was cut"));
  // Another key of the same name did not sign it.
  const std::string other =
      "example.com/foo+530d903a+AWwkseaLF5DIEbNX+HPSlGi+yz1zoUXkK8hI8LKBA9Lu";
  EXPECT_NE(Run({"audit", "consistency", In("old"), "--key", other}).code, 0);
  EXPECT_EQ(Run({"audit", "consistency", "7:zz"}).code, 2);
}

TEST_F(EndToEnd, BacksUpAndTellsWhen) {
  const Ended before = Run({"audit", "figures"});
  EXPECT_EQ(before.code, 0) << before.err;
  EXPECT_THAT(before.out, testing::ContainsRegex("Last backup +none known\n"));
  ASSERT_EQ(Rate("1997-12-31").code, 0);

  const Ended backup = Run({"audit", "backup"});
  ASSERT_EQ(backup.code, 0) << backup.err;
  EXPECT_THAT(backup.out, StartsWith("backup 1, "));
  EXPECT_THAT(backup.out,
              HasSubstr(Run({"audit", "checkpoint"}).out.substr(0, 20)));

  const Ended after = Run({"audit", "figures"});
  EXPECT_EQ(after.code, 0) << after.err;
  EXPECT_THAT(after.out,
              testing::ContainsRegex("Last backup +20[0-9]{2}-[0-9T:.-]+Z\n"));
  EXPECT_THAT(Run({"audit", "figures", "--lang", "zh"}).out,
              testing::ContainsRegex("上次备份 +20[0-9]{2}-"));
  const auto figures = FromJson<v1::GetStoreFiguresResponse>(
      Run({"audit", "figures", "-o", "json"}).out);
  EXPECT_GT(figures.entries(), 1);
  EXPECT_TRUE(figures.has_last_backup_time());
  EXPECT_THAT(Run({"audit", "figures", "-o", "csv"}).out,
              StartsWith("part,records,disk_bytes\nmeta,"));

  // Restored, it is the store of that moment.
  const Ended restored =
      RunToEnd({kBin / "techflowd", "--restore=" + In("backups"),
                "--data_dir=" + In("restored")},
               folder_);
  EXPECT_EQ(restored.code, 0) << restored.err;
  EXPECT_THAT(restored.out, HasSubstr(" entries, sound"));
}

TEST_F(EndToEnd, ExportsTheWholeLogAndGoesOnLater) {
  ASSERT_EQ(Rate("1996-12-31").code, 0);
  ASSERT_EQ(Run({"audit", "tiles", In("tiles")}).code, 0);
  const std::string first = Contents(folder_ / "tiles/checkpoint");
  ASSERT_EQ(Rate("1997-12-31").code, 0);
  std::ofstream(In("key")) << Run({"audit", "key"}).out;
  const Ended again = Run({"audit", "tiles", In("tiles"), "--key", In("key")});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("whose root is that of the checkpoint"));
  EXPECT_NE(Contents(folder_ / "tiles/checkpoint"), first);
}

TEST_F(EndToEnd, ProvesAnEntryByItsRatingOrItsPosition) {
  ASSERT_EQ(Rate("1997-12-31").code, 0);
  const Ended by_rating = Run({"audit", "proof", "intel"});
  ASSERT_EQ(by_rating.code, 0) << by_rating.err;
  EXPECT_THAT(by_rating.out, StartsWith("c2sp.org/tlog-proof@v1\nindex "));
  const std::string rest = by_rating.out.substr(by_rating.out.find(' ') + 1);
  const std::string position = rest.substr(0, rest.find('\n'));
  EXPECT_EQ(Run({"audit", "proof", "--position", position}).out, by_rating.out);
  EXPECT_EQ(Run({"audit", "proof"}).code, 2);
  EXPECT_EQ(Run({"audit", "proof", "intel", "--position", "1"}).code, 2);
  EXPECT_EQ(Run({"audit", "proof", "--position", "999999"}).code, 64 + 5);
}

TEST_F(EndToEnd, TellsHowLongTheLogWasAtAMoment) {
  const auto size = FromJson<v1::GetCheckpointResponse>(
                        Run({"audit", "checkpoint", "-o", "json"}).out)
                        .size();
  const auto now = FromJson<v1::FindLogPositionResponse>(
      Run({"audit", "position", "9999-01-01T00:00:00Z", "-o", "json"}).out);
  EXPECT_EQ(now.size(), size);
  const auto then = FromJson<v1::FindLogPositionResponse>(
      Run({"audit", "position", "1999-01-01T00:00:00Z", "-o", "json"}).out);
  EXPECT_EQ(then.size(), 0);
  EXPECT_EQ(Run({"audit", "position", "yesterday"}).code, 2);
}

}  // namespace
}  // namespace techflow::cli
