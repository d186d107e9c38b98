"""Reads and lints ``policies/offers.yml``; whatever is wrong names file, record and field."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import yaml

from bot.model import yaml_dates
from bot.model.errors import BadPolicy
from bot.model.loan import Component
from bot.model.words import OfferKind, Reason, Role
from bot.offers.ledger import BUCKETS
from bot.offers.reader import Node
from bot.offers.records import (
    Accrual,
    Effective,
    Eligible,
    Growth,
    Keys,
    Limit,
    Limits,
    LowFigure,
    Negotiation,
    NonBusiness,
    OfferPolicy,
    Price,
    Protected,
    Record,
    Refusal,
    Regime,
    WeakPromise,
)
from bot.offers.terms import Band, Cadence, History

NEEDS: dict[OfferKind, frozenset[str]] = {
    OfferKind.PAY_NOW: frozenset(),
    OfferKind.PROMISE: frozenset({"days"}),
    OfferKind.DEFERRAL: frozenset({"days", "per_year"}),
    OfferKind.INSTALMENT: frozenset({"parts", "first_days"}),
    OfferKind.PART_NOW: frozenset({"now_share", "days"}),
    OfferKind.MOVE_TO_END: frozenset({"months", "per_year"}),
    OfferKind.CHANGE_DUE_DAY: frozenset({"days", "per_year"}),
    OfferKind.WAIVER: frozenset({"amount", "per_year"}),
}
"""The limits each kind must set: exactly these, so that nothing is unlimited by forgetting."""

__all__ = ["NEEDS", "OfferPolicy", "load_offers", "read_offers"]

_COUNTERS = frozenset(field.name for field in fields(History)) - {"plan_active"}


def load_offers(path: Path) -> OfferPolicy:
    """Read and check the offers file.

    Raises:
        BadPolicy: anything unknown, missing, null, contradictory or overlapping in time.
    """
    try:
        data = yaml_dates.load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadPolicy(f"cannot be read: {error}", where=path.name, remedy="check path and YAML") from error
    return read_offers(data, name=path.name)


def read_offers(data: object, *, name: str) -> OfferPolicy:
    """Check parsed YAML; ``name`` is how errors call the file."""
    top = Node(data, name).keys(
        needed=(
            "version", "ledger", "negotiation", "weak_promise", "regimes", "protected_amount", "offers",
        )
    )  # fmt: skip
    policy = OfferPolicy(
        version=str(top["version"].value),
        waterfall=_waterfall(top["ledger"]),
        negotiation=_negotiation(top["negotiation"]),
        weak_promise=_weak(top["weak_promise"]),
        regimes=tuple(_regime(node) for node in top["regimes"].entries()),
        protected=tuple(_protected(node) for node in top["protected_amount"].entries()),
        records=tuple(_record(node) for node in top["offers"].entries()),
    )
    _refuse_overlaps(policy, name)
    order = policy.negotiation.concession
    ranked = sorted(policy.records, key=lambda record: order.index(record.kind))
    return OfferPolicy(
        policy.version, policy.waterfall, policy.negotiation, policy.weak_promise, policy.regimes,
        policy.protected, tuple(ranked),
    )  # fmt: skip


def _waterfall(node: Node) -> tuple[Component, ...]:
    listed = node.keys(needed=("waterfall",))["waterfall"]
    order = tuple(entry.word(Component) for entry in listed.entries())
    if sorted(order) != sorted(Component):
        raise listed.wrong("must name each component once", "write fees, interest, principal in your order")
    return order


def _negotiation(node: Node) -> Negotiation:
    got = node.keys(
        needed=(
            "max_rounds",
            "shown",
            "alternatives",
            "ahead_days",
            "concession",
            "fitting",
            "no_offer_reasons",
            "reoffers_after_broken",
            "remind_days_before",
        ),
        optional=("ask_budget",),
    )
    asks = got["ask_budget"].keys(needed=("reasons", "after_rounds")) if "ask_budget" in got else {}
    shown = got["shown"].keys(needed=("min", "max"))
    concession = tuple(entry.word(OfferKind) for entry in got["concession"].entries())
    if sorted(concession) != sorted(OfferKind):
        raise got["concession"].wrong("must name every kind once", "add the missing kinds")
    least, most = shown["min"].whole(least=1), shown["max"].whole(least=1)
    if least > most:
        raise got["shown"].wrong("min is above max", "swap them")
    return Negotiation(
        max_rounds=got["max_rounds"].whole(least=1),
        shown_min=least,
        shown_max=most,
        alternatives=got["alternatives"].whole(least=1),
        ahead_days=got["ahead_days"].whole(),
        concession=concession,
        fitting=tuple(_fitting(entry) for entry in got["fitting"].entries()),
        reoffers_after_broken=got["reoffers_after_broken"].whole(),
        remind_days_before=tuple(entry.whole() for entry in got["remind_days_before"].entries()),
        no_offer_reasons=frozenset(entry.word(Reason) for entry in got["no_offer_reasons"].entries()),
        budget_reasons=frozenset(entry.word(Reason) for entry in asks["reasons"].entries())
        if asks
        else frozenset(),
        budget_after_rounds=asks["after_rounds"].whole() if asks else 0,
    )


def _fitting(node: Node) -> tuple[frozenset[Reason], tuple[OfferKind, ...]]:
    got = node.keys(needed=("reasons", "first"))
    reasons = frozenset(entry.word(Reason) for entry in got["reasons"].entries())
    return reasons, tuple(entry.word(OfferKind) for entry in got["first"].entries())


def _weak(node: Node) -> WeakPromise:
    got = node.keys(needed=("to_person_at", "person_days_before", "role", "income_share", "repeated_after"))
    return WeakPromise(
        to_person_at=got["to_person_at"].whole(least=1),
        person_days_before=got["person_days_before"].whole(),
        role=got["role"].word(Role),
        income_share=got["income_share"].number(),
        repeated_after=got["repeated_after"].whole(),
    )


def _named(node: Node) -> Node:
    """Place errors by the record's own id instead of its position."""
    if isinstance(node.value, dict) and isinstance(node.value.get("id"), str):
        return Node(node.value, f"{node.where.rsplit('[', 1)[0]}/{node.value['id']}")
    return node


