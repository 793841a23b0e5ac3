#ifndef TECHFLOW_SERVER_PAGE_TOKEN_H_
#define TECHFLOW_SERVER_PAGE_TOKEN_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

// The opaque, URL-safe text that leads to the next page of a list:
//
//   base64url( version 0x01 | tag, 8 bytes | cursor )
//   tag = first 8 bytes of SHA-256( 8-byte big-endian length of the query |
//                                   query | cursor )
//
// The tag binds the cursor to the query that it came from, so that a token of
// another list, or a damaged one, is refused. It carries no authority: a
// forged token shows nothing that its caller could not list from the start.
// Pure functions; MakePageToken and ReadPageToken undo each other.
namespace techflow::server {

// `query` is everything that says what is listed, page size and token left
// out; `cursor` is where the next page starts.
std::string MakePageToken(absl::string_view query, absl::string_view cursor);

// The cursor; nothing where the token was not made for this query.
std::optional<std::string> ReadPageToken(absl::string_view query,
                                         absl::string_view token);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_PAGE_TOKEN_H_
