"""What an application asks beyond work, level, title and diploma, where the conditions of the standard name it."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, IntegerField, SelectChoice, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from assess.exams.eligibility import Apprenticeship, Background, CompetitionResult, Held, Recognised
from assess.i18n import N_
from assess.operations.candidates import Asked
from assess.web.clause_words import CATEGORIES, GROUPS, HONOURS, PRIZES
from assess.web.forms import Form
from assess.web.locale import _
from assess.web.office.forms import words_of
from assess.web.office.words import FIELDS

NONE = {"": N_("none")}
_WITH = {
    "apprenticeship": ("apprenticeship_years", "apprenticeship_finished"),
    "competition": ("competition", "competition_group", "competition_prize", "competition_rank", "competition_on"),
    "recognition": ("recognised", "recognised_since"),
    "honour": ("honour", "honour_since"),
    "fields": ("working_here_since", "grade_field", "title_field", "diploma_field"),
}
"""The fields that belong to each kind of clause; ``fields`` to those that tell this occupation from related ones."""


def _day(label: str, description: str = "") -> DateField:
    return DateField(label, [Optional()], description=description)


class Proof(Form):
    """The fields of rarer conditions; ``offer_proof`` takes those away that no condition asks for."""

    working_here_since = _day(N_("Of this, in this very occupation since"))
    grade_field = SelectField(N_("The level is of"))
    title_field = SelectField(N_("The title is of"))
    diploma_field = SelectField(N_("The diploma is in"))
    apprenticeship_years = IntegerField(N_("Full years of apprenticeship"), [Optional(), NumberRange(0, 10)])
    apprenticeship_finished = _day(N_("Apprenticeship finished on"))
    competition = SelectField(N_("Class of the competition"))
    competition_group = SelectField(N_("Group"))
    competition_prize = SelectField(N_("Prize"))
    competition_rank = IntegerField(N_("Rank"), [Optional(), NumberRange(1, 9999)])
    competition_on = _day(N_("Day of the result"))
    recognised = SelectField(N_("Recognised certificate of a partner authority"))
    recognised_since = _day(N_("Certificate issued on"))
    honour = SelectField(N_("Honour for skill"))
    honour_since = _day(N_("Awarded on"))

    def offer_proof(self, asked: Asked) -> None:
        """Fills the choices with what the standard names, and takes away what it does not ask."""
        self.grade_field.choices = self.title_field.choices = self.diploma_field.choices = words_of(FIELDS)
        self.competition.choices = _named(asked.categories, CATEGORIES)
        self.competition_group.choices = words_of(GROUPS)
        self.competition_prize.choices = _named(asked.prizes, PRIZES)
        self.honour.choices = _named(asked.honours, HONOURS)
        self.recognised.choices = [
            *words_of(NONE), *(SelectChoice(f"{body}/{grade}", f"{body} · {grade}") for body, grade in asked.recognised)
        ]
        for kind, names in _WITH.items():
            if kind not in asked.kinds:
                for name in names:
                    del self[name]

    def proven(self) -> dict[str, Any]:
        """The arguments of ``Background`` that these fields give."""
        body, _slash, grade = self._of("recognised", "").partition("/")
        return {
            "working_here_since": self._of("working_here_since"),
            "apprenticeships": tuple(
                [Apprenticeship(self._of("apprenticeship_years") or 0, self._of("apprenticeship_finished"))]
                if self._of("apprenticeship_finished") else []
            ),
            "competitions": tuple([self._result()] if self._of("competition") else []),
            "recognised": tuple([Recognised(body, grade, self._of("recognised_since"))] if grade else []),
            "honours": tuple([Held(self._of("honour"), self._of("honour_since"))] if self._of("honour") else []),
        }

    def field_of(self, what: str) -> Any:
        """``this``, ``related`` or ``other``; ``this`` where nobody asks."""
        return self._of(f"{what}_field") or "this"

    def validate_competition(self, field: SelectField) -> None:
        """A result was reached on some day, as a prize or a rank."""
        if field.data and self.competition_on.data is None:
            raise ValidationError(N_("Enter the day of the result, too."))
        if field.data and not self.competition_prize.data and self.competition_rank.data is None:
            raise ValidationError(N_("Enter the prize or the rank, too."))

    def validate_recognised(self, field: SelectField) -> None:
        """A certificate was issued on some day."""
        _need_day(field, self.recognised_since)

    def validate_honour(self, field: SelectField) -> None:
        """An honour was awarded on some day."""
        _need_day(field, self.honour_since)

    def validate_apprenticeship_years(self, field: IntegerField) -> None:
        """Years count once the apprenticeship is finished."""
        _need_day(field, self.apprenticeship_finished)

    def _result(self) -> CompetitionResult:
        return CompetitionResult(
            self._of("competition"), self._of("competition_group"), self._of("competition_on"),
            self._of("competition_prize") or None, self._of("competition_rank"),
        )

    def _of(self, name: str, default: Any = None) -> Any:
        return self[name].data if name in self else default


def shown_proof(known: Background) -> dict[str, Any]:
    """What the fields of a correction show."""
    values: dict[str, Any] = {"working_here_since": known.working_here_since}
    for what, held in (("grade", known.grades), ("title", known.titles), ("diploma", known.diplomas)):
        values |= {f"{what}_field": one.field for one in held[:1]}
    for one in known.apprenticeships[:1]:
        values |= {"apprenticeship_years": one.years, "apprenticeship_finished": one.finished}
    for result in known.competitions[:1]:
        values |= {"competition": result.category, "competition_group": result.group, "competition_on": result.on,
                   "competition_prize": result.prize or "", "competition_rank": result.rank}
    for paper in known.recognised[:1]:
        values |= {"recognised": f"{paper.authority}/{paper.grade}", "recognised_since": paper.since}
    for honour in known.honours[:1]:
        values |= {"honour": honour.what, "honour_since": honour.since}
    return values


def _named(ids: tuple[str, ...], words: Any) -> list[SelectChoice]:
    """Nothing, and each of ``ids`` by its words; one that no word is known for goes by its id."""
    return words_of(NONE) + [SelectChoice(one, _(words[one]) if one in words else one) for one in ids]


def _need_day(field: Any, since: DateField) -> None:
    if field.data and since.data is None:
        raise ValidationError(N_("Enter the day on which it was issued, too."))
