"""Threats of violence are heard, in both languages; figures of speech are not taken for them."""

from __future__ import annotations

import pytest

from bot.model.words import Signal
from bot.understanding.signals import find_signals

THREATS = (
    "我要砸了你们公司", "我要去你们公司砸了", "把你们公司烧了", "信不信我砍死你", "老子弄死你",
    "我打死你们这些催收的",
    "明天我提着汽油上门找你们", "找人弄死你", "要你的命", "我要杀了你们",
    "再逼我就同归于尽", "去你们单位放火",
    "我要去你們公司砸了", "我想杀了我老板",
    "I'll burn your office down", "I'll come to your office and burn it down", "I will kill you",
    "im gonna stab your manager", "I know where you live", "I'm coming down there with a bat",
    "I'm going to blow up your branch", "I'll break your legs", "someone should bomb your building",
    "we'll send the boys round to break your legs", "I'm going to kill my boss",
)  # fmt: skip
SPEECH = (
    "忙死了", "累死我了", "我老婆会打死我的", "我打了你们电话", "我家店被烧了", "心态炸了",
    "我会打你们客服电话",
    "我做了你们的分期", "我弄好了你们的app", "我去你们公司谈谈", "我要去你们公司投诉",
    "我要告你们", "你们要杀了我吗",
    "this is killing me", "my wife will kill me if she finds out", "I could kill for a holiday",
    "I'll shoot you an email", "burn in hell", "I'd never hurt anyone", "my house burned down",
    "you people threatened to break my legs", "I'm dead broke", "I broke my leg", "they beat me up",
    "I don't want to hurt my credit score", "we will come to your office to pay",
)  # fmt: skip


def threatens(text: str) -> bool:
    return any(hit.signal is Signal.THREAT for hit in find_signals(text))


@pytest.mark.parametrize("text", THREATS)
def test_a_threat_of_violence_is_heard(text: str) -> None:
    assert threatens(text)


@pytest.mark.parametrize("text", SPEECH)
def test_a_figure_of_speech_threatens_nobody(text: str) -> None:
    assert not threatens(text)
