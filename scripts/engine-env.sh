#!/usr/bin/env bash
# The sealed engine has an environment of its own: Rasa 3.6 runs on Python 3.10 only.
set -u
root=$(pwd)
unset UV_PROJECT_ENVIRONMENT VIRTUAL_ENV
if ! python=$("$root/.uv/bin/uv" --directory engine python find --no-project 3.10 2>/dev/null); then
  python=$(ls "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python3.10 2>/dev/null | sort | tail -n 1)
fi
if [ -z "$python" ]; then
  if ! "$root/.uv/bin/uv" python install 3.10 >/dev/null 2>&1; then
    echo "The language engine needs Python 3.10, and none was found or could be fetched." >&2
    echo "Install it with one of:  pyenv install 3.10   |   uv python install 3.10   |   apt-get install python3.10" >&2
    exit 2
  fi
  python=3.10
fi
exec scripts/step.sh "engine environment (Rasa on Python 3.10)" "$root/.uv/bin/uv" --directory engine sync --locked --python "$python"
