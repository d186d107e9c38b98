"""Reading one message whole: the classifier, the patterns, money and days brought together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model.words import Intent, Language, Signal
from bot.understanding.labels import LabelScores
from bot.understanding.read import Understanding, read

AT = datetime(2026, 3, 10, 15, tzinfo=UTC)


class Fixed:
    """A classifier that always thinks the same."""

    def __init__(
        self, *intents: tuple[str, float], reasons: tuple[tuple[str, float], ...] = (), leading: str = ""
    ) -> None:
        self.scores = LabelScores(intents, reasons, (), leading or (intents[0][0] if intents else ""))

    def read(self, text: str) -> LabelScores:
        return self.scores


def names(understood: Understanding) -> list[str]:
    return [intent.value for intent, _ in understood.intents]


def test_everything_in_one_message_is_read() -> None:
    model = Fixed(("request_deferral", 0.97), ("ask_fees", 0.1), reasons=(("salary_delay", 0.9),))

    understood = read("能否申请延迟1天还钱，担心工资14日晚上发", at=AT, model=model)

    assert names(understood) == ["request_deferral"]
    assert [reason.value for reason in understood.reasons] == ["salary_delay"]
    assert "2026-03-14" in [day["from"] for day in understood.as_json()["dates"]]
    assert understood.language is Language.ZH


def test_the_public_shape_is_stable() -> None:
    shown = read(
        "can I pay 200 on the 25th", at=AT, currency="GBP", model=Fixed(("request_deferral", 0.9))
    ).as_json()

    assert set(shown) == {"intents", "reasons", "amounts", "dates", "signals", "language"}
    assert shown["intents"] == [{"name": "request_deferral", "confidence": 0.9}]
    assert {"value", "currency", "text", "start", "end"} <= set(shown["amounts"][0])
    assert {"from", "to", "text", "start", "end"} <= set(shown["dates"][0])
    assert shown["language"] == "en"


def test_an_intent_below_the_threshold_is_left_out_unless_it_is_the_only_one() -> None:
    unsure = read("hm", at=AT, model=Fixed(("unsure", 0.3), ("greet", 0.2)))
    sure = read("hm", at=AT, model=Fixed(("unsure", 0.8), ("greet", 0.2)))

    assert names(unsure) == ["unsure"]
    assert names(sure) == ["unsure"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("STOP", Intent.STOP_CONTACT),
        ("转人工", Intent.REQUEST_HUMAN),
        ("wrong number", Intent.WRONG_PERSON),
        ("不想活了", Intent.EXPRESS_DISTRESS),
    ],
)
def test_what_is_said_in_so_many_words_is_heard_though_the_classifier_missed_it(
    text: str, intent: Intent
) -> None:
    understood = read(text, at=AT, model=Fixed(("greet", 0.2), (intent.value, 0.1)))

    assert understood.leading is intent


def test_signals_are_read_without_any_classifier() -> None:
    understood = read("退订", at=AT)

    assert Signal.STOP in understood.signals
    assert understood.leading is Intent.STOP_CONTACT


def test_nothing_understood_is_out_of_scope_with_no_confidence() -> None:
    understood = read("🦄", at=AT)

    assert understood.leading is Intent.OUT_OF_SCOPE
    assert understood.confidence == 0.0


def test_a_reason_follows_from_its_intent() -> None:
    understood = read("我已经还了", at=AT, model=Fixed(("report_paid", 0.9)))

    assert [reason.value for reason in understood.reasons] == ["already_paid"]


def test_a_signal_counts_when_only_the_classifier_finds_it() -> None:
    class Sensitive(Fixed):
        def read(self, text: str) -> LabelScores:
            return LabelScores((("express_distress", 0.9),), (), (("crisis", 0.7),), "express_distress")

    assert Signal.CRISIS in read("给爸妈的信写完了", at=AT, model=Sensitive()).signals


def test_a_distress_hardly_sure_beside_a_sure_promise_is_a_figure_of_speech() -> None:
    def reader(distress: float) -> Fixed:
        return Fixed(("promise_to_pay", 0.97), ("express_distress", distress), leading="express_distress")

    passing = read("累死了，明天还", at=AT, language="zh", model=reader(0.55))
    meant = read("我快崩溃了，明天还", at=AT, language="zh", model=reader(0.8))

    assert passing.leading is Intent.PROMISE_TO_PAY
    assert Intent.EXPRESS_DISTRESS not in dict(passing.intents)
    assert Intent.EXPRESS_DISTRESS in dict(meant.intents)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("I just need some space", False), ("I need a bit of room", False), ("我想静一静", False),
     ("I have asked for the debt respite scheme", True), ("my debt adviser put it on hold", True),
     ("我申请了债务暂缓期", True)],
)  # fmt: skip
def test_a_moratorium_is_meant_only_in_words_of_one(text: str, meant: bool) -> None:
    class Hearing(Fixed):
        def read(self, text: str) -> LabelScores:
            return LabelScores((("give_reason", 0.9),), (), (("breathing_space", 0.9),), "give_reason")

    assert (Signal.BREATHING_SPACE in read(text, at=AT, model=Hearing()).signals) is meant
