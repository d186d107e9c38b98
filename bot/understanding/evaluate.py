"""How well messages are understood: `python -m bot.understanding.evaluate`.

Scores one or two classifiers on the held-back fifth (per language, with intervals), on an external labelled
JSON Lines file, on signals (recall, false alarms), on what is out of scope, under seeded noise, and for
speed. Writes one JSON file and one HTML page that needs nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from bot.model.errors import BadFile
from bot.model.words import REASON_OF_INTENT, Intent, Reason, Signal
from bot.understanding.classifier import LabelModel
from bot.understanding.evaluate_page import page
from bot.understanding.examples import HELD_BACK, load_folder
from bot.understanding.labels import SAID, Classifier, LabelledText
from bot.understanding.noise import KINDS, noisy
from bot.understanding.read import Understanding, read
from bot.understanding.scoring import Judged, confusions, lead_matrix, micro_f1, summary

_AT = datetime(2026, 3, 10, 15, tzinfo=timezone.utc)

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


def judge(example: LabelledText, understood: Understanding) -> Judged:
    """Compare one sentence with its labels (intents and learned reasons; signals are scored apart)."""
    derived = {reason.value for reason in REASON_OF_INTENT.values()}
    gold = {example.intent, *example.also, *example.reasons}
    seen = {intent.value for intent, _ in understood.intents}
    seen |= {reason.value for reason in understood.reasons if reason.value not in derived}
    return Judged(
        example.text,
        example.language,
        frozenset(gold),
        frozenset(seen),
        example.intent,
        understood.leading.value,
    )


def evaluate(
    model: Classifier,
    *,
    held_back: Sequence[LabelledText],
    external: Sequence[dict[str, Any]] = (),
    seed: int = 0,
) -> dict[str, Any]:
    """Score one classifier on everything."""
    understood, taken = [], []
    for example in held_back:
        began = time.perf_counter()
        understood.append(read(example.text, at=_AT, language=example.language, model=model))
        taken.append((time.perf_counter() - began) * 1000)
    judged = [judge(example, each) for example, each in zip(held_back, understood)]  # noqa: B905
    languages = sorted({one.language for one in judged})
    report: dict[str, Any] = {
        "held_back": {
            language: summary([one for one in judged if one.language == language], seed=seed)
            for language in languages
        },
        "signals": _signals(held_back, understood),
        "out_of_scope": summary(judged, rounds=1)["labels"].get(Intent.OUT_OF_SCOPE.value, {})
        | _turned_away(held_back, understood),
        "noise": {
            kind: {
                language: _under_noise(model, held_back, kind=kind, language=language, seed=seed)
                for language in languages
            }
            for kind in KINDS
        },
        "matrix": {
            language: lead_matrix([one for one in judged if one.language == language])
            for language in languages
        },
        "confusions": confusions(judged),
        "worst": _worst(judged, understood),
        "speed": _speed(taken),
    }
    if external:
        report["external"] = summary(_judge_external(model, external), seed=seed)
    return report


def _turned_away(held_back: Sequence[LabelledText], understood: Sequence[Understanding]) -> dict[str, float]:
    """Say how many unrelated messages are rejected or asked back, and how many others with them."""
    away = [each.leading is Intent.OUT_OF_SCOPE or each.confidence < SAID for each in understood]
    unrelated = [example.intent == Intent.OUT_OF_SCOPE.value for example in held_back]
    return {
        "rejected_or_asked_back": sum(a and b for a, b in zip(away, unrelated)) / max(sum(unrelated), 1),  # noqa: B905
        "others_lost": sum(a and not b for a, b in zip(away, unrelated))  # noqa: B905
        / max(len(unrelated) - sum(unrelated), 1),
    }


def _signals(held_back: Sequence[LabelledText], understood: Sequence[Understanding]) -> dict[str, Any]:
    scored = {}
    for signal in Signal:
        said = [signal.value in example.signals for example in held_back]
        seen = [signal in each.signals for each in understood]
        by_pattern = [any(hit.signal is signal for hit in each.hits) for each in understood]
        scored[signal.value] = {
            "said": sum(said),
            "found": sum(a and b for a, b in zip(said, seen)),  # noqa: B905
            "found_by_pattern": sum(a and b for a, b in zip(said, by_pattern)),  # noqa: B905
            "unlabelled": sum(b and not a for a, b in zip(said, seen)),  # noqa: B905
            "missed": [e.text for e, a, b in zip(held_back, said, seen) if a and not b][:20],  # noqa: B905
            "alarms": [e.text for e, a, b in zip(held_back, said, seen) if b and not a][:20],  # noqa: B905
        }
    return scored


def _under_noise(
    model: Classifier, held_back: Sequence[LabelledText], *, kind: str, language: str, seed: int
) -> float:
    chosen = [example for example in held_back if example.language == language][::3]
    return micro_f1(
        [
            judge(
                example,
                read(noisy(example.text, kind=kind, seed=seed), at=_AT, language=language, model=model),
            )
            for example in chosen
        ]
    )


def _worst(judged: Sequence[Judged], understood: Sequence[Understanding]) -> list[dict[str, Any]]:
    wrong = [
        {
            "text": one.text,
            "said": sorted(one.gold),
            "read": sorted(one.read),
            "confidence": round(each.confidence, 3),
        }
        for one, each in zip(judged, understood)  # noqa: B905
        if not one.gold & one.read
    ]
    return sorted(wrong, key=lambda row: -float(str(row["confidence"])))[:60]


def _speed(taken: Sequence[float]) -> dict[str, float]:
    ordered = sorted(taken)
    if not ordered:
        return {}
    return {
        "median_ms": ordered[len(ordered) // 2],
        "p95_ms": ordered[int(len(ordered) * 0.95)],
        "per_second": 1000 * len(ordered) / sum(ordered),
    }


def load_external(path: Path) -> list[dict[str, Any]]:
    """Read a JSON Lines file of ``{"text": ..., "labels": [...]}``.

    Raises:
        BadFile: a line is not such an object.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            rows.append({"text": str(row["text"]), "labels": [str(name) for name in row["labels"]]})
        except (ValueError, KeyError, TypeError) as error:
            raise BadFile(
                f"not a labelled sentence ({error})",
                where=f"{path}:{number}",
                remedy="one object a line: text, labels",
            ) from error
    return rows


