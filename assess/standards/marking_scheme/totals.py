"""Holds what a marking scheme states against what its aspects add up to: both figures, with their cell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assess.errors import Problem
from assess.standards.check.faults import plain
from assess.standards.marking_scheme.scheme import Aspect, Scheme, Stated


def contradictions(scheme: Scheme) -> list[Problem]:
    """Everything that the workbook says twice and differently, names twice, or leaves out; in the order of its parts.

    Stated totals that differ are warnings, because the counted ones are used; what keeps an aspect from being used is
    an error.
    """
    return [*_totals(scheme), *_sections(scheme), *_names(scheme), *(p for a in scheme.aspects for p in _aspect(a))]


def _totals(scheme: Scheme) -> Iterator[Problem]:
    for stated in scheme.totals:
        yield from _differs("scheme.grand_total", stated, scheme.counted)
    for criterion in scheme.criteria:
        for stated in criterion.stated:
            yield from _differs("scheme.criterion_total", stated, criterion.counted, criterion=criterion.id)
        for part in criterion.parts:
            if part.mark is not None:
                yield from _differs("scheme.part_total", part.mark, part.counted, part=part.id)
            if not part.aspects:
                yield Problem("scheme.part_empty", part.place, {"part": part.id})


def _differs(code: str, stated: Stated, counted: Decimal, **params: object) -> Iterator[Problem]:
    if stated.value is None:
        yield Problem("scheme.mark_not_a_number", stated.place, {"got": stated.text[:40]}, "warning")
    elif stated.value != counted:
        figures = {"stated": plain(stated.value), "counted": plain(counted), **params}
        yield Problem(code, stated.place, figures, "warning")


def _sections(scheme: Scheme) -> Iterator[Problem]:
    known = {section.id for section in scheme.sections}
    for section in scheme.sections:
        counted = scheme.by_section.get(section.id, Decimal(0))
        for code, stated in (("scheme.section_marks", section.marks), ("scheme.section_aspects", section.aspects)):
            if stated is not None:
                yield from _differs(code, stated, counted, section=section.id)
    for aspect in scheme.aspects:
        if aspect.section is not None and known and aspect.section.text not in known:
            yield Problem("scheme.section_unknown", aspect.section.place,
                          {"section": aspect.section.text[:20], "known": ", ".join(sorted(known))})
        elif aspect.section is None and known:
            yield Problem("scheme.section_missing", aspect.place, {"aspect": aspect.label}, "warning")


def _names(scheme: Scheme) -> Iterator[Problem]:
    """Ids that name two things. An aspect type alone (M, J) is no id."""
    seen: dict[tuple[str, str], str] = {}
    for kind, id_, place in (
        *(("section", section.id, section.place) for section in scheme.sections),
        *(("part", part.id, part.place) for part in scheme.parts),
        *((f"aspect {part.id}", aspect.label, aspect.place) for part in scheme.parts for aspect in part.aspects
          if len(aspect.label) > 1),
    ):
        first = seen.setdefault((kind, id_.casefold()), place)
        if first != place:
            yield Problem("scheme.id_twice", place, {"reason": kind.split()[0], "id": id_, "first": first})
    for criterion in scheme.criteria:
        for part in criterion.parts:
            if not part.id.upper().startswith(criterion.id.upper()):
                yield Problem("scheme.part_elsewhere", part.place, {"part": part.id, "criterion": criterion.id},
                              "warning")


def _aspect(aspect: Aspect) -> Iterator[Problem]:
    said: dict[str, object] = {"aspect": aspect.label}
    if aspect.kind not in ("M", "J"):
        yield Problem("scheme.type_unknown", aspect.place, {"got": aspect.label[:20]})
    if not aspect.text:
        yield Problem("scheme.text_missing", aspect.place, said)
    if aspect.mark is None:
        yield Problem("scheme.mark_missing", aspect.place, said)
    elif aspect.mark.value is None:
        yield Problem("scheme.mark_not_a_number", aspect.mark.place, {"got": aspect.mark.text[:40]})
    missing = [str(score) for score in range(4) if score not in aspect.scores or not aspect.scores[score].text]
    if aspect.kind == "J" and missing:
        yield Problem("scheme.descriptor_missing", aspect.place, {**said, "scores": ", ".join(missing)})
    if aspect.calculation:
        yield Problem("scheme.calculation", aspect.place, {**said, "rule": aspect.calculation[:80]}, "warning")
