"""What the classifier hears only faintly: when it counts, when it is asked back about, when it is let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.model.words import Intent, Signal
from bot.understanding.labels import SAID, LabelScores
from bot.understanding.read import Understanding, read

NOW = datetime(2026, 3, 10, 15, tzinfo=UTC)
Pairs = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Heard:
    """A classifier that always hears the same."""

    intents: Pairs
    signals: Pairs = ()

    def read(self, _: str) -> LabelScores:
        return LabelScores(self.intents, (), self.signals, self.intents[0][0])


def understood(text: str, intents: Pairs, signals: Pairs = ()) -> Understanding:
    return read(text, at=NOW, model=Heard(intents, signals))


def test_a_reading_that_may_as_well_be_about_something_else_is_asked_back_about() -> None:
    doubtful = understood("our striker is on loan", (("give_reason", 0.8), ("out_of_scope", 0.4)))
    clear = understood("our factory is on strike", (("give_reason", 0.95), ("out_of_scope", 0.1)))

    assert (doubtful.leading, clear.leading) == (Intent.GIVE_REASON, Intent.GIVE_REASON)
    assert doubtful.confidence < SAID <= clear.confidence


def test_a_guess_is_taken_where_nothing_else_is_near_and_only_there() -> None:
    alone = understood("那个啥", (("ask_fees", 0.3), ("out_of_scope", 0.01)))
    beside = understood("那个啥", (("ask_fees", 0.3), ("out_of_scope", 0.2)))
    too_faint = understood("那个啥", (("ask_fees", 0.1), ("out_of_scope", 0.001)))

    assert alone.confidence >= SAID
    assert beside.confidence < SAID
    assert too_faint.confidence < SAID


def test_what_a_pattern_hears_is_never_doubted() -> None:
    heard = understood("转人工", (("request_human", 0.8), ("out_of_scope", 0.7)))

    assert heard.leading is Intent.REQUEST_HUMAN
    assert heard.confidence >= SAID


@pytest.mark.parametrize(
    ("intents", "crisis", "counts"),
    [
        ((("request_instalments", 0.98),), 0.8, False),
        ((("request_instalments", 0.98), ("express_distress", 0.65)), 0.8, True),
        ((("request_instalments", 0.98), ("express_distress", 0.55)), 0.8, False),
        ((("request_instalments", 0.6),), 0.8, True),
        ((("request_instalments", 0.98),), 0.98, True),
        ((("give_reason", 0.98),), 0.8, True),
    ],
)
def test_a_faint_crisis_beside_a_sure_wish_without_distress_is_a_figure_of_speech(
    intents: Pairs, crisis: float, counts: bool
) -> None:
    heard = understood("老婆知道了会打我的，能分三期吗", intents, (("crisis", crisis),))

    assert (Signal.CRISIS in heard.signals) is counts


def test_a_crisis_that_a_pattern_hears_counts_beside_any_wish() -> None:
    heard = understood("我不想活了，能分三期吗", (("request_instalments", 0.98),), (("crisis", 0.1),))

    assert Signal.CRISIS in heard.signals


@pytest.mark.parametrize(("crisis", "counts"), [(0.55, False), (0.7, True)])
@pytest.mark.parametrize("text", ["我爸上周去世了，现在没法想这个", "my dad passed away, I can't think now"])
def test_grief_is_no_crisis_that_is_barely_heard(text: str, crisis: float, counts: bool) -> None:
    heard = understood(text, (("express_distress", 0.9),), (("crisis", crisis),))

    assert Signal.DEATH in heard.signals
    assert (Signal.CRISIS in heard.signals) is counts


@pytest.mark.parametrize(("asked", "counts"), [(0.3, False), (0.6, True)])
def test_a_faint_wish_for_a_person_beside_a_sure_wish_counts_when_it_is_an_intent_too(
    asked: float, counts: bool
) -> None:
    said = (("promise_to_pay", 0.97), ("request_human", asked))

    heard = understood("即刻还，链接发我", said, (("human", 0.85),))

    assert (Signal.HUMAN in heard.signals) is counts


@pytest.mark.parametrize("text", ["别催了，我知道，月底还", "别老催我了，15号就还"])
def test_a_sigh_beside_a_day_is_a_promise_and_no_stop(text: str) -> None:
    heard = understood(text, (("stop_contact", 0.97), ("affirm", 0.8)), (("stop", 0.9),))

    assert (heard.leading, heard.signals) == (Intent.PROMISE_TO_PAY, ())


@pytest.mark.parametrize("text", ["别催了", "stop nagging me", "yeah yeah stop nagging, end of the month"])
def test_the_same_words_alone_are_a_stop_and_so_is_the_word_stop_beside_any_day(text: str) -> None:
    assert Signal.STOP in understood(text, (("stop_contact", 0.97),), (("stop", 0.9),)).signals


@pytest.mark.parametrize("text", ["今天别再联系我了，明天再说", "don't contact me again today, tomorrow"])
def test_leave_me_alone_for_today_is_a_stop_but_not_for_ever(text: str) -> None:
    heard = understood(text, (("stop_contact", 0.99),), (("stop", 0.99), ("cease", 0.9)))

    assert Signal.STOP in heard.signals
    assert Signal.CEASE not in heard.signals


@pytest.mark.parametrize(
    ("text", "minor"), [("今年18", False), ("I'm 19", False), ("还没满18", True), ("小孩", True)]
)
def test_an_age_of_eighteen_is_of_age(text: str, minor: bool) -> None:
    assert (Signal.MINOR in understood(text, (("give_reason", 0.9),), (("minor", 0.9),)).signals) is minor


def test_what_the_patterns_know_to_mean_something_else_is_not_heard_by_the_classifier_alone() -> None:
    heard = understood("lost that phone, new number now", (("wrong_person", 0.6),), (("wrong_person", 0.7),))

    assert Signal.WRONG_PERSON not in heard.signals
    assert heard.leading is not Intent.WRONG_PERSON


@pytest.mark.parametrize(
    ("text", "disputes"),
    [
        ("分四期不对，分六期", False),
        ("分三期错了，分五期吧，而且利息算错了", True),
        ("分四期，金额不对", True),
    ],
)
def test_a_number_of_parts_put_right_disputes_nothing(text: str, disputes: bool) -> None:
    heard = understood(text, (("request_instalments", 0.9), ("dispute_amount", 0.7)), (("dispute", 0.7),))

    assert (Signal.DISPUTE in heard.signals) is disputes
    assert (Intent.DISPUTE_AMOUNT in dict(heard.intents)) is disputes


def test_a_faint_crisis_beside_why_the_money_is_short_and_no_distress_is_none() -> None:
    def heard(distress: float, crisis: float) -> bool:
        scores = LabelScores(
            (("give_reason", 0.9), ("express_distress", distress)),
            (("job_loss", 0.95),),
            (("crisis", crisis),),
            "give_reason",
        )
        return Signal.CRISIS in read("我失业了，还不上了", at=NOW, model=Fixed(scores)).signals

    assert not heard(0.2, 0.8)
    assert heard(0.6, 0.8)
    assert heard(0.2, 0.98)


def test_a_guessed_stop_beside_a_sure_promise_is_none_and_a_heard_one_stays() -> None:
    intents = (("promise_to_pay", 0.98), ("stop_contact", 0.52))

    guessed = understood("我周五到网点停一下，把钱还了", intents)
    heard = understood("我周五到网点停一下，把钱还了", intents, (("stop", 0.6),))

    assert Intent.STOP_CONTACT not in dict(guessed.intents)
    assert Intent.STOP_CONTACT in dict(heard.intents)


def test_a_sure_reason_beside_no_sure_intent_is_a_reason_given() -> None:
    scores = LabelScores((("express_distress", 0.3),), (("job_loss", 0.95),), (), "express_distress")

    heard = read("失业了", at=NOW, model=Fixed(scores))

    assert heard.leading is Intent.GIVE_REASON


@dataclass(frozen=True)
class Fixed:
    """A classifier with reasons too."""

    scores: LabelScores

    def read(self, _: str) -> LabelScores:
        return self.scores


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no thats not it, its the bank", True),
        ("不是这个原因，是卡的事", True),
        ("that's not it at all", False),
        ("不是我的贷款", False),
    ],
)
def test_a_reason_put_right_in_so_many_words_is_a_correction(text: str, expected: bool) -> None:
    heard = understood(text, (("deny", 0.7),))

    assert (heard.leading is Intent.CORRECT_INFORMATION) is expected
