"""What the codes of a standard and of its draft are called on these pages (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_

WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "national": N_("National standard"),
        "enterprise": N_("Enterprise standard"),
        "competition": N_("Competition standard"),
    },
    "patch": {
        "set": N_("changed"),
        "add": N_("added"),
        "remove": N_("taken away"),
        "reorder": N_("put in another order"),
    },
    "qualification": {
        "examiner": N_("examiner"),
        "senior-examiner": N_("senior examiner"),
    },
    "appointed": {
        "special": N_("Special-grade technician"),
        "chief": N_("Chief technician"),
    },
}

STATES: Mapping[str, tuple[str, str]] = {
    "draft": (N_("draft"), ""),
    "in_review": (N_("waits for review"), "wait"),
    "reviewed": (N_("reviewed"), "good"),
    "filed": (N_("filed"), "good"),
    "published": (N_("published"), "good"),
    "discarded": (N_("discarded"), ""),
}
"""The states of a draft, each with the tone of its badge."""

WAY: tuple[str, ...] = ("draft", "in_review", "reviewed", "filed", "published")
"""The states in the order of a draft that nothing stops."""

EVENTS: Mapping[str, str] = {
    "opened": N_("began the draft"),
    "saved": N_("saved the text"),
    "restored": N_("went back to an earlier text"),
    "submitted": N_("handed it in for review"),
    "withdrawn": N_("took it back"),
    "given_back": N_("gave it back"),
    "below_signed": N_("signed for a place below the base"),
    "reviewed": N_("reviewed and approved it"),
    "filed": N_("entered the filing"),
    "published": N_("published it"),
    "discarded": N_("discarded it"),
}

STEPS: Mapping[str, str] = {
    "submit": N_("Hand in for review"),
    "withdraw": N_("Take back"),
    "give_back": N_("Give back"),
    "review": N_("Approve the text"),
    "file": N_("Enter the filing"),
    "publish": N_("Publish"),
    "discard": N_("Discard"),
}
"""The steps that have a page of their own, by the name of the step."""
