"""What is sent when a standard comes in as a workbook."""

from __future__ import annotations

from collections.abc import Mapping

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Regexp

from assess.i18n import N_
from assess.web.forms import Form, at_most, required
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _

CATEGORIES = {
    "national-1": N_("national, class 1"),
    "national-2": N_("national, class 2"),
    "province-1": N_("province, class 1"),
    "province-2": N_("province, class 2"),
    "city-1": N_("city, class 1"),
    "city-2": N_("city, class 2"),
    "enterprise": N_("an enterprise's own"),
}
_XLSX = {"accept": ".xlsx"}


def _chosen_from(words: Mapping[str, str]) -> list[SelectChoice]:
    """The words in the reader's language; a drop-down translates nothing itself."""
    return [SelectChoice(value, _(word)) for value, word in words.items()]


class ItemsForm(Form):
    """A filled-in workbook of items, and why a standard that builds on another is changed."""

    workbook = FileField(N_("Workbook (.xlsx)"), [FileRequired(N_("Choose the filled-in workbook."))],
                         render_kw=_XLSX)
    reason = TextAreaField(
        N_("Reason"), [at_most(900)], render_kw={"rows": 3},
        description=N_("Only for a standard that builds on another: every change becomes a patch with this reason."),
    )


class SchemeForm(Form):
    """A marking scheme of a competition, and what it does not say."""

    workbook = FileField(
        N_("Marking scheme (.xlsx)"), [FileRequired(N_("Choose the marking scheme."))],
        description=N_("A workbook of the WorldSkills kind: sub-criteria with measured and judged aspects."),
        render_kw=_XLSX,
    )
    code = StringField(
        N_("Occupation code"), [required(), Regexp(r"\d(-\d\d){3}$", message=N_("The code looks like 6-31-01-03."))],
        description=N_("As in the national classification of occupations, for example 6-31-01-03."),
        render_kw={"class": "number"},
    )
    name = StringField(N_("Name of the occupation"), [at_most(100)],
                       description=N_("Empty: the title of the workbook."))
    level = SelectField(N_("Level"), choices=lambda: _chosen_from(LEVEL_NAMES), default="L3")
    category = SelectField(N_("Class of the competition"), choices=lambda: _chosen_from(CATEGORIES), default="city-1")


class TakenForm(Form):
    """The text of a draft that was looked at, to begin a draft with."""

    text = HiddenField(validators=[required()])
