"""The office's blueprint and what all of its pages share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint

from assess.certificates.payload import in_locale
from assess.errors import AssessError, BadInput, Conflict, Refused
from assess.people.identity import document_name
from assess.people.policy import Action, role_may
from assess.web.forms import Form
from assess.web.guard import actor
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import current_locale
from assess.web.office import words
from assess.web.placing_words import place_words, placing_words, prize_name

blueprint = Blueprint("office", __name__, url_prefix="/office")


@blueprint.context_processor
def _shared() -> dict[str, Any]:
    return {
        "words": words,
        "level_names": LEVEL_NAMES,
        "can": lambda action: role_may(actor(), Action(action)),
        "in_locale": in_locale,
        "placing_words": placing_words,
        "place_words": place_words,
        "prize_name": prize_name,
        "document_name": lambda kind: document_name(kind, current_locale()),
    }


def done(form: Form, act: Callable[[], object], places: Mapping[str, str] | None = None) -> bool:
    """Whether ``form`` was sent, is complete, and ``act`` went through; otherwise the form says what is wrong."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except (BadInput, Refused, Conflict) as error:
        refuse(form, error, places)
        return False
    return True


def refuse(form: Form, error: AssessError, places: Mapping[str, str] | None = None) -> None:
    """Shows in ``form`` what an operation refused; of several faults each beside its own field."""
    known = dict(places or {})
    for fault in getattr(error, "problems", ()) or (error,):
        where = getattr(fault, "where", "")
        place = known.get(fault.code) or known.get(where) or where
        form.refuse(AssessError(fault.code, **fault.params), {fault.code: place})
