"""From sealed sheets to results that stand: previewed, settled, computed again before anything is issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.canonical import canonical, sha256_hex
from assess.errors import BadInput, Refused
from assess.exams.breaches import Breach
from assess.exams.competing import placed
from assess.exams.form import ExamForm
from assess.exams.result import RULES, Carried, PartInput, PartState, Result
from assess.exams.rules import decide_by, placing_rules, placing_rules_of, rules_of
from assess.exams.scores import ScoreSheet, SheetState
from assess.i18n.text import Text
from assess.operations.authorities import authority_named
from assess.operations.awards import PartnerVerdict, partner_verdicts
from assess.operations.carrying import carried_inputs
from assess.operations.forms import form_of, standard_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificates import certificates_of, discard
from assess.store.placings import competitors_of, placings_of
from assess.store.results import ResultRow, result_of, results_of
from assess.store.session import Store
from assess.store.sheets import SheetRow, StandingMark, entries_of, marks_of, picture_texts, sheet_digest, sheets_of
from assess.store.sittings import (
    EnrolmentRow,
    PartStateRow,
    SittingRow,
    carried_parts,
    enrolment,
    part_states,
    sitting,
)

RECORDED_STATES = ("absent", "late", "withdrawn", "void", "open")
PUBLIC_STATES = ("notice", "approved", "issued")
"""The states of a sitting in which candidates see their results."""


@dataclass(frozen=True)
class CandidateResult:
    """One candidate's line of the results page: who, and what the sheets lead to now or led to when settled."""

    enrolment_id: int
    seat: int
    name: str
    result: Result
    settled: bool
    partners: tuple[PartnerVerdict, ...]
    """Whether it also earns the papers of the partners; none while something is open."""


def recompute(session: Session, form: ExamForm, enrolled: EnrolmentRow) -> Result:
    """The result of one enrolment, computed afresh from its sealed sheets and recorded states.

    One that is settled is computed by the rules that its record names, any other by those of today. A place in a
    competition rests on the sheets of everybody, so they are computed as well. Raises as ``sealed_inputs`` does, and
    ``Refused("result.rules_unknown")``.
    """
    if competitors_of(session, enrolled.sitting_id):
        _require_whole_as_sealed(session, form, enrolled.sitting)
        return outcomes(session, enrolled.sitting, form)[enrolled.id]
    kept = result_of(session, enrolled.id)
    rules = RULES if kept is None else rules_of(kept.record)
    return decide_by(rules, form, sealed_inputs(session, form, enrolled))


def sealed_inputs(session: Session, form: ExamForm, enrolled: EnrolmentRow) -> dict[str, PartInput]:
    """What one enrolment is decided from; raises ``Refused("sheet.altered")`` for a sheet that is not as sealed."""
    sheets = sheets_of(session, enrolled.sitting_id, enrolment_id=enrolled.id)
    marks = marks_of(session, [sheet.id for sheet in sheets])
    _require_as_sealed(session, form, [enrolled], sheets, marks)
    states, carried = part_states(session, enrolled.sitting_id), carried_inputs(session, enrolled.sitting_id)
    return _inputs(form, enrolled, sheets, states, marks, carried)


def settled_result(session: Session, form: ExamForm, enrolled: EnrolmentRow) -> Result:
    """The result of one enrolment, computed afresh by the rules of its time and equal to the one that was settled.

    Raises ``Refused``: ``sheet.altered``, or ``certificate.result_differs`` when it is another one or none in force.
    """
    result = recompute(session, form, enrolled)
    require_settled(result, result_of(session, enrolled.id))
    return result


def outcomes(session: Session, row: SittingRow, form: ExamForm) -> dict[int, Result]:
    """The result of every admitted enrolment of the sitting, computed afresh, by enrolment id.

    One that is settled is computed by the rules that its record names, any other by those of today; confirmed places
    of a competition are in it.
    """
    kept = {enrolment_id: result.record for enrolment_id, result in results_of(session, row.id).items()}
    results = {enrolment_id: decide_by(rules_of(kept[enrolment_id]) if enrolment_id in kept else RULES, form, inputs)
               for enrolment_id, inputs in inputs_of(session, row, form).items()}
    competitors = competitors_of(session, row.id)
    if not competitors:
        return results
    return placed(form, results, competitors, placing_rules(placing_rules_of(next(iter(kept.values()), b"{}"))))


