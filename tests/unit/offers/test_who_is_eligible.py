"""A record reaches those it names: product, bucket, class, regime, reason, history, at both sides of each."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml

from bot.model.words import OfferKind, Reason
from bot.offers.jsonform import wish_from_json
from bot.offers.negotiate import within_authority
from bot.offers.policy import read_offers
from bot.offers.terms import Band, History
from tests.unit.offers.generated import ROOT, TODAY, sample_facts

SHIPPED: dict[str, Any] = yaml.safe_load((ROOT / "policies" / "offers.yml").read_text(encoding="utf-8"))


def who_may(eligible: dict[str, Any], **facts: object) -> str:
    """The lowest band that may grant a deferral of a week under changed conditions."""
    data = copy.deepcopy(SHIPPED)
    record = next(each for each in data["offers"] if each["kind"] == "deferral")
    record["eligible"] = {"dpd": [0, 60], **eligible}
    policy = read_offers(data, name="offers.yml")
    known = sample_facts("UK", **facts)
    wish = wish_from_json({"kind": "deferral", "days": 7}, currency="GBP")
    for band in (Band.BOT, Band.SUPERVISOR):
        found = within_authority(known, wish, authority=band, today=TODAY, policy=policy)
        if any(offer.kind is OfferKind.DEFERRAL for offer in found):
            return str(band.value)
    return "nobody"


@pytest.mark.parametrize(
    ("eligible", "facts", "band"),
    [
        ({"products": ["online_consumer_loan"]}, {}, "bot"),
        ({"products": ["credit_card"]}, {}, "nobody"),
        ({"buckets": ["1-7"]}, {}, "bot"),
        ({"buckets": ["8-15"]}, {}, "nobody"),
        ({"segments": ["steady"]}, {"segment": "steady"}, "bot"),
        ({"segments": ["steady"]}, {"segment": "new"}, "nobody"),
        ({"segments": ["steady"]}, {}, "nobody"),
        ({"regimes": ["UK"]}, {}, "bot"),
        ({"regimes": ["CN"]}, {}, "nobody"),
        ({"dpd": [0, 5]}, {}, "bot"),
        ({"dpd": [0, 4]}, {}, "supervisor"),
        ({"dpd": [6, 60]}, {}, "nobody"),
        ({"reasons": ["illness"]}, {"reasons": frozenset({Reason.ILLNESS})}, "bot"),
        ({"reasons": ["illness"]}, {}, "supervisor"),
        ({"not_reasons": ["illness"]}, {"reasons": frozenset({Reason.ILLNESS})}, "supervisor"),
        ({"history": {"promises_broken": 1}}, {"history": History(promises_broken=1)}, "bot"),
        ({"history": {"promises_broken": 1}}, {"history": History(promises_broken=2)}, "supervisor"),
        ({"history": {"plans_broken": 0}}, {"history": History(plans_broken=1)}, "supervisor"),
    ],
)
def test_a_record_is_for_those_it_names(eligible: dict[str, Any], facts: dict[str, Any], band: str) -> None:
    assert who_may(eligible, **facts) == band