def _effective(node: Node) -> Effective:
    got = node.keys(needed=("from",), optional=("to",))
    end = got["to"].day() if "to" in got and got["to"].value is not None else None
    start = got["from"].day()
    if end is not None and end < start:
        raise node.wrong("ends before it starts", "check the dates")
    return Effective(start, end)


def _regime(node: Node) -> Regime:
    got = _named(node).keys(
        needed=(
            "id", "effective", "annual_cost_cap", "balance_growth", "low_figure", "refusal", "citation",
        ),
        optional=("notice", "plan_months_max", "person_first", "months_by_product",
            "extension_months"),
    )  # fmt: skip
    kinds = (
        got["person_first"].keys(optional=[kind.value for kind in OfferKind]) if "person_first" in got else {}
    )

    def by_product(key: str) -> tuple[tuple[str, int], ...]:
        months = got.get(key) or Node({}, "")
        return tuple((name, months.child(name).whole(least=1)) for name in months.value)

    return Regime(
        id=got["id"].text(),
        effective=_effective(got["effective"]),
        annual_cost_cap=got["annual_cost_cap"].number(),
        balance_growth=got["balance_growth"].word(Growth),
        low_figure=got["low_figure"].word(LowFigure),
        refusal=got["refusal"].word(Refusal),
        plan_months_max=got["plan_months_max"].whole(least=1) if "plan_months_max" in got else 60,
        notice=tuple(entry.text() for entry in got["notice"].entries()) if "notice" in got else (),
        citation=got["citation"].text(),
        person_first=frozenset(
            (OfferKind(kind), product.text()) for kind, entry in kinds.items() for product in entry.entries()
        ),
        months_by_product=by_product("months_by_product"),
        extension_months=by_product("extension_months"),
    )


def _protected(node: Node) -> Protected:
    got = node.keys(needed=("effective", "minimum", "of_income", "citation"))
    got["citation"].text()
    return Protected(
        effective=_effective(got["effective"]),
        minimum=got["minimum"].amounts(),
        of_income=got["of_income"].number(),
    )


def _record(node: Node) -> Record:
    place = _named(node)
    got = place.keys(
        needed=("id", "kind", "wording", "effective", "eligible", "price", "dates", "conditions"),
        optional=("limits", "grace_days", "cadence"),
    )
    kind = got["kind"].word(OfferKind)
    if (kind is OfferKind.INSTALMENT) != ("cadence" in got):
        raise place.wrong("cadence belongs to instalments, and only to them", "add or remove it")
    keys = got["conditions"].keys(needed=("credit_reporting", "if_broken", "cancel"))
    return Record(
        id=got["id"].text(),
        kind=kind,
        wording=got["wording"].text(),
        effective=_effective(got["effective"]),
        eligible=_eligible(got["eligible"]),
        limits=_limits(got.get("limits") or Node({}, f"{place.where}: limits"), kind),
        price=_price(got["price"]),
        keys=Keys(keys["credit_reporting"].text(), keys["if_broken"].text(), keys["cancel"].text()),
        non_business=got["dates"].keys(needed=("non_business",))["non_business"].word(NonBusiness),
        grace_days=got["grace_days"].whole() if "grace_days" in got else 0,
        cadence=got["cadence"].word(Cadence) if "cadence" in got else None,
    )


