"""A slip of her own and a wrong number are written alike; what stands beside them tells them apart."""

from __future__ import annotations

import pytest

from bot.understanding.slips import only_a_mistake, says_who_it_is, without_slip


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("打错了，是4821", "4821"),
        ("不好意思打错号码了，应该是4821", "4821"),
        ("打錯咗，係4821", "4821"),
        ("sorry typo, it's 4821", "4821"),
        ("wrong one, it's 4821", "4821"),
        ("I typed it wrong: 4821", "4821"),
        ("my mistake, can I pay in parts", "can I pay in parts"),
    ],
)
def test_what_is_put_right_stands_beside_the_slip(text: str, rest: str) -> None:
    assert (without_slip(text) or "").endswith(rest)


@pytest.mark.parametrize(
    "text",
    ["打错了", "搞错了", "不好意思，弄错了", "我记错了", "my mistake", "oops, my bad", "wrong one, sorry"],
)
def test_a_slip_alone_leaves_nothing(text: str) -> None:
    assert without_slip(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "打错了，我不姓王", "打错人了", "你们打错了", "您搞错了", "你打错电话了", "找错人了", "搞错人了吧",
        "wrong person", "my mistake? no, you have the wrong person", "wrong number, I don't know her",
        "4821", "我想分期", "打错钱了",
    ],
)  # fmt: skip
def test_what_is_meant_for_us_is_no_slip_of_hers(text: str) -> None:
    assert without_slip(text) is None


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("搞错了", True), ("弄错了吧", True), ("对不起我说错了", True), ("sorry, my mistake", True),
        ("打错了", False), ("wrong number", False), ("搞错了，我没借过钱", False),
        ("my mistake, 4821", False),
    ],
)  # fmt: skip
def test_a_mistake_alone_is_told_from_a_wrong_number(text: str, only: bool) -> None:
    assert only_a_mistake(text) is only


@pytest.mark.parametrize(
    "text",
    [
        "我不是王芳，她以前用这个号码", "不是我，你们找错人了", "打错了，我不姓王",
        "I'm not Sarah, this number was hers before", "wrong number, I don't know this person",
    ],
)  # fmt: skip
def test_who_it_is_is_said_as_a_fact(text: str) -> None:
    assert says_who_it_is(text)


@pytest.mark.parametrize(
    "text",
    [
        "发错人了，不好意思", "你弄错了，不是工资的问题，是卡", "你打错了", "不认识你们", "你谁啊",
        "wrong person, sorry", "no idea who you are", "that plan is not for me", "who is this for",
    ],
)  # fmt: skip
def test_a_mistake_leaves_open_who_it_is(text: str) -> None:
    assert not says_who_it_is(text)
