"""Score sheets on paper: of an edition, a draft or a file to look at, and of a sitting for every candidate."""

from __future__ import annotations

from typing import cast

from assess.config import Config
from assess.exams.form import derive_form
from assess.exams.paper import Candidate, score_sheet_pdf
from assess.i18n.formats import format_date
from assess.operations.forms import form_of, standard_of
from assess.operations.printing import font_book
from assess.people.identity import document_name, own_mask
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.standards.load import Reading
from assess.standards.model import Level
from assess.store.people import document_of
from assess.store.session import Store
from assess.store.sittings import part_states, sitting


def sheet_of(config: Config, reading: Reading, level: str, part_id: str | None, locale: str) -> bytes:
    """The score sheet of one level as PDF, of one part or of all, with room for a name.

    Raises ``NotFound``: ``form.no_level``, ``form.no_part``.
    """
    form = derive_form(reading.standard, cast(Level, level), reading.sha256)
    return score_sheet_pdf(reading.standard, form, font_book(config), locale, part_id=part_id)


def sheets_of_sitting(store: Store, actor: Actor, sitting_id: int, part_id: str | None, locale: str) -> bytes:
    """A score sheet for everybody who is admitted and sits the part; part by part, in the order of seats.

    Raises ``NotFound``, ``Refused("paper.nobody")``.
    """
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        closed = {key for key, state in part_states(session, row.id).items() if state.state != "open"}
        candidates = []
        for enrolled in row.enrolments:
            if enrolled.admission != "admitted":
                continue
            document = document_of(session, enrolled.person.documents[0])
            candidates.append(Candidate(
                name=_name(enrolled.person.name.zh, enrolled.person.name.romanised), seat=enrolled.seat,
                document=f"{document_name(document.kind, locale)} {own_mask(document)}",
                closed=frozenset(part for owner, part in closed if owner == enrolled.id),
            ))
        occasion = f"{row.code} · {format_date(row.held_on, locale)} · {row.place}"
        standard, form = standard_of(store, row), form_of(store, row)
    return score_sheet_pdf(standard, form, font_book(store.config), locale, part_id=part_id, candidates=candidates,
                           occasion=occasion)


def _name(zh: str, romanised: str) -> str:
    return f"{zh}  {romanised}".strip()
