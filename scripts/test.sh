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
echo "· tests (unit, integration, conversations, browser) on $workers processes"
args=(tests -q -n "$workers" --dist loadgroup)
if [ "${#missing[@]}" -gt 0 ]; then args+=(--ignore=tests/browser); fi
.venv/bin/pytest "${args[@]}"; code=$?
for line in "${missing[@]}"; do echo "not run: $line"; done
if [ "${#missing[@]}" -gt 0 ] && [ "$code" = 0 ]; then exit 3; fi
exit $code
