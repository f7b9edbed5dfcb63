"""Computing a result again from its file, for anybody: nothing of the file is kept."""

from __future__ import annotations

from flask import Response

from assess.exams.result_file import Checked, words
from assess.i18n import N_
from assess.operations import results
from assess.operations.results import Standing
from assess.people.policy import Action
from assess.web.current import store
from assess.web.grade_names import GRADES
from assess.web.guard import guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _, current_locale
from assess.web.public.blueprint import blueprint
from assess.web.public.forms import ResultFileForm
from assess.web.public.pages import page

NOTHING = N_("Choose the file result.json, or paste its text.")
VERDICTS = {
    Standing.IN_FORCE: ("good", "✓", N_("The result is right, and it is the one that was settled")),
    Standing.REPLACED: ("wait", "!", N_("The result is computed rightly, but another one has replaced it")),
    Standing.UNKNOWN: ("wait", "?", N_("The file agrees with itself, but this register has no such result")),
}
"""How the band is coloured, its sign and its words, for a file that holds."""
MEANINGS = {
    Standing.IN_FORCE: N_("Every number was computed again from the examiners' entries, and the register holds this "
                          "result in force."),
    Standing.REPLACED: N_("It was settled here once. Then the marking was reopened and settled anew; ask for the file "
                          "of today."),
    Standing.UNKNOWN: N_("Anybody can write a file whose numbers fit together. If another body settled it, hand it in "
                         "on that body's own page."),
}


@blueprint.get("/results/check")
@guard(Action.PUBLIC)
def result_check() -> Response:
    """Where the file is chosen or pasted."""
    return _asked(ResultFileForm(formdata=None))


@blueprint.post("/results/check")
@guard(Action.PUBLIC)
def result_checked() -> Response:
    """What held and what failed, step by step, with every total as p/q."""
    form = ResultFileForm()
    data = form.data_of() if form.validate_on_submit() else b""
    if not data:
        form.file.errors = [*form.file.errors, NOTHING]
        return _asked(form, 400)
    return _answered(*results.check(store(), data))


def _asked(form: ResultFileForm, status: int = 200) -> Response:
    return page(store(), "result_check", status, verification=None, checked_at=None, form=form)


def _answered(checked: Checked, standing: Standing) -> Response:
    locale = current_locale()
    failed = ("stop", "✗", N_("The file does not hold: do not rely on it"))
    tone, sign, verdict = VERDICTS[standing] if checked.holds else failed
    result = checked.result
    grade = {**LEVEL_NAMES, **GRADES}.get(result.grade or "", "") if result else ""
    return page(
        store(), "result_checked", verification=None, checked_at=None, checked=checked, tone=tone, sign=sign,
        verdict=_(verdict), meaning=_(MEANINGS[standing]) if checked.holds else "", decided=result is not None,
        grade=_(grade) if grade else "",
        steps=[(step, _(words.STEP_NAMES[step.name]), words.told(step, locale)) for step in checked.steps],
        parts=[(part.name.in_locale(locale), words.part_text(part, locale)) for part in checked.parts],
    )
