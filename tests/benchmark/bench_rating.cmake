add_executable(bench_rating bench_rating.cc)
target_link_libraries(bench_rating PRIVATE
  techflow_allocator techflow_options techflow_rating techflow_insight techflow_evidence
  techflow_server
  benchmark::benchmark fmt::fmt)
target_compile_definitions(bench_rating
  PRIVATE TECHFLOW_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
