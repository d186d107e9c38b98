#!/usr/bin/env bash
# An environment with stock Rasa 3.6.21 (TensorFlow and all, 2.5 GB), only to be measured against.
set -eu
cd "$(dirname "$0")/.."
python=$(ls "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python3.10 2>/dev/null | tail -n 1 || true)
.uv/bin/uv venv --quiet --python "${python:-3.10}" var/stock-rasa
.uv/bin/uv pip install --quiet --python var/stock-rasa/bin/python "rasa==3.6.21" "setuptools<81"
echo "stock Rasa is in var/stock-rasa"
