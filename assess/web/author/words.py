"""What the codes of a standard are called on these pages (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_

WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "national": N_("National standard"),
        "enterprise": N_("Enterprise standard"),
        "competition": N_("Competition standard"),
    },
    "item": {
        "points": N_("points"),
        "check": N_("all or nothing"),
        "deduct": N_("deductions"),
        "judge": N_("judged 0–3"),
        "veto": N_("veto"),
    },
    "veto": {
        "task": N_("The task counts 0."),
        "part": N_("The part counts 0."),
        "exam": N_("The exam is failed."),
    },
    "patch": {
        "set": N_("changed"),
        "add": N_("added"),
        "remove": N_("taken away"),
    },
    "qualification": {
        "examiner": N_("examiner"),
        "senior-examiner": N_("senior examiner"),
    },
}
