add_executable(bench_store bench_store.cc)
target_link_libraries(bench_store
  PRIVATE techflow_options techflow_storage storage_fixture fmt::fmt)
# That it runs, not how fast.
add_test(NAME bench_store.smoke COMMAND bench_store 20)
