"""The static files by which anybody checks certificates, and the credential of each certificate.

Any other server may carry the same files; a check that was done with theirs needs nothing of this one.
"""

from __future__ import annotations

from flask import Response, request

from assess.operations.credentials import issued_credential
from assess.operations.publishing import published_file
from assess.people.policy import Action
from assess.web.current import store
from assess.web.guard import guard
from assess.web.public.blueprint import blueprint

CREDENTIAL = "application/vc"
_CHANGING, _LASTING = "no-cache", "public, max-age=31536000, immutable"


@blueprint.get("/authorities/<authority>/did.json")
@guard(Action.PUBLIC)
def issuer(authority: str) -> Response:
    """The keys of an authority, where its name as an issuer (did:web) leads to."""
    return _file(f"authorities/{authority}/did.json", "application/json")


@blueprint.get("/authorities/<authority>/status/<int:number>/<purpose>.json")
@guard(Action.PUBLIC)
def status_list(authority: str, number: int, purpose: str) -> Response:
    """One list of what became of certificates, fetched as a whole: nobody learns which one is looked at."""
    return _file(f"authorities/{authority}/status/{number}/{purpose}.json", CREDENTIAL)


@blueprint.get("/keys/<key_id>.json")
@guard(Action.PUBLIC)
def public_key(key_id: str) -> Response:
    """A public key; it never changes."""
    return _file(f"keys/{key_id}.json", "application/json", _LASTING)


@blueprint.get("/keys/ended/<key_id>.json")
@guard(Action.PUBLIC)
def key_end(key_id: str) -> Response:
    """How a key came to its end."""
    return _file(f"keys/ended/{key_id}.json", "application/json")


@blueprint.get("/log/checkpoint")
@guard(Action.PUBLIC)
def checkpoint() -> Response:
    """The newest signed checkpoint of the log."""
    return _file("log/checkpoint", "text/plain; charset=utf-8")


@blueprint.get("/log/checkpoints/<group>/<size>")
@guard(Action.PUBLIC)
def kept_checkpoint(group: str, size: str) -> Response:
    """The checkpoint of that size, as it was kept."""
    return _file(f"log/checkpoints/{group}/{size}", "text/plain; charset=utf-8")


@blueprint.get("/log/tile/<path:name>")
@guard(Action.PUBLIC)
def tile(name: str) -> Response:
    """A part of the log: hashes, or the entries themselves."""
    return _file(f"log/tile/{name}", "application/octet-stream", _LASTING)


@blueprint.get("/v/<token>/credential.<locale>.json")
@guard(Action.PUBLIC)
def credential(token: str, locale: str) -> Response:
    """The credential of a certificate in one language, byte for byte as it was issued."""
    return _answer(issued_credential(store(), token.upper(), locale), CREDENTIAL)


def _file(name: str, media_type: str, keeping: str = _CHANGING) -> Response:
    return _answer(published_file(store(), name), media_type, keeping)


def _answer(data: bytes, media_type: str, keeping: str = _CHANGING) -> Response:
    """The bytes, also for pages and programs of other sites: nothing in them is meant for one reader."""
    answer = Response(data, content_type=media_type)
    answer.headers["Cache-Control"] = keeping
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
