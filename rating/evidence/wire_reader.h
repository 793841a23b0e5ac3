#ifndef TECHFLOW_RATING_EVIDENCE_WIRE_READER_H_
#define TECHFLOW_RATING_EVIDENCE_WIRE_READER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace techflow::evidence {

// Walks a serialised protobuf message field by field. Any bytes are safe: where
// they are not a message, it is done() early. One thread.
class WireReader {
 public:
  // The forms that the fields of evidence have on the wire.
  static constexpr uint32_t kVarint = 0;
  static constexpr uint32_t kBytes = 2;

  explicit WireReader(std::string_view bytes)
      : next_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool done() const { return next_ == end_; }

  // A field's tag: its number times eight and its form.
  uint32_t ReadTag() { return static_cast<uint32_t>(ReadVarint()); }
  uint64_t ReadVarint() {
    if (next_ != end_ && static_cast<int8_t>(*next_) >= 0) {
      return static_cast<uint64_t>(*next_++);
    }
    return ReadLongVarint();
  }
  // Of kBytes: a text or a message, within the bytes that are walked.
  std::string_view ReadBytes();
  // The value behind `tag`, whatever its form.
  void Skip(uint32_t tag);

  // How many fields of `tag`, each of kBytes, follow one another from here on,
  // where the first one's tag has been read and its value has not.
  size_t CountRun(uint32_t tag) const;

 private:
  uint64_t ReadLongVarint();
  void SkipBytes(size_t count);
  void Stop() { next_ = end_; }

  const char* next_;
  const char* end_;
};

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_WIRE_READER_H_
