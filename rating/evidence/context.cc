#include "rating/evidence/context.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

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

}  // namespace

EvidenceLayout::EvidenceLayout()
    : root_(std::make_unique<const MessageLayout>(*v1::Evidence::descriptor(),
                                                  "")) {
  const Descriptor& evidence = *v1::Evidence::descriptor();
  for (int i = 0; i < evidence.field_count(); ++i) {
    const FieldDescriptor& field = *evidence.field(i);
    names_.push_back(root_->type().members()[static_cast<size_t>(i)]);
    uncovered_.push_back(
        {field.is_repeated() ? SectionOf(field) : v1::SECTION_UNSPECIFIED,
         fmt::format("{} are not known: none is given, and coverage does not "
                     "say that there are none",
                     names_.back().name),
         {}});
  }
  // Only now: a short text would have moved.
  for (Uncovered& list : uncovered_) {
    list.reason = {feel::NullReason::Cause::kMissing, list.text, {}};
  }
  names_.push_back({kAsOfDate, feel::TypeKind::kDate});
}

EvidenceLayout::~EvidenceLayout() = default;

std::span<const feel::Value> EvidenceLayout::ValuesOf(
    const v1::Evidence& view, const v1::Date& as_of, feel::Arena& arena) const {
  std::array<bool, v1::Section_ARRAYSIZE> is_covered{};
  is_covered[v1::SECTION_UNSPECIFIED] = true;  // What has no section.
  for (const v1::Coverage& coverage : view.coverage()) {
    if (v1::Section_IsValid(coverage.section())) {
      is_covered[static_cast<size_t>(coverage.section())] = true;
    }
  }
  const std::span<feel::Value> values =
      arena.NewArray<feel::Value>(names_.size());
  for (size_t i = 0; i < uncovered_.size(); ++i) {
    values[i] = root_->Read(view, i, arena);
    if (values[i].is(feel::ValueKind::kList) && values[i].list().empty() &&
        !is_covered[static_cast<size_t>(uncovered_[i].section)]) {
      values[i] = feel::Value::Null(&uncovered_[i].reason);
    }
  }
  values.back() =
      feel::Value::OfDate({as_of.year(), static_cast<uint8_t>(as_of.month()),
                           static_cast<uint8_t>(as_of.day())});
  return values;
}

}  // namespace techflow::evidence
