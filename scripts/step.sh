#!/usr/bin/env bash
# step.sh NAME COMMAND...: says what is being done and how long it took; shows the output only on failure.
set -u
name=$1; shift
start=$(date +%s%N)
printf '· %s ...' "$name"
log=$(mktemp)
if "$@" >"$log" 2>&1; then
  tenths=$(( ($(date +%s%N) - start) / 100000000 ))
  printf ' done in %d.%d s\n' $((tenths / 10)) $((tenths % 10))
  rm -f "$log"
else
  code=$?
  printf ' failed\n'; tail -n 40 "$log"; rm -f "$log"; exit $code
fi
