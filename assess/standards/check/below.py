"""Places where an enterprise standard may ask less than its base and nobody answers for it, and signatures for none.

Only listed: whether it is below is for a person to say, who signs it under ``below``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assess.standards.compare import Floor, stale, unsigned
from assess.standards.compare.words import Words
from assess.standards.document import Document, Finding, Path
from assess.standards.model import Standard
from assess.standards.patching import remaining

UNSIGNED = "standard.floor_unsigned"
"""The code of a floor that nobody answers for; an edition with one cannot be published."""


@dataclass(frozen=True)
class FloorInWords:
    """A floor as a parameter of a sentence: said in the reader's language."""

    base: Standard
    own: Standard
    floor: Floor

    def in_locale(self, locale: str) -> str:
        """Where less is asked, what it was and what it is."""
        words = Words(self.base, self.own, locale)
        return words.sentence(words.floor(self.floor))

    def __str__(self) -> str:
        return f"{self.floor.code} {self.floor.at}"


def below(base: Standard, own: Standard, document: Document) -> Iterator[Finding]:
    """A warning for every floor without a signature, where the patch that made it stands, and for every stale entry."""
    for floor in unsigned(base, own):
        params: dict[str, object] = {"floor": FloorInWords(base, own, floor), "at": floor.at}
        yield Finding(UNSIGNED, remaining(document.data, floor.at.split(".")), params, severity="warning")
    entries = {entry.at: number for number, entry in enumerate(own.below)}
    for entry in stale(base, own):
        path: Path = ("below", entries[entry.at], "at")
        yield Finding("standard.below_stale", path, {"at": entry.at}, severity="warning")
