"""Decides who may do what. This page is the only place that does.

``GRANTS`` lists for every action which roles may take it and which named conditions must hold besides. Pages ask
``role_may`` (is this kind of person let in at all?), operations ask ``require`` (may this person do it to this thing?).
An action that is not in the table is allowed to nobody, and a condition whose fact the caller did not state raises
``TypeError``: a forgotten fact is a fault of the program and must never turn into a permission.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from assess.errors import Forbidden
from assess.people.roles import Actor, Role


class Action(Enum):
    """Everything that can be asked of the program by a person."""

    PUBLIC = "public"
    ACCOUNT = "account"
    READ_STANDARDS = "read_standards"
    EDIT_STANDARD = "edit_standard"
    REVIEW_STANDARD = "review_standard"
    PUBLISH_STANDARD = "publish_standard"
    PLAN_SITTING = "plan_sitting"
    ENROL = "enrol"
    ASSIGN = "assign"
    RECORD_PART_STATE = "record_part_state"
    SEE_SITTING = "see_sitting"
    SEE_JUDGING = "see_judging"
    CALIBRATE = "calibrate"
    OPEN_MARKING = "open_marking"
    ENTER_SCORES = "enter_scores"
    SIGN_SHEET = "sign_sheet"
    CHECK_SHEET = "check_sheet"
    CONSENT_AMENDMENT = "consent_amendment"
    SEAL_SHEET = "seal_sheet"
    SETTLE = "settle"
    CONFIRM_PLACINGS = "confirm_placings"
    RECORD_OBJECTION = "record_objection"
    DECIDE_REMEDY = "decide_remedy"
    PREPARE_CERTIFICATES = "prepare_certificates"
    APPROVE_CERTIFICATES = "approve_certificates"
    EXPORT_SITTING = "export_sitting"
    EXPORT_UPLOAD = "export_upload"
    CHANGE_CERTIFICATE = "change_certificate"
    ENDORSE = "endorse"
    CHANGE_DESIGN = "change_design"
    RELEASE = "release"
    SEE_OWN_RESULTS = "see_own_results"
    ASK_SCORE_REVIEW = "ask_score_review"
    DOWNLOAD_OWN = "download_own"
    CONSENT = "consent"
    APPLY = "apply"
    SEE_REVIEW = "see_review"
    HOLD_REVIEW = "hold_review"
    VOTE = "vote"
    APPOINT = "appoint"
    MANAGE_ACCOUNTS = "manage_accounts"


@dataclass(frozen=True)
class Relation:
    """How the actor stands to the thing acted on; ``None`` means that the caller did not say.

    ``own``: the sheet or the vote is the actor's own, or the results or certificate are about the actor. ``examined``:
    the actor examined at the sitting, or sat on the panel of the review, that is decided about, or was examined there.
    ``prepared_by_me``: the actor prepared these certificates, or entered these places. ``authority``: whose
    certificates they are. ``enterprise``: whose draft of a standard it is. ``edited``: the actor changed the draft's
    text since it was last reviewed. ``leads``: the actor leads the examiners of the sitting (考评组长).
    """

    own: bool | None = None
    examined: bool | None = None
    prepared_by_me: bool | None = None
    authority: str | None = None
    enterprise: str | None = None
    edited: bool | None = None
    leads: bool | None = None


@dataclass(frozen=True)
class Condition:
    """A named demand beyond the role; ``fact`` is the field of ``Relation`` it needs to know."""

    name: str
    fact: str
    holds: Callable[[Actor, Relation], bool]


OWN = Condition("own", "own", lambda actor, it: it.own is True)
NOT_OWN = Condition("not_own", "own", lambda actor, it: it.own is False)
NOT_EXAMINED = Condition("not_examined", "examined", lambda actor, it: it.examined is False)
NOT_PREPARED = Condition("not_prepared", "prepared_by_me", lambda actor, it: it.prepared_by_me is False)
OWN_AUTHORITY = Condition(
    "own_authority", "authority", lambda actor, it: actor.authority is not None and actor.authority == it.authority
)
OWN_ENTERPRISE = Condition(
    "own_enterprise", "enterprise",
    lambda actor, it: actor.enterprise is not None and actor.enterprise == it.enterprise,
)
LEADS = Condition("leads", "leads", lambda actor, it: it.leads is True)
NOT_EDITED = Condition("not_edited", "edited", lambda actor, it: it.edited is False)


@dataclass(frozen=True)
class Grant:
    """One way to be allowed an action: any of ``roles``, and every one of ``conditions``."""

    roles: frozenset[Role]
    conditions: tuple[Condition, ...] = ()


def _to(*roles: Role, given: tuple[Condition, ...] = ()) -> Grant:
    return Grant(frozenset(roles), given)


_ANY_ROLE = frozenset(Role)

GRANTS: Mapping[Action, tuple[Grant, ...]] = {
    Action.PUBLIC: (Grant(_ANY_ROLE),),  # and everybody without an account: see role_may
    Action.ACCOUNT: (Grant(_ANY_ROLE),),
    Action.READ_STANDARDS: (_to(Role.AUTHOR, Role.OFFICE, Role.EXAMINER, Role.SUPERVISOR, Role.ADMINISTRATOR),),
    Action.EDIT_STANDARD: (_to(Role.AUTHOR, given=(OWN_ENTERPRISE,)),),
    # A second expert of the same enterprise: whoever wrote a text does not review it.
    Action.REVIEW_STANDARD: (_to(Role.AUTHOR, given=(OWN_ENTERPRISE, NOT_EDITED)),),
    Action.PUBLISH_STANDARD: (_to(Role.AUTHOR, given=(OWN_ENTERPRISE,)),),
    Action.PLAN_SITTING: (_to(Role.OFFICE),),
    Action.ENROL: (_to(Role.OFFICE),),
    Action.ASSIGN: (_to(Role.OFFICE),),
    Action.RECORD_PART_STATE: (_to(Role.OFFICE),),
    Action.SEE_SITTING: (_to(Role.OFFICE, Role.SUPERVISOR),),
    # The lead examiner sees how the panel judges, but neither candidates nor whose figures they are.
    Action.SEE_JUDGING: (_to(Role.OFFICE, Role.SUPERVISOR), _to(Role.EXAMINER, given=(LEADS,))),
    # The examiners of a part mark a common example; that they are of one mind now, only the one who leads them can say.
    Action.CALIBRATE: (_to(Role.OFFICE), _to(Role.EXAMINER, given=(LEADS,))),
    Action.OPEN_MARKING: (_to(Role.EXAMINER, given=(LEADS,)),),
    # Each examiner scores alone and sees no other sheet before signing.
    Action.ENTER_SCORES: (_to(Role.EXAMINER, given=(OWN,)),),
    Action.SIGN_SHEET: (_to(Role.EXAMINER, given=(OWN,)),),
    # The four-eyes steps: whoever judged neither checks, seals, settles nor approves the same work.
    Action.CHECK_SHEET: (_to(Role.CHECKER, given=(NOT_EXAMINED,)),),
    # What changes after signing is a second person's word: the checker's or the lead examiner's, never the asker's own.
    Action.CONSENT_AMENDMENT: (
        _to(Role.CHECKER, given=(NOT_EXAMINED,)), _to(Role.EXAMINER, given=(LEADS, NOT_OWN)),
    ),
    Action.SEAL_SHEET: (_to(Role.OFFICE, given=(NOT_EXAMINED,)),),
    Action.SETTLE: (_to(Role.OFFICE, given=(NOT_EXAMINED,)),),
    # Prizes and held grades of a competition are typed by one person and decide a grade: a second one confirms them.
    Action.CONFIRM_PLACINGS: (_to(Role.OFFICE, given=(NOT_EXAMINED, NOT_PREPARED)),),
    Action.RECORD_OBJECTION: (_to(Role.OFFICE),),
    # Objections to published results and requests to look at scores again (复核).
    Action.DECIDE_REMEDY: (_to(Role.OFFICE, given=(NOT_EXAMINED,)),),
    Action.PREPARE_CERTIFICATES: (_to(Role.OFFICE),),
    Action.APPROVE_CERTIFICATES: (_to(Role.OFFICE, given=(NOT_EXAMINED, NOT_PREPARED)),),
    # The archive holds what may be read on the pages anyway; the file for an authority holds identity numbers.
    Action.EXPORT_SITTING: (_to(Role.OFFICE, Role.SUPERVISOR),),
    Action.EXPORT_UPLOAD: (_to(Role.OFFICE, given=(NOT_EXAMINED,)),),
    # Suspends at once, and proposes everything else; a second person decides, as when certificates are approved.
    Action.CHANGE_CERTIFICATE: (_to(Role.OFFICE),),
    # Macau's certificates are endorsed by an officer of Macau's authority, and by nobody else.
    Action.ENDORSE: (_to(Role.OFFICER, given=(OWN_AUTHORITY,)),),
    Action.CHANGE_DESIGN: (_to(Role.OFFICER, given=(OWN_AUTHORITY,)),),
    # An account may be the office's and an officer's; one paper still needs two people, neither of whom examined.
    Action.RELEASE: (_to(Role.OFFICER, given=(OWN_AUTHORITY, NOT_EXAMINED, NOT_PREPARED)),),
    Action.SEE_OWN_RESULTS: (_to(Role.CANDIDATE, given=(OWN,)),),
    Action.ASK_SCORE_REVIEW: (_to(Role.CANDIDATE, given=(OWN,)),),
    Action.DOWNLOAD_OWN: (_to(Role.CANDIDATE, given=(OWN,)),),
    # The office records a consent that was given on paper.
    Action.CONSENT: (_to(Role.CANDIDATE, given=(OWN,)), _to(Role.OFFICE)),
    # An applicant for one of the grades that no exam leads to: own application, own evidence, own appointment.
    Action.APPLY: (_to(Role.CANDIDATE, given=(OWN,)),),
    # Appointments: the panel votes, somebody else runs the review and appoints.
    Action.SEE_REVIEW: (_to(Role.OFFICE, Role.SUPERVISOR),),
    Action.HOLD_REVIEW: (_to(Role.OFFICE, given=(NOT_EXAMINED,)),),
    Action.VOTE: (_to(Role.REVIEWER, given=(OWN,)),),
    Action.APPOINT: (_to(Role.OFFICE, given=(NOT_EXAMINED,)),),
    Action.MANAGE_ACCOUNTS: (_to(Role.ADMINISTRATOR),),
}


def role_may(actor: Actor | None, action: Action) -> bool:
    """Whether somebody of the actor's roles may take ``action`` at all, before anything is known about the object."""
    if action is Action.PUBLIC:
        return True
    return actor is not None and any(actor.roles & grant.roles for grant in GRANTS.get(action, ()))


