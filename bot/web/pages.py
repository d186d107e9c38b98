"""Rendering pages: one Jinja environment, and the choice of language."""

from __future__ import annotations

import hashlib
from functools import cache, partial
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.conversation.script import traditional as in_traditional
from bot.conversation.voice import Voice
from bot.model.words import Language
from bot.web.names import name
from bot.web.words import label

HERE = Path(__file__).parent
LANGUAGE_COOKIE = "tideover_language"

_env = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def language_of(request: Request) -> Language:
    """The reader's language: asked for in the address, remembered, or wished by the browser."""
    for wish in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if wish in Language._value2member_map_:
            return Language(wish)
    accepted = request.headers.get("accept-language", "").lower()
    return Language.ZH if accepted.startswith("zh") else Language.EN


def page(
    request: Request, template: str, *, language: Language, status: int = 200, **context: Any
) -> HTMLResponse:
    """Render a whole page; a language chosen in the address is remembered."""
    answer = HTMLResponse(fragment(template, language=language, **context), status_code=status)
    wish = request.query_params.get("lang")
    if wish in Language._value2member_map_:
        answer.set_cookie(LANGUAGE_COOKIE, str(wish), max_age=31536000, httponly=True, samesite="lax")
    return answer


def fragment(template: str, *, language: Language, traditional: bool = False, **context: Any) -> str:
    """Render a page or a part of one, in Chinese with the labels in the reader's script."""
    old = traditional and language is Language.ZH
    return _env.get_template(template).render(
        language=language.value,
        html_lang=Voice(language, old).html_lang,
        t=partial(_label, language=language, old=old),
        named=partial(_name, language=language, old=old),
        asset=asset,
        **context,
    )


def _label(key: str, *, language: Language, old: bool, **values: Any) -> str:
    text = in_traditional(label(key, language)) if old else label(key, language)
    return text.format(**values) if values else text


def _name(group: str, value: object, *, language: Language, old: bool) -> str:
    found = name(group, value, language)
    return in_traditional(found) if old else found


@cache
def asset(path: str) -> str:
    """The address of a static file with a mark of its content, so that it may be kept for ever."""
    digest = hashlib.sha256((HERE / "static" / path).read_bytes()).hexdigest()[:10]
    return f"/static/{path}?v={digest}"
