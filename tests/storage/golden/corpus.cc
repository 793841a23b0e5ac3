#include "tests/storage/golden/corpus.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/gzip_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl.h"

namespace techflow::golden {
namespace {

namespace io = google::protobuf::io;

constexpr std::string_view kKinds = "EVAMCK";
constexpr int kLengthBytes = 4;

// The rest of a stream; false where it is damaged.
bool ReadAll(io::GzipInputStream& stream, std::string& text) {
  const void* data = nullptr;
  int size = 0;
  while (stream.Next(&data, &size)) {
    text.append(static_cast<const char*>(data), static_cast<size_t>(size));
  }
  // 1 is zlib's Z_STREAM_END.
  return stream.ZlibErrorCode() == 1;
}

}  // namespace

absl::Status WriteCorpus(const std::string& path,
                         const std::vector<Record>& records) {
  std::ofstream file(path, std::ios::binary);
  io::OstreamOutputStream plain(&file);
  io::GzipOutputStream::Options options;
  options.format = io::GzipOutputStream::GZIP;
  options.compression_level = 9;
  io::GzipOutputStream packed(&plain, options);
  {
    io::CodedOutputStream coded(&packed);
    for (const Record& record : records) {
      std::array<char, 1 + kLengthBytes> head{};
      head[0] = static_cast<char>(record.kind);
      for (int i = 0; i < kLengthBytes; ++i) {
        const int shift = 8 * (kLengthBytes - 1 - i);
        head[static_cast<size_t>(1 + i)] =
            static_cast<char>((record.bytes.size() >> shift) & 0xFF);
      }
      coded.WriteRaw(head.data(), static_cast<int>(head.size()));
      coded.WriteRaw(record.bytes.data(),
                     static_cast<int>(record.bytes.size()));
    }
  }
  if (!packed.Close() || !file.flush()) {
    return absl::UnavailableError(absl::StrCat("cannot write ", path));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Record>> ReadCorpus(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::UnavailableError(absl::StrCat("cannot read ", path));
  io::IstreamInputStream plain(&file);
  io::GzipInputStream unpacked(&plain, io::GzipInputStream::GZIP);
  std::string text;
  if (!ReadAll(unpacked, text)) {
    return absl::DataLossError(absl::StrCat(path, " is no whole gzip"));
  }
  std::vector<Record> records;
  std::string_view rest = text;
  while (!rest.empty()) {
    if (rest.size() < 1 + kLengthBytes ||
        kKinds.find(rest[0]) == std::string_view::npos) {
      return absl::DataLossError(
          absl::StrCat("record ", records.size(), " has no head"));
    }
    uint32_t length = 0;
    for (const char c : rest.substr(1, kLengthBytes)) {
      length = length << 8 | static_cast<unsigned char>(c);
    }
    const auto kind = static_cast<RecordKind>(rest[0]);
    rest.remove_prefix(1 + kLengthBytes);
    if (rest.size() < length) {
      return absl::DataLossError(
          absl::StrCat("record ", records.size(), " is cut"));
    }
    records.push_back({kind, std::string(rest.substr(0, length))});
    rest.remove_prefix(length);
  }
  return records;
}

}  // namespace techflow::golden
