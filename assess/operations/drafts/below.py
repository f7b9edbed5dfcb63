"""Places where a draft asks less than its base, and whether a person answers for each of them as it now stands.

An author could type anybody's name under ``below``. A signature counts when the program wrote it, in this draft or in a
published edition of the same standard, for the same place with the same figures: a pass mark that sank further after it
was signed has to be signed again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.errors import Problems, Refused
from assess.standards.compare import Floor, Signed, signatures
from assess.standards.library import Shelved
from assess.standards.load import read_standard
from assess.standards.model import Below, Standard
from assess.store.accounts import names_of
from assess.store.drafts import DraftRow, version_row


@dataclass(frozen=True)
class BelowBase:
    """One place below the base, the entry in the text that answers for it, and whether it holds."""

    floor: Floor
    entry: Below | None
    holds: bool


def signed_places(shelves: Shelved, standard: Standard) -> tuple[Signed, ...]:
    """Every place of ``standard`` below its base with the entry for it; none where there is no base."""
    base = shelves.published(standard.extends.id, standard.extends.edition) if standard.extends else None
    return signatures(base.standard, standard) if base else ()


def below_base(session: Session, shelves: Shelved, row: DraftRow, standard: Standard) -> tuple[BelowBase, ...]:
    """Every place of the draft below its base, in the order of the file."""
    places = signed_places(shelves, standard)
    known = [*_given_before(shelves, standard.id), *_given_here(session, shelves, row)] if places else []
    return tuple(BelowBase(one.floor, one.by, one.by is not None and one in known) for one in places)


def require_signed(places: tuple[BelowBase, ...]) -> None:
    """Raises ``Refused`` ``draft.floors_unsigned`` naming every place that nobody answers for."""
    open_places = [place.floor.at for place in places if not place.holds]
    if open_places:
        raise Refused("draft.floors_unsigned", count=len(open_places), places=", ".join(open_places))


def _given_before(shelves: Shelved, standard_id: str) -> Iterator[Signed]:
    for edition in shelves.editions.values():
        if edition.entry.id == standard_id:
            yield from signed_places(shelves, edition.reading.standard)


def _given_here(session: Session, shelves: Shelved, row: DraftRow) -> Iterator[Signed]:
    """What was signed in this draft, each as the text stood then."""
    acts = [event for event in row.events if event.what == "below_signed"]
    names = names_of(session, {act.by for act in acts})
    for act in acts:
        text = version_row(session, row.id, act.version).text
        try:
            standard = read_standard(text.encode(), str(row.id), shelves.published).standard
        except Problems:  # checks that came later refuse what was signed under earlier ones
            continue
        for one in signed_places(shelves, standard):
            if one.by and one.by.at == act.note and one.by.signed == names[act.by]:
                yield one
