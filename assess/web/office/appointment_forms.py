"""Forms of reviews and appointments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from assess.certificates.authority import Authority
from assess.i18n import N_
from assess.operations.appointing import Candidate, ReviewView
from assess.operations.enrolling import RELATIONS as DECLARED
from assess.operations.enrolling import Applicant
from assess.web.forms import Form, at_most, required
from assess.web.locale import current_locale
from assess.web.office.candidate_forms import PLACES as APPLICANT_PLACES
from assess.web.office.candidate_forms import ApplicantForm, BackgroundForm
from assess.web.office.forms import words_of
from assess.web.office.words import RELATIONS

PLACES = {
    **APPLICANT_PLACES,
    "review.code_missing": "code",
    "review.code_taken": "code",
    "review.days_too_few": "until",
    "review.term_from": "term_from",
    "review.term_overlaps": "term_from",
    "review.note_missing": "note",
    "review.step_needs_reason": "note",
    "review.decision_missing": "decided_by",
    "review.probation_short": "probation_from",
    "review.not_outside": "place",
    "review.no_quorum": "present",
    "review.stage_ahead": "held_on",
    "review.not_a_member": "present",
    "objection.day": "received_on",
    **dict.fromkeys((f"evidence.{fault}" for fault in ("empty", "too_large", "kind", "damaged", "active")), "file"),
}
"""Where on its form each refusal belongs."""


class OpenForm(ApplicantForm):
    """A new review with its applicant."""

    code = StringField(
        N_("Review code"), [required(N_("Enter a code.")), at_most(40)],
        description=N_("How lists name this review. The next free code is proposed."),
    )
    authority = SelectField(
        N_("Evaluation body"), [required(N_("Choose the evaluation body."))], description=N_("It keeps the review."),
    )

    def offer_bodies(self, bodies: Iterable[Authority]) -> None:
        """Fills the choice of bodies."""
        self.authority.choices = [SelectChoice(body.id, body.name.in_locale(current_locale())) for body in bodies]


class BackgroundCorrection(BackgroundForm):
    """What counts for admission, corrected; who the person is stays."""

    def corrected(self, known: Applicant) -> Applicant:
        """The application with these fields."""
        return replace(known, workshop=(self.workshop.data or "").strip(), background=self.background(known.born))


class EvidenceForm(Form):
    """One file for one piece of evidence."""

    evidence = HiddenField()
    file = FileField(
        N_("File"), [FileRequired(N_("Choose a file."))], description=N_("PDF, JPEG or PNG of at most 10 MB."),
        render_kw={"accept": "application/pdf,image/jpeg,image/png"},
    )


class AdmissionForm(Form):
    """Whether the applicant is admitted to the review."""

    admission = RadioField(
        N_("Decision"), [required(N_("Choose one of the two."))],
        choices=[SelectChoice("admitted", N_("Admit")), SelectChoice("refused", N_("Do not admit"))],
    )
    note = TextAreaField(
        N_("Evidence seen, or reason"), [at_most(500)],
        description=N_("Needed when you do not admit, or decide otherwise than the conditions say."),
    )


class ConfirmationForm(Form):
    """What the enterprise decided about an apprentice."""

    confirmed = RadioField(
        N_("Decision of the enterprise"), [required(N_("Choose one of the two."))],
        choices=[SelectChoice("yes", N_("Confirmed")), SelectChoice("no", N_("Not confirmed"))],
    )
    probation_from = DateField(N_("Probation began on"), [Optional()])
    decided_by = StringField(
        N_("Decided by"), [required(N_("Enter who decided.")), at_most(120)],
        description=N_("Name and function in the enterprise."),
    )
    decided_on = DateField(N_("Decided on"), [required(N_("Enter the day of the decision."))])
    note = TextAreaField(
        N_("Reason"), [at_most(500)],
        description=N_("Needed when the person is not confirmed, or no route of the standard is fulfilled."),
    )


class SeatForm(Form):
    """One member of the panel."""

    account_id = SelectField(N_("Person"), [required(N_("Choose a person."))], coerce=int)
    place = RadioField(
        N_("Comes from"), [required(N_("Choose one of the two."))],
        choices=[SelectChoice("inside", N_("the enterprise")), SelectChoice("outside", N_("outside"))],
    )
    qualification = StringField(
        N_("Qualification seen"), [required(N_("Write which qualification you saw.")), at_most(200)],
    )

    def offer(self, candidates: Iterable[Candidate]) -> None:
        """Fills the choice with those whom nothing keeps from the panel."""
        self.account_id.choices = [
            SelectChoice(str(one.account_id), f"{one.name} · {one.workshop}" if one.workshop else one.name)
            for one in candidates if not one.conflicts
        ]


class RelationForm(Form):
    """A relation that a member or the applicant declared."""

    related_id = SelectField(N_("Person"), [required(N_("Choose a person."))], coerce=int)
    kind = SelectField(N_("Relation to the applicant"))

    def offer(self, candidates: Iterable[Candidate]) -> None:
        """Fills the choices."""
        self.related_id.choices = [SelectChoice(str(one.account_id), one.name) for one in candidates]
        self.kind.choices = words_of({kind: RELATIONS[kind] for kind in DECLARED})


class PresentForm(Form):
    """Who of the panel is there."""

    present = SelectMultipleField(
        N_("Members present"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def offer(self, view: ReviewView) -> None:
        """Fills the choice with the panel."""
        self.present.choices = [SelectChoice(str(member.account_id), member.name) for member in view.members]


class StageForm(PresentForm):
    """A stage that was held."""

    stage = HiddenField()
    held_on = DateField(N_("Held on"), [required(N_("Enter the day."))])
    minutes = TextAreaField(
        N_("Minutes"), [required(N_("Write the minutes of the stage.")), at_most(8000)],
        description=N_("What was asked, what was answered, what the panel found. Not how anybody will vote."),
    )


class PublishForm(Form):
    """The last day on which the name is public."""

    until = DateField(
        N_("Last day of publication"), [required(N_("Enter the last day."))],
        description=N_("Monday to Friday are counted, from tomorrow on. Choose a later day if public holidays lie "
                       "between."),
    )


class AppointForm(Form):
    """When the term begins."""

    term_from = DateField(N_("First day of the term"), [required(N_("Enter the first day."))])


class ObjectionForm(Form):
    """An objection against a name that is public."""

    received_on = DateField(N_("Received on"), [required(N_("Enter the day."))])
    by_whom = StringField(
        N_("From"), [at_most(120)], description=N_("Empty if it is not signed. The public does not see it."),
    )
    text = TextAreaField(N_("What it says"), [required(N_("Write what the objection says.")), at_most(2000)])


class FindingForm(Form):
    """What became of an objection."""

    outcome = RadioField(
        N_("Outcome"), [required(N_("Choose one of the two."))],
        choices=[SelectChoice("dismissed", N_("dismissed")), SelectChoice("upheld", N_("upheld"))],
    )
    finding = TextAreaField(
        N_("What was found"), [required(N_("Write what was found out about the objection.")), at_most(2000)]
    )
