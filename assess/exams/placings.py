"""Decides what places and prizes of a competition lead to (以赛代评): the rank, the line that fits, the grade.

Pure: what the committee states (group, prize, the grade that is held already) and what the exam led to are handed in.
Nobody types a rank: it is counted from the exact totals. The totals of the others of the group stand in the record
without saying whose they are, so that anybody can count it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from assess.exams.arithmetic import ratio_text
from assess.standards.model import LEVELS, Level, Promotion

RULES = 1
"""Version of the rules on this page; records name the one they were decided by (``rules`` keeps all versions)."""

Group = Literal["worker", "student"]
"""职工 or 学生: groups are ranked apart."""


@dataclass(frozen=True)
class Competitor:
    """What is stated of one competitor: ``prize`` is empty for none, ``held`` the highest grade of the occupation."""

    group: Group
    prize: str = ""
    held: Level | None = None


@dataclass(frozen=True)
class Reached:
    """What the exam led to: the total that ranks (None: no place), whether every own part was passed, the own grade.

    ``grade`` is what the standard's ``grading`` gives without any prize.
    """

    total: Fraction | None
    passed: bool
    grade: Level | None


@dataclass(frozen=True)
class Placing:
    """The verdict: the rank, the line of the promotions that fits (from 1), and the grade; ``reasons`` say why none.

    ``promoted`` is what the line gives. ``grade`` is the higher of that and of the exam's own, if it is above the one
    that is held.
    """

    competitor: Competitor
    reached: Reached
    others: tuple[Fraction, ...]
    """The totals of all others of the group who have a place, the highest first."""
    rank: int | None
    line: int | None
    promoted: Level | None
    grade: Level | None
    reasons: tuple[str, ...]
    rules: int = RULES
    """The version of the rules that decided it."""

    def to_data(self) -> dict[str, Any]:
        """Plain data for the record of the result, figures as p/q; the promotions themselves stand in the form."""
        return {
            "rules": self.rules,
            "group": self.competitor.group,
            "prize": self.competitor.prize,
            "held": self.competitor.held,
            "total": None if self.reached.total is None else ratio_text(self.reached.total),
            "others": [ratio_text(total) for total in self.others],
            "own_grade": self.reached.grade,
            "rank": self.rank,
            "line": self.line,
            "promoted": self.promoted,
            "reasons": list(self.reasons),
        }


def place(promotions: Sequence[Promotion], competitor: Competitor, reached: Reached, others: Iterable[Fraction]) \
        -> Placing:
    """The verdict on one competitor among ``others`` of the group, who have a place.

    Equal totals share a rank and the next one is left out (1-1-3). The first line that fits counts, also where it gives
    nothing. It raises nobody who did not pass every part of the exam's own. Reasons: ``no_place``, ``no_line``,
    ``not_passed``, ``held_already`` (the grade, or a higher one).
    """
    field = tuple(sorted(others, reverse=True)) if reached.total is not None else ()
    rank = None if reached.total is None else 1 + sum(other > reached.total for other in field)
    line = None if rank is None else _line(promotions, competitor, rank)
    given = _raised(promotions[line - 1], competitor.held) if line is not None and reached.passed else None
    promoted = given if is_above(given, competitor.held) else None
    best = promoted if is_above(promoted, reached.grade) else reached.grade
    grade = best if is_above(best, competitor.held) else None
    no_more = line is not None and reached.passed and promoted is None
    found = {
        "no_place": rank is None,
        "no_line": rank is not None and line is None,
        "not_passed": line is not None and not reached.passed,
        "held_already": no_more or grade != best,
    }
    reasons = tuple(name for name, holds in found.items() if holds)
    return Placing(competitor, reached, field, rank, line, promoted, grade, reasons)


def is_above(grade: Level | None, other: Level | None) -> bool:
    """Whether ``grade`` is one and lies above ``other``, or there is no other."""
    return grade is not None and (other is None or LEVELS.index(grade) > LEVELS.index(other))


def _line(promotions: Sequence[Promotion], competitor: Competitor, rank: int) -> int | None:
    for number, line in enumerate(promotions, 1):
        fits = competitor.prize in line.prizes or (line.rank is not None and rank <= line.rank)
        if line.group == competitor.group and fits:
            return number
    return None


def _raised(line: Promotion, held: Level | None) -> Level | None:
    """``to``, or ``if_held`` for whoever holds ``to`` or more; a standard knows no grade above 高级技师."""
    return line.to if is_above(line.to, held) else line.if_held
