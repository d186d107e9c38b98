"""A crisis is heard when it is said sideways, in the middle of a talk about money; hyperbole is not one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.model.words import Signal
from bot.understanding.examples import HELD_BACK, load_folder
from bot.understanding.signals import find_signals

SENTENCES = yaml.safe_load(Path(__file__).with_name("oblique_crisis.yml").read_text(encoding="utf-8"))
LEAST = 0.9
FALSE_ALARMS = 0.02
ORDINARY = (
    "穷死了", "累死了", "下个月再说吧", "送人礼物花光了", "过了这个月就不用还了吗", "我不在家，没人签收",
    "下周你们联系不到我，我出差", "这个月没有，下个月有", "孩子托给我妈带了，我去上班", "投诉信都写好了",
    "东西都送到了，钱还没结", "没有下个月的账单吗", "以后的事以后再说", "没有人发现我已经还了吗",
    "把钱都给人了", "以后不用找我了我明天就还", "不会再给你们添麻烦了，我会按时还", "密码我忘了",
    "过了今天就不用还利息了吧", "我走了以后谁负责，我要离职",
    "this month is killing me", "I gave my old phone away", "no point calling me at work",
    "see you next month", "after this month I won't need to pay, right?", "there won't be a next time",
    "I can't see a future payment in the app", "I don't see the point of this fee",
    "my sister has the kids while I work", "I gave my things to the pawn shop", "I won't make it to payday",
    "the letters you have written are rude", "everything is sorted now, I've paid",
    "this is the last time I'll ask you to stop", "I'd sleep better without this debt",
    "would anyone notice if I paid a day late", "nobody cares about my complaint",
)  # fmt: skip


def in_danger(text: str) -> bool:
    return any(hit.signal is Signal.CRISIS for hit in find_signals(text))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("half", ["known", "measure"])
def test_nine_in_ten_oblique_wordings_are_heard(language: str, half: str) -> None:
    listed = SENTENCES[language][half]

    missed = [text for text in listed if not in_danger(text)]

    assert len(missed) <= (1 - LEAST) * len(listed), missed


@pytest.mark.parametrize(
    "text",
    [
        "算了，也不用分了，过了这周就都不用还了，我把东西都送人了",
        "I don't see the point of next month, or any month",
    ],
)
def test_what_was_answered_with_a_price_table_is_heard(text: str) -> None:
    assert in_danger(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_hyperbole_and_ordinary_words_are_no_crisis(text: str) -> None:
    assert not in_danger(text)


def test_ordinary_sentences_give_hardly_a_false_alarm() -> None:
    every_twentieth = load_folder(HELD_BACK)[::20]  # all of them take a minute and a half
    texts = [each.text for each in every_twentieth if Signal.CRISIS not in each.signals]

    alarms = [text for text in texts if in_danger(text)]

    assert len(texts) > 1000
    assert len(alarms) < FALSE_ALARMS * len(texts), alarms[:20]
