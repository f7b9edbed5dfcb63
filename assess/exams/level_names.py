"""What the levels that exams lead to are called (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_

LEVEL_NAMES: Mapping[str, str] = {
    "L5": N_("Level 5 / junior worker"),
    "L4": N_("Level 4 / intermediate worker"),
    "L3": N_("Level 3 / senior worker"),
    "L2": N_("Level 2 / technician"),
    "L1": N_("Level 1 / senior technician"),
}
