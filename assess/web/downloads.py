"""Answers that a browser keeps as a file."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Response


def pdf(data: bytes, name: str) -> Response:
    """``data`` as a download called ``name`` (without ending); kept by no cache."""
    return attachment(data, f"{name}.pdf", "application/pdf")


def attachment(data: bytes, name: str, media_type: str) -> Response:
    """``data`` as a download called ``name``; kept by no cache, and never shown in the page's own place.

    The name is given twice (RFC 6266): in full for today's browsers, and in plain letters for all others.
    """
    stem, dot, ending = name.rpartition(".")
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", stem if dot else name).strip("-") or "certificate"
    short = re.sub(r"[^A-Za-z0-9]+", "", ending) if dot else ""
    answer = Response(data, mimetype=media_type)
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}{dot and short and '.'}{short}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
