"""The JSON API for strangers: the same questions as the pages, the same operations, no account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flask import Response, request
from werkzeug.exceptions import HTTPException

from assess.canonical import canonical
from assess.certificates.verify import Verification
from assess.errors import AssessError, BadInput, Refused
from assess.i18n.sentences import sentence, sentence_of
from assess.operations import verifying
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.guard import guard
from assess.web.locale import current_locale
from assess.web.public.api_answers import ProblemAnswer, verification_answer
from assess.web.public.api_document import LARGEST_FILE, ROOT, document
from assess.web.public.blueprint import blueprint
from assess.web.public.pages import page

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
View = Callable[..., Verification]


def _answered(view: View) -> Callable[..., Response]:
    """A view whose verification becomes JSON, and whose errors become problems."""

    @wraps(view)
    def answered(**arguments: str) -> Response:
        try:
            found = view(**arguments)
        except AssessError as error:
            status = 409 if isinstance(error, Refused) else 400
            return _problem(status, error.code, sentence(error, current_locale()))
        except HTTPException as error:
            code = "request.too_large" if error.code == 413 else "request.bad"
            return _problem(error.code or 400, code, sentence_of(code, {}, current_locale()))
        made = verification_answer(found, now(), current_locale(), store().config.base_url.rstrip("/"))
        return _json(made.model_dump_json(), 200, "application/json")

    return answered


@blueprint.get(f"{ROOT}/verify/<token>")
@guard(Action.PUBLIC)
@_answered
def api_by_token(token: str) -> Verification:
    """By the code beside the QR code."""
    return verifying.by_token(store(), token)


@blueprint.get(f"{ROOT}/verify")
@guard(Action.PUBLIC)
@_answered
def api_by_number() -> Verification:
    """By number and name."""
    number, name = request.args.get("number", "").strip(), request.args.get("name", "").strip()
    if not number or not name:
        raise BadInput("api.number_and_name")
    return verifying.by_number(store(), number, name)


@blueprint.post(f"{ROOT}/verify/file")
@guard(Action.PUBLIC)
@_answered
def api_by_file() -> Verification:
    """By a PDF, or a photo or scan: the body is the file; its first bytes say which it is."""
    data = request.get_data(cache=False)
    if data.startswith(b"%PDF-"):
        return verifying.by_file(store(), data)
    if data.startswith(_PICTURES):
        return verifying.by_picture(store(), data)
    raise BadInput("api.no_file")


@blueprint.post(f"{ROOT}/verify/credential")
@guard(Action.PUBLIC)
@_answered
def api_by_credential() -> Verification:
    """By a credential: the body is its JSON."""
    try:
        text = request.get_data(cache=False).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput("verify.no_json") from error
    return verifying.by_credential(store(), text)


@blueprint.get(f"{ROOT}/openapi.json")
@guard(Action.PUBLIC)
def api_document() -> Response:
    """The description of all this for machines."""
    answer = _json(canonical(document(store().config.base_url.rstrip("/"))), 200, "application/json")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@blueprint.get("/api")
@guard(Action.PUBLIC)
def api_page() -> Response:
    """The description for people, with examples."""
    return page(store(), "api", verification=None, checked_at=None, root=ROOT, largest=LARGEST_FILE // 1024 // 1024)


def _problem(status: int, code: str, detail: str) -> Response:
    made = ProblemAnswer(type="about:blank", title=_TITLES.get(status, "Bad Request"), status=status, detail=detail,
                         code=code)
    return _json(made.model_dump_json(), status, "application/problem+json")


_TITLES = {400: "Bad Request", 409: "Conflict", 413: "Content Too Large", 415: "Unsupported Media Type"}


def _json(text: str | bytes, status: int, kind: str) -> Response:
    answer = Response(text, status, content_type=kind)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Accept-Language, Cookie"
    return answer