def may(
    actor: Actor | None,
    action: Action,
    *,
    own: bool | None = None,
    examined: bool | None = None,
    prepared_by_me: bool | None = None,
    authority: str | None = None,
    enterprise: str | None = None,
    edited: bool | None = None,
    leads: bool | None = None,
) -> bool:
    """Whether ``actor`` may take ``action`` on the thing described by the keywords (see ``Relation``).

    Raises ``TypeError`` when a fact that decides was not stated.
    """
    return refusal(actor, action, Relation(own, examined, prepared_by_me, authority, enterprise, edited, leads)) is None


def require(
    actor: Actor | None,
    action: Action,
    *,
    own: bool | None = None,
    examined: bool | None = None,
    prepared_by_me: bool | None = None,
    authority: str | None = None,
    enterprise: str | None = None,
    edited: bool | None = None,
    leads: bool | None = None,
) -> None:
    """Return if ``may`` would say yes; raise ``Forbidden`` ``policy.forbidden`` with action and reason otherwise."""
    relation = Relation(own, examined, prepared_by_me, authority, enterprise, edited, leads)
    reason = refusal(actor, action, relation)
    if reason is not None:
        raise Forbidden("policy.forbidden", action=action.value, reason=reason)


def refusal(actor: Actor | None, action: Action, relation: Relation) -> str | None:
    """Why ``actor`` may not take ``action``: ``role`` or the name of a condition that fails; ``None`` if allowed."""
    if not role_may(actor, action):
        return "role"
    if actor is None:
        return None
    reasons = []
    for grant in GRANTS[action]:
        if actor.roles & grant.roles:
            failed = _first_failing(actor, grant, relation)
            if failed is None:
                return None
            reasons.append(failed)
    return reasons[0]


def _first_failing(actor: Actor, grant: Grant, relation: Relation) -> str | None:
    for condition in grant.conditions:
        if getattr(relation, condition.fact) is None:
            raise TypeError(f"the policy needs to know {condition.fact!r}")
        if not condition.holds(actor, relation):
            return condition.name
    return None
