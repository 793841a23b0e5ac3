// Tells the thread sanitizer of Abseil's locks.
//
// Debian's Abseil is built without the sanitizer, which knows pthread's locks
// and not Abseil's: without this, all that a Mutex guards looks like a race.
// The linker (--wrap, see CMakeLists.txt) sends our calls here, where each says
// what it orders: what came before a release comes before what follows the
// acquire of the same object.

#include <sanitizer/tsan_interface.h>

#include <cstdint>

extern "C" {

void AnnotateIgnoreReadsBegin(const char* file, int line);
void AnnotateIgnoreReadsEnd(const char* file, int line);

// Whoever unlocks evaluates the conditions of those who wait, with the lock
// held but after its release was told: these reads are not looked at.
#define TECHFLOW_UNLOOKED(call)                 \
  AnnotateIgnoreReadsBegin(__FILE__, __LINE__); \
  call;                                         \
  AnnotateIgnoreReadsEnd(__FILE__, __LINE__)

#define TECHFLOW_ACQUIRE(name)              \
  void __real_##name(void* self);           \
  void __wrap_##name(void* self) {          \
    TECHFLOW_UNLOOKED(__real_##name(self)); \
    __tsan_acquire(self);                   \
  }

#define TECHFLOW_RELEASE(name)              \
  void __real_##name(void* self);           \
  void __wrap_##name(void* self) {          \
    __tsan_release(self);                   \
    TECHFLOW_UNLOOKED(__real_##name(self)); \
  }

TECHFLOW_ACQUIRE(_ZN4absl7debian35Mutex4LockEv)
TECHFLOW_RELEASE(_ZN4absl7debian35Mutex6UnlockEv)
TECHFLOW_ACQUIRE(_ZN4absl7debian35Mutex10ReaderLockEv)
TECHFLOW_RELEASE(_ZN4absl7debian35Mutex12ReaderUnlockEv)
TECHFLOW_RELEASE(_ZN4absl7debian312Notification6NotifyEv)
TECHFLOW_ACQUIRE(_ZNK4absl7debian312Notification19WaitForNotificationEv)
TECHFLOW_ACQUIRE(_ZN4absl7debian315BlockingCounter4WaitEv)

// Mutex::Await(const Condition&).
void __real__ZN4absl7debian35Mutex5AwaitERKNS0_9ConditionE(void*, const void*);
void __wrap__ZN4absl7debian35Mutex5AwaitERKNS0_9ConditionE(
    void* self, const void* condition) {
  __tsan_release(self);
  TECHFLOW_UNLOOKED(
      __real__ZN4absl7debian35Mutex5AwaitERKNS0_9ConditionE(self, condition));
  __tsan_acquire(self);
}

// Mutex::AwaitWithTimeout(const Condition&, Duration), whose two words a
// register each holds.
bool __real__ZN4absl7debian35Mutex16AwaitWithTimeoutERKNS0_9ConditionENS0_8DurationE(
    void*, const void*, int64_t, uint64_t);
bool __wrap__ZN4absl7debian35Mutex16AwaitWithTimeoutERKNS0_9ConditionENS0_8DurationE(
    void* self, const void* condition, int64_t seconds, uint64_t ticks) {
  __tsan_release(self);
  TECHFLOW_UNLOOKED(
      const bool result =
          __real__ZN4absl7debian35Mutex16AwaitWithTimeoutERKNS0_9ConditionENS0_8DurationE(
              self, condition, seconds, ticks));
  __tsan_acquire(self);
  return result;
}

// CondVar::Wait(Mutex*).
void __real__ZN4absl7debian37CondVar4WaitEPNS0_5MutexE(void*, void*);
void __wrap__ZN4absl7debian37CondVar4WaitEPNS0_5MutexE(void* self,
                                                       void* mutex) {
  __tsan_release(mutex);
  TECHFLOW_UNLOOKED(
      __real__ZN4absl7debian37CondVar4WaitEPNS0_5MutexE(self, mutex));
  __tsan_acquire(mutex);
}

// bool BlockingCounter::DecrementCount().
bool __real__ZN4absl7debian315BlockingCounter14DecrementCountEv(void*);
bool __wrap__ZN4absl7debian315BlockingCounter14DecrementCountEv(void* self) {
  __tsan_release(self);
  return __real__ZN4absl7debian315BlockingCounter14DecrementCountEv(self);
}

}  // extern "C"
