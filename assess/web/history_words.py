"""What happened to a sheet, in words."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_
from assess.web.amendments import entry_words

KINDS: Mapping[str, str] = {
    "marks": N_("entered marks"),
    "sheet.sign": N_("signed the sheet"),
    "sheet.check": N_("checked the sheet"),
    "sheet.seal": N_("sealed the sheet"),
    "sheet.give_back": N_("gave the sheet back"),
    "sheet.stand_by": N_("signed the sheet again as it stood"),
    "amendment.ask": N_("asked for an amendment"),
    "amendment.withdraw": N_("withdrew the amendment"),
    "amendment.agree": N_("agreed to the amendment; the values were changed"),
    "amendment.refuse": N_("refused the amendment"),
    "further.call": N_("called a further examiner"),
    "further.release": N_("released the further examiner"),
    "part_state.record": N_("recorded the state of the part"),
    "sitting.start_marking": N_("started the marking"),
    "sitting.settle": N_("settled the results"),
    "sitting.reopen": N_("reopened the marking"),
    "sitting.publish_notice": N_("published the notice"),
    "sitting.approve": N_("approved the certificates"),
}


def history_words() -> dict[str, object]:
    """What the templates of a history work with."""
    return {"entry_words": entry_words, "kinds": KINDS}
