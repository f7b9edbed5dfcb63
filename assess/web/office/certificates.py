"""Certificates of a sitting: prepare, look at, approve, hand out; and the life of every certificate."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.i18n.text import Text
from assess.operations import issuing, life, papers, sittings
from assess.operations.authorities import authority_named
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.downloads import pdf
from assess.web.guard import actor, guard
from assess.web.life import add_pages, shown_values
from assess.web.locale import _, say
from assess.web.office.blueprint import blueprint, done
from assess.web.office.forms import ConfirmForm

add_pages(blueprint, see=Action.SEE_SITTING, change=Action.CHANGE_CERTIFICATE, decide=Action.APPROVE_CERTIFICATES)


@blueprint.get("/sittings/<int:sitting_id>/certificates")
@guard(Action.SEE_SITTING)
def certificates(sitting_id: int) -> str:
    """All papers of the sitting; the page loads itself again while they are being made."""
    return _page(sitting_id)


@blueprint.post("/sittings/<int:sitting_id>/certificates/prepare")
@guard(Action.PREPARE_CERTIFICATES)
def prepare(sitting_id: int) -> str:
    """Freezes what will be certified, and reports who got a number and who not, and why."""
    form, reports = ConfirmForm(), []
    done(form, lambda: reports.append(issuing.prepare(store(), actor(), sitting_id, now(), secrets.token_bytes)))
    return _page(sitting_id, form, reports[0] if reports else None)


@blueprint.route("/sittings/<int:sitting_id>/certificates/approve", methods=["GET", "POST"])
@guard(Action.APPROVE_CERTIFICATES)
def approve(sitting_id: int) -> Response | str:
    """A second person approves all prepared papers of the own authority."""
    form, counts = ConfirmForm(), []
    if done(form, lambda: counts.append(issuing.approve(store(), actor(), sitting_id, now()))):
        flash(_("%(count)s certificates were approved and are being made.", count=counts[0]))
        return redirect(url_for("office.certificates", sitting_id=sitting_id))
    view = sittings.sitting_view(store(), actor(), sitting_id, now(), acts=0)
    lines = issuing.of_sitting(store(), actor(), sitting_id)
    return render_template("office/approve.html", form=form, view=view, head=view.head, lines=lines)


@blueprint.get("/certificates/<int:certificate_id>")
@guard(Action.SEE_SITTING)
def certificate(certificate_id: int) -> Response | str:
    """The exact facts of one paper, and what happened to it; of an erased one there is only its history."""
    lived = life.life_of(store(), actor(), certificate_id)
    if lived.facts is None:
        return redirect(url_for("office.certificate_life", certificate_id=certificate_id))
    view = papers.paper_view(store(), actor(), certificate_id)
    page = "office/certificate.html" if view.head else "office/appointments/certificate.html"
    return render_template(page, view=view, head=view.head, life=lived, **shown_values())


@blueprint.get("/certificates/<int:certificate_id>/paper")
@guard(Action.SEE_SITTING)
def paper(certificate_id: int) -> FlaskResponse:
    """The stored PDF."""
    view = papers.paper_view(store(), actor(), certificate_id)
    return pdf(issuing.paper(store(), actor(), certificate_id), f"{view.line.number} {view.line.name}")


def _page(sitting_id: int, form: ConfirmForm | None = None, report: issuing.Preparation | None = None) -> str:
    view = sittings.sitting_view(store(), actor(), sitting_id, now(), acts=0)
    lines = issuing.of_sitting(store(), actor(), sitting_id)
    progress = issuing.making(store(), actor(), sitting_id)
    return render_template(
        "office/certificates.html", view=view, head=view.head, lines=lines, report=report, progress=progress,
        form=form or ConfirmForm(formdata=None), reasons=_reasons(report.hindrances if report else ()),
    )


@dataclass(frozen=True)
class _Reason:
    """Why papers of one authority were not prepared, and whose."""

    authority: Text
    sentence: str
    severity: str
    people: list[issuing.Hindrance]


def _reasons(hindrances: Iterable[issuing.Hindrance]) -> list[_Reason]:
    """The hindrances by authority and sentence, in the order in which they were met."""
    found: dict[tuple[str, str], _Reason] = {}
    for one in hindrances:
        key = (one.authority, say(one.problem))
        if key not in found:
            found[key] = _Reason(authority_named(store(), one.authority).name, key[1], one.problem.severity, [])
        found[key].people.append(one)
    return list(found.values())
