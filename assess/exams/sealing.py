"""Decides what a sealed sheet states, as the digest that a result pins: any other content has another digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assess.canonical import digest
from assess.exams.scores import Entry


@dataclass(frozen=True)
class Sealed:
    """A sheet as it was sealed: whose it is, of which form, every entry with its note, and the photos.

    ``sheet``, ``enrolment`` and ``examiner`` are numbers of the register without a name. ``pictures`` are ``task.item``
    and the SHA-256 of the photo with a space between, in any order: none can be exchanged, added, taken away or moved.
    """

    sheet: int
    enrolment: int
    part: str
    examiner: int
    further: bool
    form: str
    """Digest of the form."""
    entries: Mapping[str, Entry]
    pictures: Sequence[str] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of what the sheet states, 64 hexadecimal digits."""
        return digest({
            "sheet": self.sheet, "enrolment": self.enrolment, "part": self.part, "examiner": self.examiner,
            "further": self.further, "form": self.form, "pictures": sorted(self.pictures),
            "entries": {key: [entry.value, entry.note] for key, entry in sorted(self.entries.items())},
        })