def _eligible(node: Node) -> Eligible:
    got = node.keys(
        needed=("dpd",),
        optional=("products", "regimes", "buckets", "segments", "reasons", "not_reasons", "history"),
    )
    bounds = [entry.whole() for entry in got["dpd"].entries()]
    if len(bounds) != 2 or bounds[0] > bounds[1]:
        raise got["dpd"].wrong("should be [least, most] days past due", "write it like [1, 60]")
    texts = {
        key: frozenset(entry.text() for entry in got[key].entries()) if key in got else frozenset()
        for key in ("products", "regimes", "buckets", "segments")
    }
    known = {bucket for bucket, _ in BUCKETS} | {"90+"}
    if not texts["buckets"] <= known:
        raise got["buckets"].wrong("names an unknown bucket", f"choose from {sorted(known)}")
    reasons = {
        key: frozenset(entry.word(Reason) for entry in got[key].entries()) if key in got else frozenset()
        for key in ("reasons", "not_reasons")
    }
    history = got["history"].keys(optional=_COUNTERS) if "history" in got else {}
    return Eligible(
        dpd=(bounds[0], bounds[1]),
        products=texts["products"],
        regimes=texts["regimes"],
        buckets=texts["buckets"],
        segments=texts["segments"],
        reasons=reasons["reasons"],
        not_reasons=reasons["not_reasons"],
        history=tuple(sorted((key, value.whole()) for key, value in history.items())),
    )


def _price(node: Node) -> Price:
    got = node.keys(needed=("accrual",), optional=("annual_rate_max",))
    rate = got["annual_rate_max"].number() if "annual_rate_max" in got else None
    return Price(got["accrual"].word(Accrual), rate)


def _limits(node: Node, kind: OfferKind) -> Limits:
    needed = NEEDS[kind]
    got = node.keys(needed=sorted(needed))

    def whole(key: str) -> Limit[int] | None:
        if key not in got:
            return None
        bands = got[key].keys(needed=("bot", "supervisor"), optional=("open",))
        bot, supervisor = bands["bot"].whole(), bands["supervisor"].whole()
        opening = bands["open"].whole() if "open" in bands else bot
        if not opening <= bot <= supervisor:
            raise got[key].wrong("must grow from open to bot to supervisor", "check the three numbers")
        return Limit(opening, bot, supervisor)

    def share(key: str) -> Limit[Decimal] | None:
        if key not in got:
            return None
        bands = got[key].keys(needed=("bot", "supervisor", "open"))
        opening, bot, supervisor = (bands[band].number() for band in ("open", "bot", "supervisor"))
        if not opening >= bot >= supervisor > 0:
            raise got[key].wrong("must shrink from open to bot to supervisor", "check the three numbers")
        return Limit(opening, bot, supervisor, least=True)

    amount = None
    if "amount" in got:
        bands = got["amount"].keys(needed=("bot", "supervisor"))
        amount = {Band.BOT: bands["bot"].amounts(), Band.SUPERVISOR: bands["supervisor"].amounts()}
        for currency, most in amount[Band.BOT].items():
            if currency not in amount[Band.SUPERVISOR] or amount[Band.SUPERVISOR][currency] < most:
                raise got["amount"].wrong(f"supervisor grants less {currency} than the bot", "raise it")
    return Limits(
        days=whole("days"), months=whole("months"), parts=whole("parts"), first_days=whole("first_days"),
        now_share=share("now_share"), per_year=whole("per_year"), amount=amount,
    )  # fmt: skip


def _refuse_overlaps(policy: OfferPolicy, name: str) -> None:
    named: list[tuple[str, str, Effective]] = [("regimes", row.id, row.effective) for row in policy.regimes]
    named += [("offers", row.id, row.effective) for row in policy.records]
    named += [("protected_amount", "", row.effective) for row in policy.protected]
    for n, (section, id_, effective) in enumerate(named):
        for other_section, other_id, other in named[:n]:
            if (section, id_) == (other_section, other_id) and effective.overlaps(other):
                raise BadPolicy(
                    "two records are in force on the same day",
                    where=f"{name}: {section}/{id_}: effective",
                    remedy="end the older one the day before the newer one starts",
                )
    if not any(regime.id == "house" and regime.effective.end is None for regime in policy.regimes):
        raise BadPolicy("no open-ended house record", where=f"{name}: regimes", remedy="add one")
