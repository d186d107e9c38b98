"""Danger said beside a promise, in another language, in pictures or at the end of a long message is heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.understanding.classifier import LabelModel
from bot.understanding.danger import in_danger_further_on
from bot.understanding.signals import find_signals

HEARD = [
    ("sure i'll pay friday if i'm still around by then", "crisis"),
    ("20th, assuming I don't do something stupid first", "crisis"),
    ("if I'm still breathing on the 20th I'll pay", "crisis"),
    ("so what, I'm done. with all of it. half on the 20th", "crisis"),
    ("I want everything settled before I go. how much?", "crisis"),
    ("I've been thinking the insurance would clear all this, split it in 3 for now", "crisis"),
    ("can't promise I'll still be here by friday but ok", "crisis"),
    ("i had my stomach pumped last night, stop texting", "crisis"),
    ("20号还，反正到时候我也不一定还在", "crisis"),
    ("不知道到时候我还在不在，先分三期", "crisis"),
    ("20号，前提是我没死", "crisis"),
    ("反正我命不值钱，值1280吗", "crisis"),
    ("我在想保险赔的钱够不够还，先分三期吧", "crisis"),
    ("昨晚差点从阳台下去了。要不还是分三次吧", "crisis"),
    ("别催了，我已经在医院洗胃了", "crisis"),
    ("他洗胃呢，别打了", "crisis"),
    ("🔪🩸💀", "crisis"),
    ("😭💊🔪", "crisis"),
    ("nie mam pieniędzy, nie chcę żyć", "crisis"),
    ("nie chce juz zyc", "crisis"),
    ("zabiję się", "crisis"),
    ("main apni jaan de doonga", "crisis"),
    ("jeena nahi chahta", "crisis"),
    ("मैं जीना नहीं चाहता", "crisis"),
    ("no quiero vivir más", "crisis"),
    ("não quero mais viver", "crisis"),
    ("je ne veux plus vivre", "crisis"),
    ("nu mai vreau să trăiesc", "crisis"),
    ("لا أريد أن أعيش", "crisis"),
    ("আমি বাঁচতে চাই না", "crisis"),
    ("tôi không muốn sống nữa", "crisis"),
    ("tak nak hidup dah", "crisis"),
    ("ayoko na mabuhay", "crisis"),
    ("не хочу жить", "crisis"),
    ("he checks my phone and all my money. he'll go mad if he sees a plan", "coercion"),
    ("my husband took the card off me", "coercion"),
    ("hes hit me again, can we do a plan", "coercion"),
    ("he put his hands on me last night, 3 payments please", "coercion"),
    ("he locks me in the house", "coercion"),
    ("he said he'd hurt the kids if I pay you", "coercion"),
    ("my son uses my card without asking, I'm 82", "coercion"),
    ("mi marido me pega", "coercion"),
    ("mąż mnie bije", "coercion"),
    ("shohar mujhe maarta hai", "coercion"),
    ("他打我，钱都在他手里", "coercion"),
    ("他把我锁在家里，20号还", "coercion"),
    ("婆家管钱，我一分钱没有", "coercion"),
    ("动手打过我，分三次吧", "coercion"),
    ("他又动手了，孩子也在，先分期吧", "coercion"),
    ("他说我敢还钱就弄死我", "coercion"),
    ("儿子偷偷刷我的卡，我都82了", "coercion"),
    ("I gambled it all away again last night", "gambling"),
    ("lost my wages on the slots", "gambling"),
    ("我赌输了，明天翻本了就还", "gambling"),
    ("昨晚又赌输了，工资没了", "gambling"),
]

NOT_HEARD = [
    ("I'm done with work at six, will pay then", "crisis"),
    ("im done. paid.", "crisis"),
    ("if I'm still at work I'll pay after", "crisis"),
    ("if I'm still with the same company I can pay", "crisis"),
    ("I want it all sorted before I go on holiday", "crisis"),
    ("before I do something stupid with the money take it", "crisis"),
    ("the insurance should cover it, waiting on the claim", "crisis"),
    ("bad oysters, stomach pumped, fine now", "crisis"),
    ("吃菌子中毒洗胃了，15号还", "crisis"),
    ("我不一定在家，15号还", "crisis"),
    ("我还在上班，下班还", "crisis"),
    ("如果我还在这家公司，15号能还", "crisis"),
    ("等保险理赔下来，15号付", "crisis"),
    ("💀💀💀", "crisis"),
    ("😭😭", "crisis"),
    ("💊🤒", "crisis"),
    ("gracias, pago el viernes", "crisis"),
    ("me voy a morir de risa", "crisis"),
    ("dziękuję, zapłacę w piątek", "crisis"),
    ("main kal paisa de doonga", "crisis"),
    ("this app is suicide inducing lol where do I pay", "crisis"),
    ("he checks my phone for me, my eyes are bad", "coercion"),
    ("she kicked me out and I'm on my brother's sofa", "coercion"),
    ("my wife will kill me, can I pay in 3", "coercion"),
    ("he hit the card limit", "coercion"),
    ("他打我电话说你们催他", "coercion"),
    ("他动手术了，下月还", "coercion"),
    ("我老公动手修车摔了", "coercion"),
    ("gambled it on the derby", "gambling"),
    ("he put it all on a fruit machine", "gambling"),
    ("打麻将输了三百", "gambling"),
    ("我姐夫又赌输了", "gambling"),
    ("你脑子坏了吧", "capacity"),
    ("are you brain damaged or what", "capacity"),
    ("孩子也跟他妈走了", "death"),
    ("孩子也跟他妈走了", "abuse"),
    ("儿子偷偷刷我的卡，我都82了", "minor"),
]


def signals_in(text: str) -> set[str]:
    return {hit.signal.value for hit in find_signals(text)}


@pytest.mark.parametrize(("text", "expected"), HEARD)
def test_danger_is_heard(text: str, expected: str) -> None:
    assert expected in signals_in(text)


@pytest.mark.parametrize(("text", "unexpected"), NOT_HEARD)
def test_what_only_sounds_like_it_is_not(text: str, unexpected: str) -> None:
    assert unexpected not in signals_in(text)


@pytest.fixture(scope="module")
def model() -> LabelModel:
    return LabelModel.load(Path("models/labels.npz"))


LONG = [
    (
        "钱不够，真的很难，孩子要上学。" * 20,
        "昨天晚上想了很久，觉得自己消失了大家都轻松。",
        "要不还是分三次吧",
    ),
    (
        "I have no money and my rent went up and the kids need shoes. " * 20,
        "Honestly everyone would be glad if I was out of the way for good. ",
        "So three parts then?",
    ),
]


@pytest.mark.parametrize(("complaint", "danger", "wish"), LONG)
def test_the_last_sentence_of_a_long_complaint_is_heard(
    model: LabelModel, complaint: str, danger: str, wish: str
) -> None:
    assert in_danger_further_on(complaint + danger + wish, model)
    assert not in_danger_further_on(complaint + wish, model)


def test_a_short_message_is_not_read_twice() -> None:
    class Unasked:
        read: Callable[[str], None]

    assert not in_danger_further_on("no money, can I pay in three parts?", Unasked())  # type: ignore[arg-type]
