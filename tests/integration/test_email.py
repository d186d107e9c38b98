"""Email against a real SMTP server on loopback, with TLS; and what comes back by it."""

from __future__ import annotations

import email
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.email import EmailChannel, SmtpServer, as_html
from bot.conversation.house import House
from bot.conversation.written_back import opt_out, unsubscribe_url, written_back
from bot.keys import KeyRing
from bot.model.errors import ChannelError, OutcomeUnknown, RetryLater, UnknownThing, Unreachable
from bot.model.words import Channel, FactKind
from bot.outreach import dispatch as outbox
from bot.outreach.plan import run
from bot.storage.unit import Store
from tests.integration.small_world import NOON, Clock, add_borrower, make_house, parcels

ADDRESS = "mei@example.com"
PAYLOAD = {"text": "Hello, this is automated.\n\nOpen https://pay.example/chat/abc .", "subject": "A word"}


@dataclass
class Mailbox:
    """Keeps what arrives; answers each recipient or message as a test wants."""

    mails: list[EmailMessage] = field(default_factory=list)
    rcpt: str = ""
    data: str = ""
    hang_up: bool = False

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.hang_up:
            assert server.transport is not None
            server.transport.close()
            return "250 OK"
        if self.data:
            return self.data
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(NOON.tzinfo)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@contextmanager
def served(mailbox: Mailbox, **options: Any) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


def channel(port: int, **more: Any) -> EmailChannel:
    server = SmtpServer(
        "127.0.0.1", port=port, **{"starttls": False, "timeout": 5.0, **more.pop("server", {})}
    )
    return EmailChannel(
        server,
        sender="Tideover <assistant@lender.example>",
        unsubscribe_url=lambda parcel: f"https://pay.example/api/v1/unsubscribe/{parcel}/sig",
        clock=lambda: NOON,
        **more,
    )


def test_a_mail_carries_text_html_and_the_marks_of_a_machine(mailbox: Mailbox) -> None:
    with served(mailbox) as port:
        channel(port).send(parcel_id="p1", address=ADDRESS, payload=PAYLOAD)

    (mail,) = mailbox.mails
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().split() == PAYLOAD["text"].split()
    assert '<a href="https://pay.example/chat/abc">' in html.get_content()
    assert (mail["To"], mail["Subject"], mail["Auto-Submitted"]) == (ADDRESS, "A word", "auto-generated")
    assert mail["X-AI-Generated"] == "yes"
    assert mail["Message-ID"] == "<p1@lender.example>"


def test_one_click_unsubscribe_is_offered_to_the_mail_program(mailbox: Mailbox) -> None:
    with served(mailbox) as port:
        channel(port).send(parcel_id="p1", address=ADDRESS, payload=PAYLOAD)

    (mail,) = mailbox.mails
    assert mail["List-Unsubscribe"] == "<https://pay.example/api/v1/unsubscribe/p1/sig>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_chinese_arrives_as_it_was_written(mailbox: Mailbox) -> None:
    payload = {"text": "您好：我是自动助手，不是真人。", "subject": "有一件事想和您确认"}
    with served(mailbox) as port:
        channel(port).send(parcel_id="p1", address=ADDRESS, payload=payload)

    body = mailbox.mails[0].get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == payload["text"]
    assert mailbox.mails[0]["Subject"] == payload["subject"]


def test_starttls_and_sign_in_are_used(mailbox: Mailbox, certificate: Path) -> None:
    offered, trusted = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    offered.load_cert_chain(certificate)
    trusted.load_verify_locations(certificate)
    seen: list[bytes] = []

    def sign_in(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        seen.append(data.login + b":" + data.password)
        return AuthResult(success=data.password == b"right")

    options = {"tls_context": offered, "require_starttls": True, "authenticator": sign_in}
    login = {"starttls": True, "user": "u", "password": "right"}
    with served(mailbox, **options) as port:
        channel(port, server=login, trust=trusted).send(parcel_id="p", address=ADDRESS, payload=PAYLOAD)
        with pytest.raises(ChannelError, match="TIDEOVER_SMTP_USER"):
            channel(port, server={**login, "password": "wrong"}, trust=trusted).send(
                parcel_id="p", address=ADDRESS, payload=PAYLOAD
            )

    assert seen[0] == b"u:right"
    assert len(mailbox.mails) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(mailbox: Mailbox, certificate: Path) -> None:
    offered = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    offered.load_cert_chain(certificate)
    with (
        served(mailbox, tls_context=offered) as port,
        pytest.raises(ChannelError, match="TIDEOVER_SMTP_STARTTLS"),
    ):
        channel(port, server={"starttls": True}).send(parcel_id="p", address=ADDRESS, payload=PAYLOAD)
    assert mailbox.mails == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"rcpt": "550 no such user"}, Unreachable),
        ({"rcpt": "552 mailbox full"}, ChannelError),
        ({"rcpt": "451 come back later"}, RetryLater),
        ({"data": "421 busy"}, RetryLater),
        ({"data": "554 looks like spam"}, ChannelError),
        ({"hang_up": True}, OutcomeUnknown),
    ],
)
def test_each_refusal_becomes_a_decision(answer: dict[str, Any], expected: type[ChannelError]) -> None:
    with served(Mailbox(**answer)) as port, pytest.raises(ChannelError) as caught:
        channel(port).send(parcel_id="p", address=ADDRESS, payload=PAYLOAD)
    assert type(caught.value) is expected


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(ChannelError) as caught:
        channel(9).send(parcel_id="p", address=ADDRESS, payload=PAYLOAD)
    assert type(caught.value) is ChannelError


