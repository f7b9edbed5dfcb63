"""Changes of signed sheets in words, and the page on which a checker or lead examiner decides about them."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, TextAreaField

from assess.errors import BadInput, Refused
from assess.exams.form import Field
from assess.exams.scores import Entry, entry_text
from assess.i18n import N_
from assess.i18n.formats import format_score
from assess.operations.scoring import amending, amendments_to_decide
from assess.standards.model import JudgeItem
from assess.web.current import now, store
from assess.web.forms import Form, at_most
from assess.web.guard import actor
from assess.web.locale import _, current_locale

STATES: Mapping[str, str] = {
    "waiting": N_("waits for a second person"),
    "agreed": N_("agreed"),
    "refused": N_("refused"),
    "withdrawn": N_("withdrawn"),
}
"""What became of an amendment."""

TONES: Mapping[str, str] = {"waiting": "wait", "agreed": "good", "refused": "stop"}


class DecisionForm(Form):
    """What the second person says; which of two buttons was pressed is ``decision``."""

    decision = HiddenField()
    answer = TextAreaField(
        N_("Answer"), [at_most(500)], description=N_("The examiner reads it. Needed when you refuse."),
        render_kw={"rows": 2},
    )


def entry_words(field: Field, entry: Entry | None) -> str:
    """What stands in a cell, as people say it."""
    if field.kind == "veto":
        return _("It occurred") if entry is not None else _("did not occur")
    if entry is None:
        return _("Not entered")
    if field.kind == "check":
        return _("Fulfilled") if entry.value == "1" else _("Not fulfilled")
    if isinstance(field.item, JudgeItem):
        return f"{entry.value} {field.item.descriptors[int(entry.value)].in_locale(current_locale())}"
    text = entry_text(field, entry.value)
    return text if field.kind == "time" else format_score(text, current_locale())


def amendment_words() -> dict[str, object]:
    """What the templates that show amendments work with."""
    return {"entry_words": entry_words, "states": STATES, "tones": TONES}


def decide_page(sitting_id: int, template: str, **more: object) -> ResponseReturnValue:
    """The amendments that wait for the reader, each with its form; a sent form is decided."""
    waiting = amendments_to_decide(store(), actor(), sitting_id)
    forms = {one.id: DecisionForm(prefix=f"a{one.id}-") for one in waiting}
    sent = next((one for one, form in forms.items() if form.decision.name in request.form), None)
    if sent is not None and forms[sent].validate_on_submit():
        try:
            _decide(sent, forms[sent])
        except (BadInput, Refused) as error:
            forms[sent].refuse(error, {"amendment.answer_missing": "answer"})
        else:
            return redirect(request.path)
    page = render_template(template, waiting=waiting, forms=forms, failed=sent is not None, **amendment_words(), **more)
    return page, 400 if sent is not None else 200


def _decide(amendment_id: int, form: DecisionForm) -> None:
    if form.decision.data == "agree":
        amending.agree(store(), actor(), amendment_id, form.answer.data or "", now())
        flash(_("The values were changed. The sheet has to be checked and sealed again."))
    else:
        amending.refuse(store(), actor(), amendment_id, form.answer.data or "", now())
        flash(_("The amendment was refused. The sheet stays as it is."))
