"""What a place in a competition is called on pages: group, rank and prize, and why it leads to no grade."""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.placings import Placing
from assess.i18n import N_
from assess.web.clause_words import GROUPS, PRIZES
from assess.web.locale import _

PLACE_REASONS: Mapping[str, str] = {
    "no_place": N_("no place: absent, withdrawn, void, or stopped in a part"),
    "no_line": N_("the standard raises nobody for this place"),
    "not_passed": N_("a prize raises only who passed every part"),
    "held_already": N_("the grade, or a higher one, is held already"),
}


def place_words(group: str, rank: int | None, prize: str) -> str:
    """The place in one line: ``workers · rank 2 · gold``."""
    found = [_(GROUPS.get(group, group))]
    if rank is not None:
        found.append(_("rank %(rank)s", rank=rank))
    if prize:
        found.append(prize_name(prize))
    return " · ".join(found)


def placing_words(placing: Placing) -> str:
    """The place of a result in one line."""
    return place_words(placing.competitor.group, placing.rank, placing.competitor.prize)


def prize_name(prize: str) -> str:
    """The prize in the reader's language; one that only its standard knows is called as it is there."""
    return _(PRIZES[prize]) if prize in PRIZES else prize
