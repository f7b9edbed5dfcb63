"""Enrolling by spreadsheet: the template, the dry run with every verdict, the import of all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.errors import BadInput, Problem, Problems
from assess.exams.eligibility import Eligibility
from assess.i18n.formats import local_date
from assess.operations import candidates, enrolling, rosters
from assess.operations.sittings import sitting_head
from assess.people.identity import own_mask
from assess.people.policy import Action
from assess.web.clause_words import DIPLOMAS
from assess.web.current import now, store
from assess.web.guard import actor, guard
from assess.web.locale import _, current_locale
from assess.web.office.blueprint import blueprint, done, refuse
from assess.web.office.forms import ImportForm, RosterForm
from assess.web.office.template import roster_template
from assess.web.office.words import roster_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class CheckedRow:
    """One person of the roster in the dry run."""

    row: int
    applicant: enrolling.Applicant
    masked: str
    eligibility: Eligibility
    problems: tuple[Problem, ...]


@blueprint.get("/sittings/<int:sitting_id>/roster-template.xlsx")
@guard(Action.ENROL)
def template(sitting_id: int) -> FlaskResponse:
    """The template, with headings and drop-downs in the reader's language."""
    head = sitting_head(store(), actor(), sitting_id)
    data = roster_template(_diplomas(sitting_id))
    answer = FlaskResponse(data, mimetype=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="roster-{head.id}.xlsx"'
    return answer


@blueprint.route("/sittings/<int:sitting_id>/roster", methods=["GET", "POST"])
@guard(Action.ENROL)
def roster(sitting_id: int) -> str:
    """Takes the filled-in workbook and shows what an import would do; nothing is kept yet."""
    form = RosterForm()
    if form.validate_on_submit():
        try:
            rows = rosters.read_roster(form.workbook.data.read(), roster_words(_diplomas(sitting_id), current_locale()))
        except Problems as error:
            return _sheet(form, sitting_id, errors=error.problems)
        except BadInput as error:
            refuse(form, error, {error.code: "workbook"})
        else:
            return _dry_run(sitting_id, rows)
    return _sheet(form, sitting_id)


@blueprint.post("/sittings/<int:sitting_id>/roster/import")
@guard(Action.ENROL)
def import_roster(sitting_id: int) -> Response | str:
    """Enrols everybody of the dry run, or nobody."""
    form, ids = ImportForm(), []
    if done(form, lambda: ids.extend(enrolling.enrol_all(
            store(), actor(), sitting_id, rosters.unpack(store(), sitting_id, form.batch.data or ""), now()))):
        flash(_("%(count)s people were enrolled.", count=len(ids)))
        return redirect(url_for("office.candidate_list", sitting_id=sitting_id))
    head = sitting_head(store(), actor(), sitting_id)
    return render_template("office/roster_refused.html", form=form, head=head)


def _diplomas(sitting_id: int) -> dict[str, str]:
    """What the standard's diplomas are called; one that no word is known for goes by its id."""
    return {name: DIPLOMAS.get(name, name) for name in candidates.asked(store(), actor(), sitting_id).diplomas}


def _dry_run(sitting_id: int, rows: list[rosters.RosterRow]) -> str:
    applicants = [row.applicant for row in rows]
    found = [problem for person in applicants for problem in enrolling.problems_of(person, local_date(now()))]
    errors = [problem for problem in found if problem.severity == "error"]
    try:
        enrolling.enrol_all(store(), actor(), sitting_id, applicants, now(), dry_run=True)
    except Problems as error:
        errors = list(error.problems)
    verdicts = candidates.roster_verdicts(store(), actor(), sitting_id, applicants)
    checked = [
        CheckedRow(row.row, row.applicant, own_mask(row.applicant.document), verdict,
                   tuple(p for p in errors if p.where in row.applicant.places.values()))
        for row, verdict in zip(rows, verdicts, strict=True)
    ]
    batch = "" if errors else rosters.pack(store(), sitting_id, applicants)
    return _sheet(RosterForm(formdata=None), sitting_id, checked, errors,
                  [problem for problem in found if problem.severity == "warning"], batch)


def _sheet(form: RosterForm, sitting_id: int, rows: Sequence[CheckedRow] = (), errors: Sequence[Problem] = (),
           warnings: Sequence[Problem] = (), batch: str = "") -> str:
    head = sitting_head(store(), actor(), sitting_id)
    return render_template("office/roster.html", form=form, head=head, rows=rows, errors=errors, warnings=warnings,
                           import_form=ImportForm(formdata=None, batch=batch))
