"""Several examiners' sheets become one mark for each item, or a disagreement that people have to settle.

Nothing is averaged away silently: judges too far apart, examiners further apart than the standard's distance, and a
veto that not all of them saw are disagreements, and the part has no total until they are settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.exams.arithmetic import exact_text, judged, mean
from assess.exams.form import FormPart
from assess.exams.scores import ScoreSheet, item_score
from assess.standards.model import Item, JudgeItem, Task, VetoItem


@dataclass(frozen=True)
class ItemMark:
    """The agreed mark of one item; ``by_examiner`` keeps what each sheet gave, in the order of the sheets."""

    key: str
    value: Fraction
    by_examiner: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """One item without a value: ``reason`` is ``spread``, ``distance``, ``veto`` or ``missing``."""

    key: str
    reason: str
    by_examiner: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """The marks of a part's items and what is still open; ``vetoes`` are the keys of vetoes all examiners saw."""

    marks: tuple[ItemMark, ...]
    vetoes: tuple[str, ...]
    open: tuple[Disagreement, ...]


def agree(part: FormPart, sheets: Sequence[ScoreSheet]) -> Agreement:
    """The marks that ``sheets`` lead to, by the rule of the part; the order of the sheets does not matter.

    Items that nobody entered because the optional task was left out count 0; any other gap is open as ``missing``.
    """
    ordered = sorted(sheets, key=lambda sheet: sheet.examiner)
    marks: list[ItemMark] = []
    vetoes: list[str] = []
    still_open: list[Disagreement] = []
    for task in part.tasks:
        left_out = task.choice is not None and not any(_touched(task, sheet) for sheet in ordered)
        for item in task.items:
            key = f"{task.id}.{item.id}"
            if left_out:
                if not isinstance(item, VetoItem):
                    marks.append(ItemMark(key, Fraction(0), ()))
                continue
            verdict = _item(part, task, item, ordered)
            if isinstance(verdict, Disagreement):
                still_open.append(verdict)
            elif not isinstance(item, VetoItem):
                marks.append(verdict)
            elif verdict.value:
                vetoes.append(key)
    return Agreement(tuple(marks), tuple(vetoes), tuple(still_open))


def _touched(task: Task, sheet: ScoreSheet) -> bool:
    return any(key.startswith(f"{task.id}.") for key in sheet.entries)


def _item(part: FormPart, task: Task, item: Item, sheets: Sequence[ScoreSheet]) -> ItemMark | Disagreement:
    key = f"{task.id}.{item.id}"
    if isinstance(item, VetoItem):
        seen = [sheet.entries[key].value if key in sheet.entries else "0" for sheet in sheets]
        if len(set(seen)) > 1:
            return Disagreement(key, "veto", tuple(seen))
        return ItemMark(key, Fraction(seen[0]) if seen else Fraction(0), tuple(seen))
    if isinstance(item, JudgeItem):
        return _judge(key, item, sheets)
    scores = [item_score(task, item, sheet.entries) for sheet in sheets]
    texts = tuple("" if score is None else exact_text(score) for score in scores)
    known = [score for score in scores if score is not None]
    if not known or len(known) < len(scores):
        return Disagreement(key, "missing", texts)
    distance = part.part.distance
    if distance is not None and max(known) - min(known) > Fraction(distance):
        return Disagreement(key, "distance", texts)
    return ItemMark(key, mean(known), texts)


def _judge(key: str, item: JudgeItem, sheets: Sequence[ScoreSheet]) -> ItemMark | Disagreement:
    entries = [sheet.entries.get(key) for sheet in sheets]
    texts = tuple("" if entry is None else entry.value for entry in entries)
    steps = [int(entry.value) for entry in entries if entry is not None]
    if not steps or len(steps) < len(entries):
        return Disagreement(key, "missing", texts)
    if max(steps) - min(steps) > item.spread:
        return Disagreement(key, "spread", texts)
    return ItemMark(key, judged(Fraction(item.max), steps), texts)
