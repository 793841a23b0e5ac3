#ifndef TECHFLOW_TESTS_RATING_DMN_METAMORPHIC_MODEL_CHANGES_H_
#define TECHFLOW_TESTS_RATING_DMN_METAMORPHIC_MODEL_CHANGES_H_

#include <map>
#include <random>
#include <set>
#include <string>

namespace techflow::dmn::metamorphic {

// The model with other white space and with comments in all of its FEEL texts.
std::string WithOtherSpacing(const std::string& xml, std::mt19937& random);

// The model with the rules of tables whose order means nothing shuffled.
std::string WithShuffledRules(const std::string& xml, std::mt19937& random);

// New names of inputs, decisions, business knowledge models and services.
using NewNames = std::map<std::string, std::string>;

// A strange name for each that can be told from all other names by its text
// alone: those that something else in the model is called too are left out.
// `known` are names from outside of the model, such as members of its inputs.
NewNames ChooseNames(const std::string& xml, const std::set<std::string>& known,
                     std::mt19937& random);

// The model with these names, everywhere. It imports nothing.
std::string WithNames(const std::string& xml,
                      const std::set<std::string>& known,
                      const NewNames& names);

}  // namespace techflow::dmn::metamorphic

#endif  // TECHFLOW_TESTS_RATING_DMN_METAMORPHIC_MODEL_CHANGES_H_
