"""``/docs``: the HTTP interface, written out from the OpenAPI description by our own template.

The usual viewers load scripts from elsewhere; this page loads nothing.
"""

from __future__ import annotations

import re
from typing import Any

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup, escape

from bot.web.pages import language_of, page

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request) -> Response:
    """Every public address with its parameters, bodies and answers."""
    spec: dict[str, Any] = request.app.openapi()
    schemas = spec.get("components", {}).get("schemas", {})
    operations = [
        {
            "verb": verb.upper(),
            "path": path,
            "id": operation.get("operationId", ""),
            "text": marked(operation.get("description", operation.get("summary", ""))),
            "parameters": operation.get("parameters", []),
            "body": _example(_schema(operation.get("requestBody", {})), schemas),
            "answers": [
                {
                    "status": status,
                    "text": answer.get("description", ""),
                    "body": _example(_schema(answer), schemas),
                }
                for status, answer in operation.get("responses", {}).items()
                if status != "422"
            ],
        }
        for path, verbs in spec["paths"].items()
        for verb, operation in verbs.items()
    ]
    return page(
        request,
        "docs.html",
        language=language_of(request),
        operations=operations,
        about=marked(spec["info"]["description"]),
        version=spec["info"]["version"],
    )


def marked(text: str) -> Markup:
    """Text whose names in backticks are shown as code."""
    return Markup(re.sub(r"`+([^`]+)`+", r"<code>\1</code>", str(escape(text))))  # noqa: S704 (escaped just before)


def _schema(part: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = part.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


def _example(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    return orjson.dumps(_shape(schema, schemas, 0), option=orjson.OPT_INDENT_2).decode() if schema else ""


def _shape(schema: dict[str, Any], schemas: dict[str, Any], depth: int) -> Any:
    """A schema as an example of what it describes: names, and words for the kinds of value."""
    if depth > 6:
        return "…"
    if "$ref" in schema:
        return _shape(schemas.get(schema["$ref"].rsplit("/", 1)[-1], {}), schemas, depth + 1)
    if "anyOf" in schema:
        kinds = [item for item in schema["anyOf"] if item.get("type") != "null"]
        return _shape(kinds[0], schemas, depth + 1) if kinds else None
    if schema.get("type") == "object":
        return {key: _shape(item, schemas, depth + 1) for key, item in schema.get("properties", {}).items()}
    if schema.get("type") == "array":
        return [_shape(schema.get("items", {}), schemas, depth + 1)]
    return schema.get("description") or schema.get("format") or schema.get("type", "any")
