#ifndef TECHFLOW_SERVER_ARENA_MESSAGES_H_
#define TECHFLOW_SERVER_ARENA_MESSAGES_H_

#include "google/protobuf/arena.h"
#include "grpcpp/support/message_allocator.h"

namespace techflow::server {

// An arena of blocks that hold an answer each, and two or three a request with
// it.
inline google::protobuf::ArenaOptions CallArena() {
  google::protobuf::ArenaOptions options;
  options.start_block_size = 16 * 1024;
  options.max_block_size = 128 * 1024;
  return options;
}

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
    google::protobuf::Arena arena_{CallArena()};
  };
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_ARENA_MESSAGES_H_
