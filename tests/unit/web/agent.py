"""Somebody at the desk: signs in, reads, takes, writes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from httpx import Client, Response

from tests.unit.web.world import PASSWORD

TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Agent:
    """One browser at the desk."""

    client: Client
    username: str

    def sign_in(self, password: str = PASSWORD) -> Response:
        """Fill in the form."""
        csrf = TOKEN.findall(self.client.get("/desk/sign-in").text)[0]
        form = {"username": self.username, "password": password, "csrf": csrf}
        return self.client.post("/desk/sign-in", data=form)

    def cases(self) -> list[str]:
        """Ids in the queue, in order."""
        return re.findall(r"/desk/cases/(\w+)", self.client.get("/desk").text)

    def case(self, case_id: str) -> str:
        """The page of a case."""
        return self.client.get(f"/desk/cases/{case_id}").text

    def do(self, case_id: str, what: str, **form: str) -> Response:
        """Send a form of the case page, with its token."""
        csrf = TOKEN.findall(self.client.get("/desk").text)[0]
        return self.client.post(f"/desk/cases/{case_id}/{what}", data={"csrf": csrf, **form})
