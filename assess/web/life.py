"""The pages about the life of certificates, the same for the office and for an authority's officers.

Each audience adds them to its own blueprint with its own actions; whose certificates somebody sees and changes, the
operations decide.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.certificates.payload import in_locale
from assess.errors import AssessError, BadInput, Conflict, NotFound, Refused
from assess.operations import life
from assess.operations.authorities import authority_named
from assess.operations.issuing.editions import HolderFacts
from assess.people.policy import Action, role_may
from assess.web import life_words
from assess.web.current import now, store
from assess.web.forms import Form
from assess.web.guard import actor, guard
from assess.web.life_forms import (
    CORRECTION_PLACES,
    ClassForm,
    ConfirmForm,
    CorrectionForm,
    EraseForm,
    RevokeForm,
    StepForm,
)
from assess.web.locale import _, current_locale

_FORMS: dict[str, type[StepForm]] = {
    "suspend": StepForm, "resume": StepForm, "revoke": RevokeForm, "copy": StepForm, "correction": CorrectionForm,
    "erase": EraseForm,
}


def add_pages(blueprint: Blueprint, *, see: Action, change: Action, decide: Action) -> None:
    """Adds the pages; ``see`` guards those that only show, ``change`` the steps, ``decide`` the second person's."""
    for rule, view, action in (
        ("/certificates", certificate_search, see),
        ("/certificates/<int:certificate_id>/life", certificate_life, see),
        ("/certificates/<int:certificate_id>/step/<string:kind>", certificate_step, change),
        ("/steps", open_steps, see),
        ("/steps/<int:act_id>/decide", decide_step, decide),
        ("/steps/<int:act_id>/dismiss", dismiss_step, change),
        ("/notices/<int:notice_id>/seen", notice_seen, change),
    ):
        shows = view in (certificate_search, certificate_life, open_steps)
        methods = ["GET"] if shows else ["POST"] if view is notice_seen else ["GET", "POST"]
        blueprint.add_url_rule(rule, view.__name__, guard(action)(view), methods=methods)


def certificate_search() -> str:
    """Certificates by number or name and by state."""
    sought = life.Sought(request.args.get("search", ""), request.args.get("state", ""))
    found = life.search(store(), actor(), sought)
    return _page("search", lines=found, sought=sought, most=life.MOST)


def certificate_life(certificate_id: int) -> str:
    """How one certificate stands, all that happened to it, and what can be done now."""
    return _page("life", life=life.life_of(store(), actor(), certificate_id))


def certificate_step(certificate_id: int, kind: str) -> Response | str:
    """Says what a step means, asks for the reason, and takes or proposes it."""
    if kind not in _FORMS:
        raise NotFound("request.not_found")
    form, shown = _FORMS[kind](), life.life_of(store(), actor(), certificate_id)
    if shown.facts is None:
        raise Refused("certificate.erased", number=shown.line.number)
    facts = shown.facts
    if isinstance(form, CorrectionForm):
        form.offer(facts)
    if _done(form, lambda: _take(form, kind, certificate_id, facts)):
        flash(_("The certificate is suspended. Everybody who checks it sees so from now on.") if kind == "suspend"
              else _("Proposed. A second person decides."))
        return redirect(url_for(".certificate_life", certificate_id=certificate_id))
    return _page("step", form=form, kind=kind, life=shown)


def open_steps() -> str:
    """What waits for a second person or was asked for by holders, and what other authorities did."""
    return _page("waiting", steps=life.open_steps(store(), actor()), notices=life.notices(store(), actor()),
                 form=ConfirmForm(formdata=None))


def decide_step(act_id: int) -> Response | str:
    """The second person carries out what was proposed."""
    form, step = ConfirmForm(), _waiting(act_id)
    if _done(form, lambda: life.decide(store(), actor(), act_id, now())):
        flash(_("Agreed. The new paper is being made.") if step.edition else _("Done."))
        return redirect(url_for(".certificate_life", certificate_id=step.line.id))
    return _page("decide", form=form, step=step, changes=life_words.changes(step.correction) if step.correction else ())


def dismiss_step(act_id: int) -> Response | str:
    """Refuses what was proposed or asked for, or takes it back."""
    form, step = StepForm(), _waiting(act_id)
    if _done(form, lambda: life.dismiss(store(), actor(), act_id, form.reason.data, now())):
        flash(_("Nothing comes of it."))
        return redirect(url_for(".certificate_life", certificate_id=step.line.id))
    return _page("dismiss", form=form, step=step)


def notice_seen(notice_id: int) -> Response:
    """Marks what another authority did as seen."""
    life.mark_seen(store(), actor(), notice_id, now())
    return redirect(url_for(".open_steps"))


def shown_values() -> dict[str, object]:
    """What the templates of ``templates/life`` work with."""
    return {
        "life_words": life_words,
        "may_role": lambda action: role_may(actor(), Action(action)),
        "in_locale": in_locale,
        "authority_name": lambda name: authority_named(store(), name).name.in_locale(current_locale()),
    }


def _page(template: str, **values: object) -> str:
    return render_template(f"life/{template}.html", **shown_values(), **values)


def _waiting(act_id: int) -> life.OpenStep:
    step = next((one for one in life.open_steps(store(), actor()) if one.id == act_id), None)
    if step is None:
        raise NotFound("act.unknown", act=act_id)
    return step


def _take(form: StepForm, kind: str, certificate_id: int, facts: HolderFacts) -> None:
    about, reason = (store(), actor(), certificate_id), form.reason.data
    if kind == "suspend":
        life.suspend(*about, reason, now())
    elif kind == "copy":
        life.propose_copy(*about, reason, now(), secrets.token_bytes)
    elif isinstance(form, CorrectionForm):
        life.propose_correction(*about, form.stated(facts), reason, now(), secrets.token_bytes)
    else:
        life.propose(*about, kind, reason, now(), form.reason_class.data if isinstance(form, ClassForm) else "")


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Whether ``form`` was sent, is complete, and ``act`` went through; otherwise the form says what is wrong."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except (BadInput, Refused, Conflict) as error:
        for fault in getattr(error, "problems", ()) or (error,):
            where = getattr(fault, "where", "")
            places = {fault.code: CORRECTION_PLACES.get(where, where), "certificate.reason_missing": "reason"}
            form.refuse(AssessError(fault.code, **fault.params), places)
        return False
    return True
