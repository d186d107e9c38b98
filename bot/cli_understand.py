"""``tideover understand``: what one message says, or one line after the other."""

from __future__ import annotations

import re
import sys
from typing import Annotated, Any

import typer
from babel.numbers import list_currencies

from bot.model.errors import BadInput
from bot.settings import Settings
from bot.understanding.classifier import LabelModel
from bot.understanding.read import read


def understand(
    text: Annotated[str | None, typer.Argument(help="What somebody wrote.")] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", help="When it was written, on the borrower's clock (ISO); now if not given."),
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the conversation: zh or en.")
    ] = None,
    currency: Annotated[str | None, typer.Option(help="Currency of the account, like CNY.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Answer as JSON, as it does anyway where no terminal reads it.")
    ] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read JSON Lines on standard input; one answer a line.")
    ] = False,
) -> None:
    """What a message says: intents, reasons, amounts, dates, signals, language."""
    from bot.cli import each_line, emit, instant

    settings = Settings()
    if not settings.labels.exists():
        raise BadInput("there is no trained reader yet", where=str(settings.labels), remedy="run make train")
    model = LabelModel.load(settings.labels)

    def one(given: dict[str, Any]) -> dict[str, Any]:
        said = given["text"]
        if not isinstance(said, str):
            raise BadInput(f"{said!r} is no text", where="text", remedy="put what somebody wrote in quotes")
        if not said.strip():
            raise BadInput("there is nothing to understand", where="text", remedy="say what somebody wrote")
        found = read(
            said,
            at=instant(given.get("at")),
            language=language_of(given.get("lang") or given.get("language"), said),
            currency=currency_of(given.get("currency")),
            region=given.get("region"),
            payday=given.get("payday"),
            model=model,
        )
        return found.as_json()

    if jsonl:
        each_line(lambda given: one({"at": at, "lang": lang, "currency": currency, **given}))
        return
    if text is None:
        raise BadInput(
            "say what to understand", where="TEXT", remedy="tideover understand 'can I pay on Friday?'"
        )
    answer = one({"text": text, "at": at, "lang": lang, "currency": currency})
    if as_json or not sys.stdout.isatty():
        emit(answer)
    else:
        sys.stdout.write(in_words(answer))


def language_of(asked: Any, text: str) -> str | None:
    """Read ``--lang``; without it, what is in Latin letters and says nothing itself is English.

    Raises:
        BadInput: it is not a language that the product speaks.
    """
    if not asked:
        return "en" if re.search(r"[A-Za-z]", text) and not re.search(r"[\u3400-\u9fff]", text) else None
    primary = re.split(r"[-_]", str(asked).lower())[0]  # zh-Hant, en_GB
    if primary not in ("zh", "en"):
        raise BadInput(f"{asked!r} is not spoken here", where="--lang", remedy="zh or en")
    return primary


def currency_of(asked: Any) -> str | None:
    """Read ``--currency``.

    Raises:
        BadInput: it is no ISO 4217 code.
    """
    if not asked:
        return None
    code = str(asked).upper()
    if code not in list_currencies():
        raise BadInput(f"{asked!r} is no currency", where="--currency", remedy="an ISO code like CNY or GBP")
    return code


def in_words(answer: dict[str, Any]) -> str:
    """Write what was understood for a person at a terminal: a line for each kind that was found."""
    lines = []
    for kind, found in answer.items():
        values = found if isinstance(found, list) else [found]
        shown = [
            f"{each['name']} {each['confidence']:.2f}" if kind == "intents"
            else ", ".join(f"{key} {value}" for key, value in each.items() if value not in (None, False, ""))
            if isinstance(each, dict) else str(each)
            for each in values
        ]  # fmt: skip
        lines += [f"{kind if place == 0 else '':10} {one}" for place, one in enumerate(shown)]
    return "\n".join(lines) + "\n"
