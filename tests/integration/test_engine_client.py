"""The client against stand-ins of the network: what it repeats, what it never repeats, what it raises."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from bot.engine_client.client import EngineClient, TurnFailed
from bot.model.errors import EngineDown, StepFailed, Unavailable

ANSWER = {
    "understanding": {
        "intent": "request_deferral",
        "understood": True,
        "confidence": 0.91,
        "intents": [
            {"name": "request_deferral", "confidence": 0.91},
            {"name": "give_reason", "confidence": 0.8},
        ],
        "also": ["give_reason"],
        "reasons": [{"name": "job_loss", "confidence": 0.77}],
        "signals": [],
    },
    "proposals": [{"say": "utter_offers", "with": {"count": 2}}, {"do": "handoff"}],
    "actions": ["action_offer"],
    "engine_ms": 4.2,
}


def client_of(*outcomes: httpx.Response | type[httpx.HTTPError], seen: list[httpx.Request]) -> EngineClient:
    """A client whose n-th request meets the n-th outcome."""
    left = iter(outcomes)

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        outcome = next(left)
        if isinstance(outcome, httpx.Response):
            return outcome
        raise outcome("no")

    return EngineClient("http://127.0.0.1:1", token="t" * 16, transport=httpx.MockTransport(handle))


def test_an_answer_becomes_frozen_facts() -> None:
    seen: list[httpx.Request] = []

    turn = client_of(httpx.Response(200, json=ANSWER), seen=seen).turn(
        "c1", "我失业了", metadata={"stage": "none"}
    )

    assert turn.understanding.intents == (("request_deferral", 0.91), ("give_reason", 0.8))
    assert turn.understanding.also == ("give_reason",)
    assert turn.understanding.reasons == (("job_loss", 0.77),)
    assert [(each.say, dict(each.arguments)) for each in turn.proposals] == [
        ("utter_offers", {"count": 2}),
        ("", {}),
    ]
    assert turn.proposals[1].payload == {"do": "handoff"}
    assert seen[0].headers["authorization"] == "Bearer " + "t" * 16


def test_a_connection_that_was_never_made_is_tried_once_more() -> None:
    seen: list[httpx.Request] = []

    turn = client_of(httpx.ConnectError, httpx.Response(200, json=ANSWER), seen=seen).turn(
        "c1", "hi", metadata={}
    )

    assert turn.engine_ms == 4.2
    assert len(seen) == 2


def test_two_refused_connections_are_engine_down() -> None:
    seen: list[httpx.Request] = []

    with pytest.raises(EngineDown, match="no answer"):
        client_of(httpx.ConnectError, httpx.ConnectError, seen=seen).turn("c1", "hi", metadata={})

    assert len(seen) == 2


@pytest.mark.parametrize(
    "fault", [httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError]
)
def test_a_turn_that_may_have_begun_is_never_repeated(fault: type[httpx.HTTPError]) -> None:
    seen: list[httpx.Request] = []

    with pytest.raises(Unavailable):
        client_of(fault, seen=seen).turn("c1", "hi", metadata={})

    assert len(seen) == 1


def test_a_failed_turn_keeps_code_action_and_error_id() -> None:
    fault = {"error": {"id": "abc123", "code": "action_failed", "action": "action_offer"}}

    with pytest.raises(TurnFailed, match="abc123") as caught:
        client_of(httpx.Response(502, json=fault), seen=[]).turn("c1", "hi", metadata={})

    assert (caught.value.code, caught.value.action, caught.value.error_id) == (
        "action_failed",
        "action_offer",
        "abc123",
    )


def test_an_action_server_that_is_not_there_is_a_plain_outage_and_no_failed_step() -> None:
    fault = {"error": {"id": "abc123", "code": "action_down", "action": "action_offer"}}

    with pytest.raises(EngineDown, match="action server") as caught:
        client_of(httpx.Response(502, json=fault), seen=[]).turn("c1", "hi", metadata={})

    assert not isinstance(caught.value, StepFailed)


@pytest.mark.parametrize(
    "response",
    [
        lambda: httpx.Response(200, text="<html>"),
        lambda: httpx.Response(200, json={"understanding": {}}),
        lambda: httpx.Response(500, json={"status": 500}),
        lambda: httpx.Response(200, json=[]),
    ],
)
def test_an_answer_of_another_shape_is_engine_down(response: Callable[[], httpx.Response]) -> None:
    with pytest.raises(EngineDown, match="cannot be read"):
        client_of(response(), seen=[]).turn("c1", "hi", metadata={})


def test_healthy_says_so_and_never_raises() -> None:
    assert client_of(httpx.Response(200, json={}), seen=[]).healthy()
    assert not client_of(httpx.Response(503), seen=[]).healthy()
    assert not client_of(httpx.ReadTimeout, seen=[]).healthy()
