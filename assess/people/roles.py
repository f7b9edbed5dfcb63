"""The roles a person may hold, and the value that stands for a signed-in person everywhere below the web."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a person does here. One account may hold several; the policy keeps apart what must stay apart."""

    AUTHOR = "author"  # enterprise: writes occupational standards
    OFFICE = "office"  # evaluation body: plans, enrols, settles, issues
    EXAMINER = "examiner"  # 考评员
    CHECKER = "checker"  # 核分人
    REVIEWER = "reviewer"  # 评审专家: sits on panels that review applicants for appointment
    SUPERVISOR = "supervisor"  # 督导员: reads everything of a sitting, changes nothing
    OFFICER = "officer"  # endorses the certificates of one authority
    CANDIDATE = "candidate"  # 考生
    BUREAU = "bureau"  # reads figures
    ADMINISTRATOR = "administrator"  # accounts and keys


@dataclass(frozen=True)
class Actor:
    """A signed-in person as rules see one.

    ``authority`` names the authority an officer endorses for, ``person_id`` the person a candidate is, ``workshop``
    the workplace by which a conflict of interest is recognised, ``enterprise`` the folder of ``standards/`` that an
    author writes for; each is ``None`` where it does not apply.
    """

    account_id: int
    name: str
    roles: frozenset[Role]
    authority: str | None = None
    person_id: int | None = None
    workshop: str | None = None
    enterprise: str | None = None

    def has(self, role: Role) -> bool:
        """Whether this person holds ``role``."""
        return role in self.roles


OPERATOR = Actor(0, "operator", frozenset({Role.ADMINISTRATOR}))
"""Who acts when a command is given on the machine itself: no account, and only what an administrator may."""
