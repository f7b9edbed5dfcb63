"""What the shared template of a sheet (``_sheet.html``) works with: for examiners, and for authors who try one."""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.form import FormPart
from assess.exams.scores import Entry, entry_text
from assess.web import cells
from assess.web.score_form import field_name
from assess.web.sums import elective, told


def sheet_words(part: FormPart, entries: Mapping[str, Entry]) -> dict[str, object]:
    """The functions that word a cell, and what the entries of this sheet come to."""
    return {
        "elective": elective, "ends_item": cells.ends_item, "entry_text": entry_text,
        "far_from_zero": cells.far_from_zero, "field_name": field_name,
        "rules": cells.rules, "starts_choice": cells.starts_choice, "starts_item": cells.starts_item,
        "takes": cells.takes, "told": told(part, entries), "veto_effect": cells.veto_effect, "worth": cells.worth,
    }
