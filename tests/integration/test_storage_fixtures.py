from __future__ import annotations

import socket

import pytest
import redis
from sqlalchemy import select

from bot.storage import tables as t
from bot.storage.unit import Store
from tests.network_guard import NetworkRefused


def test_a_store_is_empty_and_has_every_table(store: Store) -> None:
    with store.read() as unit:
        rows = [unit.connection.execute(select(table)).first() for table in t.metadata.sorted_tables]

    assert set(rows) == {None}


def test_the_network_beyond_this_machine_is_refused() -> None:
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("example.com", 443)
    with socket.socket() as plug, pytest.raises(NetworkRefused):
        plug.connect(("192.0.2.1", 9))


def test_redis_answers(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.ping() is True
