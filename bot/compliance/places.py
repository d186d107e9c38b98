"""Where a borrower may be: the packs that follow from it, and every time zone it could mean.

Facts about a place often disagree (an address in New York, a number of Los Angeles). Nobody knows which is
right, so all of them count: a contact must be allowed in every candidate zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.model.contact import BorrowerFacts

ZONE_BY_REGIME: Mapping[str, str] = {
    "CN": "Asia/Shanghai",
    "UK": "Europe/London",
    "IN": "Asia/Kolkata",
    "HK": "Asia/Hong_Kong",
    "SG": "Asia/Singapore",
}
"""Packs whose whole territory keeps one clock.

The fallback when nothing is known about the borrower's place.
"""

NO_PACK = "no-pack:"
"""Marks a country of residence, or a licence, for which no pack exists, so that a rule can say so."""


@lru_cache(maxsize=512)
def zone(name: str) -> ZoneInfo:
    """Return a time zone by IANA name; the same object for the same name."""
    return ZoneInfo(name)


@dataclass(frozen=True)
class Places:
    """The table of places (``policies/places.yml``), ready to be asked."""

    regimes_of_country: Mapping[str, list[str]]
    regimes_of_region: Mapping[str, list[str]]
    regimes_of_city: Mapping[str, list[str]]
    parents: Mapping[str, str]
    zones: Mapping[str, list[str]]
    country_of_calling_code: Mapping[str, str]
    zones_of_area: Mapping[str, Mapping[str, list[str]]]
    _groups: dict[tuple[str | None, str | None, str | None], tuple[tuple[ZoneInfo, ...], ...]] = field(
        default_factory=dict, repr=False
    )
    _regimes: dict[tuple[tuple[str, ...], str | None, str | None, str | None], frozenset[str]] = field(
        default_factory=dict, repr=False
    )

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Places:
        """Build the table from its YAML form."""
        areas = {code: dict(rows) for code, rows in table["zones_of_area"].items()}
        america: dict[str, list[str]] = areas.setdefault("1", {})
        for name, codes in table["areas_of_zone"].items():
            for code in codes:
                america.setdefault(code, []).append(name)
        return cls(
            regimes_of_country=table["regimes_of_country"],
            regimes_of_region=table["regimes_of_region"],
            regimes_of_city=table["regimes_of_city"],
            parents=table["parents"],
            zones=table["zones"],
            country_of_calling_code=table["country_of_calling_code"],
            zones_of_area=areas,
        )

    def knows(self, regime: str) -> bool:
        """Tell whether a pack of this name can apply anywhere."""
        return regime == "house" or any(
            regime in names
            for rows in (self.regimes_of_country, self.regimes_of_region, self.regimes_of_city)
            for names in rows.values()
        )

    def regimes(self, licences: tuple[str, ...], borrower: BorrowerFacts) -> frozenset[str]:
        """Return every pack that applies: by licence and contract, by residence and city, by place now."""
        key = (licences, borrower.residence, borrower.city, borrower.location)
        known = self._regimes.get(key)
        if known is None:
            here = self._find_regimes((), borrower.location, None)
            known = self._regimes[key] = here | self._find_regimes(*key[:3])
        return known

    def _find_regimes(
        self, licences: tuple[str, ...], residence: str | None, city: str | None
    ) -> frozenset[str]:
        licensed = {pack for name in licences for pack in self._named(name)}
        found = set(licensed)
        code = (residence or "").upper()
        country = code.split("-")[0]
        found.update(self.regimes_of_country.get(country, [f"{NO_PACK}{country}"] if country else ()))
        found.update(self.regimes_of_region.get(code, ()))
        if city:
            found.update(self.regimes_of_city.get(f"{country}|{city.strip().lower()}", ()))
        if code == "CN-HK":
            found.discard("CN")
            found.update(licensed)
        for name in tuple(found):
            parent = self.parents.get(name)
            if parent:
                found.add(parent)
        return frozenset(found)

    def _named(self, licence: str) -> Iterable[str]:
        """Return the packs meant by a licence: a place without a pack of its own has its country's.

        What names nothing we know is marked, so that a slip of the pen never means "no rules".
        """
        name = licence.strip().upper()
        country = name.split("-")[0]
        for known in (licence, name, country):
            if self.knows(known):
                return (known,)
        return self.regimes_of_country.get(country) or (f"{NO_PACK}{licence}",)

    def candidate_zones(
        self, borrower: BorrowerFacts, regimes: frozenset[str], *, at: datetime
    ) -> tuple[ZoneInfo, ...]:
        """Return every zone the borrower may be in; empty when nothing is known.

        A place with several zones is narrowed to the borrower's own stated zone where that fits; any fact
        that does not fit adds its zones.
        """
        key = (borrower.residence, borrower.phone_area, borrower.location)
        groups = self._groups.get(key)
        if groups is None:
            groups = self._groups[key] = (
                self._of_residence(key[0]),
                self._of_area(key[1], key[0]),
                self._of_residence(key[2]),
            )
        if borrower.timezone is None:
            found = tuple(dict.fromkeys(z for group in groups for z in group))
            if found:
                return found
            return tuple(zone(ZONE_BY_REGIME[r]) for r in sorted(regimes) if r in ZONE_BY_REGIME)
        stated = zone(borrower.timezone)
        found = (stated,)
        for group in groups:
            if group and stated not in group:
                offset = at.astimezone(stated).utcoffset()
                if all(at.astimezone(z).utcoffset() != offset for z in group):
                    found += tuple(z for z in group if z not in found)
        return found

    def _of_residence(self, residence: str | None) -> tuple[ZoneInfo, ...]:
        code = (residence or "").upper().replace("UK", "GB", 1)
        names = self.zones.get(code) or self.zones.get(code.split("-")[0]) or ()
        return tuple(zone(name) for name in names)

    def _of_area(self, area: str | None, residence: str | None) -> tuple[ZoneInfo, ...]:
        """Read ``+1-213``, ``+86 755`` or a bare ``213`` of the country of residence."""
        if not area:
            return ()
        digits = "".join(c for c in area if c.isdigit())
        country = (residence or "").upper().split("-")[0]
        if not area.strip().startswith("+"):
            if country == "US":
                digits = digits if len(digits) == 4 and digits[0] == "1" else "1" + digits
            else:
                return ()  # a domestic prefix says nothing that the country does not
        for length in (3, 2, 1):
            code, rest = digits[:length], digits[length:]
            rows = self.zones_of_area.get(code)
            if rows is not None:
                width = 3 if code == "1" else 1
                names = rows.get(rest[:width], ())
                if not names and code == "1":
                    names = self.zones["US"]
                if names:
                    return tuple(zone(name) for name in names)
            if code in self.country_of_calling_code:
                return self._of_residence(self.country_of_calling_code[code])
        return ()
