add_executable(bench_replay bench_replay.cc)
target_link_libraries(bench_replay
  PRIVATE techflow_allocator techflow_options techflow_server
          techflow_package techflow_rating techflow_scorecard techflow_evidence
          techflow_storage storage_fixture fmt::fmt)
target_compile_definitions(bench_replay
  PRIVATE TECHFLOW_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
# That it runs, not how fast.
add_test(NAME bench_replay.smoke COMMAND bench_replay 200)
