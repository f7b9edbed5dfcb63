"""The headers that every answer carries."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

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


def style_nonce() -> str:
    """A word for one style element of the answer at hand: a component that writes its own rules is let in by it alone.

    Another word for every answer; nothing else that is written into the page can name it (see decision 0007).
    """
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(18)
    nonce: str = g.style_nonce
    return nonce


def allow_wasm() -> None:
    """Lets WebAssembly of our own be compiled on the page at hand; evaluating text stays forbidden."""
    g.wasm_allowed = True


def _add(response: Response) -> Response:
    response.headers.extend(ALWAYS)
    if "style_nonce" in g:
        allowed = POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{style_nonce()}'")
        response.headers["Content-Security-Policy"] = allowed
    if "wasm_allowed" in g:
        allowed = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
        response.headers["Content-Security-Policy"] = allowed
    if request.blueprint != "public":
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def install(app: Flask) -> None:
    """Adds the headers to all answers of ``app``; pages of signed-in people are kept by no cache."""
    app.after_request(_add)
    app.jinja_env.globals["style_nonce"] = style_nonce
