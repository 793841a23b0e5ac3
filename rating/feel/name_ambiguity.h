#ifndef TECHFLOW_RATING_FEEL_NAME_AMBIGUITY_H_
#define TECHFLOW_RATING_FEEL_NAME_AMBIGUITY_H_

#include <functional>
#include <string>
#include <string_view>

namespace techflow::feel {

// A name such as `a-b` is read as one name wherever it is in scope, even where
// its writer meant `a` minus `b`. Where `a` and `b` are names too, both
// readings make sense, and a reader of the rule cannot tell which is meant.
//
// How the tokens of a name, joined as NameKey() does, could be read as names
// and numbers with operators between them: "`a` - `b`". Empty where they could
// not. `is_name` says whether a key is a name that stands there.
std::string OtherReading(
    std::string_view key,
    const std::function<bool(std::string_view key)>& is_name);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_NAME_AMBIGUITY_H_
