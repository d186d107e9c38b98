"""Holds the product's own wording to its own rules: every response, every variant, every language.

Run by ``make lint``. A sentence of the domain file may hold no banned speech, no claim, and no amount of its
own: money comes from the ledger, in braces. It is read as a borrower would read it, with figures, days and
links in place of the braces: "72 hours" may be banned where "{hours} hours" says nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.compliance.language.check import check_text
from bot.compliance.language.findings import ClaimFacts
from bot.compliance.language.reading import plain

DOMAIN = Path("domain.yml")
_SIGNS = frozenset({"refuses_plan", "recurring_debit"})
"""Signs that other rules answer with a required line; in the product's own wording they are no fault."""
_STANDS_ON = {
    "utter_credit_is_reported": ClaimFacts(credit_reported=True),
    "utter_credit_is_not_reported": ClaimFacts(credit_reported=False),
    "utter_consequence_no_credit_file": ClaimFacts(credit_reported=False),
    "utter_nothing_overdue": ClaimFacts(nothing_overdue=True),
    "utter_thank_you_cured": ClaimFacts(nothing_overdue=True, paid_recently=True),
}
"""Responses that are said only where a fact is on file, with that fact; a test holds each to it."""
_WORST = ClaimFacts(paid_recently=True)
"""What a response may count on when it is said: nothing, and that money may be under way."""
_SLOT = re.compile(r"\{(\w+)\}")
_BOTH = {
    "hours": "72",
    "days": "3",
    "count": "6",
    "number": "1",
    "left": "2",
    "due_day": "25",
    "until": "18:00",
    "rate": "12.5%",
    "reference": "TO-7K3M9Q",
    "link": "https://talk.example.com/c/Zk3vQ9mT1xYb7LwP0sHdRc5uNe",
    "pdf": "https://talk.example.com/receipt/Zk3vQ9mT1xYb7LwP0sHdRc5uNe.pdf",
    "ics": "https://talk.example.com/receipt/Zk3vQ9mT1xYb7LwP0sHdRc5uNe.ics",
}
_MONEYS = frozenset(
    [
        *(
            "amount",
            "due",
            "total",
            "extra",
            "first_amount",
            "last_amount",
            "next_amount",
            "paid",
            "rest",
            "waived",
        ),
        *("principal", "interest", "fees", "sum"),
    ]
)  # what the ledger fills in
_DAYS = frozenset(
    [
        "due_on",
        "next_on",
        "last_on",
        "first_on",
        "paid_on",
        "returned_on",
        "since",
        "asked",
        "given",
        "day",
        "first",
        "last",
    ]
)
_SAMPLE = {
    "zh": {
        **_BOTH,
        **dict.fromkeys(_MONEYS, "¥1,280.00"),
        **dict.fromkeys(_DAYS, "11月25日（周三）"),
        "lender": "示例银行",
        "said": "零元",
        "colleague": "林晓",
        "record_at": "11月22日 08:05",
        "schedule": "11月25日（周三）还 ¥640.00、12月25日（周五）还 ¥640.00",
        "advice": "各地的消费者权益保护机构，电话 12378",
        "route": "30 天内给您书面答复；不满意可以拨打 12378",
        "line": "全国心理援助热线 12356，24 小时有人接听",
        "place": "当地的社会救助部门能告诉您附近哪里可以领到食物",
    },
    "en": {
        **_BOTH,
        **dict.fromkeys(_MONEYS, "£1,280.00"),
        **dict.fromkeys(_DAYS, "Wednesday 25 November"),
        "lender": "Example Bank",
        "said": "nothing",
        "colleague": "Amy Reed",
        "record_at": "22 November, 08:05",
        "schedule": "£640.00 on Wednesday 25 November and £640.00 on Friday 25 December",
        "advice": "StepChange, free, 0800 138 1111",
        "route": "a written answer within 8 weeks; after that the Financial Ombudsman, 0800 023 4567",
        "line": "Samaritans on 116 123, open 24 hours",
        "place": "your local council or Citizens Advice can tell you about food banks near you",
    },
}
"""What stands in place of each brace while the wording is read: the sort of text the product writes there."""
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
                sample = _SAMPLE[language]
                unknown = sorted(set(_SLOT.findall(text)) - set(sample))
                if unknown:
                    yield f"{where}: nothing to show for {{{unknown[0]}}}; add a sample to the lint"
                shown = _filled(text, sample)
                for finding in check_text(shown, language=language, facts=_STANDS_ON.get(name, _WORST)):
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


def _filled(text: str, sample: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: sample.get(slot[1], "X"), text)


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
