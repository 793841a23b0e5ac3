#ifndef TECHFLOW_RATING_EVIDENCE_CONTEXT_H_
#define TECHFLOW_RATING_EVIDENCE_CONTEXT_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "rating/feel/arena.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"
#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {

class MessageLayout;

// How rules read evidence: the FEEL names and types of its fields, found by
// walking the proto descriptor once, and the value of each for a given view. A
// field added to the proto is a name here with nothing else to change.
//
// What is unknown is a null of cause missing that says so: "rd spend of fiscal
// year 2025 is not known". Immutable; any number of threads may share one.
class EvidenceLayout {
 public:
  EvidenceLayout();
  ~EvidenceLayout();
  EvidenceLayout(const EvidenceLayout&) = delete;
  EvidenceLayout& operator=(const EvidenceLayout&) = delete;

  // The names that a rule may use at the top and their types, in a fixed
  // order: the fields of Evidence ("fiscal years"), then "as of date".
  std::span<const feel::Member> names() const { return names_; }

  // The value of `names()[index]`. `view` comes from ViewAsOf() for `as_of`.
  // Strings point into `view` and reasons of nulls into this layout: the value
  // is good for as long as those and `arena` live.
  feel::Value ValueOf(size_t index, const v1::Evidence& view,
                      const v1::Date& as_of, feel::Arena& arena) const;

 private:
  // A field of Evidence itself.
  struct Top {
    const google::protobuf::FieldDescriptor* field;
    v1::Section section;  // Of a list; unspecified where it has none.
    std::string unknown_text;
    feel::NullReason unknown;  // Its message is `unknown_text`.
  };

  std::unique_ptr<const MessageLayout> root_;
  std::vector<Top> top_;
  std::vector<feel::Member> names_;
};

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_CONTEXT_H_
