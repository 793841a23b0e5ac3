#include "tests/rating/feel/metamorphic/strange_names.h"

#include <fmt/format.h>

#include <iterator>

namespace techflow::feel::metamorphic {

std::string StrangeNames::Next() {
  constexpr const char* kEndings[] = {
      "",         " gross margin", "-net",           ".rate",
      "'s share", " 强度",         " and loss",      " in force",
      " if then", " / year",       " + more * less", " between us",
      "_2",       " 2025",         " or not true"};
  ++count_;
  if (!last_.empty() && random_() % 3 == 0) {
    last_ += random_() % 2 == 0 ? " plus" : "-plus";
    return last_;
  }
  last_ = fmt::format("{}{}{}", random_() % 3 == 0 ? "研发" : "zeta", count_,
                      kEndings[random_() % std::size(kEndings)]);
  return last_;
}

std::string StrangeNames::NextVariable() {
  std::string name = Next();
  while (name.find(" in ") != std::string::npos) name = Next();
  return name;
}

}  // namespace techflow::feel::metamorphic
