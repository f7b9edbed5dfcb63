"""Every version of the rules that ever decided something: a kept record is decided again by the one that it names.

Decides nothing itself. A version that was in use is never changed and never removed: whoever changes a rule keeps the
old function, adds the next version beside it, and adds golden results (decision 0010).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from assess.errors import Refused
from assess.exams import appointing, confirming, placings, result
from assess.exams.appointing import AppointmentResult
from assess.exams.confirming import ConfirmationResult
from assess.exams.form import ExamForm
from assess.exams.placings import Competitor, Placing, Reached
from assess.exams.result import PartInput, Result
from assess.standards.model import Promotion

Place = Callable[[Sequence[Promotion], Competitor, Reached, Iterable[Fraction]], Placing]
T = TypeVar("T")
ReviewResult = AppointmentResult | ConfirmationResult

EXAMS: Mapping[int, Callable[[ExamForm, Mapping[str, PartInput]], Result]] = {1: result.decide}
APPOINTMENTS: Mapping[int, Callable[[Mapping[str, Any]], AppointmentResult]] = {1: appointing.result_from}
CONFIRMATIONS: Mapping[int, Callable[[Mapping[str, Any]], ConfirmationResult]] = {1: confirming.confirmation_from}
PLACINGS: Mapping[int, Place] = {1: placings.place}


def rules_of(record: bytes) -> Any:
    """The version that a kept record names."""
    return json.loads(record)["rules"]


def exam_rules(rules: Any) -> Callable[[ExamForm, Mapping[str, PartInput]], Result]:
    """What decides exams by that version; raises ``Refused("result.rules_unknown")``."""
    return _known(EXAMS, rules)


def placing_rules(rules: Any) -> Place:
    """What decides places of a competition by that version; raises ``Refused("result.rules_unknown")``."""
    return _known(PLACINGS, rules)


def placing_rules_of(record: bytes) -> Any:
    """The version by which a kept result was placed; that of today for one without a place."""
    return json.loads(record).get("placing", {"rules": placings.RULES})["rules"]


def decide_by(rules: Any, form: ExamForm, inputs: Mapping[str, PartInput]) -> Result:
    """The result of an exam by that version of the rules; raises ``Refused("result.rules_unknown")``."""
    return exam_rules(rules)(form, inputs)


def decide_again(record: Mapping[str, Any]) -> ReviewResult:
    """The result of a review from its record's own inputs, by the version that it names.

    Raises ``Refused("result.rules_unknown")``; ``ValueError`` or ``KeyError`` for a record that is none.
    """
    if record["kind"] == "confirmation":
        return _known(CONFIRMATIONS, record["rules"])(record)
    return _known(APPOINTMENTS, record["rules"])(record)


def _known(versions: Mapping[int, T], rules: Any) -> T:
    # ``True == 1``: what is no number names no version.
    if type(rules) is not int or rules not in versions:
        raise Refused("result.rules_unknown", got=str(rules)[:20], known=", ".join(map(str, versions)))
    return versions[rules]
