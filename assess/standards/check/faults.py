"""The faults that several checks share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from assess.standards.document import Finding, Path
from assess.standards.model import Level, Standard


def twice(kind: str, ids: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    """A fault for every id that another one of its kind had before."""
    seen: dict[str, Path] = {}
    for path, id_ in ids:
        if id_ in seen:
            yield Finding("standard.id_twice", (*path, "id"), {"kind": kind, "id": id_}, among=((*seen[id_], "id"),))
        seen.setdefault(id_, path)


def unknown(kind: str, path: Path, id_: str, known: Iterable[str]) -> Iterator[Finding]:
    """A fault when ``id_`` is not among those that ``kind`` may name."""
    known = list(known)
    if id_ not in known:
        yield Finding("standard.id_unknown", path, {"kind": kind, "id": id_, "known": ", ".join(known)})


def level_known(standard: Standard, path: Path, level: Level, at_key: bool = False) -> Iterator[Finding]:
    """A fault when the standard does not have the level."""
    if level not in standard.levels:
        params: dict[str, object] = {"level": level, "levels": ", ".join(standard.levels)}
        yield Finding("standard.level_unknown", path, params, at_key=at_key)


def plain(number: Decimal) -> str:
    """The figure without trailing zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
