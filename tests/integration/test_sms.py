"""SMS through a gateway on loopback, and answers that come back over the signed HTTP hook."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import httpx
import orjson
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from bot.channels.sms import SmsChannel
from bot.conversation import receive
from bot.conversation.house import House
from bot.conversation.written_back import unsubscribe_url
from bot.keys import KeyRing
from bot.model.errors import ChannelError, OutcomeUnknown, RetryLater, Unreachable
from bot.model.words import FactKind, Owner
from bot.outreach import dispatch as outbox
from bot.outreach.plan import run
from bot.storage.unit import Store
from bot.web import errors, inbound_api
from tests.integration.small_world import Clock, add_borrower, make_house, parcels

NUMBER = "+8613800004821"
TOKEN = "a token shared with the gateway"


@dataclass
class Gateway:
    """Answers each request as a test wants and keeps what was asked."""

    url: str = ""
    code: int = 200
    body: dict[str, Any] = field(default_factory=lambda: {"id": "g-1"})
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    asked: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    found = Gateway()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            found.asked.append((dict(self.headers), json.loads(raw)))
            if found.silent:
                found.closed.wait(5)
                self.close_connection = True
                return
            answer = json.dumps(found.body).encode()
            self.send_response(found.code)
            for name, value in {**found.headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_address[1]}/messages"
    yield found
    found.closed.set()
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


@pytest.fixture
def sms(gateway: Gateway) -> Iterator[SmsChannel]:
    channel = SmsChannel(gateway.url, token="secret", timeout=0.5)
    yield channel
    channel.close()


def test_a_message_carries_the_token_and_the_parcel_as_idempotency_key(
    gateway: Gateway, sms: SmsChannel
) -> None:
    delivery = sms.send(parcel_id="p1", address=NUMBER, payload={"text": "您好"})

    ((headers, body),) = gateway.asked
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer secret", "p1")
    assert body == {"to": NUMBER, "text": "您好", "reference": "p1", "automated": True}
    assert delivery.receipt == "g-1"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"code": 429}, RetryLater),
        ({"code": 503}, RetryLater),
        ({"code": 410}, Unreachable),
        ({"code": 422, "body": {"error": "invalid_number"}}, Unreachable),
        ({"code": 422, "body": {"error": "text_too_long"}}, ChannelError),
        ({"code": 401}, ChannelError),
        ({"code": 500}, OutcomeUnknown),
        ({"silent": True}, OutcomeUnknown),
    ],
)
def test_each_answer_becomes_a_decision(
    gateway: Gateway, sms: SmsChannel, answer: dict[str, Any], expected: type[ChannelError]
) -> None:
    for name, value in answer.items():
        setattr(gateway, name, value)

    with pytest.raises(ChannelError) as caught:
        sms.send(parcel_id="p1", address=NUMBER, payload={"text": "hi"})
    assert type(caught.value) is expected


def test_the_gateway_says_how_long_to_wait(gateway: Gateway, sms: SmsChannel) -> None:
    gateway.code, gateway.headers = 429, {"Retry-After": "17"}

    with pytest.raises(RetryLater) as caught:
        sms.send(parcel_id="p1", address=NUMBER, payload={"text": "hi"})
    assert caught.value.seconds == 17


def test_a_gateway_that_is_not_there_is_tried_again() -> None:
    channel = SmsChannel("http://127.0.0.1:9/", token="", timeout=0.5)
    with pytest.raises(ChannelError) as caught:
        channel.send(parcel_id="p1", address=NUMBER, payload={"text": "hi"})
    channel.close()
    assert type(caught.value) is ChannelError


# what comes back -----------------------------------------------------------------------------------


@dataclass
class Caller:
    """Calls an application as HTTP would, without a socket."""

    app: FastAPI

    def post(self, path: str, **more: Any) -> httpx.Response:
        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://hook") as client:
                return await client.post(path, **more)

        return asyncio.run(call())


@dataclass
class Hook:
    """The HTTP hook in front of a house."""

    house: House
    client: Caller
    clock: Clock

    def post(
        self, text: str, *, sender: str = NUMBER, id: str = "s-1", token: str = TOKEN, **more: Any
    ) -> Any:
        body = orjson.dumps({"from": sender, "text": text, "id": id, **more})
        at = int(self.clock.now.timestamp())
        headers = {"X-Tideover-Signature": inbound_api.sign(token, body, at=at)}
        return self.client.post("/api/v1/inbound/sms", content=body, headers=headers)

    def facts(self) -> set[FactKind]:
        with self.house.store.read() as unit:
            return {fact.kind for fact in unit.record.facts("B-A1")}


@pytest.fixture
def hook(store: Store, keys: KeyRing, gateway: Gateway) -> Iterator[Hook]:
    clock = Clock()
    channel = SmsChannel(gateway.url, token="secret", timeout=0.5)

    def wake(conversation: str) -> None:
        receive.work(house, conversation)
        outbox.dispatch(house, {"sms": channel})

    house = make_house(store, keys, clock=clock, wake=wake)
    add_borrower(house, points={"sms": NUMBER})
    app = FastAPI()
    errors.install(app)
    app.include_router(inbound_api.router)
    app.state.product = SimpleNamespace(
        house=house, telegram=None, settings=SimpleNamespace(inbound_token=SecretStr(TOKEN))
    )
    yield Hook(house, Caller(app), clock)
    channel.close()


@pytest.mark.parametrize("word", ["TD", "停止", "STOP", "退订"])
def test_a_stop_word_by_sms_works_at_once_and_is_confirmed_once(
    hook: Hook, gateway: Gateway, word: str
) -> None:
    answer = hook.post(word)

    assert (answer.status_code, answer.json()) == (202, {"known": True})
    assert FactKind.OPT_OUT in hook.facts()
    assert len(gateway.asked) == 1


def test_after_a_stop_word_no_reminder_goes_out(hook: Hook) -> None:
    hook.post("TD")
    hook.clock.forward(days=5)

    (item,) = run(hook.house, now=hook.clock.now, adapters={"sms"})
    assert item.why == "door"


def test_a_wrong_person_by_sms_is_never_written_to_again(hook: Hook) -> None:
    hook.post("你打错了，我不认识这个人")

    with hook.house.store.read() as unit:
        talk = unit.talks.of_account("A1")
        (point,) = unit.people.points("B-A1")
    assert talk is not None
    assert talk.owner is Owner.CLOSED
    assert point.unreachable_at is not None


def test_the_same_message_twice_is_taken_once(hook: Hook, gateway: Gateway) -> None:
    hook.post("TD")
    hook.post("TD")

    assert len(gateway.asked) == 1


def test_anything_else_gets_a_link_and_no_debt_fact(hook: Hook, gateway: Gateway) -> None:
    hook.post("我欠多少钱，500吗")

    ((_, body),) = gateway.asked
    words, link = body["text"].split("https://pay.example/chat/")
    assert "500" not in words + " ".join(link.split()[1:])  # the link itself is random
    assert parcels(hook.house)[0]["purpose"] == "reply"


@pytest.mark.parametrize("number", ["8613800004821", "+86 138 0000 4821", "008613800004821"])
def test_a_number_counts_however_it_is_written(hook: Hook, number: str) -> None:
    assert hook.post("TD", sender=number).json() == {"known": True}


def test_a_strangers_number_is_not_taken(hook: Hook, gateway: Gateway) -> None:
    assert hook.post("TD", sender="+8613999999999").json() == {"known": False}
    assert gateway.asked == []


def test_an_automatic_answer_is_not_read(hook: Hook) -> None:
    assert hook.post("STOP", automatic=True).json() == {"known": False}
    assert hook.facts() == set()


def test_a_wrong_signature_is_refused(hook: Hook) -> None:
    assert hook.post("TD", token="another token").status_code == 403
    assert hook.facts() == set()


@pytest.mark.parametrize("header", [b"t=%d,v1=\xe9", b"t=" + b"9" * 5000 + b",v1=0"])
def test_a_signature_that_is_no_signature_is_refused_and_no_fault(hook: Hook, header: bytes) -> None:
    given = header.replace(b"%d", str(int(hook.clock.now.timestamp())).encode())
    answer = hook.client.post("/api/v1/inbound/sms", content=b"{}", headers={"X-Tideover-Signature": given})

    assert answer.status_code == 403


def test_a_foreign_letter_in_an_unsubscribe_address_is_no_fault(hook: Hook) -> None:
    assert hook.client.post("/api/v1/unsubscribe/p1/%C3%A9").status_code == 404


def test_an_old_signature_is_refused(hook: Hook) -> None:
    body = orjson.dumps({"from": NUMBER, "text": "TD", "id": "1"})
    signed = inbound_api.sign(TOKEN, body, at=int(hook.clock.now.timestamp()) - 301)
    answer = hook.client.post("/api/v1/inbound/sms", content=body, headers={"X-Tideover-Signature": signed})

    assert answer.status_code == 403


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"from": "+861", "id": "1"}'])
def test_malformed_requests_are_named(hook: Hook, body: bytes) -> None:
    signed = inbound_api.sign(TOKEN, body, at=int(hook.clock.now.timestamp()))
    answer = hook.client.post("/api/v1/inbound/sms", content=body, headers={"X-Tideover-Signature": signed})

    assert answer.status_code == 400
    assert answer.json()["error"]["where"]


def test_one_click_unsubscribe_wants_its_own_signature(hook: Hook) -> None:
    hook.post("你好")
    parcel = str(parcels(hook.house)[0]["id"])
    path = unsubscribe_url(hook.house, parcel).removeprefix("https://pay.example")

    assert hook.client.post(path[:-1] + "x").status_code == 404
    assert hook.facts() == set()
    assert hook.client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert hook.facts() == {FactKind.OPT_OUT}


def test_the_telegram_webhook_is_shut_when_there_is_none(hook: Hook) -> None:
    assert hook.client.post("/api/v1/inbound/telegram", json={"update_id": 1}).status_code == 404
