"""What a browser needs to check an offline code (QR B) by itself: the page, the keys, and the worker that keeps both.

The digits stand behind ``#`` of a certificate's address. No request holds them; everything is checked by scripts.
"""

from __future__ import annotations

import json

from flask import Response, jsonify

from assess.operations import offline
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.guard import guard
from assess.web.public.blueprint import blueprint
from assess.web.public.pages import page
from assess.web.static import FOLDER, files_digest


@blueprint.get("/offline")
@guard(Action.PUBLIC)
def offline_page() -> Response:
    """The page that is shown in place of any certificate's when there is no network."""
    return page(store(), "offline", verification=None, checked_at=None)


@blueprint.get("/offline/keys.json")
@guard(Action.PUBLIC)
def offline_keys() -> Response:
    """Every key that ever signed offline codes; ``moment`` tells a reader without network how old the list is."""
    answer = jsonify(moment=now().isoformat(), keys=offline.code_keys(store()))
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.get("/offline-worker.js")
@guard(Action.PUBLIC)
def offline_worker() -> Response:
    """The service worker of the certificates' pages; it lies at the top, as a worker cares for what lies below it."""
    text = f"const VERSION = {json.dumps(files_digest()[:12])};\n"
    answer = Response(text + (FOLDER / "verify" / "worker.js").read_text(encoding="utf-8"), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
