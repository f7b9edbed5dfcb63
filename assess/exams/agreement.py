"""Several examiners' sheets become one mark for each item, or a disagreement that people have to settle.

Nothing is averaged away silently: judges too far apart, examiners further apart than the standard's distance, a veto
that not all of them saw, and tasks of a choice that not all of them marked are disagreements, and the part has no total
until they are settled. How marks that agree become one, the part says: mean, median or trimmed mean.

A further examiner's sheet settles what the others leave open: where all sheets together agree, its marks count like any
other; where they do not, they alone count. Tasks of a choice it cannot settle, because they are facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assess.exams.arithmetic import combined, exact, exact_text, judged
from assess.exams.choices import taken_of, taken_tasks
from assess.exams.form import FormPart
from assess.exams.scores import ScoreSheet, item_score, running_total, zeroed_items
from assess.standards.model import Item, JudgeItem, Task, VetoItem


@dataclass(frozen=True)
class ItemMark:
    """The agreed mark of one item; ``by_examiner`` keeps what each sheet gave, in the order of the sheets."""

    key: str
    value: Fraction
    by_examiner: tuple[str, ...]
    further: bool = False
    """Whether the examiners disagreed, so that the further examiner's mark alone counts."""


@dataclass(frozen=True)
class Disagreement:
    """One item without a value: ``reason`` is ``spread``, ``distance``, ``veto`` or ``missing``.

    ``near``: nothing is disputed, but the total lies so near to the pass mark that the part wants a further examiner;
    then the key is the id of the part, and ``by_examiner`` the total of each sheet.

    Of reason ``choice`` the key is the id of the choice, and ``by_examiner`` names the ids of the tasks that each sheet
    marked, joined by ``+``.
    """

    key: str
    reason: str
    by_examiner: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """The marks of a part's items and what is still open; ``vetoes`` are the keys of vetoes all examiners saw."""

    marks: tuple[ItemMark, ...]
    vetoes: tuple[str, ...]
    open: tuple[Disagreement, ...]
    taken: tuple[str, ...]
    """The ids of the tasks that were examined: the compulsory ones, and those of choices that every sheet marked."""


def agree(part: FormPart, sheets: Sequence[ScoreSheet]) -> Agreement:
    """The marks that ``sheets`` lead to, by the rule of the part; the order of the sheets does not matter.

    A task of a choice that was not taken has no marks; any other gap is open as ``missing``. An item that a veto of all
    examiners took is worth 0, whatever they gave it, entered or not.
    """
    ordered = sorted(sheets, key=lambda sheet: sheet.examiner)
    taken = _taken_by_all(part, ordered)
    nothing = _zeroed_by_all(part, ordered)
    marks: list[ItemMark] = []
    vetoes: list[str] = []
    still_open = list(_choices(part, ordered))
    for task in taken:
        for item in task.items:
            key = f"{task.id}.{item.id}"
            verdict = _item(part, task, item, ordered, zeroed=key in nothing)
            if isinstance(verdict, Disagreement):
                still_open.append(verdict)
            elif not isinstance(item, VetoItem):
                marks.append(verdict)
            elif verdict.value:
                vetoes.append(key)
    return Agreement(tuple(marks), tuple(vetoes), tuple(still_open), tuple(task.id for task in taken))


def near_pass_mark(part: FormPart, sheets: Sequence[ScoreSheet], total: Fraction) -> Disagreement | None:
    """That a further examiner is needed because ``total`` lies nearer to the pass mark than ``near`` allows, or None.

    Each sheet's own total tells the reader how the examiners stand; judged steps count as their share of the maximum.
    """
    rule, ordered = part.part, sorted(sheets, key=lambda sheet: sheet.examiner)
    if rule.near is None or any(sheet.further for sheet in sheets):
        return None
    if abs(total - Fraction(rule.pass_mark)) >= Fraction(rule.near):
        return None
    return Disagreement(rule.id, "near", tuple(exact_text(running_total(part, sheet.entries)) for sheet in ordered))


def _taken_by_all(part: FormPart, sheets: Sequence[ScoreSheet]) -> tuple[Task, ...]:
    taken = [{task.id for task in taken_tasks(part, sheet.entries)} for sheet in sheets]
    return tuple(task for task in part.tasks if task.choice is None or (taken and all(task.id in one for one in taken)))


def _zeroed_by_all(part: FormPart, sheets: Sequence[ScoreSheet]) -> frozenset[str]:
    """The items that every sheet zeroes; where they differ, the further examiner's veto alone counts."""
    deciding = [sheet for sheet in sheets if sheet.further] or sheets
    zeroed = [zeroed_items(part, sheet.entries) for sheet in deciding]
    return frozenset.intersection(*zeroed) if zeroed else frozenset()


def _choices(part: FormPart, sheets: Sequence[ScoreSheet]) -> Iterator[Disagreement]:
    """The choices of which the sheets mark different tasks, or not as many as are to be taken."""
    for choice in part.choices:
        taken = [taken_of(part, choice, sheet.entries) for sheet in sheets]
        if len(set(map(_ids, taken))) != 1 or len(taken[0]) != choice.take:
            yield Disagreement(choice.id, "choice", tuple(map(_ids, taken)))


def _ids(tasks: Sequence[Task]) -> str:
    return "+".join(task.id for task in tasks)


def _item(
    part: FormPart, task: Task, item: Item, sheets: Sequence[ScoreSheet], *, zeroed: bool
) -> ItemMark | Disagreement:
    verdict = _compared(part, task, item, sheets, zeroed=zeroed)
    further = [sheet for sheet in sheets if sheet.further]
    if isinstance(verdict, ItemMark) or not further:
        return verdict
    alone = _compared(part, task, item, further, zeroed=False)
    return replace(alone, by_examiner=verdict.by_examiner, further=True) if isinstance(alone, ItemMark) else verdict


def _compared(
    part: FormPart, task: Task, item: Item, sheets: Sequence[ScoreSheet], *, zeroed: bool
) -> ItemMark | Disagreement:
    key = f"{task.id}.{item.id}"
    if isinstance(item, VetoItem):
        seen = tuple(sheet.entries[key].value if key in sheet.entries else "0" for sheet in sheets)
        if len(set(seen)) > 1:
            return Disagreement(key, "veto", seen)
        return ItemMark(key, exact(seen[0]) if seen else Fraction(0), seen)
    if isinstance(item, JudgeItem):
        entries = [sheet.entries.get(key) for sheet in sheets]
        given = [None if entry is None else exact(entry.value) for entry in entries]
    else:
        given = [item_score(task, item, sheet.entries) for sheet in sheets]
    texts = tuple("" if value is None else exact_text(value) for value in given)
    if zeroed:
        return ItemMark(key, Fraction(0), texts)
    known = [value for value in given if value is not None]
    if not known or len(known) < len(given):
        return Disagreement(key, "missing", texts)
    if isinstance(item, JudgeItem):
        if max(known) - min(known) > item.spread:
            return Disagreement(key, "spread", texts)
        return ItemMark(key, judged(Fraction(item.max), known, part.part.combine), texts)
    distance = part.part.distance
    if distance is not None and max(known) - min(known) > Fraction(distance):
        return Disagreement(key, "distance", texts)
    return ItemMark(key, combined(known, part.part.combine), texts)
