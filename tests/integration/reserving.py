"""Many proposals at once against one cap; also a program, so that separate processes can compete.

``python -m tests.integration.reserving URL ACCOUNT COUNT`` says ``ready``, waits for a line, proposes
COUNT reminders with as many threads, and prints how many passed.
"""

from __future__ import annotations

import sys
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache

from bot.compliance.policy import Policy
from bot.conversation.house import House
from bot.keys import KeyRing
from bot.model.words import Channel, Purpose
from bot.outreach import reach
from bot.outreach.door import Address, Spoken, speak
from bot.storage.database import open_engine
from bot.storage.types import use_keys
from bot.storage.unit import Store
from tests.integration.small_world import Clock, make_house, policies

CAP = "HOUSE-FREQ-2"
"""Three messages of ours in seven days; the house's other numbers are left out here."""
TEXT = (
    "【晴川消费金融】您好，我是自动助手，有一件事想和您本人确认，请点 https://pay.example/chat/x 。"
    "不想再收到请回复 TD。"
)
DATA_KEY = "dGVzdHMtc2VhbC13aXRoLXRoaXMta2V5LW9ubHktISE="
SECRET = "a secret of at least thirty-two characters"


@lru_cache(maxsize=1)
def capped_at_three() -> Policy:
    """The product's own packs, with the cap of three as the only number of the house on frequency."""
    rules = policies()[0]
    kept = [
        rule
        for rule in rules.rules
        if rule.id == CAP or rule.regime != "house" or rule.kind.name != "frequency_cap"
    ]
    return replace(rules, rules=tuple(kept), plans={})


def capped_house(store: Store) -> House:
    """A house on a real store whose packs cap at three."""
    return replace(make_house(store, KeyRing(SECRET), clock=Clock()), rules=capped_at_three())


def propose(house: House, account: str) -> Spoken:
    """One reminder by SMS through the one door, committed."""
    with house.store.write() as unit:
        speaker = reach.opened(house, unit, account, now=house.clock())
        to = Address(channel=Channel.SMS, adapter="sandbox_sms", address="+8613800000000")
        spoken = speak(speaker, text=TEXT, to=to, purpose=Purpose.REMINDER)
        unit.commit()
    return spoken


def propose_at_once(house: House, account: str, *, count: int) -> list[Spoken]:
    """So many proposals from so many threads that wait for each other before they begin."""
    gate = threading.Barrier(count)

    def one() -> Spoken:
        gate.wait()
        return propose(house, account)

    with ThreadPoolExecutor(count) as pool:
        return [job.result() for job in [pool.submit(one) for _ in range(count)]]


def main(url: str, account: str, count: str) -> None:
    """Compete from a process of its own."""
    use_keys([DATA_KEY])
    store = Store(open_engine(url), new_id=lambda: uuid.uuid4().hex)
    house = capped_house(store)
    print("ready", flush=True)
    sys.stdin.readline()
    print(sum(spoken.left for spoken in propose_at_once(house, account, count=int(count))), flush=True)
    store.engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
