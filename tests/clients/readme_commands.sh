#!/usr/bin/env bash
# Runs every command that the READMEs show on a `$ techflow` line, against a
# server with the example companies. Each must succeed, but for those that show
# an error, which the text says by printing `error:` under the command, with its
# place or without.
#
#   readme_commands.sh BIN_DIR README...
set -euo pipefail

export PATH=$1:$PATH LANG=C.UTF-8
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/techflow-readme.XXXXXX")
mkfifo "$work/ready"
techflowd --data_dir="$work/data" --models_dir=rating/models \
  --listen=127.0.0.1:0 >"$work/ready" 2>"$work/log" &
server=$!
trap 'kill -TERM $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT
exec 3<"$work/ready"
read -r -t 60 line <&3 || { cat "$work/log" >&2; exit 1; }
export TECHFLOW_SERVER=${line##* }
techflow import evidence clients/examples >"$work/out" 2>&1

commands=0
failures=0
for readme in "$@"; do
  while IFS=$'\t' read -r fails command; do
    commands=$((commands + 1))
    # Without pipefail: `| head` may cut a command short.
    if bash -c "$command" >"$work/out" 2>&1; then status=0; else status=1; fi
    if [[ $status != "$fails" ]] || [[ $fails == 0 && ! -s $work/out ]]; then
      echo "$readme: $command"
      cat "$work/out"
      failures=$((failures + 1))
    fi
  done < <(awk '
    /^ *\$ techflow / { if (command != "") print fails "\t" command
                        command = $0; sub(/^ *\$ /, "", command)
                        # What follows `;` shows the exit code only.
                        sub(/; echo \$\?$/, "", command); fails = 0; next }
    /^ *([^ ]+ )?error: / { fails = 1 }
    /^ *```$/ || /^#/ { if (command != "") print fails "\t" command; command = "" }
    END { if (command != "") print fails "\t" command }' "$readme")
done
echo "$commands commands, $failures failed"
[[ $commands -gt 0 && $failures -eq 0 ]]
