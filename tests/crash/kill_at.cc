// Kills the process that it is loaded into (LD_PRELOAD) at one call of the C
// library, so that the server needs no code for it. The environment says where:
//
//   TECHFLOW_KILL_AT=CALL:FILE:WHEN:NUMBER[:THREAD]
//   TECHFLOW_KILL_AT=write:.log:half:17
//
// CALL is write, pwrite, fdatasync, fsync, rename or unlink; FILE is a part of
// the file's name without its folder; WHEN is before, after, or half: of the
// bytes are written. NUMBER counts such calls from 1; with THREAD, only those
// of threads whose name begins so.

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>

namespace {

struct KillPlan {
  std::string call = "";
  std::string file = "";
  std::string when = "";
  int64_t number = 0;
  std::string thread = "";
};

KillPlan ReadPlan() {
  KillPlan plan;
  const char* text = getenv("TECHFLOW_KILL_AT");
  if (text == nullptr) return plan;
  std::istringstream parts(text);
  std::string number;
  std::getline(parts, plan.call, ':');
  std::getline(parts, plan.file, ':');
  std::getline(parts, plan.when, ':');
  std::getline(parts, number, ':');
  std::getline(parts, plan.thread);
  plan.number = std::atoll(number.c_str());
  return plan;
}

const KillPlan& Plan() {
  static const KillPlan plan = ReadPlan();
  return plan;
}

bool IsOnThread(const std::string& prefix) {
  char name[16] = "";
  pthread_getname_np(pthread_self(), name, sizeof name);
  return std::string(name).starts_with(prefix);
}

// Counts the call where it is of the plan's kind. True: the process dies at it.
bool IsChosen(const char* call, const std::string& path) {
  static std::atomic<int64_t> calls{0};
  const KillPlan& plan = Plan();
  if (path.substr(path.rfind('/') + 1).find(plan.file) == std::string::npos ||
      !IsOnThread(plan.thread) || ++calls != plan.number) {
    return false;
  }
  // For the test, which reads what the server writes on stderr.
  std::fprintf(stderr, "killed at %s %s\n", call, path.c_str());
  return true;
}

bool IsChosen(const char* call, int file) {
  if (Plan().call != call) return false;
  char path[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(file);
  const ssize_t length = readlink(link.c_str(), path, sizeof path);
  if (length < 0) return false;
  return IsChosen(call, std::string(path, static_cast<size_t>(length)));
}

bool IsChosenName(const char* call, const char* path) {
  return Plan().call == call && IsChosen(call, std::string(path));
}

// SIGKILL as another process would send it: to all threads, at once.
[[noreturn]] void Die() {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

void DieBefore() {
  if (Plan().when == "before") Die();
}

size_t BytesToWrite(size_t count) {
  return Plan().when == "half" ? count / 2 : count;
}

template <typename Function>
Function* Next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t count) {
  static auto* const next = Next<ssize_t(int, const void*, size_t)>("write");
  if (!IsChosen("write", file)) return next(file, bytes, count);
  DieBefore();
  next(file, bytes, BytesToWrite(count));
  Die();
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t place) {
  static auto* const next =
      Next<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  if (!IsChosen("pwrite", file)) return next(file, bytes, count, place);
  DieBefore();
  next(file, bytes, BytesToWrite(count), place);
  Die();
}

int fdatasync(int file) {
  static auto* const next = Next<int(int)>("fdatasync");
  if (!IsChosen("fdatasync", file)) return next(file);
  DieBefore();
  next(file);
  Die();
}

int fsync(int file) {
  static auto* const next = Next<int(int)>("fsync");
  if (!IsChosen("fsync", file)) return next(file);
  DieBefore();
  next(file);
  Die();
}

int rename(const char* from, const char* to) noexcept {
  static auto* const next = Next<int(const char*, const char*)>("rename");
  if (!IsChosenName("rename", to)) return next(from, to);
  DieBefore();
  next(from, to);
  Die();
}

int unlink(const char* path) noexcept {
  static auto* const next = Next<int(const char*)>("unlink");
  if (!IsChosenName("unlink", path)) return next(path);
  DieBefore();
  next(path);
  Die();
}

}  // extern "C"
