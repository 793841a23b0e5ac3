add_executable(bench_rules
  bench_rules.cc rounds.cc rule_peer.cc rule_runners.cc rule_samples.cc)
target_link_libraries(bench_rules
  PRIVATE techflow_options techflow_dmn benchmark::benchmark fmt::fmt
          Threads::Threads)
# The peer is none of our dependencies: it stays in the build folder.
target_compile_definitions(bench_rules PRIVATE
  TECHFLOW_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
  TECHFLOW_PEER_FOLDER="${PROJECT_BINARY_DIR}/zen-engine")
# That all sides find the same, not how fast.
add_test(NAME bench_rules.smoke COMMAND bench_rules 1 --without-peer)
