#ifndef TECHFLOW_RATING_DMN_READER_H_
#define TECHFLOW_RATING_DMN_READER_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "rating/dmn/definitions.h"
#include "rating/feel/diagnostics.h"

namespace techflow::dmn {

// Bounds of one file, far above what people write and maintain.
struct ReadLimits {
  size_t elements = 5'000;  // Decisions, inputs, types, models, services.
  size_t rules = 10'000;    // Of one table.
  size_t columns = 200;     // Of one table or relation.
  size_t cells = 200'000;   // Of all tables, relations, lists and contexts.
  int nesting = 50;         // Boxed expressions or types within one another.
};

// Reads a DMN file of version 1.1 to 1.6. Any bytes may come: what is wrong
// is in `diagnostics`, each with its place, and the result is nothing when one
// of them is an error. Diagrams, texts for people, knowledge sources and
// extensions of editors are passed over. Any thread.
std::optional<Definitions> ReadDefinitions(std::string_view file_name,
                                           std::string_view xml,
                                           feel::Diagnostics& diagnostics,
                                           const ReadLimits& limits = {});

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_READER_H_
