"""The model of ``certs/schemes/<name>.yaml``: one exam, two papers (一试双证), each of its own authority.

The scheme says by which rule scores count, who may have the partner's paper, for which occupations and levels, and what
is asked of the candidate before personal data leaves. ``hindrance`` decides for one candidate. An exam may be held
under several schemes, each with another partner (一试多证). Whether the scores suffice is decided with the result
(``exams.awards``), from what ``Scheme.asks`` hands over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assess.certificates.authority import read_model
from assess.errors import Problem, Problems
from assess.exams.asks import Asks, Merged, ScoreRule
from assess.i18n.text import LOCALES, Text
from assess.standards.model import Closed, Id, Level, Points, Standard

Route = Literal["exam", "competition"]
Residence = Literal["mainland", "macau", "hongkong", "other"]
OccupationCode = Annotated[str, StringConstraints(pattern=r"^\d(-\d\d){3}$")]


class OccupationName(Closed):
    """The occupation as the partner calls it, and how sure that is."""

    name: Text
    sure: Literal["official", "seen", "inferred"]


class ConsentText(Closed):
    """What the candidate agrees to before the partner's paper is prepared; a changed text is a new version."""

    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{1,20}$")]
    text: Text


class Scheme(Closed):
    """One agreement of two authorities."""

    format: Literal["1"]
    id: Id
    name: Text
    primary: Id
    partner: Id
    score_rule: ScoreRule
    """``same``, ``merged`` or ``higher_of_each``: see ``exams.asks``."""
    merged: dict[Level, Merged] = Field(default_factory=dict)
    """For ``merged``: the weights and the mark at each level."""
    pass_marks: dict[Level, dict[Id, Points]] = Field(default_factory=dict)
    """For ``higher_of_each``: the partner's own pass marks of parts, where the standard does not state them."""
    standards: tuple[str, ...] = ()
    """Standards that this agreement names itself; any other must name the scheme under its ``awards``."""
    entitled: Literal["everyone"] | Annotated[tuple[Residence, ...], Field(min_length=1)]
    """Who may have the partner's paper, by residence."""
    routes: Annotated[tuple[Route, ...], Field(min_length=1)]
    """``exam``: an ordinary sitting; ``competition``: the exam of a competition's standard."""
    occupations: Annotated[dict[OccupationCode, OccupationName], Field(min_length=1)]
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    """Levels that have an equivalent; the partner's name of each stands in its ``authority.yaml``."""
    consent: ConsentText

    def asks(self, level: Level) -> Asks:
        """What it asks of an exam of that level."""
        return Asks(score_rule=self.score_rule, pass_marks=self.pass_marks.get(level, {}),
                    merged=self.merged.get(level))

    def takes(self, standard: Standard) -> bool:
        """Whether exams of that standard may be held under it: one of the two names the other."""
        return standard.award(self.id) is not None or standard.id in self.standards

    def route_of(self, standard: Standard) -> Route:
        """The way in which exams of that standard lead to the partner's paper."""
        return "competition" if standard.kind == "competition" else "exam"


def parse_scheme(data: bytes, name: str) -> Scheme:
    """The scheme in ``data``; raises ``Problems("scheme.invalid")`` with every fault and its place.

    Besides the shape: the figures are those of the score rule and complete, weights add up to exactly 100, and the
    consent is there in every language, because nobody can agree to a text they cannot read.
    """
    scheme = read_model(Scheme, data, name, "scheme.invalid")
    problems = [*_figures(scheme, name), *(
        Problem("scheme.consent_untranslated", name, {"locale": locale})
        for locale in LOCALES if not scheme.consent.text.has(locale)
    )]
    if problems:
        raise Problems("scheme.invalid", problems, where=name)
    return scheme


def _figures(scheme: Scheme, name: str) -> Iterator[Problem]:
    """Faults of the figures that belong to the score rule."""
    for key, rule, given in (("merged", "merged", scheme.merged), ("pass_marks", "higher_of_each", scheme.pass_marks)):
        if given and scheme.score_rule != rule:
            yield Problem("scheme.figures_of_other_rule", name, {"key": key, "rule": scheme.score_rule, "needs": rule})
    without = [level for level in scheme.levels if level not in scheme.merged]
    if scheme.score_rule == "merged" and without:
        yield Problem("scheme.merged_missing", name, {"levels": ", ".join(without)})
    for level, merged in scheme.merged.items():
        if (total := sum(merged.weights.values())) != 100:
            yield Problem("scheme.weights_sum", name, {"level": level, "got": f"{total:f}"})


def hindrance(scheme: Scheme, *, occupation: str, level: str, residence: str, consented: bool) -> str | None:
    """The code of what keeps a candidate from the partner's paper, or None.

    ``scheme.occupation_without_equivalent``, ``scheme.level_without_equivalent``, ``scheme.not_entitled``,
    ``scheme.consent_missing``; the last one is asked last, because nobody should be asked for what leads nowhere.
    """
    if occupation not in scheme.occupations:
        return "scheme.occupation_without_equivalent"
    if level not in scheme.levels:
        return "scheme.level_without_equivalent"
    if scheme.entitled != "everyone" and residence not in scheme.entitled:
        return "scheme.not_entitled"
    return None if consented else "scheme.consent_missing"
