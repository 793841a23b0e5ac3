add_executable(bench_check bench_check.cc)
target_link_libraries(bench_check
  PRIVATE techflow_options techflow_storage storage_fixture fmt::fmt)
# That it runs, not how fast.
add_test(NAME bench_check.smoke COMMAND bench_check 200)
