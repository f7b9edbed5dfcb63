"""What the roles are called on screen (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_
from assess.people.roles import Role

ROLE_NAMES: Mapping[Role, str] = {
    Role.AUTHOR: N_("Author of standards"),
    Role.OFFICE: N_("Assessment office"),
    Role.EXAMINER: N_("Examiner"),
    Role.CHECKER: N_("Score checker"),
    Role.REVIEWER: N_("Panel member"),
    Role.SUPERVISOR: N_("Quality supervisor"),
    Role.OFFICER: N_("Authority officer"),
    Role.CANDIDATE: N_("Candidate"),
    Role.BUREAU: N_("Bureau"),
    Role.ADMINISTRATOR: N_("Administrator"),
}
