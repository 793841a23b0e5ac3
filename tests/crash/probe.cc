#include "tests/crash/probe.h"

#include "fmt/format.h"
#include "tests/crash/installation.h"

namespace techflow::storage {
namespace {

std::string InOneLine(std::string text) {
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text;
}

void AddCheck(const std::string& root, Probe& probe) {
  const auto report = CheckInstallation(root);
  if (!report.ok()) {
    probe.damages = 1;
    probe.first_damage = report.status().ToString();
    return;
  }
  probe.damages = report->damage_count;
  if (report->damages.empty()) return;
  const Damage& first = report->damages.front();
  probe.first_damage =
      fmt::format("{} {}: {}", first.part, first.position, first.what);
}

}  // namespace

std::string Probe::ToString() const {
  if (!refusal.empty()) return InOneLine(fmt::format("REFUSED {}", refusal));
  const std::string found =
      fmt::format("FOUND {} damages: {}", damages, first_damage);
  switch (answers.worst) {
    case Difference::kWrong:
      return InOneLine(fmt::format("WRONG {}; {}", answers.example, found));
    case Difference::kLeftOut:
      return InOneLine(fmt::format("LEFT_OUT {}; {}", answers.example, found));
    case Difference::kRefused:
      if (damages > 0) break;
      return InOneLine(fmt::format("READ {}", answers.example));
    case Difference::kNone:
      if (damages > 0) break;
      return "SOUND";
  }
  return InOneLine(found);
}

Probe ProbeInstallation(const std::string& root, const Answers& expected) {
  Probe probe;
  {
    const auto store = OpenInstallation(root);
    if (!store.ok()) {
      probe.refusal = store.status().ToString();
      return probe;
    }
    probe.answers = Compare(expected, AskAgain(**store, expected));
  }
  AddCheck(root, probe);
  return probe;
}

}  // namespace techflow::storage
