"""Refuses every connection that would leave this machine while tests run.

An audit hook, not a patch: whatever library opens a socket or resolves a name, it passes here.
"""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LOCAL_NAMES = frozenset({"", "localhost", "localhost.localdomain", "ip6-localhost"})


class NetworkRefused(RuntimeError):
    """A test tried to reach something other than this machine."""


def is_loopback(host: object) -> bool:
    """Whether a host names this machine."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name.lower() in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


class _Guard:
    installed = False
    active = False


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _Guard.active:
        return
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and not is_loopback(address[0]):
            raise NetworkRefused(f"tests may not reach {address[0]}: pass a double instead")
    elif event == "socket.getaddrinfo" and not is_loopback(arguments[0]):
        raise NetworkRefused(f"tests may not look up {arguments[0]!r}: pass a double instead")


@contextmanager
def guarded() -> Iterator[None]:
    """Refuse the network inside this block. A hook cannot be taken out again, so it is only switched."""
    if not _Guard.installed:
        sys.addaudithook(_hook)
        _Guard.installed = True
    _Guard.active = True
    try:
        yield
    finally:
        _Guard.active = False
