"""What a draft leads to, to look at: its faults, the exam forms, the weights, the differences, the history."""

from __future__ import annotations

from typing import cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assess.exams.form import derive_form
from assess.operations.comparing import compared
from assess.operations.drafts import BelowBase, DraftView, draft, restore_version, version_text
from assess.operations.standards import library
from assess.people.policy import Action
from assess.standards.compare.words import Words
from assess.standards.load import Reading
from assess.standards.model import Level
from assess.web.author.blueprint import blueprint, done
from assess.web.author.compare import in_words
from assess.web.author.contents import contents_of
from assess.web.author.differences import differences
from assess.web.author.faults import faults_of_draft
from assess.web.author.forms import RestoreForm
from assess.web.author.trying import trial_page
from assess.web.author.weights import charts, legend, names_of_rows
from assess.web.current import config, now, store
from assess.web.guard import actor, guard
from assess.web.locale import _, current_locale


def opened(draft_id: int) -> DraftView:
    """The draft for the signed-in person."""
    return draft(store(), actor(), draft_id)


@blueprint.get("/drafts/<int:draft_id>/faults")
@guard(Action.EDIT_STANDARD)
def faults(draft_id: int) -> str:
    """Everything that is wrong or missing: errors, what keeps it from publication, advice."""
    view = opened(draft_id)
    return render_template("author/faults.html", view=view, faults=faults_of_draft(view))


@blueprint.route("/drafts/<int:draft_id>/preview", methods=["GET", "POST"], defaults={"level": None, "part": None})
@blueprint.route("/drafts/<int:draft_id>/preview/<level>", methods=["GET", "POST"], defaults={"part": None})
@blueprint.route("/drafts/<int:draft_id>/preview/<level>/<part>", methods=["GET", "POST"])
@guard(Action.EDIT_STANDARD)
def preview(draft_id: int, level: str | None, part: str | None) -> str:
    """The sheet of one part as examiners will see it, to try; nothing that is typed is kept."""
    view = opened(draft_id)
    reading = view.checked.reading
    if reading is None or not reading.standard.assessment:
        return render_template("author/no_preview.html", view=view)
    chosen = cast(Level, level or next(one for one in reading.standard.levels if one in reading.standard.assessment))
    form = derive_form(reading.standard, chosen, reading.sha256)
    return render_template("author/preview.html", view=view, standard=reading.standard, level=chosen, form_=form,
                           **trial_page(form, part, request.form if request.method == "POST" else None))


@blueprint.get("/drafts/<int:draft_id>/standard")
@guard(Action.EDIT_STANDARD)
def standard(draft_id: int) -> str:
    """Everything that the draft says, as readers of its edition will see it."""
    view = opened(draft_id)
    reading = view.checked.reading
    said = contents_of(reading) if reading else {"standard": None}
    return render_template("author/standard.html", view=view, **said,
                           form_address=lambda level: url_for("author.preview", draft_id=draft_id, level=level))


@blueprint.get("/drafts/<int:draft_id>/weights")
@guard(Action.EDIT_STANDARD)
def weights(draft_id: int) -> str:
    """The tables of weights with a chart for each level."""
    view = opened(draft_id)
    if view.checked.reading is None:
        return render_template("author/weights.html", view=view, standard=None)
    standard = view.checked.reading.standard
    return render_template("author/weights.html", view=view, standard=standard, names=names_of_rows(standard),
                           charts=charts(standard), legend=legend())


@blueprint.get("/drafts/<int:draft_id>/changes")
@guard(Action.EDIT_STANDARD)
def changes(draft_id: int) -> str:
    """What is different from the base or from the edition before, and the places below the base, each to be signed."""
    view = opened(draft_id)
    reading = view.checked.reading
    others = _others(reading) if reading else {}
    against = next((name for name in (request.args.get("against"), *others) if name in others), "")
    found = compared(others[against], reading) if reading and against else None
    return render_template("author/changes.html", view=view, standard=reading and reading.standard, others=others,
                           against=against, floors=floors_of(view), **in_words(found))


def _others(reading: Reading) -> dict[str, Reading]:
    """What a draft can be held against: its base, and the edition of the same standard that was published last."""
    published = library(config()).editions.values()
    earlier = [one.reading for one in published if one.entry.id == reading.standard.id]
    before = {"previous": earlier[-1]} if earlier and earlier[-1].sha256 != reading.sha256 else {}
    return ({"base": reading.base} if reading.base else {}) | before


@blueprint.get("/drafts/<int:draft_id>/history")
@guard(Action.EDIT_STANDARD)
def history(draft_id: int) -> str:
    """Who did what and when, and every text that was saved."""
    return render_template("author/history.html", view=opened(draft_id))


@blueprint.route("/drafts/<int:draft_id>/versions/<int:number>", methods=["GET", "POST"])
@guard(Action.EDIT_STANDARD)
def version(draft_id: int, number: int) -> ResponseReturnValue:
    """An earlier text against the present one; with a button that makes it the present one again."""
    view, form = opened(draft_id), RestoreForm()
    earlier = version_text(store(), actor(), draft_id, number)
    if form.version.data is None:
        form.version.data = str(view.version)
    if done(form, lambda: restore_version(store(), actor(), draft_id, number, int(form.version.data), now(),
                                          confirmed=form.confirmed.data)):
        flash(_("Version %(number)s is the present text again.", number=number))
        return redirect(url_for("author.text", draft_id=draft_id))
    return render_template("author/version.html", view=view, number=number, text=earlier, form=form,
                           lines=differences(view.text, earlier), failed=form.errors)


def floors_of(view: DraftView) -> list[tuple[BelowBase, str]]:
    """Where the draft may ask less than its base, each in words."""
    reading = view.checked.reading
    if reading is None or reading.standard.extends is None:
        return []
    base = library(config()).get(reading.standard.extends.id, reading.standard.extends.edition).standard
    words = Words(base, reading.standard, current_locale())
    return [(place, words.sentence(words.floor(place.floor))) for place in view.below]
