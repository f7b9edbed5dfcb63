"""The blueprint of the standards' pages, which several modules add their views to, and what all of them show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint

from assess.errors import BadInput, Conflict, Problems, Refused
from assess.people.policy import Action, role_may
from assess.standards.model import LEVELS
from assess.web.author import words
from assess.web.forms import Form
from assess.web.guard import actor
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import say

blueprint = Blueprint("author", __name__, url_prefix="/standards")


@blueprint.context_processor
def _shared() -> dict[str, object]:
    return {
        "level_names": LEVEL_NAMES,
        "words": words.WORDS,
        "state_words": words.STATES,
        "step_words": words.STEPS,
        "event_words": words.EVENTS,
        "way": words.WAY,
        "levels": LEVELS,
        "day_of": date.fromisoformat,
        "writes": lambda: role_may(actor(), Action.EDIT_STANDARD),
    }


def done(form: Form, act: Callable[[], object]) -> bool:
    """Whether ``form`` was sent, is complete, and ``act`` went through; otherwise the form says what is wrong."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except Problems as error:
        form.form_errors.extend([say(error), *(f"{fault.where} {say(fault)}" for fault in error.problems)])
    except (BadInput, Refused, Conflict) as error:
        form.refuse(error)
    else:
        return True
    return False
