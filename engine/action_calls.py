"""Calls to the action server: one kept connection, one checked schema, the shared token.

Rasa opens a new HTTP session for each action and re-checks the JSON schema of the answer's schema each time;
the second alone is half of a turn's time.
"""

from __future__ import annotations

from typing import Any

import aiohttp
from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig


class ActionCalls(EndpointConfig):
    """The action server's endpoint over one kept-alive session."""

    def __init__(self, url: str, *, token: str, timeout: float = 10.0) -> None:
        """Name the server; nothing is opened before the first call.

        Args:
            url: the action server's webhook.
            token: shared secret, sent as a bearer token.
            timeout: seconds for one whole call.
        """
        super().__init__(url=url, headers={"Authorization": f"Bearer {token}"}, enable_selective_domain=True)
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", subpath: str | None = None, **kwargs: Any) -> Any:
        """Post one action call and return its JSON answer.

        Raises:
            ClientResponseError: Rasa's error with the status and body, for 400 and above.
        """
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, headers=self.headers)
        async with self._session.request(method, self.url, json=kwargs.get("json")) as response:
            if response.status >= 400:
                raise ClientResponseError(response.status, response.reason, await response.read())
            return await response.json()

    async def close(self) -> None:
        """Close the kept connection."""
        if self._session is not None:
            await self._session.close()


def keep_one_validator() -> None:
    """Make Rasa check an action's answer with one validator whose schema was checked once, here."""
    schema = RemoteAction.action_response_format_spec()
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)

    def check(_self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = check
