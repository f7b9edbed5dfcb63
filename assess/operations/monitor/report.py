"""What the monitor found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CODES: Mapping[str, str] = {
    "log.chain": "does not follow from the entry before",
    "log.no_certificate": "no certificate belongs to it",
    "log.no_sheet": "no sealed sheet belongs to it",
    "log.no_form": "no frozen form belongs to it",
    "log.no_standard": "no published standard belongs to it",
    "log.no_key": "no published key belongs to it",
    "certificate.no_entry": "was issued, but the log does not hold its issue, or its record was altered",
    "certificate.altered": "its record was altered past the program",
    "certificate.state": "its state is not the one that follows from the log",
    "certificate.not_erased": "counts as erased, but no second person decided so, or parts of it are still there",
    "certificate.files_left": "was erased; its files are still to be removed",
    "certificate.no_paper": "it counts as issued, but has no paper",
    "sheet.no_entry": "is sealed, but the log does not hold it",
    "sheet.altered": "was sealed with other contents",
    "form.no_entry": "is in use, but the log does not hold it",
    "form.altered": "its bytes are not the ones that were frozen",
    "standard.altered": "is not the standard that was published",
    "standard.no_entry": "was published here, but the log does not hold it",
    "status.no_entry": "is not the list of states that was entered in the log",
    "status.missing": "its lists of states are gone",
    "file.missing": "is named by the register, but gone",
    "file.altered": "is not the file that was stored",
    "published.signature": "is not signed by this log's key",
    "published.ahead": "speaks of more entries than the database has",
    "published.differs": "is not what the entries of the database give",
    "published.missing": "is gone",
    "published.checkpoint": "speaks of another log than the one of today",
    "file.orphan": "nothing names this file",
    "witness.behind": "has not cosigned the last checkpoint",
    "log.unpublished": "entries are not published yet",
}
"""Every code there is, with what it says of the thing."""
NOTICES = frozenset({"file.orphan", "witness.behind", "log.unpublished", "certificate.files_left"})
"""What may be so for a while, or after a crash, and is no fault."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it must be: a code of ``CODES``, and the entry, certificate or file it is about."""

    code: str
    about: str

    @property
    def is_fault(self) -> bool:
        """Whether it is more than a notice."""
        return self.code not in NOTICES


@dataclass(frozen=True)
class Report:
    """What was read and what was found."""

    entries: int
    head: str
    published: int
    """Entries under the last checkpoint."""
    certificates: int
    files: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether no fault was found; notices are none."""
        return not any(finding.is_fault for finding in self.findings)

    @property
    def data(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "sound": self.sound, "entries": self.entries, "head": self.head, "published": self.published,
            "certificates": self.certificates, "files": self.files,
            "findings": [{"code": one.code, "about": one.about, "fault": one.is_fault} for one in self.findings],
        }
