"""What a marking scheme says: criteria with sub-criteria with aspects, and every total where it is stated."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from assess.standards.grid import Cell, figure


@dataclass(frozen=True)
class Stated:
    """A figure that stands in a cell; ``value`` is None for what is no figure."""

    place: str
    text: str
    value: Decimal | None

    @classmethod
    def of(cls, cell: Cell) -> Stated:
        """What stands in that cell."""
        try:
            value = Decimal(figure(cell.text))
        except ArithmeticError:
            value = None
        return cls(cell.place, cell.text, value if value is not None and value.is_finite() else None)


@dataclass(frozen=True)
class Section:
    """One section of the standards specification (WSOS): its marks as specified, and as the workbook counted them."""

    id: str
    name: str
    place: str
    marks: Stated | None = None
    aspects: Stated | None = None


@dataclass
class Aspect:
    """One thing that is measured (M) or judged (J)."""

    label: str
    place: str
    text: str
    group: str = ""
    """The heading above it inside of its sub-criterion."""
    extra: list[str] = field(default_factory=list)
    requirement: str = ""
    section: Cell | None = None
    calculation: str = ""
    mark: Stated | None = None
    scores: dict[int, Cell] = field(default_factory=dict)
    """Judgement score → its description."""

    @property
    def kind(self) -> str:
        """M or J, or the first letter of whatever else is there."""
        return self.label[:1].upper()

    @property
    def worth(self) -> Decimal:
        """Its mark, where it states one."""
        return self.mark.value if self.mark and self.mark.value is not None else Decimal(0)


@dataclass
class SubCriterion:
    """One sub-criterion, which becomes a task."""

    id: str
    name: str
    place: str
    day: str = ""
    mark: Stated | None = None
    aspects: list[Aspect] = field(default_factory=list)

    @property
    def counted(self) -> Decimal:
        """The marks of its aspects."""
        return sum((aspect.worth for aspect in self.aspects), Decimal(0))


@dataclass
class Criterion:
    """One criterion by its letter; ``stated`` are the totals that the workbook gives it, wherever they stand."""

    id: str
    name: str = ""
    stated: list[Stated] = field(default_factory=list)
    parts: list[SubCriterion] = field(default_factory=list)

    @property
    def counted(self) -> Decimal:
        """The marks of its sub-criteria."""
        return sum((part.counted for part in self.parts), Decimal(0))


@dataclass
class Scheme:
    """The whole workbook."""

    title: str = ""
    sections: list[Section] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    totals: list[Stated] = field(default_factory=list)
    """Totals of the competition, wherever they stand."""

    @property
    def parts(self) -> list[SubCriterion]:
        """All sub-criteria in their order."""
        return [part for criterion in self.criteria for part in criterion.parts]

    @property
    def aspects(self) -> list[Aspect]:
        """All aspects in their order."""
        return [aspect for part in self.parts for aspect in part.aspects]

    @property
    def counted(self) -> Decimal:
        """The marks of all aspects."""
        return sum((criterion.counted for criterion in self.criteria), Decimal(0))

    @property
    def by_section(self) -> dict[str, Decimal]:
        """Section as the aspects name it → the marks of its aspects."""
        found: dict[str, Decimal] = {}
        for aspect in self.aspects:
            if aspect.section is not None:
                found[aspect.section.text] = found.get(aspect.section.text, Decimal(0)) + aspect.worth
        return found
