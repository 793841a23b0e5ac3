#!/usr/bin/env bash
# The public conformance cases, where they are: tck_runner over
# TECHFLOW_TCK_DIR, or over $2, the folder where they stand by default. Exits
# with 77, which the test takes for skipped, where there is no such folder.
set -euo pipefail
directory=${TECHFLOW_TCK_DIR:-$2}
if [ ! -d "$directory" ]; then
  echo "skipped: there is no folder of conformance cases (TECHFLOW_TCK_DIR)"
  exit 77
fi
exec "$1" "$directory"
