"""How many full decisions one core makes in a second of its own time.

With every pack loaded and 50 facts on file.

Run ``python -m bench.compliance``. Three mixes are measured: one regime, a state overlay, and every pack at
once. A text is read for banned speech once and remembered, since a message is decided when it is planned,
when it is stored and again when it leaves; the first number cycles through 200 wordings, the second meets new
figures each time, the third new words in every sentence. Exit 1 when the first is below the target.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

from bot.compliance import Policy, decide, load_policy
from bot.model.contact import (
    AccountFacts,
    BorrowerFacts,
    CaseFile,
    Contact,
    Event,
    Fact,
    Lender,
    Notice,
    PaymentEvent,
    PromiseEvent,
    Proposal,
)
from bot.model.money import Money
from bot.model.words import Actor, Channel, Outcome, Purpose, Sender

TARGET = 10_000
KNOWN = 200
NOW = datetime(2026, 12, 8, 13, 5, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[1]


def history(currency: str) -> tuple[Event, ...]:
    """Return 50 facts of a borrower who has been a customer for a while."""
    rows: list[Event] = []
    for n in range(24):
        channel = (Channel.VOICE_HUMAN, Channel.EMAIL, Channel.IM, Channel.SMS)[n % 4]
        outcome = Outcome.NO_ANSWER if channel is Channel.VOICE_HUMAN else Outcome.DELIVERED
        rows.append(
            Contact(
                NOW - timedelta(days=2 * n + 9, hours=n % 5),
                "outbound",
                channel,
                outcome,
                "A1",
                by=Sender.AGENT,
            )
        )
    for n in range(8):
        rows.append(Contact(NOW - timedelta(days=4 * n + 8), "inbound", Channel.IM, Outcome.REPLIED, "A1"))
    for n in range(5):
        rows.append(PaymentEvent(NOW - timedelta(days=30 * n + 20), Money(30000, currency)))
        rows.append(
            PromiseEvent(NOW - timedelta(days=30 * n + 22), Money(30000, currency), NOW.date(), "kept")
        )
    rows.append(Fact(NOW - timedelta(days=90), "consent", {"channel": "sms"}))
    rows.append(Fact(NOW - timedelta(days=9), "consent", {"channel": "im"}))
    rows.append(Fact(NOW - timedelta(days=50), "opt_out", {"channel": "email"}))
    rows.append(Fact(NOW - timedelta(days=80), "dispute", ended_at=NOW - timedelta(days=70)))
    rows.append(Fact(NOW - timedelta(days=120), "complaint", ended_at=NOW - timedelta(days=110)))
    rows.append(Notice(NOW - timedelta(days=60), "ai_disclosure"))
    rows.append(Notice(NOW - timedelta(days=59), "cost_table"))
    rows.append(Notice(NOW - timedelta(days=58), "validation"))
    assert len(rows) == 50
    return tuple(rows)


def _case(language: str, zone: str, residence: str, currency: str, regimes: tuple[str, ...]) -> CaseFile:
    return CaseFile(
        lender=Lender(Actor.FIRST_PARTY, "online_consumer_loan", regimes),
        borrower=BorrowerFacts(language, zone, residence),
        account=AccountFacts("A1", currency, Money(128000, currency), 5),
        history=history(currency),
        verified=True,
    )


MIXES: dict[str, CaseFile] = {
    "CN": _case("zh", "Asia/Shanghai", "CN", "CNY", ("CN",)),
    "US-MA": _case("en", "America/New_York", "US-MA", "USD", ("US",)),
    "every pack": _case(
        "en", "Europe/London", "GB", "GBP", ("AU", "CN", "EU", "HK", "IN", "UK", "US", "US-MA", "US-NYC")
    ),
}
TEXTS: dict[str, Callable[[int], str]] = {
    "zh": lambda n: (
        f"【青禾消费金融】您好，我是自动助手小禾，编号{n}。您逾期金额1280.00元，方便的话我们可以一起看看怎么安排，想找人工同事也可以。"
    ),
    "en": lambda n: (
        f"Hello, this is the automated assistant of Alder Finance, reference {n}. "
        "Your overdue amount is 1280.00. "
        "If you like we can look at a plan together; free debt advice: MoneyHelper. Reply STOP to opt out."
    ),
}


def _word(n: int) -> str:
    """Return a word that nobody has written before."""
    return "".join(chr(97 + (n // 26**place) % 26) for place in range(6))


ANEW: dict[str, Callable[[int], str]] = {
    "zh": lambda n: (
        f"【{_word(n)}消费金融】您好，我是自动助手{_word(n + 7)}。您{_word(n + 3)}的逾期金额1280.00元，"
        f"方便的话我们可以一起看看{_word(n + 5)}怎么安排。想找人工同事{_word(n + 9)}也可以。"
    ),
    "en": lambda n: (
        f"Hello, this is the automated assistant of {_word(n)} Finance. "
        f"Your overdue amount on {_word(n + 7)} is 1280.00. If you like we can look at a {_word(n + 3)} plan "
        f"together; free debt advice: {_word(n + 5)}. Reply STOP to opt out of {_word(n + 9)}."
    ),
}


def rate(
    case: CaseFile,
    policy: Policy,
    *,
    wordings: int,
    seconds: float = 2.0,
    texts: dict[str, Callable[[int], str]] = TEXTS,
) -> float:
    """Return decisions a second for one case, over so many different wordings."""
    write = texts[case.borrower.language]
    done = 0
    begin = process_time()
    while (spent := process_time() - begin) < seconds:
        for _ in range(200):
            done += 1
            proposal = Proposal(Channel.IM, Purpose.REMINDER, write(done % wordings), account="A1")
            decide(case, proposal, now=NOW, policy=policy)
    return done / spent


def main() -> int:
    """Measure each mix and print a line for it."""
    policy = load_policy(ROOT / "policies")
    slowest = float("inf")
    for name, case in MIXES.items():
        verdict = decide(
            case,
            Proposal(Channel.IM, Purpose.REMINDER, TEXTS[case.borrower.language](0)),
            now=NOW,
            policy=policy,
        )
        rate(case, policy, wordings=KNOWN, seconds=0.5)
        speed = rate(case, policy, wordings=KNOWN)
        fresh = rate(case, policy, wordings=1_000_000_000, seconds=1.0)
        anew = rate(case, policy, wordings=1_000_000_000, seconds=1.0, texts=ANEW)
        slowest = min(slowest, speed)
        print(
            f"{name:12} {speed:9,.0f} decisions/s   {fresh:7,.0f} with new figures   "
            f"{anew:7,.0f} with new words   "
            f"{len(verdict.considered):3} rules asked   verdict {verdict.decision}"
        )
    print(f"target {TARGET:,} decisions/s on one core: {'met' if slowest >= TARGET else 'missed'}")
    return 0 if slowest >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
