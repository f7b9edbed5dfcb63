"""What of the figures a reader gets who may not see persons: cells that would point at one are hidden.

A figure of too few candidates or examiners is hidden whole. A count is hidden when it, or what is left of the whole
beside it, is small but not 0: "one of eleven failed by a veto" is a person to anybody who was there. Examiners get
numbers in an order that says nothing of who they are: the order of their accounts is known from other pages.
"""

from __future__ import annotations

from assess.canonical import digest
from assess.figures.decisions import Scenario
from assess.figures.examiners import Agreeing, Severity
from assess.figures.figure import Count, Undefined
from assess.figures.items import ItemFigures, VetoFigures
from assess.figures.judging import Judging, PartJudging
from assess.standards.model.base import Closed

HIDDEN = Undefined.HIDDEN


class Disclosure(Closed):
    """The fewest candidates and examiners that a figure may be about."""

    candidates: int = 5
    examiners: int = 3

    def count(self, number: Count, of: Count) -> Count:
        """``number`` of ``of``, or hidden."""
        if isinstance(number, Undefined) or isinstance(of, Undefined):
            return HIDDEN
        small = 0 < number < self.candidates or 0 < of - number < self.candidates
        return HIDDEN if small or of < self.candidates else number

    def whole(self, number: Count) -> Count:
        """How many there are altogether, hidden where they are few."""
        return HIDDEN if isinstance(number, Undefined) or 0 < number < self.candidates else number

    def few(self, candidates: Count, examiners: int) -> bool:
        """Whether a figure about so many is hidden."""
        return isinstance(candidates, Undefined) or candidates < self.candidates or examiners < self.examiners


def disclosed(judging: Judging, rule: Disclosure, salt: str) -> Judging:
    """The figures as somebody may see them who may not see persons; nobody's flip is named.

    ``salt``, which the reader does not know, decides which number stands for which examiner.
    """
    judging = _numbered(judging, salt)
    sizes = {part.part: len(part.severities) for part in judging.parts}
    return judging.model_copy(update={
        "decided": rule.whole(judging.decided),
        "undecided": rule.whole(judging.undecided),
        "parts": tuple(_part(part, rule) for part in judging.parts),
        "scenarios": tuple(_scenario(one, rule, sizes) for one in judging.scenarios),
    })


def _numbered(judging: Judging, salt: str) -> Judging:
    """The figures with a number in place of every examiner, and in the order of the numbers."""
    known = {one.examiner for part in judging.parts for one in part.severities}
    order = sorted(known, key=lambda examiner: digest([salt, examiner]))
    number = {examiner: place for place, examiner in enumerate(order, start=1)}

    def group(one: Agreeing) -> list[int]:
        return sorted(number[examiner] for examiner in one.examiners)

    def groups(found: tuple[Agreeing, ...]) -> tuple[Agreeing, ...]:
        return tuple(one.model_copy(update={"examiners": tuple(map(str, group(one)))})
                     for one in sorted(found, key=group))

    def people(found: tuple[Severity, ...]) -> tuple[Severity, ...]:
        return tuple(one.model_copy(update={"examiner": str(number[one.examiner])})
                     for one in sorted(found, key=lambda one: number[one.examiner]))

    places = {part.part: place for place, part in enumerate(judging.parts)}
    left_out = [one for one in judging.scenarios if one.examiner]
    left_out.sort(key=lambda one: (places[one.part], number[one.examiner]))
    return judging.model_copy(update={
        "parts": tuple(
            part.model_copy(update={"pairs": groups(part.pairs), "panels": groups(part.panels),
                                    "severities": people(part.severities)})
            for part in judging.parts
        ),
        "scenarios": (
            *(one.model_copy(update={"examiner": str(number[one.examiner])}) for one in left_out),
            *(one for one in judging.scenarios if not one.examiner),
        ),
    })


def _part(part: PartJudging, rule: Disclosure) -> PartJudging:
    size = len(part.severities)
    return part.model_copy(update={
        "candidates": rule.whole(part.candidates),
        "items": tuple(_item(one, rule) for one in part.items),
        "vetoes": tuple(_veto(one, rule) for one in part.vetoes),
        "pairs": tuple(_agreeing(one, rule, size) for one in part.pairs),
        "panels": tuple(_agreeing(one, rule, size) for one in part.panels),
        "severities": tuple(_severity(one, rule, size) for one in part.severities),
    })


def _item(one: ItemFigures, rule: Disclosure) -> ItemFigures:
    counts = {name: rule.count(getattr(one, name), one.candidates) for name in ("zero", "full", "vetoed")}
    whole = rule.whole(one.candidates)
    hidden = dict.fromkeys(("difficulty", "discrimination"), HIDDEN) if whole is HIDDEN else {}
    return one.model_copy(update={"candidates": whole, **counts, **hidden})


def _veto(one: VetoFigures, rule: Disclosure) -> VetoFigures:
    return one.model_copy(update={"candidates": rule.whole(one.candidates),
                                  "occurred": rule.count(one.occurred, one.candidates)})


def _agreeing(one: Agreeing, rule: Disclosure, examiners: int) -> Agreeing:
    hidden = dict.fromkeys(("marks", "exact", "kappa", "single", "average"), HIDDEN)
    few = rule.few(one.candidates, examiners)
    return one.model_copy(update={"candidates": rule.whole(one.candidates), **(hidden if few else {})})


def _severity(one: Severity, rule: Disclosure, examiners: int) -> Severity:
    hidden = dict.fromkeys(("deviation", "error", "logit", "logit_error"), HIDDEN)
    few = rule.few(one.candidates, examiners)
    return one.model_copy(update={"candidates": rule.whole(one.candidates), **(hidden if few else {})})


def _scenario(one: Scenario, rule: Disclosure, sizes: dict[str, int]) -> Scenario:
    few = one.question == "without" and sizes[one.part] < rule.examiners
    return one.model_copy(update={
        "asked": rule.whole(one.asked), "flips": (),
        "changed": HIDDEN if few else rule.count(one.changed, one.asked),
    })
