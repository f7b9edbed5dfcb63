"""Files that leave the program: the archive of a sitting, and what authorities want reported. All of it is recorded."""

from __future__ import annotations

from assess.operations.exporting.archive import LONGEST_REASON, archive
from assess.operations.exporting.files import Export
from assess.operations.exporting.upload import Offer, offers, upload_file

__all__ = ["LONGEST_REASON", "Export", "Offer", "archive", "offers", "upload_file"]
