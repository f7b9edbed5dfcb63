"""The fields of rarer conditions: asked only where the standard names them, and read as the rule needs them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from assess.exams.eligibility import Apprenticeship, Background, CompetitionResult, Held, Recognised
from assess.operations.candidates import Asked
from assess.operations.enrolling import Applicant
from assess.people.identity import Document, DocumentType, PersonName
from assess.web.office.candidate_forms import ApplicantForm, filled_in

EVERYTHING = Asked(
    frozenset({"apprenticeship", "competition", "recognition", "honour", "fields"}),
    ("college",), ("city-1", "own-class"), ("gold", "merit"), ("prefecture-skill",), (("dsal-demo", "middle"),),
)  # fmt: skip
NOTHING = Asked(frozenset({"age"}), (), (), (), (), ())
BASE = {"name_zh": "陈小明", "document_type": DocumentType.MACAU_BIR.value, "document_number": "12345678",
        "residence": "macau", "grade": "", "grade_2": "", "title": "", "diploma": ""}  # fmt: skip
PROOF = {
    "working_here_since": "2019-03-01", "grade": "L4", "grade_since": "2022-01-01", "grade_field": "related",
    "title_field": "this", "diploma_field": "this",
    "apprenticeship_years": "2", "apprenticeship_finished": "2021-07-01",
    "competition": "own-class", "competition_group": "student", "competition_prize": "merit",
    "competition_rank": "7", "competition_on": "2025-05-04",
    "recognised": "dsal-demo/middle", "recognised_since": "2020-02-02",
    "honour": "prefecture-skill", "honour_since": "2024-05-01",
}  # fmt: skip
KNOWN = Background(
    working_here_since=date(2019, 3, 1),
    grades=(Held("L4", date(2022, 1, 1), "related"),),
    apprenticeships=(Apprenticeship(2, date(2021, 7, 1)),),
    competitions=(CompetitionResult("own-class", "student", date(2025, 5, 4), "merit", 7),),
    recognised=(Recognised("dsal-demo", "middle", date(2020, 2, 2)),),
    honours=(Held("prefecture-skill", date(2024, 5, 1)),),
)


def sent(app: Flask, asked: Asked, **values: str) -> tuple[bool, ApplicantForm]:
    """Whether the form is in order, and the form."""
    with app.test_request_context(method="POST", data=BASE | values):
        form = ApplicantForm(meta={"csrf": False})
        form.offer(asked)
        return form.validate(), form


def test_every_proof_reaches_the_rule(app: Flask) -> None:
    valid, form = sent(app, EVERYTHING, **PROOF)
    assert valid, form.errors
    assert form.applicant().background == KNOWN


def test_a_correction_shows_what_was_proven(app: Flask) -> None:
    applicant = Applicant(PersonName("陈小明"), Document(DocumentType.MACAU_BIR, "12345678"), None, "macau", "", KNOWN)
    with app.test_request_context():
        shown = filled_in(applicant)
    texts = {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in shown.items()}
    unset = {"title_field", "diploma_field"}
    assert {name: value for name, value in PROOF.items() if name not in unset}.items() <= texts.items()


def test_what_the_standard_does_not_ask_is_no_field(app: Flask) -> None:
    valid, form = sent(app, NOTHING, **PROOF)
    assert valid, form.errors
    assert not {"competition", "honour", "recognised", "apprenticeship_years", "grade_field"} & set(form.data)
    assert form.applicant().background == Background(grades=(Held("L4", date(2022, 1, 1)),))


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ("competition_on", "competition"),
        ("recognised_since", "recognised"),
        ("honour_since", "honour"),
        ("apprenticeship_finished", "apprenticeship_years"),
    ],
)
def test_a_proof_without_its_day_is_asked_for(app: Flask, missing: str, field: str) -> None:
    valid, form = sent(app, EVERYTHING, **(PROOF | {missing: ""}))
    assert not valid
    assert set(form.errors) == {field}


def test_a_result_needs_a_prize_or_a_rank(app: Flask) -> None:
    valid, form = sent(app, EVERYTHING, **(PROOF | {"competition_prize": "", "competition_rank": ""}))
    assert not valid and set(form.errors) == {"competition"}
    assert sent(app, EVERYTHING, **(PROOF | {"competition_prize": ""}))[0]
