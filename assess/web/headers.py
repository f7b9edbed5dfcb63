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


def _add(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.blueprint != "public":
        headers.setdefault("Cache-Control", "private, no-store")
    return response


def install(app: Flask) -> None:
    """Adds the headers to all answers of ``app``; pages of signed-in people are kept by no cache."""
    app.after_request(_add)
