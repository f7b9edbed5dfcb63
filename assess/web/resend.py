"""Keeps what somebody typed when a form arrives without a valid session: the page offers to send it once more.

Only a form of our own pages gets this (``Origin`` is our host): a foreign page must not have its form sent by a click
that looks like ours. Passwords and files are never kept.
"""

from __future__ import annotations

from flask import Response, render_template, request
from werkzeug.urls import iri_to_uri

_SECRET = {"password", "present", "new", "csrf_token"}


def can_resend() -> bool:
    """Whether the running request is a form of ours that can be sent again unchanged."""
    ours = request.headers.get("Origin", "") == f"{request.scheme}://{request.host}"
    return ours and bool(request.form) and not request.files and not (_SECRET - {"csrf_token"}) & set(request.form)


def resend_page(code: str, status: int) -> Response:
    """What was typed, in a form with a fresh token; ``code`` is ``request.sign_in`` or ``request.csrf``."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in _SECRET]
    address = iri_to_uri(request.full_path.rstrip("?"))
    return Response(render_template("errors/resend.html", code=code, kept=kept, address=address), status)
