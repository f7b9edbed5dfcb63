"""The presses of this process: fonts are opened once, a press belongs to one thread and one state of the design."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

from assess.certificates.authority import Authority
from assess.certificates.design import parse_design
from assess.certificates.payload import Payload, face_fields, in_locale
from assess.certificates.pdf import Face, Press
from assess.errors import NotFound
from assess.store.fonts import load_font_files
from assess.store.session import Store
from assess.typesetting import FontBook

_own = threading.local()
_opening = threading.Lock()


def press_of(store: Store, authority: str) -> Press:
    """The press that prints the authority's papers in this thread; made anew when its design changed.

    Raises ``NotFound("design.missing")`` for an authority without a design.
    """
    file = store.config.certs / "authorities" / authority / "design.yaml"
    if not file.exists():
        raise NotFound("design.missing", authority=authority)
    status = file.stat()
    key = (file, status.st_mtime_ns, status.st_size)
    presses: dict[object, Press] = _own.__dict__.setdefault("presses", {})
    if key not in presses:
        with _opening:
            fonts = _fonts(store.config.certs, store.config.instance / "cache" / "fonts")
        presses[key] = Press(parse_design(file.read_bytes(), f"{authority}/design.yaml"), fonts)
    return presses[key]


def face_of(payload: Payload, authority: Authority, photo: bytes | None, base_url: str) -> Face:
    """Everything variable on the paper of ``payload``; the same payload always gives the same face."""
    language = authority.languages[0]
    title = authority.title.in_locale(language)
    return Face(
        fields=face_fields(payload, authority),
        qr=qr_text(base_url, payload.token),
        photo=photo,
        specimen=payload.specimen,
        title=f"{title} {payload.number}",
        language=language,
        subject=f"{in_locale(payload.occupation, language)} {in_locale(payload.grade, language)}",
        issued_at=f"{payload.issued_on}T00:00:00Z",
    )


def qr_text(base_url: str, token: str) -> str:
    """The address in the code: all capitals, so that it fits the dense alphanumeric mode; it answers in any case."""
    return f"{base_url.rstrip('/').upper()}/V/{token}"


@lru_cache(maxsize=2)
def _fonts(certs: Path, cache: Path) -> FontBook:
    return FontBook.from_files(load_font_files(certs, cache))
