"""The model of ``certs/schemes/<name>.yaml``: one exam, two papers (一试双证), each of its own authority.

The scheme says who may have the partner's paper, for which occupations and levels, and what is asked of the candidate
before personal data leaves. ``hindrance`` decides for one candidate.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assess.certificates.authority import read_model
from assess.errors import Problem, Problems
from assess.i18n.text import LOCALES, Text
from assess.standards.model import Closed, Id, Level

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
    score_rule: Literal["same", "merged", "higher_of_each"]
    """``same``: the one result counts for both papers. The others are named so that they are refused, not misread."""
    entitled: Literal["everyone"] | Annotated[tuple[Residence, ...], Field(min_length=1)]
    """Who may have the partner's paper, by residence."""
    routes: Annotated[tuple[Literal["exam", "competition"], ...], Field(min_length=1)]
    occupations: Annotated[dict[OccupationCode, OccupationName], Field(min_length=1)]
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    """Levels that have an equivalent; the partner's name of each stands in its ``authority.yaml``."""
    consent: ConsentText


def parse_scheme(data: bytes, name: str) -> Scheme:
    """The scheme in ``data``; raises ``Problems("scheme.invalid")`` with every fault and its place.

    Besides the shape: only the score rule ``same`` and the route ``exam`` are built, and the consent must be there in
    every language, because nobody can agree to a text they cannot read.
    """
    scheme = read_model(Scheme, data, name, "scheme.invalid")
    problems = []
    if scheme.score_rule != "same":
        problems.append(Problem("scheme.score_rule_unknown", name, {"got": scheme.score_rule, "known": "same"}))
    if "exam" not in scheme.routes:
        problems.append(Problem("scheme.route_unknown", name, {"got": ", ".join(scheme.routes), "known": "exam"}))
    problems += [
        Problem("scheme.consent_untranslated", name, {"locale": locale})
        for locale in LOCALES if not scheme.consent.text.has(locale)
    ]
    if problems:
        raise Problems("scheme.invalid", problems, where=name)
    return scheme


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
