"""Whether an exam met what the scheme of its sitting asks for the partner's paper, in words that a page can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assess.errors import Refused
from assess.exams.arithmetic import exact_text
from assess.exams.awards import partner_marks
from assess.exams.form import ExamForm
from assess.exams.result import Result
from assess.i18n.text import LOCALES, Text
from assess.operations.authorities import scheme_named
from assess.store.session import Store


@dataclass(frozen=True)
class Lacking:
    """One thing that the partner asks and the exam did not reach.

    ``code`` is ``no_grade``, ``below_merged``, or with its part ``part_not_passed`` or ``below_demand``; of the marks
    ``mark`` is what is asked.
    """

    code: str
    part: Text | None = None
    mark: str | None = None


@dataclass(frozen=True)
class PartnerVerdict:
    """The verdict for one scheme of the sitting, with all that is lacking."""

    scheme: Text
    lacking: tuple[Lacking, ...]

    @property
    def met(self) -> bool:
        """Whether nothing is lacking; residence and consent are asked later and elsewhere."""
        return not self.lacking


def partner_verdicts(store: Store, form: ExamForm, schemes: Iterable[str], result: Result) \
        -> tuple[PartnerVerdict, ...]:
    """What ``result`` says about the papers of partners, scheme by scheme; nothing while it is open."""
    verdicts = {scheme: result.award(scheme) for scheme in schemes} if result.complete else {}
    return tuple(
        PartnerVerdict(scheme_named(store, scheme).name, lacking(form, scheme, verdict.to_data()["reasons"]))
        for scheme, verdict in verdicts.items() if verdict is not None
    )


def not_earned(form: ExamForm, scheme: str, record: Mapping[str, Any]) -> Refused | None:
    """What keeps a passed exam from the partner's paper, named by parts; None when it met all that is asked.

    ``record`` is a result as it is kept (``Result.to_data``). A scheme that the standard does not name is not met.
    """
    verdicts = [award for award in record["awards"] if award["scheme"] == scheme]
    if any(award["met"] for award in verdicts):
        return None
    parts = [one.part for award in verdicts for one in lacking(form, scheme, award["reasons"]) if one.part]
    names = Text({locale: " + ".join(part.in_locale(locale) for part in parts) for locale in LOCALES})
    return Refused("scheme.demands_not_met", scheme=scheme, parts=names)


def lacking(form: ExamForm, scheme: str, reasons: Iterable[Mapping[str, Any]]) -> tuple[Lacking, ...]:
    """The reasons of a verdict, as a result keeps them, with the names of their parts and the marks asked."""
    names = {form_part.part.id: form_part.part.name for form_part in form.parts}
    return tuple(
        Lacking(reason["code"], names.get(reason["part"]), _mark(form, scheme, reason["code"], reason["part"]))
        for reason in reasons
    )


def _mark(form: ExamForm, scheme: str, code: str, part: str) -> str | None:
    """The mark that was not reached, where a reason is about one."""
    award = next((award for award in form.awards if award.scheme == scheme), None)
    if award is None:
        return None
    if code == "below_merged" and award.asks and award.asks.merged:
        return str(award.asks.merged.pass_mark)
    mark = partner_marks(award).get(part) if code == "below_demand" else None
    return None if mark is None else exact_text(mark)
