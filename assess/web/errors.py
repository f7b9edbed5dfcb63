"""Turns every error into a page, or into ``{code, message}`` for callers that ask for JSON."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping

from flask import Flask, Response, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from assess.errors import AssessError, BadInput, Conflict, Forbidden, NotFound, Problems, Refused
from assess.i18n.sentences import sentence_of
from assess.web.locale import current_locale
from assess.web.resend import can_resend, resend_page

_LOG = logging.getLogger("assess.web")
# Forbidden is a Refused, so it comes first.
_STATUS = ((Forbidden, 403), (NotFound, 404), (Conflict, 409), (Refused, 409), (BadInput, 400))
_HTTP_CODES = {404: "request.not_found", 405: "request.method", 413: "request.too_large"}


def wants_json() -> bool:
    """Whether the caller is a script: it sends JSON or prefers it to HTML."""
    best = request.accept_mimetypes.best_match(("text/html", "application/json"), default="text/html")
    return request.is_json or best == "application/json"


def json_error(code: str, params: Mapping[str, object], status: int) -> Response:
    """``{code, message}`` with the sentence in the reader's language."""
    answer = jsonify(code=code, message=sentence_of(code, params, current_locale()))
    answer.status_code = status
    return answer


def error_page(code: str, params: Mapping[str, object], status: int, problems: Problems | None = None) -> Response:
    """The answer for an error; the page says what happened and where to go on, and lists the faults of a file."""
    if wants_json():
        return json_error(code, params, status)
    message = sentence_of(code, params, current_locale())
    page = render_template(
        "errors/error.html", code=code, message=message, status=status, problems=problems.problems if problems else ()
    )
    return Response(page, status)


def _assess_error(error: AssessError) -> Response:
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 400)
    return error_page(error.code, error.params, status, error if isinstance(error, Problems) else None)


def _csrf_error(error: CSRFError) -> Response:
    if can_resend() and not wants_json():
        return resend_page("request.csrf", 400)
    return error_page("request.csrf", {}, 400)


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):
        return Response("Unknown host.", 400, mimetype="text/plain")  # no address can be built for such a request
    status = error.code or 500
    return error_page(_HTTP_CODES.get(status, "request.bad"), {}, status)


def _unexpected(error: Exception) -> Response:
    reference = secrets.token_hex(4).upper()
    # The path without its query, which may hold what somebody typed.
    _LOG.error("unexpected error %s at %s %s", reference, request.method, request.path, exc_info=error)
    return error_page("request.unexpected", {"reference": reference}, 500)


def install(app: Flask) -> None:
    """Registers the pages for errors."""
    app.register_error_handler(AssessError, _assess_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)
