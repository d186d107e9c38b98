"""Holds the product's own wording to its own rules: every response, every variant, every language.

Run by ``make lint``. A sentence of the domain file may hold no banned speech, no claim, and no amount of its
own: money comes from the ledger, in braces.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.compliance.language.check import check_text
from bot.compliance.language.findings import ClaimFacts
from bot.compliance.language.reading import plain

DOMAIN = Path("domain.yml")
_SIGNS = frozenset({"refuses_plan", "recurring_debit"})
"""Signs that other rules answer with a required line; in the product's own wording they are no fault."""
_SLOT = re.compile(r"\{(\w+)\}")
_SAMPLE = {"zh": {"lender": "示例银行"}, "en": {"lender": "Example Bank"}}
_MONEY = re.compile(
    r"(?:[¥￥$£€₹]|\b(?:cny|rmb|usd|gbp|eur|inr|aud|hkd|rs\.?))\s*\d"
    r"|(?:\d[\d,.]*|[一二两三四五六七八九十百千万]+)\s*(?:元|块钱?|圆|港币|美金|cny\b|rmb\b|usd\b|gbp\b|eur\b|inr\b|aud\b|hkd\b|yuan|dollars?|pounds?|euros?|rupees?)"
)


def problems(domain: dict[str, Any]) -> Iterator[str]:
    """Yield one sentence for each fault in the responses of a domain."""
    for name, variants in domain.get("responses", {}).items():
        for number, variant in enumerate(variants, 1):
            language = _language(variant)
            for text in _texts(variant):
                where = f"{name}, variant {number} ({language})"
                shown = _SLOT.sub(lambda m, lang=language: _SAMPLE[lang].get(m[1], "X"), text)  # type: ignore[misc]
                for finding in check_text(shown, language=language, facts=ClaimFacts()):
                    if finding.category not in _SIGNS:
                        yield f"{where}: {finding.category}: {finding.text!r}; say it without"
                literal = _MONEY.search(plain(_SLOT.sub(" ", text)).text)
                if literal:
                    yield f"{where}: an amount of its own: {literal.group()!r}; name the ledger's in braces"


def _language(variant: dict[str, Any]) -> str:
    for row in variant.get("condition") or ():
        if row.get("name") == "language":
            return str(row.get("value"))
    return "zh" if re.search(r"[\u3400-\u9fff]", str(variant.get("text", ""))) else "en"


def _texts(variant: dict[str, Any]) -> Iterator[str]:
    if variant.get("text"):
        yield str(variant["text"])
    for button in variant.get("buttons") or ():
        yield str(button.get("title", ""))


def main(path: Path = DOMAIN) -> int:
    """Print every fault of a domain file; return 1 when there is one."""
    found = list(problems(yaml.safe_load(path.read_text("utf-8"))))
    for line in found:
        print(f"{path}: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOMAIN))
