"""Serves ``assess/static`` past Flask, under addresses that change with the content and so may be kept for a year."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

FOLDER = Path(__file__).resolve().parent.parent / "static"
_YEAR = 365 * 24 * 3600


@cache
def static_url(name: str) -> str:
    """Address of a file in ``static/``; the only way templates name one."""
    return f"/static/{name}?v={sha256((FOLDER / name).read_bytes()).hexdigest()[:12]}"


@cache
def files_digest() -> str:
    """SHA-256 over all files of ``static/``: another one when any of them changes."""
    digests = [sha256(file.read_bytes()).digest() for file in sorted(FOLDER.rglob("*")) if file.is_file()]
    return sha256(b"".join(digests)).hexdigest()


def _add_headers(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def install(app: Flask) -> None:
    """Puts the files in front of ``app`` and gives templates ``static_url``."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(FOLDER),
        prefix="static/",
        max_age=_YEAR,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )
    app.jinja_env.globals["static_url"] = static_url
