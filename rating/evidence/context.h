#ifndef TECHFLOW_RATING_EVIDENCE_CONTEXT_H_
#define TECHFLOW_RATING_EVIDENCE_CONTEXT_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

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

  // The values of names(), in their order. `view` comes from ViewAsOf() for
  // `as_of`. They are good for as long as this layout, `view` and `arena` live
  // and `view` stays as it is: its fields are read when a rule asks for them.
  std::span<const feel::Value> ValuesOf(const v1::Evidence& view,
                                        const v1::Date& as_of,
                                        feel::Arena& arena) const;
  std::span<const feel::Value> ValuesOf(v1::Evidence&& view,
                                        const v1::Date& as_of,
                                        feel::Arena& arena) const = delete;

 private:
  // What stands for an empty list of Evidence that nothing covers.
  struct Uncovered {
    v1::Section section;  // Unspecified for what has none.
    std::string text;
    feel::NullReason reason;  // Its message is `text`.
  };

  std::unique_ptr<const MessageLayout> root_;
  std::vector<Uncovered> uncovered_;  // For each field of Evidence.
  std::vector<feel::Member> names_;
};

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_CONTEXT_H_
