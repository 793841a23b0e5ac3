#ifndef TECHFLOW_SERVER_ENVIRONMENT_H_
#define TECHFLOW_SERVER_ENVIRONMENT_H_

#include <string>

#include "rating/scorecard/catalog.h"
#include "server/clock.h"
#include "server/model_cache.h"
#include "server/work_queue.h"
#include "storage/rating_store.h"

namespace techflow::server {

class ReplayJobs;

// What handlers work with. Made in main, lives as long as the server; its
// parts may be used from any thread.
struct Environment {
  storage::RatingStore& store;
  const scorecard::Catalog& catalog;
  const Clock& clock;
  ModelCache& models;

  // Lets a batch spread over several workers; null: it does not.
  WorkQueue* queue = nullptr;
  int batch_helpers = 0;

  // The store is another server's: what writes is refused.
  bool is_follower = false;

  // For the calls about replay jobs; null on a follower.
  ReplayJobs* replay_jobs = nullptr;

  // Where backups go; empty: none are made.
  std::string backup_dir = "";
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_ENVIRONMENT_H_
