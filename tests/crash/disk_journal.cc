#include "tests/crash/disk_journal.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void EndWith(const char* what, const std::string& path) {
  std::fprintf(stderr, "%s: %s\n", what, path.c_str());
  std::abort();
}

size_t KeptBytes(PowerCut cut, size_t synced, size_t size) {
  const size_t lost = size - synced;
  switch (cut) {
    case PowerCut::kNothing:
    case PowerCut::kNamesAlone:
      return synced;
    case PowerCut::kNamesAndHalf:
      return synced + lost / 2;
    case PowerCut::kNamesAndMost:
      return lost == 0 ? size : size - 1;
    case PowerCut::kBytesAlone:
      return size;
  }
  return size;
}

bool KeepsNames(PowerCut cut) {
  return cut != PowerCut::kNothing && cut != PowerCut::kBytesAlone;
}

}  // namespace

void DiskJournal::Add(DiskEvent event) {
  absl::MutexLock lock(&mutex_);
  events_.push_back(std::move(event));
}

void DiskJournal::Note(std::string text) {
  Add({.kind = DiskEvent::Kind::kNote,
       .path = "",
       .target = "",
       .data = std::move(text),
       .size = 0});
}

std::vector<DiskEvent> DiskJournal::events() const {
  absl::MutexLock lock(&mutex_);
  return events_;
}

ModelDisk::ModelDisk(std::string root)
    : root_(std::move(root)), tree_(std::make_shared<Node>()) {
  tree_->is_folder = true;
}

void ModelDisk::Apply(const DiskEvent& event) {
  using Kind = DiskEvent::Kind;
  switch (event.kind) {
    case Kind::kNote:
      return;
    case Kind::kCreateFile:
    case Kind::kCreateFolder: {
      const Place place = Find(event.path);
      auto node = std::make_shared<Node>();
      node->is_folder = event.kind == Kind::kCreateFolder;
      place.folder->names[place.name] = std::move(node);
      return;
    }
    case Kind::kAppend:
      At(event.path).bytes += event.data;
      return;
    case Kind::kTruncate: {
      Node& file = At(event.path);
      file.bytes.resize(event.size);
      file.synced = std::min<size_t>(file.synced, event.size);
      return;
    }
    case Kind::kSync: {
      Node& file = At(event.path);
      file.synced = file.bytes.size();
      return;
    }
    case Kind::kSyncFolder: {
      Node& folder = At(event.path);
      folder.synced_names = folder.names;
      return;
    }
    case Kind::kRename:
    case Kind::kLink: {
      const Place from = Find(event.path);
      const Place to = Find(event.target);
      const auto it = from.folder->names.find(from.name);
      if (it == from.folder->names.end()) EndWith("no such file", event.path);
      const std::shared_ptr<Node> node = it->second;
      if (event.kind == Kind::kRename) from.folder->names.erase(it);
      to.folder->names[to.name] = node;
      return;
    }
    case Kind::kDelete: {
      const Place place = Find(event.path);
      place.folder->names.erase(place.name);
      return;
    }
  }
}

ModelDisk::Place ModelDisk::Find(const std::string& path) const {
  const fs::path below = fs::path(path).lexically_relative(root_);
  Place place{.folder = tree_.get(), .name = ""};
  for (const fs::path& name : below) {
    if (name == "..") EndWith("not below the root", path);
    // The last "name" of a path that ends in a slash.
    if (name.empty()) continue;
    if (!place.name.empty()) {
      const auto it = place.folder->names.find(place.name);
      if (it == place.folder->names.end()) EndWith("no such folder", path);
      place.folder = it->second.get();
    }
    place.name = name.string();
  }
  return place;
}

ModelDisk::Node& ModelDisk::At(const std::string& path) const {
  const Place place = Find(path);
  if (place.name == ".") return *tree_;
  const auto it = place.folder->names.find(place.name);
  if (it == place.folder->names.end()) EndWith("no such file", path);
  return *it->second;
}

DiskImage ModelDisk::AfterPowerCut(PowerCut cut) const {
  DiskImage image;
  Collect(*tree_, cut, "", image);
  return image;
}

void ModelDisk::Collect(const Node& folder, PowerCut cut,
                        const std::string& prefix, DiskImage& image) {
  for (const auto& [name, node] :
       KeepsNames(cut) ? folder.names : folder.synced_names) {
    const std::string path = prefix + name;
    if (node->is_folder) {
      image[path + "/"] = "";
      Collect(*node, cut, path + "/", image);
    } else {
      image[path] = node->bytes.substr(
          0, KeptBytes(cut, node->synced, node->bytes.size()));
    }
  }
}

void WriteImage(const DiskImage& image, const std::string& folder) {
  for (const auto& [name, bytes] : image) {
    const fs::path path = fs::path(folder) / name;
    if (name.ends_with('/')) {
      fs::create_directory(path.parent_path());
      continue;
    }
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) EndWith("not written", path.string());
  }
}

}  // namespace techflow::storage
