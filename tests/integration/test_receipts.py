"""What is handed out after a yes: a page with its font inside, calendar dates, signed addresses."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from io import BytesIO
from urllib.parse import parse_qs, urlparse

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import update

from bot.conversation.tables import version_of
from bot.conversation.voice import voice_of
from bot.handoff import desk
from bot.keys import KeyRing
from bot.model.errors import NotAllowed, UnknownThing
from bot.model.words import Intent, Language, Role
from bot.receipts.calendar import receipt_ics
from bot.receipts.facts import Receipt, receipt_of
from bot.receipts.links import LINK_FOR, check_link
from bot.receipts.pdf import printable, receipt_pdf
from bot.settings import ROOT
from bot.storage import tables as t
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

    assert len(reader.pages) == 2
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
    assert [event.decoded("dtend") - event.decoded("dtstart") for event in events] == [
        timedelta(days=1)
    ] * len(receipt.parts)
    assert b"\xc2\xa3" not in content
    assert len({str(event["uid"]) for event in events}) == len(events)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_calendar_opens_the_file_as_rfc_5545_asks(store: Store, keys: KeyRing, language: str) -> None:
    talk, receipt = agreed(store, keys, language)

    content = receipt_ics(talk.house, receipt)
    calendar = Calendar.from_ical(content)

    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in content.replace(b"\r\n", b"")  # every line ends in CRLF (3.1)
    assert max(map(len, lines)) <= 75  # and is folded after 75 octets (3.1)
    content.decode("utf-8")
    assert calendar["version"] == "2.0"  # required (3.6)
    assert calendar["prodid"]
    assert calendar.errors == []
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)  # required (3.6.1)
        assert event.errors == []
        assert event.decoded("dtstamp").utcoffset() == timedelta(0)  # a UTC moment (3.8.7.2)
        (alarm,) = event.walk("VALARM")
        assert {"ACTION", "DESCRIPTION", "TRIGGER"} <= set(alarm)  # required of DISPLAY (3.6.6)


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


def test_what_was_shown_before_the_yes_is_kept_exactly_with_version_and_time_and_is_on_the_receipt(
    store: Store, keys: KeyRing
) -> None:
    talk = talk_with(store, keys)
    line = talk.say("分三期", Intent.REQUEST_INSTALMENTS)
    shown_at = talk.clock()
    talk.press(talk.button("accept:"))

    with store.read() as unit:
        offer = unit.books.offer(talk.plans[-1].offer_id or "")
        receipt = receipt_of(unit, "A1", talk.plans[-1].id, language=Language.ZH)
    assert offer is not None
    assert offer.table_text == line.text
    assert offer.table_version == version_of(str(offer.body["policy"]), line.text)
    assert (offer.table_shown_at, offer.status) == (shown_at, "accepted")
    assert offer.accepted_at is not None
    assert offer.accepted_at > shown_at
    assert (receipt.shown_text, receipt.shown_at) == (line.text, shown_at)
    page = PdfReader(BytesIO(receipt_pdf(talk.house, receipt))).pages[1].extract_text().replace("\0", "")
    assert "您同意前看到的内容" in page
    assert receipt.shown_version.split()[-1] in page
    flat = "".join(page.split())
    assert all("".join(part.split()) in flat for part in line.text.split("\n"))


def test_a_table_that_the_door_held_back_was_not_shown_so_a_yes_shows_it_again(
    store: Store, keys: KeyRing
) -> None:
    talk = talk_with(store, keys)
    talk.say("分三期", Intent.REQUEST_INSTALMENTS)
    code = talk.button("accept:")
    with store.write() as unit:
        unit.connection.execute(update(t.offers).values(table_shown_at=None, table_text=None))
        unit.commit()

    talk.press(code)

    assert talk.plans == ()
    assert talk.card("cost_table")["id"] == code.split(":")[1]
    talk.press(talk.button("accept:"))
    assert len(talk.plans) == 1


def test_the_desk_shows_what_was_agreed_to_and_what_was_shown_before(store: Store, keys: KeyRing) -> None:
    talk = talk_with(store, keys)
    line = talk.say("分三期", Intent.REQUEST_INSTALMENTS)
    talk.press(talk.button("accept:"))
    talk.say("转人工", Intent.REQUEST_HUMAN)
    with store.write() as unit:
        agent = unit.people.add_staff(
            username="mei", display_name="Mei", password_hash="x", role=Role.AGENT, language=Language.ZH
        )
        unit.commit()
    with store.read() as unit:
        member, case = unit.people.staff(agent), unit.cases.open_of(talk.session.conversation_id)
    assert case is not None

    seen = desk.look(talk.house, case.id, member=member)

    assert [offer.table_text for offer in seen.agreed] == [line.text]


def test_who_writes_the_traditional_script_gets_receipt_and_calendar_in_it(
    store: Store, keys: KeyRing
) -> None:
    talk = talk_with(store, keys)
    talk.say("我想分三期還", Intent.REQUEST_INSTALMENTS)
    talk.press(talk.button("accept:"))
    with store.read() as unit:
        conversation = unit.talks.get(talk.session.conversation_id)
        voice = voice_of(conversation, residence="CN")
        receipt = receipt_of(
            unit, "A1", talk.plans[-1].id, language=voice.language, traditional=voice.traditional
        )

    pages = PdfReader(BytesIO(receipt_pdf(talk.house, receipt))).pages
    first, second = ("".join(page.extract_text().replace("\0", "").split()) for page in pages)
    (summary, *_) = (
        str(e["summary"]) for e in Calendar.from_ical(receipt_ics(talk.house, receipt)).walk("VEVENT")
    )

    assert voice.traditional
    assert "還款安排憑證" in first
    assert "晴川消费金融" in first  # the lender's name stays as it is registered
    assert "這是完整的安排" in second
    assert not set(first + second + summary) & set("这还凭证单费总额") - set("晴川消费金融")


RARE = "王喆、陈堃，㼆嘅嚟冇𠮩：貸款還款安排"


def test_rare_and_traditional_characters_are_drawn_and_not_replaced() -> None:
    assert printable(RARE) == RARE
    assert printable("好😀") == "好?"


def test_a_receipt_with_a_rare_name_embeds_the_characters(store: Store, keys: KeyRing) -> None:
    talk, receipt = agreed(store, keys, "zh")

    drawn = receipt_pdf(talk.house, replace(receipt, lender=RARE))

    text = PdfReader(BytesIO(drawn)).pages[0].extract_text().replace("\0", "")
    assert all(char in text for char in RARE if ord(char) < 0x10000)
    assert "?" not in text
    assert len(drawn) < 400_000  # only what is used is inside


def test_the_fonts_travel_with_the_package() -> None:
    fonts = {each.name for each in (resources.files("bot.receipts") / "fonts").iterdir()}
    assert fonts == {"NotoSansCJKsc-Receipt.otf", "NotoSansCJKsc-Rest.otf", "OFL.txt"}
    built = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert "bot" in built["packages"]
    assert not {"exclude", "only-include", "include"} & set(built)
    ignored = (ROOT / ".gitignore").read_text()  # the builder leaves out what git ignores
    assert not any(word in ignored for word in ("otf", "fonts", "receipts"))
