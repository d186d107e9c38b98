#!/usr/bin/env bash
# Runs every test. What cannot be found is listed at the end with the command that installs it.
set -u
missing=()
chromium=${TIDEOVER_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$chromium" ] && ! ls "$HOME"/.cache/ms-playwright/chromium-* >/dev/null 2>&1; then
  if .venv/bin/playwright install chromium >/dev/null 2>&1; then :; else
    missing+=("Chromium for the browser tests: apt-get install chromium   |   .venv/bin/playwright install chromium")
  fi
fi
export TIDEOVER_CHROMIUM=$chromium
workers=${TIDEOVER_TEST_WORKERS:-2}
echo "· tests (unit, integration, scenarios, conversations, examples in docstrings) on $workers processes"
.venv/bin/pytest tests bot -q -n "$workers" --dist loadgroup --ignore=tests/browser; code=$?
if [ "${#missing[@]}" -eq 0 ]; then
  echo "· tests in a browser"  # by themselves: the browser's own event loop would stand in the way of others
  .venv/bin/pytest tests/browser -q -n "$workers"; second=$?
  [ "$code" -ne 0 ] || code=$second
fi
for line in ${missing[@]+"${missing[@]}"}; do echo "not run: $line"; done
if [ "${#missing[@]}" -gt 0 ] && [ "$code" = 0 ]; then exit 3; fi
exit $code