def _judge_external(model: Classifier, rows: Sequence[dict[str, Any]]) -> list[Judged]:
    """Judge by the labels that the set can say; what it has no word for does not count against us."""
    used = {name for row in rows for name in row["labels"]}
    known = {EXTERNAL.get(name, name) for name in used} & _OWN
    if used & set(EXTERNAL):
        known |= set(EXTERNAL.values())
    judged = []
    for row in rows:
        understood = read(row["text"], at=_AT, model=model)
        seen = {intent.value for intent, _ in understood.intents} | {
            each.value for each in understood.reasons
        }
        gold = {EXTERNAL.get(name, name) for name in row["labels"]} & known
        judged.append(
            Judged(row["text"], understood.language.value, frozenset(gold), frozenset(seen & known))
        )
    return judged


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate, write JSON and HTML, print the headline numbers."""
    parser = argparse.ArgumentParser(description="Score the understanding of messages.")
    parser.add_argument("--model", type=Path, default=Path("models/labels.npz"))
    parser.add_argument("--compare", type=Path, help="a second model, side by side")
    parser.add_argument("--held-back", type=Path, default=HELD_BACK)
    parser.add_argument("--external", type=Path, help="JSON Lines with text and labels")
    parser.add_argument("--out", type=Path, default=Path("var/evaluation.json"))
    chosen = parser.parse_args(arguments)
    held_back = load_folder(chosen.held_back)
    external = load_external(chosen.external) if chosen.external else []
    reports = {
        path.name if index == 0 else f"{path.name} (2)": evaluate(
            LabelModel.load(path), held_back=held_back, external=external
        )
        for index, path in enumerate(each for each in (chosen.model, chosen.compare) if each)
    }
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(reports, ensure_ascii=False, indent=1), encoding="utf-8")
    chosen.out.with_suffix(".html").write_text(page(reports), encoding="utf-8")
    for name, report in reports.items():
        sys.stdout.write(f"{name}\n{headline(report)}")
    return 0


def headline(report: dict[str, Any]) -> str:
    """Put the most important numbers into a few lines."""
    lines = []
    sets = {f"held back {name}": one for name, one in report["held_back"].items()}
    if "external" in report:
        sets["external"] = report["external"]
    for name, one in sets.items():
        low, high = one["macro_f1_95"]
        lines.append(
            f"  {name}: {one['sentences']} sentences, micro F1 {one['micro_f1']:.3f}, macro F1"
            f" {one['macro_f1']:.3f} ({low:.3f} to {high:.3f})"
            + (f", leading intent {one['leading_intent']:.3f}" if name != "external" else "")
        )
    if "rejected_or_asked_back" in report["out_of_scope"]:
        lines.append(
            f"  out of scope: {report['out_of_scope']['rejected_or_asked_back']:.3f} rejected or asked back,"
            f" {report['out_of_scope']['others_lost']:.3f} of the others with them"
        )
    speed = report["speed"]
    if speed:
        lines.append(
            f"  speed: median {speed['median_ms']:.1f} ms, p95 {speed['p95_ms']:.1f} ms,"
            f" {speed['per_second']:.0f} a second"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
