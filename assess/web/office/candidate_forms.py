"""Forms about one candidate: application, admission, photo, consent, state of a part."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional, ValidationError

from assess.exams.eligibility import Background, Held
from assess.i18n import N_
from assess.operations.candidates import Asked
from assess.operations.enrolling import Applicant, name_from
from assess.people.identity import DocumentType, document_from, document_name
from assess.web.clause_words import DIPLOMAS, TITLES
from assess.web.forms import Form, at_most, required
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import current_locale
from assess.web.office.forms import words_of
from assess.web.office.proof import NONE, Proof, shown_proof
from assess.web.office.words import PART_STATES, RESIDENCES

PLACES = {
    "zh": "name_zh",
    "number": "document_number",
    "kind": "document_type",
    "applicant.enrolled_already": "document_number",
}
"""Where on the form the faults of an application belong."""


def _since(label: str) -> DateField:
    return DateField(label, [Optional()])


class BackgroundForm(Proof):
    """What of an applicant counts for admission."""

    workshop = StringField(
        N_("Workplace"), [at_most(120)],
        description=N_("Company and workshop. Nobody is examined by a colleague of the own workshop."),
    )
    working_since = DateField(
        N_("Works in the occupation since"), [Optional()],
        description=N_("This or a related occupation, as social insurance or contracts show it."),
    )
    works = BooleanField(N_("Means to work in the occupation, but has not begun yet"))
    grade = SelectField(N_("Highest level held"))
    grade_since = _since(N_("Certificate issued on"))
    grade_2 = SelectField(N_("Another level held"))
    grade_2_since = _since(N_("Certificate issued on"))
    title = SelectField(N_("Professional title"))
    title_since = _since(N_("Awarded on"))
    diploma = SelectField(N_("Diploma in the field"))
    diploma_finished = DateField(
        N_("Finished on"), [Optional()], description=N_("Leave it empty for somebody in the final year.")
    )

    def offer_background(self, asked: Asked) -> None:
        """Fills the choices with what the standard names."""
        self.offer_proof(asked)
        self.grade.choices = self.grade_2.choices = words_of(NONE | dict(LEVEL_NAMES))
        self.title.choices = words_of(NONE | dict(TITLES))
        self.diploma.choices = words_of(NONE | {name: DIPLOMAS.get(name, name) for name in asked.diplomas})

    def background(self, born: date | None) -> Background:
        """The background that the fields give."""
        grades = [self._held("grade", "grade_since"), self._held("grade_2", "grade_2_since")]
        return Background(
            born=born,
            works=bool(self.works.data or self.working_since.data),
            working_since=self.working_since.data,
            grades=tuple(held for held in grades if held),
            titles=_given(self._held("title", "title_since")),
            diplomas=_given(self._held("diploma", "diploma_finished")),
            **self.proven(),
        )

    def validate_grade(self, field: SelectField) -> None:
        """A level that is held was awarded on some day."""
        _need_day(field, self.grade_since)

    def validate_grade_2(self, field: SelectField) -> None:
        """The same for the second one."""
        _need_day(field, self.grade_2_since)

    def validate_title(self, field: SelectField) -> None:
        """The same for a title."""
        _need_day(field, self.title_since)

    def _held(self, what: str, since: str) -> Held | None:
        held = self[what].data
        return Held(held, self[since].data, self.field_of(what.removesuffix("_2"))) if held else None


class ApplicantForm(BackgroundForm):
    """One application."""

    name_zh = StringField(
        N_("Chinese name"), [at_most(40)],
        description=N_("Exactly as on the identity document, rare characters included. Empty if there is none."),
        render_kw={"autocomplete": "off"},
    )
    surname = StringField(
        N_("Surname in Latin letters"), [at_most(80)],
        description=N_("Only as printed on the document, for example CHAN; never made from the Chinese name."),
        render_kw={"autocomplete": "off"},
    )
    given = StringField(N_("Given name in Latin letters"), [at_most(80)], render_kw={"autocomplete": "off"})
    document_type = SelectField(N_("Identity document"), [required(N_("Choose the document."))])
    document_number = StringField(
        N_("Document number"), [required(N_("Enter the document number."))],
        description=N_("Spaces and small letters do no harm. Lists show it masked."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    born = DateField(
        N_("Birth date"), [Optional()],
        description=N_("Not needed for an 18-digit number: it holds the birth date."),
    )
    residence = RadioField(
        N_("Resident of"), choices=[SelectChoice(value, text) for value, text in RESIDENCES.items()], default="mainland"
    )

    def offer(self, asked: Asked) -> None:
        """Fills the choices with what the standard names, and with the documents."""
        self.offer_background(asked)
        self.document_type.choices = [
            SelectChoice(kind.value, document_name(kind, current_locale())) for kind in DocumentType
        ]

    def applicant(self) -> Applicant:
        """The form as the operation wants it."""
        return Applicant(
            name=name_from(self.name_zh.data or "", self.surname.data or "", self.given.data or ""),
            document=document_from(DocumentType(self.document_type.data), self.document_number.data or ""),
            born=self.born.data,
            residence=self.residence.data,
            workshop=(self.workshop.data or "").strip(),
            background=self.background(self.born.data),
        )


class CorrectionForm(ApplicantForm):
    """An application that is corrected; its document number is never shown again."""

    document_number = StringField(
        N_("Document number"), description=N_("Leave it empty if the number is right."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


def filled_in(applicant: Applicant) -> dict[str, Any]:
    """What the fields of a correction show; the document number is left out."""
    known = applicant.background
    grades = [*known.grades, None, None]
    values = {"grade": grades[0], "grade_2": grades[1], "title": next(iter(known.titles), None),
              "diploma": next(iter(known.diplomas), None)}
    fields: dict[str, Any] = {name: held.what for name, held in values.items() if held}
    fields |= {("diploma_finished" if name == "diploma" else f"{name}_since"): held.since
               for name, held in values.items() if held}
    return fields | {
        "name_zh": applicant.name.zh, "surname": applicant.name.surname, "given": applicant.name.given,
        "document_type": applicant.document.kind.value, "born": applicant.born, "residence": applicant.residence,
        "workshop": applicant.workshop, "working_since": known.working_since,
        "works": known.works and known.working_since is None,
    } | shown_proof(known)


def _need_day(field: SelectField, since: DateField) -> None:
    if field.data and since.data is None:
        raise ValidationError(N_("Enter the day on which it was issued, too."))


def _given(held: Held | None) -> tuple[Held, ...]:
    return (held,) if held else ()


class DecisionForm(Form):
    """Whether the applicant is admitted, and on what evidence."""

    admission = RadioField(
        N_("Decision"), [required(N_("Choose one of the two."))],
        choices=[SelectChoice("admitted", N_("Admit")), SelectChoice("refused", N_("Do not admit"))],
    )
    evidence = TextAreaField(
        N_("Evidence seen, or reason"), [at_most(500)],
        description=N_("For example: social insurance record 2019–2026. Needed when you decide otherwise than the "
                       "conditions say."),
    )


class PhotoForm(Form):
    """The photo for the certificate."""

    photo = FileField(
        N_("Photo"), [FileRequired(N_("Choose a photo."))],
        description=N_("JPEG or PNG of at most 8 MB: face from the front, white background, not older than six months. "
                       "It is cut to one inch (295 × 413 pixels)."),
        render_kw={"accept": "image/jpeg,image/png"},
    )


PHOTO_FAULTS = ("empty", "file_too_large", "not_a_photo", "too_many_pixels", "too_small", "damaged")
PHOTO_PLACES = dict.fromkeys(
    (f"photo.{fault}" for fault in PHOTO_FAULTS),
    "photo",
)


class ConsentForm(Form):
    """A consent that was given on paper."""

    version = HiddenField()
    seen = BooleanField(
        N_("I hold the paper with this text, signed by the candidate"),
        [required(N_("Confirm that you hold the signed paper."))],
    )


class PartStateForm(Form):
    """Absent, late, withdrawn or void for one part; of a void one the tier of breach, from the authority's list."""

    part = HiddenField()
    state = SelectField(N_("State"), choices=[SelectChoice(s, t) for s, t in PART_STATES.items() if s not in ("scored", "carried")])
    breach = StringField(N_("Tier of breach (for “void”)"), [at_most(40)])
    note = StringField(N_("Reason"), [at_most(500)], description=N_("Required for “void”."))

