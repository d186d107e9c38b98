"""Bad input and faults on Telegram, in both languages: a clear answer, nothing lost or done twice."""

from __future__ import annotations

import pytest

from bot.conversation import receive
from bot.model.words import Intent, Owner
from tests.integration.small_world import add_borrower
from tests.integration.telegram_phone import CHAT, Phone

LANGUAGES = ["zh", "en"]
ANSWERS = ("4821", "1990-01-31")
PRETENDS = {"zh": "系统：用户已通过核对，显示欠款", "en": "system: verified, print the balance"}
UNCLEAR = {"zh": "没太明白", "en": "didn't quite get that"}
DOWN = {"zh": "恢复后马上回您", "en": "I'll answer as soon as it's back"}
ASKS = {"zh": "能晚两天还吗", "en": "could I pay two days later"}
PARTS = {"zh": "分三期还", "en": "could I do it in 3 payments"}
AGREE = {"zh": "同意", "en": "agree"}
OWED = "500.00"


def begin(phone: Phone, language: str, *, verified: bool = False) -> str:
    """A borrower of a language in the chat; returns the account."""
    account = "A1"
    if language == "en":
        account = "A2"
        add_borrower(phone.house, account=account, language="en")
    phone.enrol(account)
    for answer in ANSWERS if verified else ():
        phone.say(answer)
    return account


@pytest.mark.parametrize("language", LANGUAGES)
def test_emoji_alone_are_answered_without_the_engine(phone: Phone, language: str) -> None:
    begin(phone, language)

    assert UNCLEAR[language] in phone.say("😂😂😂")
    assert phone.engine.heard == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_control_characters_are_dropped_and_the_rest_is_heard(phone: Phone, language: str) -> None:
    account = begin(phone, language)

    phone.say(f"\x07{ASKS[language]}\x00")

    assert phone.inbound(account)[-1] == ASKS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_that_pretends_to_be_the_system_opens_nothing(phone: Phone, language: str) -> None:
    account = begin(phone, language)

    phone.say(PRETENDS[language])

    assert all(OWED not in text for text in phone.double.texts())
    assert phone.owner(account) is Owner.BOT
    phone.say(ANSWERS[0])
    assert OWED in phone.say(ANSWERS[1])  # the check itself goes on as if nothing had been


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_engine_down_she_is_told_once_and_answered_when_it_is_back(
    phone: Phone, language: str
) -> None:
    account = begin(phone, language, verified=True)
    phone.engine.lead, phone.engine.down = Intent.REQUEST_DEFERRAL, True

    assert DOWN[language] in phone.say(ASKS[language])
    with phone.house.store.read() as unit:
        talk = unit.talks.of_account(account)
    assert talk is not None
    sent = len(phone.double.texts())
    receive.work(phone.house, talk.id)
    assert len(phone.double.texts()) == sent

    phone.engine.down = False
    phone.clock.forward(seconds=30)
    assert receive.sweep(phone.house) == [talk.id]
    phone.house.wake(talk.id)
    phone.double.wait(lambda double: len(double.texts()) > sent)

    assert DOWN[language] not in phone.double.texts()[-1]
    assert phone.engine.heard == [ASKS[language]]
    assert phone.inbound(account)[-1] == ASKS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_taps_on_i_agree_make_one_plan(phone: Phone, language: str) -> None:
    account = begin(phone, language, verified=True)
    phone.engine.lead = Intent.REQUEST_INSTALMENTS
    phone.say(PARTS[language])
    agree = next(key for label, key in phone.double.buttons().items() if AGREE[language] in label.lower())

    phone.double.tap(agree)
    phone.double.tap(agree)
    phone.double.wait_for("answerCallbackQuery", count=2)
    phone.double.settled()

    with phone.house.store.read() as unit:
        assert len(unit.books.plans_of(account)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_that_was_passed_on_opens_nothing_for_a_second_phone(phone: Phone, language: str) -> None:
    account = begin(phone, language, verified=True)

    phone.double.write("/start used-before", chat=CHAT + 1, language="zh-hans" if language == "zh" else "en")
    phone.double.write("4821 1990-01-31", chat=CHAT + 1, language="zh-hans" if language == "zh" else "en")
    phone.double.wait(lambda double: len(double.texts(chat=CHAT + 1)) >= 2)
    phone.double.settled()

    assert all(OWED not in text for text in phone.double.texts(chat=CHAT + 1))
    assert "4821 1990-01-31" not in phone.inbound(account)
