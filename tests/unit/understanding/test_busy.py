"""Who says only that now is no time to talk gets a short word; whoever says more is heard in full."""

from __future__ import annotations

import pytest

from bot.understanding.busy import only_busy

BUSY = [
    "我在开会", "开会中", "在上班呢，晚点聊", "忙，晚点", "现在不方便说话", "不方便，回头再说",
    "困死了，明天再说", "等我一下", "家里有点事，晚点再聊", "太累了，改天再说", "好的，明天再聊", "我在忙",
    "忙着呢", "我在開會", "in a meeting", "I'm in a meeting right now", "hold on a sec", "cant talk rn",
    "can't talk right now, sorry", "something came up at home, talk later", "at work, talk later",
    "give me 5 minutes", "I'm driving", "so tired, let's talk tomorrow", "not a good time",
    "ok, talk tomorrow", "busy rn", "I'll get back to you later",
]  # fmt: skip
MORE = [
    "忙，明天还你", "明天再还", "家里有事", "太累了", "累死了，不想活了", "困难", "有事，还不上",
    "我没空还钱", "不方便还", "别打了，我在开会", "在上班，别打电话", "不", "没时间了，活不下去了",
    "忙完就还", "明天再说还款的事，先还100", "something came up", "something came up, I can't pay",
    "I'm exhausted", "I can't go on", "can't pay right now", "talk to a person",
    "I want to talk to someone later", "I'm working again from Monday", "stop calling me at work",
    "busy paying rent", "wait what", "I'll pay tomorrow", "in a meeting, stop texting",
    "not a good time for money",
]  # fmt: skip


@pytest.mark.parametrize("text", BUSY)
def test_a_word_that_now_is_no_time_is_known(text: str) -> None:
    assert only_busy(text)


@pytest.mark.parametrize("text", MORE)
def test_what_says_more_is_left_to_the_talk(text: str) -> None:
    assert not only_busy(text)
