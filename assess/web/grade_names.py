"""What the grades that no exam leads to are called on screen (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_

GRADES: Mapping[str, str] = {
    "apprentice": N_("Apprentice"),
    "special": N_("Special-grade technician"),
    "chief": N_("Chief technician"),
}
