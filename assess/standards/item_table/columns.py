"""The sheets of a standard's tables and their columns: the one list that writing and reading share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assess.i18n.text import DEFAULT, LOCALES
from assess.standards.model import LEVELS

Kind = Literal["id", "text", "number", "word", "flag", "ids", "lines"]


@dataclass(frozen=True)
class Column:
    """One column by its stable key; ``text`` may have further columns ``key@language`` beside it.

    ``word`` is one of a fixed set, ``flag`` yes or no, ``ids`` several ids, ``lines`` a notation of its own
    (``notation``).
    """

    key: str
    kind: Kind = "id"
    width: int = 10
    needed: bool = False
    name: str = ""
    """The key in the standard's data, where it is called otherwise there."""

    @property
    def target(self) -> str:
        """The key in the standard's data."""
        return self.name or self.key


TASK = (
    Column("task", width=14, name="id"),
    Column("part", width=10),
    Column("task.name", "text", 24, name="name"),
    Column("task.function", width=14, name="function"),
    Column("task.points", "number", 8, name="points"),
    Column("task.minutes", "number", 8, name="minutes"),
    Column("task.choice", width=10, name="choice"),
)
ITEM = (
    Column("id", width=12),
    Column("type", "word", 10, needed=True),
    Column("text", "text", 36, needed=True),
    Column("criterion", "text", 36),
    Column("skills", "ids", 18),
    Column("max", "number", 7),
    Column("unit", width=7),
    Column("deductions", "lines", 36),
    Column("nominal", "number", 9),
    Column("step", "number", 7),
    Column("bands", "lines", 20),
    *(Column(f"descriptor-{step}", "text", 20) for step in range(4)),
    Column("spread", "number", 7),
    Column("limit", "number", 7),
    Column("loss", "number", 7),
    Column("cap", "number", 7),
    Column("counts", "word", 9),
    Column("effect", "word", 9),
    Column("of", width=10),
)
LEVEL = Column("level", "word", 8, needed=True)
PART = (
    Column("id", width=12, needed=True),
    Column("kind", "word", 10, needed=True),
    Column("name", "text", 20, needed=True),
    Column("points", "number", 8),
    Column("pass", "number", 8),
    Column("minutes", "number", 8),
    Column("combine", "word", 14),
    Column("distance", "number", 8),
    Column("near", "number", 8),
    Column("blind", "flag", 7),
    Column("calibration", "flag", 10),
    Column("after", width=10),
    Column("award", width=12),
)
EXAMINERS = (
    Column("examiners", "number", 10, name="minimum"),
    Column("examiners.odd", "flag", 7, name="odd"),
    Column("examiners.qualification", "word", 16, name="qualification"),
)
CHOICE = (
    Column("id", width=12, needed=True),
    Column("name", "text", 24, needed=True),
    Column("take", "number", 7),
    Column("drawn", "word", 14),
)
FUNCTION = (
    Column("function", width=14, needed=True, name="id"),
    Column("function.name", "text", 22, name="name"),
)
CONTENT = (
    Column("content", width=18, name="id"),
    Column("content.name", "text", 22, name="name"),
    Column("level", "word", 8),
)
SKILL = (
    Column("what", "word", 10),
    Column("id", width=20),
    Column("text", "text", 48),
    Column("key", "flag", 6),
)

SHEETS: Mapping[str, tuple[Column, ...]] = {
    "items": (LEVEL, *TASK, *ITEM),
    "parts": (LEVEL, *PART, *EXAMINERS),
    "choices": (LEVEL, *CHOICE),
    "weights": (
        Column("table", "word", 10, needed=True),
        Column("row", width=18, needed=True),
        *(Column(level, "number", 8) for level in LEVELS),
    ),
    "functions": (*FUNCTION, *CONTENT, *SKILL),
    "basics": (Column("id", width=14, needed=True), Column("name", "text", 30, needed=True)),
}
"""Sheet → its columns in their order."""

LANGUAGES = tuple(locale for locale in LOCALES if locale != DEFAULT)
"""What may stand after ``@`` in the key of a text's further columns."""


def columns_of(sheet: str) -> dict[str, Column]:
    """Every key that the sheet may have, further languages included."""
    found = {}
    for column in SHEETS[sheet]:
        found[column.key] = column
        if column.kind == "text" or column.key == "deductions":
            found |= {f"{column.key}@{language}": column for language in LANGUAGES}
    return found