@pytest.mark.parametrize("address", ["", "nobody", "a@b.example\r\nBcc: c@d.example"])
def test_what_is_no_address_is_never_written_to(address: str) -> None:
    with pytest.raises(Unreachable):
        channel(9).send(parcel_id="p", address=address, payload=PAYLOAD)


def test_html_escapes_what_it_shows() -> None:
    page = as_html('<script>alert(1)</script> & "x" https://a.example/?a=1&b=2 .')

    assert "<script>" not in page
    assert '<a href="https://a.example/?a=1&amp;b=2">' in page


# the whole way -------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(sqlite_store: Store, keys: KeyRing, clock: Clock) -> House:
    house = make_house(sqlite_store, keys, clock=clock)
    add_borrower(house, points={"email": ADDRESS})
    return house


def reminder(house: House, mailbox: Mailbox) -> str:
    """Let a first reminder go out by email; returns the parcel's id."""
    with served(mailbox) as port:
        run(house, now=house.clock(), adapters={"email"})
        outbox.dispatch(house, {"email": channel(port)})
    return str(parcels(house)[0]["id"])


def test_a_first_reminder_by_email_holds_no_debt_fact(house: House, mailbox: Mailbox) -> None:
    reminder(house, mailbox)

    (mail,) = mailbox.mails
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content() + mail["Subject"]
    assert "https://pay.example/chat/" in text
    assert "自动助手" in text
    assert not any(word in text for word in ("500", "逾期", "欠", "还款", "催收"))


def facts(house: House) -> dict[FactKind, Any]:
    with house.store.read() as unit:
        return {fact.kind: fact.detail for fact in unit.record.facts("B-A1")}


def answer(house: House, text: str, *, id: str = "m1", sender: str = ADDRESS) -> bool:
    return written_back(
        house, channel=Channel.EMAIL, adapters=("email",), address=sender, text=text, message_id=id
    )


def test_one_click_closes_email_and_nothing_else(house: House, mailbox: Mailbox, clock: Clock) -> None:
    opt_out(house, reminder(house, mailbox), channel=Channel.EMAIL)
    clock.forward(days=3)

    assert facts(house) == {FactKind.OPT_OUT: {"channel": "email"}}
    (item,) = run(house, now=clock.now, adapters={"email"})
    assert item.why == "door"


def test_a_one_click_address_of_a_mail_that_is_not_there_is_answered_as_unknown(house: House) -> None:
    with pytest.raises(UnknownThing):  # a parcel purged meanwhile; the web answers 404
        opt_out(house, "p-gone", channel=Channel.EMAIL)


def test_a_one_click_address_cannot_be_made_up(house: House) -> None:
    assert unsubscribe_url(house, "p1") != unsubscribe_url(house, "p2")


def test_unsubscribe_by_reply_works_at_once_though_our_words_are_quoted(
    house: House, mailbox: Mailbox
) -> None:
    reminder(house, mailbox)

    assert answer(house, "退订\n\n在2026年3月10日，晴川消费金融写道：\n> 回复“退订”即可。")
    with house.store.read() as unit:
        talk = unit.talks.of_account("A1")
        assert talk is not None
        waiting = unit.talks.next_unanswered(talk.id)
    assert waiting is not None
    assert waiting.text == "退订"


@pytest.mark.parametrize(
    "quote",
    [
        "> 如果不想再收到这类邮件，回复“退订”即可。",
        "On 10 March, Harbour Lending wrote:\nTo stop these emails, reply unsubscribe",
        "发件人: 晴川消费金融\n退订",
        "-----Original Message-----\nunsubscribe",
    ],
)
def test_our_own_quoted_words_unsubscribe_nobody(house: House, mailbox: Mailbox, quote: str) -> None:
    reminder(house, mailbox)
    answer(house, f"好的，我看一下\n\n{quote}")

    with house.store.read() as unit:
        talk = unit.talks.of_account("A1")
        assert talk is not None
        assert unit.talks.next_unanswered(talk.id) is None
    assert facts(house) == {}


def test_a_reply_that_stops_nothing_gets_a_link_where_she_can_be_verified(
    house: House, clock: Clock, mailbox: Mailbox
) -> None:
    reminder(house, mailbox)
    clock.forward(hours=2)
    before = len(parcels(house))

    assert answer(house, "我这个月能晚几天还吗")
    assert answer(house, "我这个月能晚几天还吗")

    (parcel,) = parcels(house)[before:]
    assert parcel["adapter"] == "email"
    assert "https://pay.example/chat/" in parcel["payload"]["text"]


def test_an_address_that_is_nobodys_is_not_taken(house: House) -> None:
    assert answer(house, "hello", sender="stranger@example.com") is False


def test_an_address_counts_however_its_letters_are_cased(house: House) -> None:
    assert answer(house, "hello", sender="Mei@Example.com") is True
