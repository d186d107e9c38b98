"""What the reader is scored on: held-back sentences, a sample of them, other people's files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.model.errors import BadFile, BadInput
from bot.model.words import Intent, Reason
from bot.understanding.examples import load_folder
from bot.understanding.labels import LabelledText

EXTERNAL: dict[str, str] = {
    "forgot": "forgot",
    "salary_delay": "salary_delay",
    "illness": "illness",
    "family_event": "family_event",
    "cashflow": "cash_flow",
    "no_money": "cash_flow",
    "away_or_device": "away_or_no_device",
    "bank_limit_or_card": "bank_or_card_limit",
    "autodebit_failed": "report_autodebit_problem",
    "already_paid": "report_paid",
    "not_my_debt": "dispute_debt",
    "fraud_victim": "report_fraud",
    "suspects_scam": "ask_if_scam",
    "dispute_amount": "dispute_amount",
    "req_extension": "request_deferral",
    "req_change_due_date": "request_due_day_change",
    "req_instalment": "request_instalments",
    "req_partial": "offer_partial",
    "req_negotiate": "request_help",
    "req_waiver": "request_waiver",
    "promise_date": "promise_to_pay",
    "promise_soon": "promise_to_pay",
    "ask_credit_impact": "ask_credit_impact",
    "ask_late_fee": "ask_fees",
    "ask_legal": "ask_legal",
    "ask_consequence": "ask_consequence",
    "ask_collection": "ask_collection",
    "ask_human": "request_human",
    "complain": "complain",
    "harassment_claim": "report_harassment",
    "abuse": "abuse",
    "distress": "express_distress",
    "third_party": "third_party",
    "oos": "out_of_scope",
}
"""Labels of other sets in our words; ours may also be used as they are. Others (hyperbole) ask for no
label."""

_OWN = frozenset(word.value for vocabulary in (Intent, Reason) for word in vocabulary)


@dataclass(frozen=True)
class ExternalText:
    """A sentence of another set, with its labels as that set names them."""

    text: str
    labels: tuple[str, ...]


def load_held_back(folder: Path) -> list[LabelledText]:
    """Read the sentences that were never trained on.

    Raises:
        BadFile: there are none.
    """
    examples = load_folder(folder) if folder.is_dir() else []
    if not examples:
        raise BadFile(
            "holds no held-back sentences", where=str(folder), remedy="run it in the project's folder"
        )
    return examples


def sampled(examples: Sequence[LabelledText], size: int, *, seed: int = 0) -> list[LabelledText]:
    """Draw ``size`` sentences, as many of each language, and keep their order.

    Raises:
        BadInput: fewer than one sentence for each language.
    """
    languages = sorted({example.language for example in examples})
    if size < len(languages):
        raise BadInput(f"{size} is too few", where="--sample", remedy="give a few hundred")
    dice = Random(f"{seed}")  # noqa: S311 - not for secrets
    chosen: set[int] = set()
    for rank, language in enumerate(languages):
        places = [place for place, example in enumerate(examples) if example.language == language]
        wanted = size // len(languages) + (rank < size % len(languages))
        chosen.update(dice.sample(places, min(wanted, len(places))))
    return [examples[place] for place in sorted(chosen)]


def load_external(path: Path) -> list[ExternalText]:
    """Read a JSON Lines file of ``{"text": ..., "labels": [...]}``.

    Raises:
        BadFile: it cannot be read, is empty, a line is not such an object, or no label is one that we know.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadFile(
            f"cannot be read: {error.strerror}", where=str(path), remedy="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise BadFile("is not UTF-8 text", where=str(path), remedy="give JSON Lines in UTF-8") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row["labels"], list):
                raise TypeError("labels is no list")
            rows.append(ExternalText(str(row["text"]), tuple(str(name) for name in row["labels"])))
        except (ValueError, KeyError, TypeError) as error:
            raise BadFile(
                f"not a labelled sentence ({error})",
                where=f"{path}:{number}",
                remedy="one object a line: text, labels",
            ) from error
    if not known_labels(rows):
        raise BadFile(
            "no label of it is known here" if rows else "holds no sentence",
            where=str(path),
            remedy="use the intents and reasons of docs/taxonomy, as in labels: [promise_to_pay]",
        )
    return rows


def known_labels(rows: Sequence[ExternalText]) -> frozenset[str]:
    """Return the labels that a set can say, in our words: for others it has no word."""
    used = {name for row in rows for name in row.labels}
    known = {EXTERNAL.get(name, name) for name in used} & _OWN
    return frozenset(known | set(EXTERNAL.values()) if used & set(EXTERNAL) else known)


def in_our_words(row: ExternalText) -> frozenset[str]:
    """Return the labels of a sentence in our words."""
    return frozenset(EXTERNAL.get(name, name) for name in row.labels)
