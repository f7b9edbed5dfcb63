"""The presses of this process: fonts are opened once, a press belongs to one thread and one state of the design."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from assess.certificates.authority import Authority
from assess.certificates.design import parse_design
from assess.certificates.payload import Payload, Way, face_fields, in_locale
from assess.certificates.pdf import Face, Press
from assess.config import Config
from assess.errors import NotFound
from assess.store.fonts import load_font_files
from assess.store.session import Store
from assess.typesetting import FontBook

_own = threading.local()
_opening = threading.Lock()
_books: dict[Path, FontBook] = {}
"""The book of the one folder that an installation has."""


DESIGNS: Mapping[str, Way] = {
    "design.yaml": "exam", "appointment.yaml": "appointment", "record.yaml": "confirmation",
}
"""The files of designs in an authority's folder, and for how the grade was reached."""
_FILES = {way: file for file, way in DESIGNS.items()}


def press_of(store: Store, authority: str, way: Way = "exam") -> Press:
    """The press that prints the authority's papers of that kind in this thread; made anew when the design changed.

    Raises ``NotFound("design.missing")`` for an authority without such a design.
    """
    file = design_in_force(store.config, authority, _FILES[way])
    status = file.stat()
    key = (file, status.st_mtime_ns, status.st_size)
    presses: dict[object, Press] = _own.__dict__.setdefault("presses", {})
    if key not in presses:
        fonts = font_book(store.config)
        presses[key] = Press(parse_design(file.read_bytes(), f"{authority}/{file.name}"), fonts)
    return presses[key]


def design_in_force(config: Config, authority: str, file: str) -> Path:
    """The newest file of that design; raises ``NotFound("design.missing")`` for an authority without one."""
    kept = kept_designs(config, authority, file)
    first = config.certs / "authorities" / authority / file
    if not kept and not first.exists():
        raise NotFound("design.missing", authority=authority, file=file)
    return kept[-1] if kept else first


def kept_designs(config: Config, authority: str, file: str) -> list[Path]:
    """What the authority's officer kept instead, the newest last (``operations.designs``)."""
    return sorted((config.instance / "designs" / authority).glob(f"[0-9][0-9][0-9][0-9]-{file}"))


def font_book(config: Config) -> FontBook:
    """The fonts of the house, opened once in a process: unpacking and checking them takes seconds."""
    with _opening:
        folder = (config.certs / "fonts").resolve()
        if folder not in _books:
            _books.clear()
            files = load_font_files(config.certs, config.instance / "cache" / "fonts")
            _books[folder] = FontBook.from_files(files)
        return _books[folder]


def face_of(payload: Payload, authority: Authority, photo: bytes | None, base_url: str) -> Face:
    """Everything variable on the paper of ``payload``; the same payload always gives the same face."""
    language = authority.languages[0]
    title = authority.title_of(payload.level).in_locale(language)
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
