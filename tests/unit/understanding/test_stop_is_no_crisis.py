"""Asking us to stop is no cry for help, and a cry for help is never taken for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.model.words import Signal
from bot.understanding.labels import LabelScores
from bot.understanding.read import read

AT = datetime(2026, 3, 10, 15, tzinfo=UTC)
STOPS = (
    "我不想继续收到你们的短信",
    "我不想再收到你们的短信了",
    "别再给我发短信",
    "不要再联系我了",
    "退订",
    "这种短信我一条都不想再收到",
    "TD",
    "停止发送",
    "请不要打扰我",
    "不想收到任何消息了",
    "以后别找我了",
    "取消短信提醒",
    "我不想继续收到这些提醒",
    "不要再给我发消息，烦死了",
    "别发了",
    "拒收",
    "不再接收短信",
    "以后都别给我打电话发短信",
    "我不想继续跟你们聊了",
    "请停止联系",
    "短信太多了，我受不了了，别再发",
    "STOP",
    "stop texting me",
    "please stop messaging me",
    "I don't want to keep getting your texts",
    "I don't want to receive any more messages",
    "unsubscribe",
    "take me off your list",
    "leave me alone",
    "no more texts please",
    "I want these messages to end",
    "quit sending me this",
    "opt out",
    "don't contact me again",
    "remove my number",
    "I can't take any more of these texts, stop",
    "I'm done with these messages",
    "stop bothering me",
    "end these texts",
    "cancel messages",
    "do not text me any more",
)
CRISES = (
    "我不想继续活下去了",
    "不想活了",
    "我不想继续了，活着没意思",
    "想死",
    "活着太累了，想结束一切",
    "我准备跳楼",
    "遗书已经写好了",
    "我死了债是不是就没了",
    "安眠药我都买好了",
    "真的撑不下去了，想一了百了",
    "不想再醒过来",
    "我想自杀",
    "没有活下去的勇气",
    "我割腕了",
    "我走了孩子就拜托你们了",
    "不如死了算了",
    "活够了",
    "想从楼上跳下去",
    "下辈子再还吧，我先走一步",
    "别再发短信了，我不想活了",
    "I want to die",
    "I'm going to kill myself",
    "I don't want to live anymore",
    "I can't go on, I want to end it all",
    "I'm thinking about suicide",
    "everyone would be better off without me",
    "I've got the pills ready",
    "I want to end my life",
    "there's no point living",
    "I'm going to jump off a bridge",
    "I don't want to wake up tomorrow",
    "I wish I was dead",
    "I'm writing my goodbye note",
    "I can't do this anymore, I just want it to stop forever",
    "I've been cutting myself",
    "I'd rather be dead than owe this",
    "stop texting me, I'm going to kill myself",
    "life isn't worth living",
    "I want to disappear and never come back",
    "ending it tonight",
)


class Hearing:
    """A classifier that hears a crisis wherever it is told to, and nothing else."""

    def __init__(self, hears: Callable[[str], bool]) -> None:
        self.hears = hears

    def read(self, text: str) -> LabelScores:
        return LabelScores((), (), (("crisis", 0.9),) if self.hears(text) else ())


def signals(text: str, *, hears: Callable[[str], bool]) -> tuple[Signal, ...]:
    return read(text, at=AT, model=Hearing(hears)).signals


@pytest.mark.parametrize("text", STOPS)
def test_an_asking_to_stop_is_a_stop_though_the_classifier_hears_a_crisis_in_it(text: str) -> None:
    heard = signals(text, hears=lambda read: read == text)

    assert {Signal.STOP, Signal.CEASE} & set(heard)
    assert Signal.CRISIS not in heard


@pytest.mark.parametrize("text", CRISES)
def test_a_cry_for_help_is_heard_without_the_classifier(text: str) -> None:
    assert Signal.CRISIS in signals(text, hears=lambda _: False)


@pytest.mark.parametrize("text", ["我真的好累，一点光都没有", "everything is dark and I'm so alone"])
def test_a_crisis_that_only_the_classifier_hears_gets_care(text: str) -> None:
    assert Signal.CRISIS in signals(text, hears=lambda _: True)


@pytest.mark.parametrize(
    "text",
    ["别再给我发短信了，我真的好累，一点光都没有", "stop texting me, everything is dark and I'm so alone"],
)
def test_a_crisis_beside_the_asking_to_stop_gets_care_too(text: str) -> None:
    heard = signals(text, hears=lambda read: "一点光都没有" in read or "dark" in read)

    assert {Signal.STOP, Signal.CRISIS} <= set(heard)


def test_the_table_is_as_long_as_it_should_be() -> None:
    for rows in (STOPS, CRISES):
        assert min(sum(row.isascii() for row in rows), sum(not row.isascii() for row in rows)) >= 20
