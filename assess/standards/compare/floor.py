"""One place where a standard may ask less than its national base."""

from __future__ import annotations

from dataclasses import dataclass

from assess.standards.compare.places import Value, Where, at_of


@dataclass(frozen=True)
class Floor:
    """What the base has there (``old``) and what the standard has instead (``new``, None: nothing)."""

    where: Where
    code: str
    """What kind of less it is, and the code of its sentence: "floor.pass_lower"."""
    old: Value
    new: Value

    @property
    def at(self) -> str:
        """The place in the form of a patch: ``assessment.L4.parts.practical.pass``; an entry of ``below`` names it."""
        return at_of(self.where)
