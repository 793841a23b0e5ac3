#include "storage/ledger/key_name.h"

#include <google/protobuf/stubs/common.h>

#include <algorithm>
#include <array>

namespace techflow::ledger {
namespace {

constexpr size_t kMaxKeyNameBytes = 100;

// Unicode's White_Space beyond ASCII in UTF-8, where no character's bytes
// occur within those of others.
constexpr std::array<std::string_view, 19> kSpaces = {
    "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80",
    "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84",
    "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88",
    "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9",
    "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};

}  // namespace

bool IsSignerName(std::string_view name) {
  const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) {
    return c != '+' && static_cast<unsigned char>(c) > ' ';
  });
  const bool has_space =
      std::any_of(kSpaces.begin(), kSpaces.end(), [&](std::string_view space) {
        return name.find(space) != std::string_view::npos;
      });
  return !name.empty() && is_plain && !has_space &&
         google::protobuf::internal::IsStructurallyValidUTF8(
             name.data(), static_cast<int>(name.size()));
}

bool IsKeyName(std::string_view name) {
  return name.size() <= kMaxKeyNameBytes &&
         name.find('\x7f') == std::string_view::npos && IsSignerName(name);
}

}  // namespace techflow::ledger
