"""Decides 特级技师 and 首席技师: what the review of one applicant leads to, and every reason why it leads nowhere.

Panel, quorum, votes, days and term are the standard's (人社部发〔2022〕14号 leaves them open). Shares are exact
fractions. A result holds all that it was decided from, so that ``result_from`` can decide it again. The two grades
named here are the only ones that come out; the five of an exam are another type (``ladder``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal, get_args

from pydantic import TypeAdapter

from assess.canonical import digest
from assess.errors import BadInput
from assess.standards.model import Appointed, Appointment

RULES = 1
"""Version of the rules on this page; results name the one they were decided by (``rules`` keeps all versions)."""
SATURDAY = 5


@dataclass(frozen=True)
class Rule:
    """What the standard asks of a review."""

    evidence: tuple[str, ...]
    """Ids of the evidence that must be there."""
    members: int
    odd: bool
    outside: int
    stages: tuple[str, ...]
    quorum: Fraction
    """Share of the panel that must be present."""
    needed: Fraction
    """Share of those present that must be in favour."""
    secret: bool
    publication_days: int
    years: int


def rule_of(asked: Appointment) -> Rule:
    """The rule in a standard's ``appointments``."""
    panel, votes = asked.panel, asked.votes
    return Rule(
        tuple(each.id for each in asked.evidence if each.required), panel.members, panel.odd, panel.outside,
        tuple(stage.id for stage in asked.stages), Fraction(votes.quorum), Fraction(votes.needed), votes.secret,
        asked.publication_days, asked.term.years,
    )


@dataclass(frozen=True)
class Ballot:
    """One vote with its reason; ``member`` stays empty where the standard asks for secret votes."""

    favour: bool
    reason: str
    member: str = ""


@dataclass(frozen=True)
class EarlierVote:
    """The count of a vote that was reopened, and why: it stays in the record."""

    present: int
    favour: int | None
    """None: not all had voted, and such votes are never counted."""
    reopened: str


@dataclass(frozen=True)
class Proceedings:
    """All that was recorded of one review, and nothing that names a person."""

    standard: str
    edition: str
    standard_sha256: str
    grade: Appointed
    admission: Literal["undecided", "admitted", "refused"] = "undecided"
    route: str = ""
    """The route of the standard that held; empty: admitted by a decision with the reason in ``note``."""
    note: str = ""
    evidence: Mapping[str, tuple[str, ...]] | None = None
    """The digests of the files handed in for each piece of evidence."""
    panel: tuple[bool, ...] = ()
    """For each member whether he or she is from outside the enterprise."""
    stages: Mapping[str, date] | None = None
    present: int = 0
    ballots: tuple[Ballot, ...] = ()
    earlier: tuple[EarlierVote, ...] = ()
    published_on: date | None = None
    published_until: date | None = None
    objections: tuple[Literal["open", "dismissed", "upheld"], ...] = ()
    closed: Literal["", "withdrawn", "ended", "revoked"] = ""
    closed_why: str = ""
    term_from: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True)
