"""The OpenAPI 3.1 document of the JSON API, made from the routes' table and the models of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from assess.i18n import LOCALES
from assess.web.public.api_answers import ProblemAnswer, VerificationAnswer

ROOT = "/api/v1"
LARGEST_FILE = 16 * 1024 * 1024
"""Bytes of a request, as for all pages."""

_TEXT = {"type": "string", "minLength": 1, "maxLength": 200}
_BINARY: dict[str, Any] = {}


@dataclass(frozen=True)
class Route:
    """One operation: how it is asked, and which media types its body may have."""

    method: str
    path: str
    name: str
    summary: str
    told: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Name → what it is; those in the path are in braces there, others in the query."""
    body: tuple[str, ...] = ()


ROUTES = (
    Route("get", "/verify/{token}", "verifyByToken", "Verify by the code beside the QR code",
          "The 12 letters and digits at the end of the printed address; capitals do not matter.",
          {"token": "The code."}),
    Route("get", "/verify", "verifyByNumber", "Verify by certificate number and name",
          "A wrong number and a wrong name get the same answer: a number can be guessed and gives no name away.",
          {"number": "The certificate number.", "name": "One of the names on the paper, in its script."}),
    Route("post", "/verify/file", "verifyFile", "Verify a PDF, or a photo or scan of the paper",
          "Every carrier in the file is compared with the signed record. The file is not kept.",
          body=("application/pdf", "image/jpeg", "image/png")),
    Route("post", "/verify/credential", "verifyCredential", "Verify a credential",
          "An Open Badges 3.0 credential as it was downloaded.", body=("application/json", "application/ld+json")),
)


@cache
def document(site: str) -> dict[str, Any]:
    """The document for the installation at ``site``."""
    _refs, models = models_json_schema(
        [(VerificationAnswer, "serialization"), (ProblemAnswer, "serialization")],
        ref_template="#/components/schemas/{model}",
    )
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(ROOT + route.path, {})[route.method] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Certificate verification", "version": "1.0.0", "license": {"name": "Apache-2.0", "identifier":
                                                                                 "Apache-2.0"},
            "description": "Checks certificates of occupational skill. No account, no key; nothing that is sent is "
                           "kept. A question that could be answered gets status 200, whatever the verdict.",
        },
        "servers": [{"url": site}],
        "paths": paths,
        "components": {"schemas": models["$defs"]},
    }


def _operation(route: Route) -> dict[str, Any]:
    parameters = [_parameter(route, name, told) for name, told in route.parameters.items()]
    made: dict[str, Any] = {
        "operationId": route.name, "summary": route.summary, "description": route.told,
        "parameters": [*parameters, _LANGUAGE],
        "responses": {
            "200": {"description": "The verdict, the checks and what was certified.",
                    "content": {"application/json": {"schema": _ref(VerificationAnswer)}}},
            "4XX": {"description": "The question cannot be answered.",
                    "content": {"application/problem+json": {"schema": _ref(ProblemAnswer)}}},
        },
    }
    if route.body:
        made["requestBody"] = {"required": True, "content": {kind: {"schema": _schema(kind)} for kind in route.body}}
    return made


_LANGUAGE = {
    "name": "lang", "in": "query", "required": False, "schema": {"type": "string", "enum": list(LOCALES)},
    "description": "Language of the sentences; Accept-Language is followed as well.",
}


def _parameter(route: Route, name: str, told: str) -> dict[str, Any]:
    place = "path" if f"{{{name}}}" in route.path else "query"
    return {"name": name, "in": place, "required": True, "description": told, "schema": _TEXT}


def _schema(kind: str) -> dict[str, Any]:
    return {"type": "object"} if kind.endswith("json") else _BINARY


def _ref(model: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}
