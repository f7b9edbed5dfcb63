"""Answers that a browser keeps as a file."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Response


def pdf(data: bytes, name: str) -> Response:
    """``data`` as a download called ``name`` (without ending); kept by no cache.

    The name is given twice (RFC 6266): in full for today's browsers, and in plain letters for all others.
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-") or "certificate"
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}.pdf\"; filename*=UTF-8''{quote(name, safe='')}.pdf"
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
