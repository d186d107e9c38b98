from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.model.errors import BadPolicy
from bot.offers.policy import load_offers, read_offers
from tests.unit.offers.generated import ROOT

FILE = ROOT / "policies" / "offers.yml"
SHIPPED: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def offer(data: dict[str, Any], id: str) -> dict[str, Any]:
    return next(record for record in data["offers"] if record["id"] == id)


def broken(change: Callable[[dict[str, Any]], object]) -> BadPolicy:
    data = copy.deepcopy(SHIPPED)
    change(data)
    with pytest.raises(BadPolicy) as error:
        read_offers(data, name="offers.yml")
    return error.value


def test_the_shipped_file_has_every_kind_and_a_citation_for_every_regime() -> None:
    policy = load_offers(FILE)

    assert {record.kind for record in policy.records} == set(policy.negotiation.concession)
    assert all(regime.citation for regime in policy.regimes)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda d: d.pop("ledger"), "offers.yml"),
        (lambda d: d.update(extra=1), "offers.yml"),
        (
            lambda d: d["ledger"].update(waterfall=["fees", "fees", "interest"]),
            "offers.yml: ledger: waterfall",
        ),
        (lambda d: d["regimes"][0].update(annual_cost_cap=None), "offers.yml: regimes/CN: annual_cost_cap"),
        (lambda d: d["regimes"][0].update(annual_cost_cap=0.24), "offers.yml: regimes/CN: annual_cost_cap"),
        (lambda d: d["regimes"][0].update(annual_cost_cap="2.4"), "offers.yml: regimes/CN: annual_cost_cap"),
        (lambda d: d["regimes"][0].pop("citation"), "offers.yml: regimes/CN"),
        (lambda d: d["regimes"].append(d["regimes"][0]), "offers.yml: regimes/CN: effective"),
        (lambda d: d["regimes"].pop(), "offers.yml: regimes"),
        (lambda d: offer(d, "promise-short").pop("limits"), "offers.yml: offers/promise-short: limits"),
        (
            lambda d: offer(d, "promise-short")["limits"].update(parts={"bot": 2, "supervisor": 3}),
            "offers.yml: offers/promise-short: limits",
        ),
        (
            lambda d: offer(d, "promise-short")["limits"]["days"].update(bot=99),
            "offers.yml: offers/promise-short: limits: days",
        ),
        (
            lambda d: offer(d, "part-now")["limits"]["now_share"].update(bot="0.90"),
            "offers.yml: offers/part-now: limits: now_share",
        ),
        (
            lambda d: offer(d, "waiver-late-fees")["limits"]["amount"]["bot"].update(CNY="9999.00"),
            "offers.yml: offers/waiver-late-fees: limits: amount",
        ),
        (
            lambda d: offer(d, "waiver-late-fees")["limits"]["amount"]["bot"].update(JPY="0.5"),
            "offers.yml: offers/waiver-late-fees: limits: amount: bot: JPY",
        ),
        (
            lambda d: offer(d, "move-to-end")["eligible"].update(reasons=["lazy"]),
            "offers.yml: offers/move-to-end: eligible: reasons[0]",
        ),
        (
            lambda d: offer(d, "move-to-end")["eligible"]["history"].update(zodiac=1),
            "offers.yml: offers/move-to-end: eligible: history",
        ),
        (lambda d: offer(d, "pay-now").update(cadence="weekly"), "offers.yml: offers/pay-now"),
        (
            lambda d: offer(d, "pay-now")["effective"].update({"to": date(2020, 1, 1)}),
            "offers.yml: offers/pay-now: effective",
        ),
        (lambda d: d["negotiation"]["concession"].pop(), "offers.yml: negotiation: concession"),
    ],
)
def test_a_mistake_names_file_record_and_field(
    change: Callable[[dict[str, Any]], object], where: str
) -> None:
    assert broken(change).where == where


def test_a_changed_number_is_a_new_record_beside_the_old_one() -> None:
    data = copy.deepcopy(SHIPPED)
    old = offer(data, "promise-short")
    new = copy.deepcopy(old)
    old["effective"]["to"] = date(2026, 3, 31)
    new["effective"]["from"] = date(2026, 4, 1)
    new["limits"]["days"]["bot"] = 12
    data["offers"].append(new)

    policy = read_offers(data, name="offers.yml")

    def most(day: date) -> int | None:
        (record,) = [r for r in policy.records_on(day) if r.id == "promise-short"]
        return record.limits.days.bot if record.limits.days else None

    assert [most(date(2026, 3, 31)), most(date(2026, 4, 1))] == [10, 12]


def test_a_file_that_is_not_there_or_not_yaml_says_so(tmp_path: Path) -> None:
    torn = tmp_path / "torn.yml"
    torn.write_text("offers: [", encoding="utf-8")

    for path in (torn, tmp_path / "missing.yml"):
        with pytest.raises(BadPolicy, match="cannot be read"):
            load_offers(path)