class AppointmentResult:
    """The verdict on one review: the reasons that stand against it, and the grade when there is none."""

    rule: Rule
    held: Proceedings
    reasons: tuple[str, ...]
    rules: int = RULES
    """The version of the rules that decided it."""

    @property
    def grade(self) -> Appointed | None:
        """The grade that the person is appointed to, if any."""
        return None if self.reasons else self.held.grade

    @property
    def favour(self) -> int:
        """How many of those present voted in favour."""
        return sum(ballot.favour for ballot in self.held.ballots)

    @property
    def term_until(self) -> date | None:
        """The last day of the appointment."""
        start = self.held.term_from
        return None if self.grade is None or start is None else term_end(start, self.rule.years)

    def to_data(self) -> dict[str, Any]:
        """Plain data for the record: the rule, all inputs, shares as p/q, the reasons and the grade."""
        until = self.term_until
        return {
            "rules": self.rules,
            "kind": "appointment",
            "rule": {name: _plain(value) for name, value in asdict(self.rule).items()},
            "held": {name: _plain(value) for name, value in asdict(self.held).items()},
            "present_share": _ratio(self.held.present, len(self.held.panel)),
            "favour_share": _ratio(self.favour, self.held.present),
            "reasons": list(self.reasons),
            "grade": self.grade,
            "term_until": until.isoformat() if until else None,
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical result."""
        return digest(self.to_data())


def decide(rule: Rule, held: Proceedings) -> AppointmentResult:
    """The verdict on what was recorded; raises ``BadInput("review.grade")`` for a grade that exams lead to.

    Reasons are codes of the first step that fails, because what follows it did not take place.
    """
    if held.grade not in get_args(Appointed):
        raise BadInput("review.grade", got=held.grade)
    found = (check(rule, held) for check in _CHECKS)
    return AppointmentResult(rule, held, next((reasons for reasons in found if reasons), ()))


def result_from(data: Mapping[str, Any]) -> AppointmentResult:
    """The result decided again from the inputs of a record; the record is right if both digests are equal."""
    return decide(_RULE.validate_python(data["rule"]), _HELD.validate_python(data["held"]))


def panel_faults(rule: Rule, outside: tuple[bool, ...]) -> tuple[str, ...]:
    """What a panel lacks, each member given as whether from outside: ``panel_size``, ``panel_even``, ``panel_outside``.

    The standard's number is the least: a larger panel has to be odd as well where the standard says so.
    """
    faults = {
        "panel_size": len(outside) < rule.members,
        "panel_even": rule.odd and len(outside) % 2 == 0,
        "panel_outside": sum(outside) < rule.outside,
    }
    return tuple(name for name, wrong in faults.items() if wrong)


def is_quorate(rule: Rule, present: int, members: int) -> bool:
    """Whether the share of the panel that is present reaches the quorum exactly."""
    return members > 0 and Fraction(present, members) >= rule.quorum


def is_carried(rule: Rule, favour: int, present: int) -> bool:
    """Whether the share of those present who are in favour reaches what is needed exactly."""
    return present > 0 and Fraction(favour, present) >= rule.needed


def working_days(after: date, until: date) -> int:
    """Days from Monday to Friday after ``after`` up to ``until``; the first day is not counted (民法典 art. 201)."""
    weeks, rest = divmod(max((until - after).days, 0), 7)
    return weeks * SATURDAY + sum((after + timedelta(days=n)).weekday() < SATURDAY for n in range(1, rest + 1))


def earliest_end(published_on: date, days: int) -> date:
    """The first day on which ``days`` working days have been public; holidays make the office choose a later one."""
    day = published_on
    while working_days(published_on, day) < days:
        day += timedelta(days=1)
    return day


def term_end(start: date, years: int) -> date:
    """The last day of a term; one that starts on 29 February ends on 28 February where there is no 29th before it."""
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:
        return date(start.year + years, 2, 28)


def _admission(rule: Rule, held: Proceedings) -> tuple[str, ...]:
    if held.closed in ("withdrawn", "revoked"):
        return (held.closed,)
    if held.admission != "admitted":
        return ("not_admitted" if held.admission == "refused" else "undecided",)
    given = held.evidence or {}
    return ("evidence_missing",) if any(not given.get(id_) for id_ in rule.evidence) else ()


def _panel(rule: Rule, held: Proceedings) -> tuple[str, ...]:
    faults = panel_faults(rule, held.panel)
    return faults or (("stages_open",) if set(rule.stages) - set(held.stages or {}) else ())


def _vote(rule: Rule, held: Proceedings) -> tuple[str, ...]:
    if not is_quorate(rule, held.present, len(held.panel)):
        return ("no_quorum",)
    if len(held.ballots) != held.present:
        return ("votes_missing",)
    favour = sum(ballot.favour for ballot in held.ballots)
    return () if is_carried(rule, favour, held.present) else ("not_carried",)


def _publication(rule: Rule, held: Proceedings) -> tuple[str, ...]:
    if "upheld" in held.objections:
        return ("objection_upheld",)
    if held.closed == "ended":
        return ("ended",)
    start, until = held.published_on, held.published_until
    if start is None or until is None or working_days(start, until) < rule.publication_days:
        return ("not_published",)
    return ("objection_open",) if "open" in held.objections else ()


def _appointment(rule: Rule, held: Proceedings) -> tuple[str, ...]:
    until, day = held.published_until, held.decided_on
    appointed = held.term_from is not None and day is not None and until is not None and day > until
    return () if appointed else ("not_appointed",)


_CHECKS: tuple[Callable[[Rule, Proceedings], tuple[str, ...]], ...] = (
    _admission, _panel, _vote, _publication, _appointment,
)
_RULE = TypeAdapter(Rule)
_HELD = TypeAdapter(Proceedings)


def _ratio(part: int, whole: int) -> str | None:
    if whole == 0:
        return None
    share = Fraction(part, whole)
    return f"{share.numerator}/{share.denominator}"


def _plain(value: Any) -> Any:
    """Plain data of a field: days as ISO text, shares as p/q."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple | list) else value
