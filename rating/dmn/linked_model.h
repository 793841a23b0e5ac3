#ifndef TECHFLOW_RATING_DMN_LINKED_MODEL_H_
#define TECHFLOW_RATING_DMN_LINKED_MODEL_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rating/dmn/definitions.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/expression.h"

namespace techflow::dmn {

// A DMN file: the name that messages give it, and its text.
struct ModelText {
  std::string_view file;
  std::string_view xml;
};

// A model together with all that it imports. Plain data.
struct LinkedModel {
  // Imports of imports of imports: far beyond what people do.
  static constexpr size_t kMaxFiles = 50;

  struct File {
    Definitions definitions;
    // For each of its imports the file it means, by index.
    std::vector<size_t> imported;
    // What the tested model calls it: "" for itself, "base." for what it
    // imports as `base`, "base.rates." for what that imports as `rates`.
    std::string path;
  };
  // The model itself comes first, and each file once, however often it is
  // imported.
  std::vector<File> files;
  // The files by index, each after those it imports.
  std::vector<size_t> import_order;

  // What expressions of file `from` write before the names of file `to`; empty
  // for its own. Nothing where `from` does not import it.
  std::optional<std::string> PrefixIn(size_t from, size_t to) const;
};

// Reads `model` and, from `importable`, what it imports, found by namespace.
// Nothing when a file cannot be read, an import leads nowhere or files import
// each other in a circle; everything that is wrong is in `diagnostics`.
std::optional<LinkedModel> LinkModel(const ModelText& model,
                                     std::span<const ModelText> importable,
                                     feel::Diagnostics& diagnostics);

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_LINKED_MODEL_H_
