"""Sentences about standards that come in and go out as workbooks."""

from __future__ import annotations

SENTENCES = {
    "workbook.too_costly": "The workbook asks for more than {memory} MB of memory or {seconds} seconds, or breaks its "
    "reader, and was not opened. Copy its cells into a new workbook and save that.",
}
