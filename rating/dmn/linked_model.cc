#include "rating/dmn/linked_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/dmn/reader.h"

namespace techflow::dmn {
namespace {

// "base" is written "base."; an import without a name adds its names to those
// of the importing file (DMN 1.5, 6.3.3).
std::string PrefixOf(const Import& import) {
  return import.name.empty() ? "" : import.name + ".";
}

class Linker {
 public:
  Linker(std::span<const ModelText> importable, feel::Diagnostics& diagnostics)
      : importable_(importable), diagnostics_(diagnostics) {}

  std::optional<LinkedModel> Link(const ModelText& model) {
    std::optional<Definitions> main =
        ReadDefinitions(model.file, model.xml, diagnostics_);
    if (!main) return std::nullopt;
    linked_.files.push_back({*std::move(main), {}, ""});
    // The list grows while it is walked.
    for (size_t i = 0; i < linked_.files.size(); ++i) {
      const size_t imports = linked_.files[i].definitions.imports.size();
      for (size_t n = 0; n < imports; ++n) {
        const std::optional<size_t> file = FindFile(i, n);
        if (!file) return std::nullopt;
        linked_.files[i].imported.push_back(*file);
      }
    }
    states_.assign(linked_.files.size(), State::kNew);
    if (!Order(0)) return std::nullopt;
    return std::move(linked_);
  }

 private:
  enum class State { kNew, kOpen, kDone };

  // Recursion is bounded by kMaxFiles.
  bool Order(size_t file) {
    states_[file] = State::kOpen;
    for (size_t i = 0; i < linked_.files[file].imported.size(); ++i) {
      const size_t imported = linked_.files[file].imported[i];
      if (states_[imported] == State::kOpen) {
        const Import& import = linked_.files[file].definitions.imports[i];
        Report(file, import,
               fmt::format("the import `{}` closes a circle: that file imports "
                           "this one",
                           import.name));
        return false;
      }
      if (states_[imported] == State::kNew && !Order(imported)) return false;
    }
    states_[file] = State::kDone;
    linked_.import_order.push_back(file);
    return true;
  }

  std::optional<size_t> FindFile(size_t importer, size_t index) {
    // A copy: reading a file moves the list.
    const Import import = linked_.files[importer].definitions.imports[index];
    const auto linked = std::find_if(
        linked_.files.begin(), linked_.files.end(),
        [&import](const LinkedModel::File& file) {
          return file.definitions.target_namespace == import.target_namespace;
        });
    if (linked != linked_.files.end()) {
      return static_cast<size_t>(linked - linked_.files.begin());
    }
    if (linked_.files.size() == LinkedModel::kMaxFiles) {
      Report(importer, import,
             fmt::format("the model imports more than {} files, which is the "
                         "limit",
                         LinkedModel::kMaxFiles));
      return std::nullopt;
    }
    for (const ModelText& candidate : importable_) {
      // What is wrong with a file counts where it is the one that is meant.
      feel::Diagnostics found;
      std::optional<Definitions> read =
          ReadDefinitions(candidate.file, candidate.xml, found);
      if (!read || read->target_namespace != import.target_namespace) continue;
      linked_.files.push_back({*std::move(read), {}, ""});
      linked_.files.back().path =
          linked_.files[importer].path + PrefixOf(import);
      return linked_.files.size() - 1;
    }
    Report(importer, import,
           fmt::format("the import `{}` leads nowhere: no file that could be "
                       "read has the namespace `{}`",
                       import.name, import.target_namespace));
    return std::nullopt;
  }

  void Report(size_t importer, const Import& import, std::string message) {
    diagnostics_.AddError({linked_.files[importer].definitions.file,
                           import.place.line, import.place.column},
                          std::move(message));
  }

  std::span<const ModelText> importable_;
  feel::Diagnostics& diagnostics_;
  LinkedModel linked_;
  std::vector<State> states_;  // Of each file, while they are ordered.
};

}  // namespace

std::optional<std::string> LinkedModel::PrefixIn(size_t from, size_t to) const {
  if (from == to) return "";
  for (size_t i = 0; i < files[from].imported.size(); ++i) {
    if (files[from].imported[i] != to) continue;
    return PrefixOf(files[from].definitions.imports[i]);
  }
  return std::nullopt;
}

std::optional<LinkedModel> LinkModel(const ModelText& model,
                                     std::span<const ModelText> importable,
                                     feel::Diagnostics& diagnostics) {
  return Linker(importable, diagnostics).Link(model);
}

}  // namespace techflow::dmn
