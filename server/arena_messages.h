#ifndef TECHFLOW_SERVER_ARENA_MESSAGES_H_
#define TECHFLOW_SERVER_ARENA_MESSAGES_H_

#include <cstddef>

#include "google/protobuf/arena.h"
#include "grpcpp/support/message_allocator.h"

namespace techflow::server {

// The sizes of an arena's blocks, bytes: one holds an answer, and two or three
// a request with it.
inline constexpr size_t kFirstArenaBlock = 16 * 1024;
inline constexpr size_t kLargestArenaBlock = 128 * 1024;

// Gives each call of a method an arena of its own, in which its request and its
// response lie until it is answered: evidence and assessments are hundreds of
// small messages, which took longer to allocate one by one than to fill.
// Outlives the server; any thread.
template <typename Request, typename Response>
class ArenaMessages final : public grpc::MessageAllocator<Request, Response> {
 public:
  grpc::MessageHolder<Request, Response>* AllocateMessages() override {
    return new Messages;
  }

 private:
  class Messages final : public grpc::MessageHolder<Request, Response> {
   public:
    Messages() {
      this->set_request(
          google::protobuf::Arena::CreateMessage<Request>(&arena_));
      this->set_response(
          google::protobuf::Arena::CreateMessage<Response>(&arena_));
    }
    // gRPC does not delete it otherwise.
    void Release() override { delete this; }

   private:
    static google::protobuf::ArenaOptions Options() {
      google::protobuf::ArenaOptions options;
      options.start_block_size = kFirstArenaBlock;
      options.max_block_size = kLargestArenaBlock;
      return options;
    }

    google::protobuf::Arena arena_{Options()};
  };
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_ARENA_MESSAGES_H_
