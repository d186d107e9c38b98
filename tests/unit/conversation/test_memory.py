"""Whose notes are whose: a device that is not verified writes in a notebook of its own."""

from __future__ import annotations

from typing import Any

from bot.conversation.memory import CONFIRMING, DEVICES, MOST_DEVICES, Memory, join, notebook, to_store
from bot.conversation.voice import Voice, voice_of
from bot.model.talk import Conversation
from bot.model.words import Language, Owner

CONFIRMED = Memory(stage=CONFIRMING, pending="offer-1", wish={"kind": "deferral"}, reasons=["illness"])


def stored_with(device: str, **notes: Any) -> dict[str, Any]:
    own = notebook(CONFIRMED.as_dict(), device=device, verified=False, was_verified=False)
    for name, value in notes.items():
        setattr(own, name, value)
    return to_store(CONFIRMED.as_dict(), own)


def conversation(notes: dict[str, Any], language: Language = Language.ZH) -> Conversation:
    return Conversation(
        id="c", borrower_id="b", account_id="a", owner=Owner.BOT, version=1, language=language, memory=notes
    )


def test_a_device_that_is_not_verified_sees_nothing_of_the_talk() -> None:
    own = notebook(CONFIRMED.as_dict(), device="phone", verified=False, was_verified=False)

    assert (own.stage, own.pending, own.wish, own.reasons) == ("new", None, {}, [])


def test_what_it_writes_leaves_the_talk_as_it_was() -> None:
    stored = stored_with("phone", stage="verifying", answered=["phone_last4"])

    assert notebook(stored, device="laptop", verified=True, was_verified=False) == CONFIRMED


def test_what_one_device_answered_does_not_count_for_another() -> None:
    stored = stored_with("phone", answered=["phone_last4"])

    assert notebook(stored, device="phone", verified=False, was_verified=False).answered == ["phone_last4"]
    assert notebook(stored, device="laptop", verified=False, was_verified=False).answered == []


def test_once_verified_its_notes_join_the_talk_and_are_gone_from_the_device() -> None:
    stored = stored_with("phone", reasons=["job_loss"], parked="m1", answered=["phone_last4"])
    own = notebook(stored, device="phone", verified=False, was_verified=False)

    joined = join(stored, own)
    after = to_store(stored, joined)

    assert (joined.reasons, joined.parked, joined.answered) == (["illness", "job_loss"], "m1", [])
    assert after[DEVICES] == {}


def test_an_expired_proof_starts_from_what_was_said_with_a_check_of_its_own() -> None:
    stored = {**CONFIRMED.as_dict(), "answered": ["phone_last4"]}

    own = notebook(stored, device="phone", verified=False, was_verified=True)

    assert (own.wish, own.reasons, own.answered) == (CONFIRMED.wish, CONFIRMED.reasons, [])


def test_many_devices_leave_only_the_latest_notebooks() -> None:
    stored = CONFIRMED.as_dict()
    for number in range(MOST_DEVICES + 3):
        own = notebook(stored, device=str(number), verified=False, was_verified=False)
        stored = to_store(stored, own)

    assert list(stored[DEVICES]) == [str(number) for number in range(3, MOST_DEVICES + 3)]


def test_the_language_of_a_device_is_its_own_until_it_is_verified() -> None:
    talk = conversation(stored_with("phone", language="en"))

    def language(device: str, *, verified: bool) -> Language:
        return voice_of(talk, residence="CN", device=device, verified=verified).language

    assert language("phone", verified=False) is Language.EN
    assert language("laptop", verified=True) is Language.ZH
    assert language("phone", verified=True) is Language.ZH


def test_the_script_is_that_of_the_place_until_she_writes_another() -> None:
    assert voice_of(conversation({}), residence="HK") == Voice(Language.ZH, traditional=True)
    assert voice_of(conversation({}), residence="CN") == Voice(Language.ZH, traditional=False)
    assert voice_of(conversation({"traditional": False}), residence="HK").traditional is False
    assert voice_of(conversation({"traditional": True}), residence="CN").html_lang == "zh-Hant"
    assert voice_of(conversation({}, Language.EN), residence="HK").html_lang == "en"
