#ifndef TECHFLOW_CLIENTS_VERIFY_JSON_TEXT_H_
#define TECHFLOW_CLIENTS_VERIFY_JSON_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace techflow::verify {

// A JSON object of texts and lists of objects, its fields in the order in which
// they were added. A value; one thread at a time.
class JsonObject {
 public:
  void Add(std::string_view name, std::string_view text);
  void Add(std::string_view name, const std::vector<JsonObject>& objects);

  // Indented; without a newline at the end.
  std::string ToString() const { return Text(0); }

 private:
  struct Field {
    std::string name;
    std::string text;
    bool is_list = false;
    std::vector<JsonObject> objects;
  };

  std::string Text(size_t depth) const;

  std::vector<Field> fields_;
};

}  // namespace techflow::verify

#endif  // TECHFLOW_CLIENTS_VERIFY_JSON_TEXT_H_
