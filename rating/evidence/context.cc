#include "rating/evidence/context.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "rating/evidence/message_layout.h"
#include "rating/evidence/words.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;

constexpr char kAsOfDate[] = "as of date";

// The Section named like the list; unspecified where there is none, as for
// coverage itself.
v1::Section SectionOf(const FieldDescriptor& field) {
  const google::protobuf::EnumDescriptor* const sections =
      v1::Section_descriptor();
  const std::string words = FieldWords(field.name());
  for (int i = 0; i < sections->value_count(); ++i) {
    if (EnumWords(*sections->value(i)) == words) {
      return static_cast<v1::Section>(sections->value(i)->number());
    }
  }
  return v1::SECTION_UNSPECIFIED;
}

bool IsCovered(const v1::Evidence& view, v1::Section section) {
  if (section == v1::SECTION_UNSPECIFIED) return true;
  for (const v1::Coverage& coverage : view.coverage()) {
    if (coverage.section() == section) return true;
  }
  return false;
}

}  // namespace

EvidenceLayout::EvidenceLayout()
    : root_(std::make_unique<const MessageLayout>(*v1::Evidence::descriptor(),
                                                  "")) {
  const Descriptor& evidence = *v1::Evidence::descriptor();
  for (size_t i = 0; i < root_->size(); ++i) {
    const FieldDescriptor& field = *evidence.field(static_cast<int>(i));
    names_.push_back({std::string(root_->name(i)), root_->field_type(i)});
    Top& top = top_.emplace_back();
    top.field = &field;
    top.section = field.is_repeated() ? SectionOf(field) : v1::Section();
    top.unknown_text = fmt::format(
        "{} are not known: none is given, and coverage does not say that there "
        "are none",
        names_.back().name);
  }
  for (Top& top : top_) {
    top.unknown = {feel::NullReason::Cause::kMissing, top.unknown_text, {}};
  }
  names_.push_back({kAsOfDate, feel::TypeKind::kDate});
}

EvidenceLayout::~EvidenceLayout() = default;

feel::Value EvidenceLayout::ValueOf(size_t index, const v1::Evidence& view,
                                    const v1::Date& as_of,
                                    feel::Arena& arena) const {
  if (index == top_.size()) {
    return feel::Value::OfDate({as_of.year(),
                                static_cast<uint8_t>(as_of.month()),
                                static_cast<uint8_t>(as_of.day())});
  }
  const Top& top = top_[index];
  if (top.field->is_repeated() &&
      v1::Evidence::GetReflection()->FieldSize(view, top.field) == 0 &&
      !IsCovered(view, top.section)) {
    return feel::Value::Null(&top.unknown);
  }
  return root_->FieldOf(view, index, arena);
}

}  // namespace techflow::evidence
