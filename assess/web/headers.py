"""The headers that every answer carries."""

from __future__ import annotations

from flask import Flask, Response, request

# No inline script, no inline style, nothing from another host: whatever is injected into a page stays text.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


ALWAYS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


def _add(response: Response) -> Response:
    response.headers.extend(ALWAYS)
    if request.blueprint != "public":
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def install(app: Flask) -> None:
    """Adds the headers to all answers of ``app``; pages of signed-in people are kept by no cache."""
    app.after_request(_add)
