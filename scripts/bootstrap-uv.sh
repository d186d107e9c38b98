#!/usr/bin/env bash
# Puts uv into .uv, from PyPI, with whatever Python >= 3.11 is here.
set -eu
for candidate in python3.13 python3.12 python3.11 python3; do
  command -v "$candidate" >/dev/null 2>&1 || continue
  "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null || continue
  python=$candidate; break
done
if [ -z "${python:-}" ]; then
  echo "Tideover needs Python 3.11, 3.12 or 3.13, and none was found." >&2
  echo "Install one (Debian: apt-get install python3 python3-venv; macOS: brew install python@3.12) and run make again." >&2
  exit 2
fi
if [ -x .uv/bin/uv ]; then touch .uv/bin/uv; exit 0; fi
scripts/step.sh "uv (from PyPI)" bash -c "$python -m venv .uv && .uv/bin/python -m pip install -q --disable-pip-version-check 'uv>=0.5'"
touch .uv/bin/uv
