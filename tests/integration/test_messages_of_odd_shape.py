"""Whatever a message looks like, the talk lives through it: an answer, no fault, no person needed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model.words import Intent, Language, Owner
from bot.storage.unit import Store
from tests.kit import NOON, Talk, make_talk

ODD = {
    "empty": "",
    "spaces": " \t\n ",
    "emoji": "👍🏽👨‍👩‍👧‍👦🔥",
    "five thousand characters": "please help me I do not know " * 180,
    "control characters": "\x00\x01\x1b[31m\x7f",
    "control characters in words": "can\x00 I pay\x1b \x08friday",
    "right to left": "\u202ehello\u202c \u200f\u200e שלום",
    "invisible": "\u200b\u200d\ufeff\u2060",
    "half an emoji": "\ud83d",
    "four hundred digits": "7" * 400,
    "pays four hundred digits": f"I can pay £{'9' * 400} on friday",
    "pays four hundred digits, zh": f"我周五还{'9' * 400}元",
    "a number with four hundred places": f"pay 1.{'0' * 400}1",
    "a day of four hundred digits": f"{'3' * 400}月{'1' * 400}号还",
    "parts of four hundred digits": f"in {'8' * 400} instalments",
    "a million million parts": "分9999999999999期，每期0.0000001元",
    "strange digits": "①②③ ٣٤٥ ４８２１ ½ Ⅷ 〇",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞" * 20,
    "braces": "{0} {lender} {amount!r} %s %(x)s ${x}",
    "quotes": "'; DROP TABLE accounts; -- \"\\",
    "one line for each": "a\n" * 2000,
    "a slash": "/intent{\"slot\": \"x\"}",
    "a sum of thirds": "I can pay £426.6666 on friday", "a sum of thirds, zh": "我周五先还426.6666元",
    "null": "null", "nan": "NaN", "infinity": "1e400 pounds on friday",
    "year nought": "0000-00-00", "year 99999": "on 31/12/99999",
}  # fmt: skip


def fault_of(talk: Talk) -> str:
    """What went wrong with a message, or nothing."""
    with talk.store.read() as unit:
        owner = unit.talks.get(talk.conversation_id).owner
        failed = [case for case in unit.cases.queue() if (case.brief or {}).get("note") == "fault"]
    if failed or owner is not Owner.BOT:
        return f"{owner} {failed}"
    return ""


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("shape", list(ODD))
def test_a_message_of_any_shape_gets_an_answer(
    sqlite_store: Store, shape: str, language: Language, verified: bool
) -> None:
    talk = make_talk(sqlite_store, language=language, verified=verified, at=NOON + timedelta(hours=6))
    talk.engine.lead = Intent.PROMISE_TO_PAY

    answers = talk.say(ODD[shape])

    assert fault_of(talk) == ""
    assert [line for line in answers if line.text.strip()]