def inputs_of(session: Session, row: SittingRow, form: ExamForm) -> dict[int, dict[str, PartInput]]:
    """What every admitted enrolment is decided from: recorded states, carried parts, the sheets of sealed parts."""
    by_enrolment: dict[int, list[SheetRow]] = {}
    for sheet in sheets_of(session, row.id):
        by_enrolment.setdefault(sheet.enrolment_id, []).append(sheet)
    marks = marks_of(session, [sheet.id for sheets in by_enrolment.values() for sheet in sheets])
    states, carried = part_states(session, row.id), carried_inputs(session, row.id)
    return {
        enrolled.id: _inputs(form, enrolled, by_enrolment.get(enrolled.id, []), states, marks, carried)
        for enrolled in row.enrolments if enrolled.admission == "admitted"
    }


def preview(store: Store, actor: Actor, sitting_id: int) -> list[CandidateResult]:
    """Every candidate's result in the order of seats: as settled, or as the sealed sheets give it so far.

    Raises ``Refused("certificate.result_differs")`` when the sheets lead to another result than was settled.
    """
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        form = form_of(store, row)
        results, settled = outcomes(session, row, form), results_of(session, sitting_id)
        for enrolment_id, kept in settled.items():
            require_settled(results[enrolment_id], kept)
        return [
            CandidateResult(e.id, e.seat, e.person.shown_name, results[e.id], e.id in settled,
                            partner_verdicts(store, form, row.schemes, results[e.id]))
            for e in row.enrolments if e.id in results
        ]


def settle_results(session: Session, row: SittingRow, form: ExamForm, results: Mapping[int, Result], actor: Actor,
                   now: datetime) -> None:
    """Keeps the canonical record of ``results`` (``outcomes`` in the same transaction); the caller saw none is open.

    Raises ``Refused("sheet.altered")`` when a sheet does not hold what was sealed.
    """
    _require_whole_as_sealed(session, form, row)
    for enrolment_id, result in results.items():
        kept = canonical(result.to_data())
        session.add(ResultRow(
            enrolment_id=enrolment_id, digest=sha256_hex(kept), record=kept,
            passed=result.passed, grade=result.grade, settled_by=actor.account_id, settled_at=now,
        ))


def withdraw_results(session: Session, row: SittingRow, actor: Actor, now: datetime) -> None:
    """Takes the settled results of a reopened sitting out of force, with their places; the records stay.

    What was prepared for certificates goes: it pins the results. Its numbers stay reserved for the same candidates.
    """
    for certificate in certificates_of(session, row.id):
        record(session, actor, "certificate.discard", f"sitting:{row.id}", now, number=certificate.number,
               payload=certificate.payload_sha256)
        discard(session, certificate)
    for result in results_of(session, row.id).values():
        result.in_force = False
    for placing in placings_of(session, row.id).values():
        placing.in_force = False


def record_part_state(store: Store, actor: Actor, enrolment_id: int, part: str, state: str, note: str,
                      now: datetime, breach: str = "") -> None:
    """Records that a candidate's part is absent, late, withdrawn or void (with its reason), or open again.

    ``breach`` is the tier of a void part, by its id in the authority's list; it is kept as the list has it now, with
    its effect and its bar. Without one the part alone is void.

    Raises ``Refused``: ``part_state.signed`` for the absence of somebody whose sheet an examiner signed, because both
    cannot be true (the sheet is given back first, by its reason); ``part_state.carried`` for a part that counts from an
    earlier sitting.
    """
    require(actor, Action.RECORD_PART_STATE)
    if state not in RECORDED_STATES:
        raise BadInput("part_state.unknown", got=state, known=", ".join(RECORDED_STATES))
    if state == "void" and not note.strip():
        raise BadInput("part_state.reason_missing", state=state)
    if breach and state != "void":
        raise BadInput("part_state.breach_not_void")
    with store.unit_of_work() as session:
        enrolled = enrolment(session, enrolment_id)
        row = sitting(session, enrolled.sitting_id)
        if row.state != "marking":
            raise Refused("part_state.not_marking", code=row.code, state=row.state)
        form_of(store, row).part(part)
        if (enrolment_id, part) in carried_parts(session, row.id):
            raise Refused("part_state.carried", seat=enrolled.seat)
        tier = _tier(store, row, breach) if breach else None
        sheets = sheets_of(session, row.id, enrolment_id=enrolment_id, part=part)
        signed = (SheetState.SIGNED.value, SheetState.CHECKED.value, SheetState.SEALED.value)
        if state == "absent" and any(sheet.state in signed for sheet in sheets):
            raise Refused("part_state.signed", seat=enrolled.seat)
        session.add(PartStateRow(enrolment_id=enrolment_id, part=part, state=state, note=note.strip(),
                                 breach=tier.model_dump(mode="json") if tier else None,
                                 recorded_by=actor.account_id, recorded_at=now))
        record(session, actor, "part_state.record", f"enrolment:{enrolment_id}", now, part=part, state=state, note=note,
               breach=breach)


