"""The quality of judgement at a sitting: asked for by a person, computed beside the server, kept as data, shown.

Nothing here changes a mark, a sheet or a decision.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from assess.canonical import canonical, digest
from assess.errors import Refused
from assess.exams.form import ExamForm
from assess.exams.scores import SheetState
from assess.figures.decisions import Inputs
from assess.figures.disclosure import Disclosure, disclosed
from assess.figures.judging import Judging
from assess.operations.forms import form_of
from assess.operations.judging_child import write_order
from assess.operations.settling import inputs_of
from assess.operations.sittings.assigning import LEAD
from assess.operations.sittings.overview import SittingHead, head_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.jobs import add_job, job_waits
from assess.store.judging import judging_of, keep_judging
from assess.store.session import Store
from assess.store.sheets import SheetRow, sheets_of
from assess.store.sittings import SittingRow, carried_parts, has_duty, part_states, sitting

KIND = "judging"
"""The kind of its job; the argument is the sitting's."""
WAIT_SECONDS = 270.0
"""How long the figures may take: less than the lease of a job."""
RULE = Disclosure()

_ROOT = Path(__file__).parents[2]
_PASSED_ON = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "TEMP", "TMPDIR")
"""All that the process learns of the environment, which may hold secrets."""


@dataclass(frozen=True)
class Seat:
    """A candidate as the page names one."""

    number: int
    name: str


@dataclass(frozen=True)
class JudgingView:
    """The page: the figures as this reader may see them, and how they stand to the sheets of now."""

    head: SittingHead
    form: ExamForm
    sealed: int
    all_sealed: bool
    """Whether no sheet that counts is left to be sealed; those of closed parts never are."""
    waiting: bool
    """Whether the figures are being computed."""
    figures: Judging | None
    made_at: datetime | None
    """When figures were last computed, or it was given up because it took too long (then there are none)."""
    current: bool
    """Whether no sheet or state changed since."""
    persons: bool
    """Whether the reader may see persons; otherwise cells that would point at one are hidden."""
    rule: Disclosure
    examiners: Mapping[str, str]
    """Names by the examiners of the figures; empty for a reader who may not see persons."""
    seats: Mapping[int, Seat]
    """The candidates of the figures, likewise."""


def judging_view(store: Store, actor: Actor, sitting_id: int) -> JudgingView:
    """The figures for the office and the supervisor, with names; raises ``NotFound``."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        return _view(store, session, sitting(session, sitting_id), persons=True)


def lead_view(store: Store, actor: Actor, sitting_id: int) -> JudgingView:
    """The figures for the lead examiner of the sitting, without persons; raises ``NotFound``.

    The lead examiner, who may have sheets open, sees none before every sheet is sealed – and no names either when the
    same account also works in the office: whoever judges is not told whom the figures are about.
    """
    with store.reading() as session:
        row = sitting(session, sitting_id)
        _require(actor, row)
        return _view(store, session, row, persons=False)


def ask(store: Store, actor: Actor, sitting_id: int, now: datetime) -> None:
    """Has the figures computed; asked again before they are, it changes nothing.

    Raises ``Refused("judging.nothing_sealed")`` while no part of a candidate has all its sheets sealed.
    """
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        _require(actor, row)
        if not any(inputs_of(session, row, form_of(store, row)).values()):
            raise Refused("judging.nothing_sealed", code=row.code)
        if not job_waits(session, KIND, row.id):
            add_job(session, KIND, row.id, now)


def compute(store: Store, sitting_id: int, now: datetime) -> None:
    """Computes the figures and keeps them; the task of the job."""
    with store.reading() as session:
        row = sitting(session, sitting_id)
        basis, form = _basis(session, row), form_of(store, row)
        inputs = {candidate: given for candidate, given in inputs_of(session, row, form).items() if given}
    figures = _computed(form, inputs)
    record = b"" if figures is None else canonical(figures.model_dump(mode="json"))
    with store.unit_of_work() as session:
        keep_judging(session, sitting_id, basis, record, now)


def _view(store: Store, session: Session, row: SittingRow, *, persons: bool) -> JudgingView:
    sheets = sheets_of(session, row.id)
    sealed = sum(sheet.state == SheetState.SEALED.value for sheet in sheets)
    all_sealed = _all_sealed(session, row, sheets)
    kept = judging_of(session, row.id)
    figures = Judging.model_validate_json(kept.record) if kept and kept.record else None
    if figures is not None and not persons:
        figures = disclosed(figures, RULE) if all_sealed else None
    names = names_of(session, {sheet.examiner_id for sheet in sheets}) if persons else {}
    return JudgingView(
        head=head_of(store, row), form=form_of(store, row), sealed=sealed, all_sealed=all_sealed,
        waiting=job_waits(session, KIND, row.id), figures=figures, made_at=kept.made_at if kept else None,
        current=kept is not None and kept.digest == _basis(session, row), persons=persons, rule=RULE,
        examiners={str(account): name for account, name in names.items()},
        seats={e.id: Seat(e.seat, e.person.shown_name) for e in row.enrolments} if persons else {},
    )


def _require(actor: Actor, row: SittingRow) -> None:
    require(actor, Action.SEE_JUDGING, leads=has_duty(row, actor, LEAD))


def _all_sealed(session: Session, row: SittingRow, sheets: Sequence[SheetRow]) -> bool:
    """Whether marking is over; before the results are settled that is so when every sheet of an open part is sealed."""
    if row.state != "marking":
        return True
    closed = {place for place, recorded in part_states(session, row.id).items() if recorded.state != "open"}
    closed |= set(carried_parts(session, row.id))
    return all(sheet.state == SheetState.SEALED.value for sheet in sheets
               if (sheet.enrolment_id, sheet.part) not in closed)


def _basis(session: Session, row: SittingRow) -> str:
    """The digest of everything that the figures are computed from."""
    return digest({
        "sheets": [[sheet.id, sheet.digest] for sheet in sheets_of(session, row.id)],
        "states": [[*place, state.state, state.breach] for place, state in sorted(part_states(session, row.id).items())],
        "carried": [[*place, kept.result_id] for place, kept in sorted(carried_parts(session, row.id).items())],
    })


def _computed(form: ExamForm, inputs: Mapping[int, Inputs]) -> Judging | None:
    """The figures from a process of its own; None when it took too long."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "assess.operations.judging_child"], cwd=_ROOT, capture_output=True,
            # One thread each: the libraries of statistics would take every core.
            env={**environment, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            input=json.dumps(write_order(form, inputs)).encode(), timeout=WAIT_SECONDS, check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise RuntimeError(f"the figures failed: {done.stderr[-2000:].decode('utf-8', 'replace')}")
    return Judging.model_validate_json(done.stdout)
