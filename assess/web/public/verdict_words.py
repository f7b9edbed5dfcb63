"""The verdicts as one sentence each, where there is no page around them: in the JSON API and in tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assess.certificates.verify import Verification
from assess.i18n import N_, gettext_in
from assess.i18n.formats import format_date
from assess.web.public.pages import verdict_template

VERDICTS: Mapping[str, str] = {
    "genuine": N_("Genuine and valid"),
    "specimen": N_("Specimen – not a certificate"),
    "resaved": N_("Seal lost, data agree"),
    "ended": N_("Genuine, but the appointment ended on %(day)s"),
    "suspended": N_("Suspended since %(day)s – not valid at present"),
    "revoked": N_("Revoked on %(day)s – no longer valid"),
    "replaced": N_("Replaced on %(day)s – no longer valid"),
    "erased": N_("Record erased on %(day)s – nobody can confirm what it said"),
    "not_genuine": N_("Not confirmed – do not rely on it"),
    "altered_file": N_("This file is not one that was issued here"),
    "foreign": N_("This code leads to another site"),
    "unknown": N_("No such certificate"),
}
"""By code; the codes are those of the pages' templates."""


def verdict_code(verification: Verification, today: date) -> str:
    """The verdict as a stable code, one of ``VERDICTS``; the state instead of "revoked" where it is another one."""
    return verdict_template(verification, today)


def verdict_sentence(verification: Verification, today: date, locale: str) -> str:
    """The verdict in words, with its day where it has one."""
    code, found = verdict_code(verification, today), verification.certificate
    gone = verification.erased
    day = found.held_until if found and code == "ended" else found.status_on if found else gone.day if gone else None
    return gettext_in(locale, VERDICTS[code], day=format_date(day, locale) if day else "")
