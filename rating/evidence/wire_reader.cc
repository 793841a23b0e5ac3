#include "rating/evidence/wire_reader.h"

namespace techflow::evidence {
namespace {

constexpr uint32_t kEightBytes = 1;
constexpr uint32_t kGroupStart = 3;
constexpr uint32_t kGroupEnd = 4;
constexpr uint32_t kFourBytes = 5;
constexpr uint32_t kFormMask = 7;
constexpr int kBitsOfVarint = 64;

}  // namespace

uint64_t WireReader::ReadLongVarint() {
  uint64_t value = 0;
  for (int shift = 0; shift < kBitsOfVarint; shift += 7) {
    if (next_ == end_) return 0;
    const auto byte = static_cast<uint8_t>(*next_++);
    value |= uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  Stop();
  return 0;
}

std::string_view WireReader::ReadBytes() {
  const uint64_t size = ReadVarint();
  if (size > static_cast<uint64_t>(end_ - next_)) {
    Stop();
    return {};
  }
  const std::string_view bytes(next_, static_cast<size_t>(size));
  next_ += size;
  return bytes;
}

void WireReader::SkipBytes(size_t count) {
  if (count > static_cast<size_t>(end_ - next_)) {
    Stop();
  } else {
    next_ += count;
  }
}

void WireReader::Skip(uint32_t tag) {
  // Groups hold fields; counting their depth needs no recursion.
  int open_groups = 0;
  while (true) {
    switch (tag & kFormMask) {
      case kVarint:
        ReadVarint();
        break;
      case kEightBytes:
        SkipBytes(8);
        break;
      case kBytes:
        ReadBytes();
        break;
      case kGroupStart:
        ++open_groups;
        break;
      case kGroupEnd:
        --open_groups;
        break;
      case kFourBytes:
        SkipBytes(4);
        break;
      default:
        Stop();
        return;
    }
    if (open_groups <= 0 || done()) return;
    tag = ReadTag();
  }
}

size_t WireReader::CountRun(uint32_t tag) const {
  WireReader ahead = *this;
  size_t count = 0;
  do {
    ++count;
    ahead.ReadBytes();
  } while (!ahead.done() && ahead.ReadTag() == tag);
  return count;
}

}  // namespace techflow::evidence
