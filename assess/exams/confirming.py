"""Decides 学徒工: what an enterprise's own decision leads to when somebody's apprenticeship and probation are over.

No exam and no panel: the standard names conditions, evidence and months, and a person of the enterprise decides. What
comes out is an internal record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import TypeAdapter

from assess.canonical import digest
from assess.standards.model import Apprentice

RULES = 1
"""Version of the rules on this page; results name the one they were decided by (``rules`` keeps all versions)."""


@dataclass(frozen=True)
class ConfirmationRule:
    """What the standard asks: ids of the evidence that must be there, and full months of probation."""

    evidence: tuple[str, ...]
    months: int


def confirmation_rule(asked: Apprentice) -> ConfirmationRule:
    """The rule in a standard's ``apprentice``."""
    return ConfirmationRule(tuple(each.id for each in asked.evidence if each.required), asked.probation_months)


@dataclass(frozen=True)
class Confirmation:
    """The decision and what it rests on."""

    standard: str
    edition: str
    standard_sha256: str
    confirmed: bool
    route: str = ""
    note: str = ""
    """The reason in words; needed where no route holds, or the person is not confirmed."""
    evidence: Mapping[str, tuple[str, ...]] | None = None
    probation_from: date | None = None
    decided_on: date | None = None
    decided_by: str = ""
    """Who in the enterprise decided, with the function."""
    closed: Literal["", "withdrawn", "revoked"] = ""


@dataclass(frozen=True)
class ConfirmationResult:
    """The verdict, like an exam's: reasons against it, and the grade when there is none."""

    rule: ConfirmationRule
    held: Confirmation
    reasons: tuple[str, ...]
    rules: int = RULES
    """The version of the rules that decided it."""

    @property
    def grade(self) -> Literal["apprentice"] | None:
        """学徒工, or nothing."""
        return None if self.reasons else "apprentice"

    def to_data(self) -> dict[str, Any]:
        """Plain data for the record."""
        return {
            "rules": self.rules,
            "kind": "confirmation",
            "rule": _RULE.dump_python(self.rule, mode="json"),
            "held": _HELD.dump_python(self.held, mode="json"),
            "reasons": list(self.reasons),
            "grade": self.grade,
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical result."""
        return digest(self.to_data())


def confirm(rule: ConfirmationRule, held: Confirmation) -> ConfirmationResult:
    """The verdict on a decision.

    Reasons: ``withdrawn``, ``revoked``, ``not_confirmed``, ``not_eligible`` (no route and no reason in words),
    ``evidence_missing``, ``probation_short``, ``undecided`` (nobody or no day is named).
    """
    given = held.evidence or {}
    reasons = {
        "not_confirmed": not held.confirmed,
        "not_eligible": not held.route and not held.note,
        "evidence_missing": any(not given.get(id_) for id_ in rule.evidence),
        "probation_short": not is_served(held.probation_from, held.decided_on, rule.months),
        "undecided": held.decided_on is None or not held.decided_by,
    }
    found = tuple(name for name, wrong in reasons.items() if wrong)
    return ConfirmationResult(rule, held, (held.closed,) if held.closed else found)


def confirmation_from(data: Mapping[str, Any]) -> ConfirmationResult:
    """The result decided again from the inputs of a record."""
    return confirm(_RULE.validate_python(data["rule"]), _HELD.validate_python(data["held"]))


def is_served(since: date | None, on: date | None, months: int) -> bool:
    """Whether ``months`` full months lie between the two days; a month without the day ends on its last."""
    if since is None or on is None:
        return months == 0
    full = (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day and not _last(on))
    return full >= months


def _last(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


_RULE = TypeAdapter(ConfirmationRule)
_HELD = TypeAdapter(Confirmation)
