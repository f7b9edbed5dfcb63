"""The page of the camera scanner: the one page on which a reader for codes, compiled to WebAssembly, may run."""

from __future__ import annotations

from flask import Response

from assess.people.policy import Action
from assess.web.current import store
from assess.web.guard import guard
from assess.web.headers import allow_wasm
from assess.web.public.blueprint import blueprint
from assess.web.public.pages import page


@blueprint.get("/scan")
@guard(Action.PUBLIC)
def scan() -> Response:
    """From the camera or a picture to the certificate's page; offline codes are checked in the browser."""
    allow_wasm()
    return page(store(), "scan", verification=None, checked_at=None)
