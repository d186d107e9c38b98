#!/usr/bin/env bash
# Everything that can be checked without running the product.
set -eu
step=scripts/step.sh
$step "style" .venv/bin/ruff check .
$step "format" .venv/bin/ruff format --check .
$step "import contracts" .venv/bin/lint-imports
$step "policies" .venv/bin/tideover policy lint
$step "rules without a case" .venv/bin/python -m bot.compliance.coverage
$step "wording" .venv/bin/python -m bot.compliance.language.domain_lint
# The two slow ones, a minute or more each, share the time.
$step "training sentences; domain, rules and examples" scripts/together.sh \
  ".venv/bin/python -m bot.understanding.lint_examples" \
  "engine/.venv/bin/python -m engine.launcher validate"
