"""What is handed out after a yes: a page with its font inside, calendar dates, signed addresses."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlparse

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from bot.keys import KeyRing
from bot.model.errors import NotAllowed, UnknownThing
from bot.model.words import Intent, Language
from bot.receipts.calendar import receipt_ics
from bot.receipts.facts import Receipt, receipt_of
from bot.receipts.links import LINK_FOR, check_link
from bot.receipts.pdf import receipt_pdf
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with


def agreed(store: Store, keys: KeyRing, language: str) -> tuple[Talk, Receipt]:
    talk = talk_with(store, keys, language=language)
    text = "分三期" if language == "zh" else "three payments"
    talk.say(text, Intent.REQUEST_INSTALMENTS)
    talk.press(talk.button("accept:"))
    with store.read() as unit:
        return talk, receipt_of(unit, "A1", talk.plans[-1].id, language=Language(language))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["还款安排凭证", "晴川消费金融", "分期", "合计"]),
        ("en", ["receipt", "Harbour Lending", "Instalments", "In all"]),
    ],
)
def test_the_page_can_be_read_back_in_both_scripts(
    store: Store, keys: KeyRing, language: str, words: list[str]
) -> None:
    talk, receipt = agreed(store, keys, language)

    reader = PdfReader(BytesIO(receipt_pdf(talk.house, receipt)))
    text = reader.pages[0].extract_text().replace("\0", "")  # two bytes a character, as the font has them

    assert len(reader.pages) == 1
    assert all(word in text for word in [*words, receipt.short])
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    inner = [fonts[name]["/DescendantFonts"][0]["/FontDescriptor"] for name in fonts]
    assert all("/FontFile3" in each or "/FontFile2" in each for each in inner)  # embedded, not borrowed


def test_the_page_and_the_plan_tell_the_same_amounts(store: Store, keys: KeyRing) -> None:
    talk, receipt = agreed(store, keys, "zh")

    assert [(part.due_on, part.amount.minor) for part in receipt.parts] == list(talk.plans[-1].parts)
    assert receipt.total.minor == sum(amount for _, amount in talk.plans[-1].parts)


def test_the_calendar_has_one_day_for_each_date_and_names_no_amount(store: Store, keys: KeyRing) -> None:
    talk, receipt = agreed(store, keys, "en")

    content = receipt_ics(talk.house, receipt)
    events = Calendar.from_ical(content).walk("VEVENT")

    assert [event.decoded("dtstart") for event in events] == [part.due_on for part in receipt.parts]
    assert b"\xc2\xa3" not in content
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_the_addresses_in_the_card_are_signed_for_a_week(store: Store, keys: KeyRing) -> None:
    talk, receipt = agreed(store, keys, "zh")
    url = urlparse(str(talk.card("receipt")["pdf"]))
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
    until, seal = int(query["until"]), query["seal"]

    check_link(keys, receipt.reference, until=until, seal=seal, now=talk.clock())
    with pytest.raises(NotAllowed):
        check_link(keys, receipt.reference, until=until, seal=seal, now=talk.clock() + LINK_FOR)
    for other in (
        {"reference": "0" * 32, "until": until, "seal": seal},
        {"reference": receipt.reference, "until": until + 1, "seal": seal},
        {
            "reference": receipt.reference,
            "until": until,
            "seal": seal[:-1] + ("0" if seal[-1] != "0" else "1"),
        },
        {"reference": receipt.reference, "until": until, "seal": "ß"},
    ):
        with pytest.raises(UnknownThing):
            check_link(
                keys, str(other["reference"]), until=int(other["until"]), seal=str(other["seal"]),
                now=talk.clock() - timedelta(days=1),
            )  # fmt: skip


def test_nobody_elses_agreement_has_a_receipt_here(store: Store, keys: KeyRing) -> None:
    _, receipt = agreed(store, keys, "zh")

    with store.read() as unit, pytest.raises(UnknownThing):
        receipt_of(unit, "A1", "0" * 32, language=Language.ZH)
    assert receipt.account_id == "A1"
