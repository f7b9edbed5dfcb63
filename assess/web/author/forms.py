"""What the pages of an author send."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, NumberRange, Regexp

from assess.i18n import N_
from assess.operations.drafts import FilingData
from assess.web.forms import Form, at_most, required


class TextForm(Form):
    """The text of a draft, over the version that its author saw."""

    text = TextAreaField(N_("Text of the standard (YAML)"))
    version = IntegerField(validators=[required(), NumberRange(min=0)])
    confirmed = BooleanField(N_("Yes, change it: it has to be reviewed again afterwards."))


class UploadForm(Form):
    """A file to begin a draft with; its faults are shown afterwards."""

    file = FileField(
        N_("YAML file"), [FileRequired(N_("Choose a file."))],
        description=N_("A file with faults is taken as well: the next page shows them line by line."),
        render_kw={"accept": ".yaml,.yml"},
    )


class NextEditionForm(Form):
    """A published edition of the own enterprise, to begin its next edition."""

    edition = SelectField(
        N_("Published edition"), description=N_("The text is copied and gets the next edition number."),
    )


class BuildingForm(Form):
    """A national standard, to say only what the own enterprise does differently."""

    base = SelectField(
        N_("National standard"),
        description=N_("The draft holds only your changes; everything else stays as in the national standard."),
    )


class EmptyForm(Form):
    """A standard of its own, from a template that is filled in."""

    code = StringField(
        N_("Occupation code"), [required(), Regexp(r"\d(-\d\d){3}$", message=N_("The code looks like 6-31-01-03."))],
        description=N_("As in the national classification of occupations, for example 6-31-01-03."),
        render_kw={"class": "number"},
    )
    name = StringField(N_("Name of the occupation"), [required(), at_most(100)])


class WeightsForm(Form):
    """A file with tables of weights, to begin with the one of an occupation."""

    file = FileField(
        N_("Table of weights (JSON)"), [FileRequired(N_("Choose a file."))],
        description=N_("Occupation, function, level and percent. Everything else of the standard is a skeleton that "
                       "you replace."),
        render_kw={"accept": ".json"},
    )


class OccupationForm(Form):
    """The table of one occupation, out of a file that was read."""

    table = HiddenField(validators=[required()])
    file = HiddenField()
    occupation = SelectField(N_("Occupation"))


class StepForm(Form):
    """A step of a draft, on the version of the text that was seen."""

    version = HiddenField(validators=[required()])


class ReasonForm(StepForm):
    """A step that needs a reason."""

    reason = TextAreaField(N_("Reason"), [DataRequired(N_("Give the reason.")), at_most(900)], render_kw={"rows": 4})


class FilingForm(StepForm):
    """What the authority gave when the standard was filed (备案)."""

    number = StringField(N_("Filing number"), [required(), at_most(100)])
    date = DateField(N_("Date of filing"), [required()])
    document = StringField(
        N_("Document"), [required(), at_most(300)],
        description=N_("The notice or reply by which the authority filed the standard."),
    )

    def filing(self) -> FilingData:
        """What was entered, for the operation."""
        return FilingData(self.number.data or "", self.date.data, self.document.data or "")


class SigningForm(StepForm):
    """Answers for one place where the standard lies below its base."""

    at = HiddenField(validators=[required()])
    reason = TextAreaField(N_("Reason"), [DataRequired(N_("Give the reason.")), at_most(900)], render_kw={"rows": 3})


class RestoreForm(StepForm):
    """Makes an earlier text the present one."""

    confirmed = BooleanField(N_("Yes: it has to be reviewed again afterwards."))
