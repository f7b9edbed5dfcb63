"""The faults that several checks share, and how they write figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from assess.standards.document import Finding, Path
from assess.standards.model import LEVELS, Level, Standard

LISTED = 12
"""A message names at most so many ids or figures."""


def twice(kind: str, ids: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    """A fault for every id that another one of its kind had before; the paths are those of what has the id."""
    seen: dict[str, Path] = {}
    for path, id_ in ids:
        if id_ in seen:
            yield Finding("standard.id_twice", (*path, "id"), {"kind": kind, "id": id_}, among=((*seen[id_], "id"),))
        seen.setdefault(id_, path)


def unknown(kind: str, path: Path, id_: str, known: Iterable[str]) -> Iterator[Finding]:
    """A fault when ``id_`` is not among those that ``kind`` may name."""
    known = list(known)
    if id_ not in known:
        yield Finding("standard.id_unknown", path, unknown_params(kind, id_, known))


def unknown_params(kind: str, id_: str, known: list[str]) -> dict[str, object]:
    """What a message on an unknown id says: the kind, the id, and the one that is meant or those that there are."""
    suggestion = next(iter(get_close_matches(id_, known[:2000], 1)), "")
    params: dict[str, object] = {"kind": kind, "id": id_, "suggestion": suggestion, "known": listed(known)}
    return params | {"reason": "similar"} if suggestion else params


def level_known(standard: Standard, path: Path, level: Level, at_key: bool = False) -> Iterator[Finding]:
    """A fault when the standard does not have the level; one without any levels has a fault of its own."""
    if standard.levels and level not in standard.levels:
        params: dict[str, object] = {"level": level, "levels": ", ".join(standard.levels)}
        yield Finding("standard.level_unknown", path, params, at_key=at_key, within=(("levels",),))


def multiple(path: Path, value: Decimal, unit: Decimal, among: tuple[Path, ...] = ()) -> Iterator[Finding]:
    """A fault when ``value`` is no multiple of ``unit``."""
    if unit == 0 or Fraction(value) % Fraction(unit):
        yield Finding("standard.not_in_unit", path, {"got": plain(value), "unit": plain(unit)}, among=among)


def higher(level: Level, than: Level) -> bool:
    """Whether ``level`` stands above the other one on the ladder."""
    return LEVELS.index(level) > LEVELS.index(than)


def plain(number: Decimal | Fraction) -> str:
    """The figure without trailing zeros and without an exponent; a third is written 33.333."""
    text = f"{number if isinstance(number, Decimal) else Decimal(number.numerator) / number.denominator:.9f}"
    return text.rstrip("0").rstrip(".")


def listed(words: Iterable[str]) -> str:
    """The words with commas, the first ``LISTED`` of them."""
    shown = list(words)
    return ", ".join([*shown[:LISTED], *(["…"] if len(shown) > LISTED else [])]) or "–"
