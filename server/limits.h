#ifndef TECHFLOW_SERVER_LIMITS_H_
#define TECHFLOW_SERVER_LIMITS_H_

#include <cstddef>

#include "absl/time/time.h"

// Every bound of the server, each with its reason. Bounds of the engine
// (steps, depth, lengths) belong to the engine version and stand there.
namespace techflow::server {

// gRPC knows one limit for a whole server, so it is that of the largest
// request, a batch of 100. A larger message is refused by gRPC itself, before
// any of it is parsed, with RESOURCE_EXHAUSTED.
inline constexpr int kMaxMessageBytes = 16 * 1024 * 1024;

// The evidence of one enterprise: 1 MiB holds about 2,000 patents in full,
// and bounds what one rating can cost.
inline constexpr size_t kMaxEvidenceBytes = 1024 * 1024;

// A model is text written by people; the largest official table is far less.
inline constexpr size_t kMaxModelBytes = 4 * 1024 * 1024;

// As many items as one answer may hold and a caller can wait for.
inline constexpr int kMaxBatchSize = 100;

// Changes are applied one by one, each walking a path.
inline constexpr int kMaxChanges = 100;

// Grades that a list may be filtered by: more than any scale has.
inline constexpr int kMaxGradeFilters = 64;

// The longest grade that is looked for: as long as any other id.
inline constexpr size_t kMaxGradeBytes = 63;

// Replay jobs that run at a time: they share one thread, so more of them only
// end later.
inline constexpr size_t kMaxRunningReplayJobs = 4;

// Replay jobs that are kept: a job a day for a quarter of a century. Each is a
// file and, with its counts, about a kilobyte of memory.
inline constexpr size_t kMaxReplayJobs = 10'000;

// Entries of the log that a job looks at before it is another's turn: a few
// milliseconds.
inline constexpr int kReplaySliceEntries = 64;

// A replay job saves how far it is after so many entries or so much time,
// whichever comes first: what a crash costs is done again within seconds, and
// the two syncs of a save are less than a hundredth of the work.
inline constexpr int kReplayEntriesPerSave = 20'000;
inline constexpr absl::Duration kReplaySaveInterval = absl::Seconds(2);

// Differences that a finding of a job names: enough to see what it is about.
// ReplayRating names all of them.
inline constexpr int kMaxDifferencesPerFinding = 20;

// Pages: a default that fits a screen or two, and a bound on one answer.
inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 1000;

// A page also ends here, so that an answer stays below the 4 MiB that gRPC
// clients accept by default.
inline constexpr size_t kMaxPageBytes = 3 * 1024 * 1024;

// Entries that one filtered page may look at before it ends, perhaps empty,
// with a token to go on: a rare grade must not hold a worker for minutes.
inline constexpr int kMaxEntriesScannedPerPage = 20000;

// Ratings that a standing among peers may look at, newest days first: each is
// read from disk, so these take about a second.
inline constexpr int kMaxPeersScanned = 20000;

// Indicators that advice may be told to leave alone: more than models have.
inline constexpr int kMaxFixedIndicators = 1000;

// Ratings that a search for advice may compute: within a second for a model
// of some forty indicators.
inline constexpr int kMaxAdviceRatings = 5000;

// Far above any token of ours (a tag and a key); longer ones are not decoded.
inline constexpr size_t kMaxPageTokenBytes = 512;

// Names of callers and keys of theirs are stored for ever with each rating.
inline constexpr size_t kMaxRequestedByCharacters = 128;
inline constexpr size_t kMaxRequestIdCharacters = 128;

// "at most 63" of the contract, for enterprises and models alike: the length
// of a DNS label, so that an id can be one.
inline constexpr size_t kMaxIdCharacters = 63;

// Details of an error travel in HTTP/2 trailers, and gRPC clients refuse more
// than 8 KiB of them by default. Base64 makes 5 KiB into 6.7; the rest is for
// the message and gRPC's own trailers.
inline constexpr size_t kMaxErrorDetailBytes = 5 * 1024;
inline constexpr size_t kMaxErrorMessageBytes = 512;

// Longest value of a caller's that an error repeats.
inline constexpr size_t kMaxEchoedValueBytes = 120;

// A call without a deadline is given this one, and a call with a later one is
// cut to it: nothing here takes longer, unless something is wrong.
inline constexpr absl::Duration kMaxCallDuration = absl::Seconds(60);

// Workers wait for the disk most of the time, so there are many more than
// cores: as many ratings as there are workers can share one sync.
inline constexpr int kDefaultWorkers = 64;
inline constexpr int kMaxWorkers = 1024;

// Calls that may wait for a worker. At 64 workers and a few thousand calls
// each second this is a fraction of a second of waiting; more would only be
// answered after its caller has given up.
inline constexpr int kDefaultQueueSize = 1024;
inline constexpr int kMaxQueueSize = 1 << 20;

// How long a caller that found the queue full shall wait: about what a full
// queue takes to empty.
inline constexpr absl::Duration kQueueFullRetryDelay = absl::Milliseconds(200);

// Compiled models that are kept. A bank has tens of versions; each takes a
// few hundred kilobytes.
inline constexpr size_t kMaxCachedModels = 256;

// How far the clock may go ahead at once while the server runs. A correction
// over the network is less, and so is what a virtual machine catches up with
// after most of its pauses; a wrong zone, day or year is more.
inline constexpr absl::Duration kMaxClockJump = absl::Hours(1);

// How long a stopping server waits for the calls that it has accepted, by
// default. Service managers kill after 90 seconds.
inline constexpr absl::Duration kDefaultDrainTimeout = absl::Seconds(20);

// What gRPC may open at once on one connection, and how much metadata a call
// may bring: the defaults are without bound and 8 KiB.
inline constexpr int kMaxConcurrentStreams = 1024;
inline constexpr int kMaxMetadataBytes = 8 * 1024;

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_LIMITS_H_