def _tier(store: Store, row: SittingRow, breach: str) -> Breach:
    tier = authority_named(store, row.authority).breach(breach)
    if tier is None:
        raise BadInput("part_state.breach_unknown", got=breach)
    return tier


@dataclass(frozen=True)
class OwnResult:
    """What a candidate sees of one sitting: the result once it is public, else only where the sitting stands."""

    enrolment_id: int
    sitting_code: str
    standard_name: Text
    standard_sample: Text | None
    level: str
    held_on: date
    state: str
    result: Result | None
    form: ExamForm
    functions: Mapping[str, Text]
    """The names of the standard's functions, by id."""
    partners: tuple[PartnerVerdict, ...] = ()
    """Whether the exam also earns the papers of the partners."""


def own_results(store: Store, actor: Actor) -> list[OwnResult]:
    """The actor's own sittings, the newest first; results are shown from the notice (公示) on."""
    require(actor, Action.SEE_OWN_RESULTS, own=actor.person_id is not None)
    with store.reading() as session:
        rows = session.scalars(select(EnrolmentRow).where(EnrolmentRow.person_id == actor.person_id)
                               .order_by(EnrolmentRow.id.desc()))
        found = []
        for enrolled in rows:
            row = sitting(session, enrolled.sitting_id)
            form, standard = form_of(store, row), standard_of(store, row)
            public = row.state in PUBLIC_STATES and enrolled.admission == "admitted"
            result = settled_result(session, form, enrolled) if public else None
            found.append(OwnResult(
                enrolled.id, row.code, standard.name, standard.sample, row.level, row.held_on,
                row.state, result, form, {function.id: function.name for function in standard.functions},
                partner_verdicts(store, form, row.schemes, result) if result else (),
            ))
        return found


def _require_whole_as_sealed(session: Session, form: ExamForm, row: SittingRow) -> None:
    sheets = sheets_of(session, row.id)
    _require_as_sealed(session, form, row.enrolments, sheets, marks_of(session, [sheet.id for sheet in sheets]))


def _require_as_sealed(session: Session, form: ExamForm, enrolments: Iterable[EnrolmentRow],
                       sheets: Sequence[SheetRow], marks: Mapping[int, Mapping[str, StandingMark]]) -> None:
    seats = {enrolled.id: enrolled.seat for enrolled in enrolments}
    pictures = picture_texts(session, [sheet.id for sheet in sheets])
    for sheet in sheets:
        stated = sheet_digest(sheet, entries_of(marks[sheet.id]), form.digest, pictures[sheet.id])
        if sheet.state == SheetState.SEALED.value and sheet.digest != stated:
            raise Refused("sheet.altered", sheet=sheet.id, seat=seats[sheet.enrolment_id])


def require_settled(result: Result, settled: ResultRow | None) -> None:
    if settled is None or settled.digest != result.digest:
        raise Refused("certificate.result_differs", got=result.digest, expected=settled.digest if settled else "")


def _inputs(form: ExamForm, enrolled: EnrolmentRow, sheets: Sequence[SheetRow],
            states: Mapping[tuple[int, str], PartStateRow], marks: Mapping[int, Mapping[str, StandingMark]],
            carried: Mapping[tuple[int, str], Carried]) -> dict[str, PartInput]:
    inputs = {}
    for form_part in form.parts:
        part = form_part.part.id
        if (kept := carried.get((enrolled.id, part))) is not None:
            inputs[part] = PartInput(PartState.CARRIED, carried=kept)
            continue
        recorded = states.get((enrolled.id, part))
        if recorded is not None and recorded.state != "open":
            tier = None if recorded.breach is None else Breach.model_validate(recorded.breach)
            inputs[part] = PartInput(PartState(recorded.state), note=recorded.note, breach=tier)
            continue
        mine = [sheet for sheet in sheets if sheet.part == part]
        if mine and all(sheet.state == SheetState.SEALED.value for sheet in mine):
            inputs[part] = PartInput(PartState.SCORED, tuple(
                ScoreSheet(str(sheet.examiner_id), entries_of(marks[sheet.id]), sheet.digest, sheet.further)
                for sheet in mine
            ))
    return inputs
