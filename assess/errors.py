"""The one family of errors that crosses a border between packages.

An error carries a stable code for machines and the parameters of the case (what was got, what was expected, where).
It carries no sentence: ``assess.i18n.sentences`` turns code and parameters into one, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class AssessError(Exception):
    """Base of all errors of this program; ``code`` is stable, ``params`` are plain strings and numbers."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"


class BadInput(AssessError):
    """What was handed in cannot be used; nothing was changed."""


class Refused(AssessError):
    """The input is understood, but a rule or the present state forbids the act; nothing was changed."""


class Forbidden(Refused):
    """This person may not do this."""


class NotFound(AssessError):
    """There is no such thing, or none that this person may know of."""


class Conflict(AssessError):
    """Somebody else changed the same thing in the meantime; both values are in the parameters."""


@dataclass(frozen=True)
class Problem:
    """One fault in a file that was handed in.

    ``where`` is shown to people as it stands: ``file:line:column`` of a YAML file, ``sheet!cell`` of a workbook.
    ``also`` are the other places that take part in the fault, in the same form: the rest of a sum that is wrong.
    """

    code: str
    where: str
    params: Mapping[str, object] = field(default_factory=dict)
    severity: str = "error"
    also: tuple[str, ...] = ()


class Problems(BadInput):
    """All faults of one file at once, in the order of their place; nothing of the file was taken."""

    def __init__(self, code: str, problems: Sequence[Problem], /, **params: object) -> None:
        super().__init__(code, count=len(problems), **params)
        self.problems = tuple(problems)
