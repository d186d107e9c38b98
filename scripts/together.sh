#!/usr/bin/env bash
# together.sh "COMMAND" "COMMAND"...: runs them side by side, waits for all, fails when one of them did.
set -u
running=()
for command in "$@"; do bash -c "$command" & running+=($!); done
code=0
for each in "${running[@]}"; do wait "$each" || code=$?; done
exit "$code"
