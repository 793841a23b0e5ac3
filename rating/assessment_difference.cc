#include "rating/assessment_difference.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

namespace techflow::rating {
namespace {

namespace pb = google::protobuf;
using pb::util::MessageDifferencer;
using Path = std::vector<MessageDifferencer::SpecificField>;

std::string ValueText(const pb::Message& message,
                      const MessageDifferencer::SpecificField& place,
                      int index) {
  pb::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  printer.SetSingleLineMode(true);
  std::string text;
  printer.PrintFieldValueToString(
      message, place.field, place.field->is_repeated() ? index : -1, &text);
  return text;
}

// Notes every difference that the differencer finds.
class Collector final : public MessageDifferencer::Reporter {
 public:
  void ReportAdded(const pb::Message& /*stored*/, const pb::Message& recomputed,
                   const Path& path) override {
    Add(path).set_recomputed(
        ValueText(recomputed, path.back(), path.back().new_index));
  }
  void ReportDeleted(const pb::Message& stored,
                     const pb::Message& /*recomputed*/,
                     const Path& path) override {
    Add(path).set_stored(ValueText(stored, path.back(), path.back().index));
  }
  void ReportModified(const pb::Message& stored, const pb::Message& recomputed,
                      const Path& path) override {
    // A message around what differs is reported too, and says nothing more.
    if (path.back().field->message_type() != nullptr) return;
    v1::ReplayDifference& difference = Add(path);
    difference.set_stored(ValueText(stored, path.back(), path.back().index));
    difference.set_recomputed(
        ValueText(recomputed, path.back(), path.back().new_index));
  }

  pb::RepeatedPtrField<v1::ReplayDifference> Take() {
    return std::move(differences_);
  }

 private:
  v1::ReplayDifference& Add(const Path& path) {
    std::string name;
    for (const MessageDifferencer::SpecificField& place : path) {
      if (place.field == nullptr) continue;
      absl::StrAppend(&name, name.empty() ? "" : ".", place.field->name());
      if (place.field->is_repeated()) {
        absl::StrAppend(&name, "[",
                        place.index >= 0 ? place.index : place.new_index, "]");
      }
    }
    v1::ReplayDifference& difference = *differences_.Add();
    difference.set_field(std::move(name));
    return difference;
  }

  pb::RepeatedPtrField<v1::ReplayDifference> differences_;
};

}  // namespace

google::protobuf::RepeatedPtrField<v1::ReplayDifference> Differences(
    const v1::Assessment& stored, const v1::Assessment& recomputed) {
  // The reporter is destroyed after the differencer that points to it.
  Collector collector;
  MessageDifferencer differencer;
  differencer.set_report_moves(false);
  differencer.ReportDifferencesTo(&collector);
  differencer.Compare(stored, recomputed);
  return collector.Take();
}

}  // namespace techflow::rating
