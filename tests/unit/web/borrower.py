"""A borrower at a browser: sends, presses, and reads what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from httpx import Client, Response

ANSWERS = ("4821", "1990-01-31")


@dataclass
class Borrower:
    """One browser on one personal link."""

    client: Client
    token: str

    def open(self) -> Response:
        """Open the chat page."""
        return self.client.get(f"/chat/{self.token}")

    def send(self, text: str, *, client_id: str | None = None, wait: float = 20) -> dict[str, Any]:
        """Send a message and wait for its answer."""
        answer = self.client.post(
            f"/api/v1/chat/{self.token}/messages",
            params={"wait": wait},
            json={"text": text, "client_id": client_id},
        )
        assert answer.status_code in (200, 202), answer.text
        return dict(answer.json())

    def press(self, code: str, *, client_id: str | None = None) -> Response:
        """Press a button and wait for its answer."""
        return self.client.post(
            f"/api/v1/chat/{self.token}/press",
            params={"wait": 20},
            json={"press": code, "client_id": client_id},
        )

    def verify(self) -> dict[str, Any]:
        """Answer both questions rightly."""
        self.open()
        self.tell(ANSWERS[0])
        verified = self.tell(ANSWERS[1])
        assert verified["verified"], verified
        return verified

    def tell(self, text: str) -> dict[str, Any]:
        """Send a message that must be answered before the test goes on; what did not come is shown."""
        answer = self.send(text)
        assert answer["answered"], f"no answer to {text!r} in time: {answer}"
        return answer

    def offered(self) -> str:
        """Ask for time, and return the code of the first option that is an arrangement."""
        cards = self.send("can I pay in parts")["lines"][0]["cards"]
        return next(f"offer:{card['id']}" for card in cards if card["offer_kind"] != "pay_now")

    def lines(self) -> list[dict[str, Any]]:
        """Everything this browser may see."""
        found = self.client.get(f"/api/v1/chat/{self.token}/messages").json()["lines"]
        return list(found)
