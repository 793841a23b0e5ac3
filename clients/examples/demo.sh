#!/usr/bin/env bash
# Shows the main job from end to end on the example companies: rate, explain,
# simulate, replay, restart. Ends by itself and leaves nothing behind.
#
#   demo.sh BIN_DIR            the tour
#   demo.sh BIN_DIR --serve    the same data, and the server stays in the
#                              foreground until Ctrl-C
#
# The examples are those of companies.json. What techflow prints follows LANG.
set -euo pipefail

if [[ $# -lt 1 || $# -gt 2 || (${2:-} != "" && ${2:-} != --serve) ]]; then
  echo "usage: demo.sh BIN_DIR [--serve]" >&2
  exit 2
fi
bin=$(cd "$1" && pwd)
serve=${2:-}
examples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$examples/../.."  # So that commands are shown as users type them.
work=$(mktemp -d "${TMPDIR:-/tmp}/techflow-demo.XXXXXX")
server=

stop_server() {
  [[ -n $server ]] || return 0
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" || true
  server=
}
cleanup() {
  stop_server
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Starts techflowd on a free port and waits for the line that names it. Where
# the server ends before it, the line never comes and its log says why.
start_server() {
  rm -f "$work/ready"
  mkfifo "$work/ready"
  "$bin/techflowd" --data_dir="$work/data" --models_dir=rating/models \
    --listen=127.0.0.1:0 >"$work/ready" 2>>"$work/server.log" &
  server=$!
  exec 3<"$work/ready"
  local line=
  if ! read -r -t 60 line <&3; then
    echo "techflowd did not start; its log:" >&2
    cat "$work/server.log" >&2
    exit 1
  fi
  export TECHFLOW_SERVER=${line##* }
}

techflow() { "$bin/techflow" "$@"; }

heading() { printf '\n=== %s\n\n' "$*"; }

# The command as a user would type it, and its output.
show() {
  printf '$ techflow'
  printf ' %q' "$@"
  printf '\n'
  techflow "$@"
}

# The enterprise of an example file, out of the index.
enterprise_of() {
  grep -F -A1 "\"file\": \"$1\"" "$examples/companies.json" |
    sed -n 's/.*"enterprise": "\([^"]*\)".*/\1/p'
}

heading "1. A server on a fresh folder"
start_server
show health
show model list

heading "2. Rate every example company for every year of its evidence"
echo "Twelve real companies from a published panel, eight fictional ones."
echo "Unknown is not zero: what the panel does not know lowers completeness."
echo
show import evidence clients/examples

explained=$(enterprise_of fictional/half-missing.json)
heading "3. Why is a rating what it is? The newest of $explained"
show rating explain "$explained"

simulated=$(enterprise_of fictional/just-missed.json)
heading "4. What if Intel had spent more, and $simulated were on the negative list?"
show rating simulate intel --set 'fiscal_years[year=1997].rd_spend=4000000000'
echo
show rating simulate "$simulated" --set profile.on_negative_list=true

advised=$(enterprise_of fictional/bought-patents.json)
heading "5. What would lift $simulated a grade, and what changed for $advised?"
show rating advise "$simulated"
echo
show rating compare "$advised/1" "$advised"
echo
show rating peers intel

heading "6. Is it a technology company? An official rubric, clause by clause"
show rating evaluate --evidence clients/examples/fictional/just-missed.json \
  --as-of 2026-06-30 --model tech-sme --validate-only

heading "7. Compute every stored rating again and compare the bytes"
show rating replay --all

heading "8. Restart the server: the history is still there"
techflow rating list -o csv >"$work/before.csv"
stop_server
start_server
techflow rating list -o csv >"$work/after.csv"
if ! cmp -s "$work/before.csv" "$work/after.csv"; then
  echo "the history changed:" >&2
  diff "$work/before.csv" "$work/after.csv" >&2 || true
  exit 1
fi
count=$(($(wc -l <"$work/after.csv") - 1))
echo "$count ratings before, $count after, every digest the same:"
for file in before after; do
  printf '  %-6s sha256 %s\n' "$file" \
    "$(sha256sum <"$work/$file.csv" | cut -d' ' -f1)"
done

heading "9. Try next"
if [[ -n $serve ]]; then
  echo "techflowd listens on $TECHFLOW_SERVER with these $count ratings."
  echo "From another shell:"
  echo
  echo "  export TECHFLOW_SERVER=$TECHFLOW_SERVER PATH=\"$bin:\$PATH\""
else
  echo "make run keeps the server with this data; it then says how to connect."
  echo
fi
cat <<EOF
  techflow rating list intel
  techflow rating list --grade T1 -o csv
  techflow rating explain intel --trace
  techflow rating explain $explained --lang zh
  techflow rating simulate intel --as-of 1995-12-31
  techflow rating compare intel/1 intel
  techflow rating explain $explained --missing --sensitivity
  techflow model get techflow
  techflow model validate rating/models/techflow
  techflow import panel --file PATH/TO/inst-innovation.csv
  source <(techflow completion bash)
EOF

if [[ -n $serve ]]; then
  echo
  echo "Ctrl-C stops the server and removes the data."
  wait "$server"
fi
