#include "tests/rating/feel/sample_items.h"

#include <fmt/format.h>

#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "rating/feel/record.h"
#include "rating/feel/value_builder.h"

namespace techflow::feel {
namespace {

constexpr size_t kItems = 6;

// Entries of item `row`, in the order of SampleItemType().
Value EntryAt(size_t row, size_t column, Arena& arena) {
  if (row == 2) return {};
  const auto number = static_cast<int64_t>(row);
  switch (column) {
    case 0:
      return row == 4 ? Value::Missing(arena, "n is not known")
                      : Value::Number(Decimal(number));
    case 1:
      return Value::String(row % 2 == 0 ? "even" : "odd");
    case 2:
      return Value::OfDate({static_cast<int32_t>(2020 + number), 2, 29});
    case 3:
      return row == 3 ? Value::Missing(arena, "b is not known")
                      : Value::Boolean(row < 3);
    default:
      return Value::Number(Decimal(100 * number));
  }
}

class Table final : public RecordTable {
 public:
  Table(const Type& type, bool is_reversed, Arena& arena)
      : RecordTable(type.members(), kItems, arena), is_reversed_(is_reversed) {}

 private:
  void Read(size_t index, size_t first, std::span<Value> values,
            ColumnKeys& keys) const override {
    const size_t number = is_reversed_ ? members().size() - 1 - index : index;
    for (size_t i = 0; i < values.size(); ++i) {
      values[i] = EntryAt(first + i, number, arena());
    }
    if (number == 1 || number == 3) keys = WordsOf(values);
    if (number == 2) keys = DaysOf(values);
  }

  // Each row has a word of its own, whether it is one of another row or not.
  ColumnKeys WordsOf(std::span<const Value> column) const {
    const std::span<uint8_t> places = arena().NewArray<uint8_t>(column.size());
    std::iota(places.begin(), places.end(), uint8_t{0});
    ColumnKeys keys;
    keys.form = ColumnKeys::Form::kWords;
    keys.words = column;
    keys.places = places.data();
    return keys;
  }

  ColumnKeys DaysOf(std::span<const Value> column) const {
    const std::span<int32_t> days = arena().NewArray<int32_t>(column.size());
    ColumnKeys keys;
    for (size_t row = 0; row < column.size(); ++row) {
      if (column[row].is_null()) {
        days[row] = ColumnKeys::kNoDay;
        keys.no_day = column[row];
      } else {
        days[row] = *ColumnKeys::KeyOf(column[row].date());
      }
    }
    keys.form = ColumnKeys::Form::kDays;
    keys.days = days.data();
    return keys;
  }

  bool is_reversed_;
};

}  // namespace

Type SampleItemType() {
  std::vector<Member> members = {{"n", TypeKind::kNumber},
                                 {"s", TypeKind::kString},
                                 {"d", TypeKind::kDate},
                                 {"b", TypeKind::kBoolean}};
  // Enough that looking for one by its name counts a step.
  for (int i = 0; i < 20; ++i) {
    members.push_back({fmt::format("m{}", i), TypeKind::kNumber});
  }
  return Type::Context(std::move(members));
}

Type ReversedSampleItemType() {
  const Type type = SampleItemType();
  std::vector<Member> members(type.members().rbegin(), type.members().rend());
  return Type::Context(std::move(members));
}

Value MakeSampleItems(SampleItems items, const Type& type, Arena& arena) {
  if (items != SampleItems::kContexts) {
    const bool is_reversed = items == SampleItems::kRecordsOfAnotherType;
    return Value::List(arena.New<Table>(type, is_reversed, arena)->records());
  }
  ListBuilder list(arena);
  for (size_t row = 0; row < kItems; ++row) {
    ContextBuilder context(arena);
    for (size_t i = 0; i < type.members().size(); ++i) {
      context.Add(type.members()[i].name, EntryAt(row, i, arena));
    }
    list.Add(context.Build());
  }
  return list.Build();
}

}  // namespace techflow::feel
