// Moves the wall clock of the process that it is loaded into (LD_PRELOAD), so
// that a test can set the clock of a server and of nobody else. The file that
// TECHFLOW_CLOCK_SHIFT names holds by how many seconds, in 8 bytes that may be
// changed at any time. The steady clocks stay as they are.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace {

const std::atomic<int64_t>* OpenShift() {
  static const std::atomic<int64_t> kNone{0};
  const char* path = getenv("TECHFLOW_CLOCK_SHIFT");
  if (path == nullptr) return &kNone;
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  void* bytes = mmap(nullptr, sizeof(std::atomic<int64_t>), PROT_READ,
                     MAP_SHARED, file, 0);
  close(file);
  if (bytes == MAP_FAILED) abort();
  return static_cast<const std::atomic<int64_t>*>(bytes);
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  using Function = int(clockid_t, timespec*);
  static auto* const next =
      reinterpret_cast<Function*>(dlsym(RTLD_NEXT, "clock_gettime"));
  static const std::atomic<int64_t>* const shift = OpenShift();
  const int result = next(clock, time);
  if (result == 0 && clock == CLOCK_REALTIME) time->tv_sec += shift->load();
  return result;
}
