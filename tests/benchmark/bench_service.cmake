add_executable(bench_service bench_service.cc load.cc)
target_link_libraries(bench_service
  PRIVATE techflow_options techflow_server_process absl::synchronization
          fmt::fmt gRPC::grpc++)
target_compile_definitions(bench_service
  PRIVATE TECHFLOW_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
# That it runs, not how fast; and not under the thread sanitizer, as
# tests/conformance/CMakeLists.txt says.
if(NOT TECHFLOW_SANITIZE MATCHES "thread")
  add_test(NAME bench_service.smoke COMMAND bench_service 50)
endif()
