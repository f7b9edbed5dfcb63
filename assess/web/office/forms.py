"""Forms of the office's pages, but those about one candidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from assess.certificates.authority import Authority
from assess.certificates.scheme import Scheme
from assess.i18n import N_
from assess.operations import further
from assess.operations.duties import Available
from assess.operations.enrolling import RELATIONS as DECLARED
from assess.operations.sittings import SittingPlan
from assess.standards.model import Standard
from assess.web.forms import Form, at_most, required
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _, current_locale
from assess.web.office.words import RELATIONS


def words_of(table: Mapping[str, str]) -> list[SelectChoice]:
    """The entries of a table of msgids as choices in the reader's language; a drop-down translates nothing itself."""
    return [SelectChoice(value, _(text)) for value, text in table.items()]


class ConfirmForm(Form):
    """Nothing but the confirmation itself."""


class PlanForm(Form):
    """A new sitting of one edition, which was chosen on the page before."""

    code = StringField(
        N_("Code"), [required(N_("Enter a code.")), at_most(40)],
        description=N_("How lists name this sitting. The next free code is proposed."),
    )
    level = RadioField(N_("Level"), [required(N_("Choose a level."))])
    trade = SelectField(N_("Trade"), description=N_("Leave it at “none” if the occupation has no trades."))
    held_on = DateField(N_("Day of the exam"), [required(N_("Enter the day of the exam."))])
    place = StringField(
        N_("Place"), [required(N_("Enter the place.")), at_most(120)],
        description=N_("As candidates must find it, for example the school and the workshop."),
    )
    authority = SelectField(
        N_("Evaluation body"), [required(N_("Choose the evaluation body."))],
        description=N_("It issues the certificates."),
    )
    schemes = SelectMultipleField(
        N_("Papers of partner authorities"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        description=N_(
            "Besides the certificate of the evaluation body. Each partner asks for the candidate's consent."
        ),
    )

    def offer(self, standard: Standard, bodies: Iterable[Authority], schemes: Iterable[Scheme]) -> None:
        """Fills the choices with what standard, bodies and schemes allow; a field without a choice goes."""
        language = current_locale()
        self.level.choices = words_of({level: LEVEL_NAMES[level] for level in standard.assessment})
        self.authority.choices = [SelectChoice(body.id, body.name.in_locale(language)) for body in bodies]
        self.trade.choices = words_of({"": N_("none")}) + [
            SelectChoice(trade.id, trade.name.in_locale(language)) for trade in standard.trades
        ]
        self.schemes.choices = [SelectChoice(scheme.id, scheme.name.in_locale(language)) for scheme in schemes]
        for name, least in (("trade", 2), ("schemes", 1)):
            if len(self[name].choices) < least:  # nothing to choose, so nothing is asked
                del self[name]

    def planned(self, standard: Standard) -> SittingPlan:
        """The form as the operation wants it."""
        return SittingPlan(
            code=self.code.data, standard=standard.id, edition=standard.edition, level=self.level.data,
            held_on=self.held_on.data, place=self.place.data, authority=self.authority.data,
            schemes=tuple(self.schemes.data or ()) if "schemes" in self else (),
            trade=self.trade.data if "trade" in self else "",
        )


PLAN_PLACES = {
    "sitting.code_taken": "code",
    "sitting.no_such_level": "level",
    "sitting.body_does_not_issue": "level",
    "sitting.no_such_trade": "trade",
    "sitting.level_has_duties": "level",
    **dict.fromkeys((
        "sitting.partner_twice", "sitting.scheme_not_awarded", "sitting.scheme_not_for_level",
        "sitting.scheme_not_for_route", "sitting.scheme_of_other_body", "sitting.scheme_other_rule",
        "sitting.scheme_parts_unknown",
    ), "schemes"),
}


class ReasonForm(Form):
    """A step that needs a reason."""

    reason = TextAreaField(
        N_("Reason"), [required(N_("Give the reason.")), at_most(500)],
        description=N_("It is kept with your name and the time."),
    )


class AssignForm(Form):
    """One account for one duty; part and duty come from the place of the form on the page."""

    account_id = IntegerField(N_("Person"), [required(N_("Choose a person."))])
    part = HiddenField()
    duty = HiddenField()


class RelationForm(Form):
    """A relation between an examiner and a candidate, as one of them declared it."""

    account_id = SelectField(N_("Examiner"), [required(N_("Choose the examiner."))], coerce=int)
    enrolment_id = SelectField(N_("Candidate"), [required(N_("Choose the candidate."))], coerce=int)
    kind = SelectField(N_("Relation"))

    def offer(self, examiners: Iterable[Available], seats: Iterable[tuple[int, int, str]]) -> None:
        """Fills the choices."""
        self.account_id.choices = [SelectChoice(str(one.account_id), one.name) for one in examiners]
        self.enrolment_id.choices = [SelectChoice(str(number), f"{seat} · {name}") for number, seat, name in seats]
        self.kind.choices = words_of({kind: RELATIONS[kind] for kind in DECLARED})


class CallForm(Form):
    """The further examiner for one candidate's part."""

    account_id = RadioField(N_("Examiner"), [required(N_("Choose the examiner."))], coerce=int)

    def offer(self, examiners: Iterable[further.Candidate]) -> None:
        """Fills the choices with those whom nothing keeps."""
        self.account_id.choices = [
            SelectChoice(str(one.account_id), " · ".join(filter(None, (one.name, one.workshop))))
            for one in examiners if one.hindrance is None
        ]


class SealForm(Form):
    """The checked sheets that are sealed together."""

    sheets = SelectMultipleField(
        N_("Checked sheets"), coerce=int, validate_choice=False, widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class RosterForm(Form):
    """The filled-in workbook."""

    workbook = FileField(
        N_("Filled-in roster"), [FileRequired(N_("Choose the workbook."))],
        description=N_("An .xlsx file of at most 2 MB and 500 people, made from the template."),
    )


class ImportForm(Form):
    """The applicants of the dry run, closed, on their way to being enrolled."""

    batch = HiddenField()
