#!/usr/bin/env bash
# Every benchmark, one after the other; each prints a ratio against a reference measured in the same run.
set -u
for file in bench/[a-z]*.py; do
  echo "== $file"
  case "$file" in bench/engine_*) engine/.venv/bin/python "$file" ;; *) .venv/bin/python "$file" ;; esac
done
