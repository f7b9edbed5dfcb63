"""All pages of standards: published editions to read here, drafts to write in the other modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from assess.exams.form import derive_form
from assess.i18n import LOCALES
from assess.operations.comparing import newer_edition
from assess.operations.drafts import DraftLine, draft, drafts_of
from assess.operations.standards import library, text_of_edition
from assess.people.policy import Action, role_may
from assess.standards.library import Edition, Library
from assess.standards.model import Level
from assess.web.author import compare, drafts, exchange, paper, starting, steps, tabs
from assess.web.author.blueprint import blueprint
from assess.web.author.contents import contents_of
from assess.web.author.trying import trial_page
from assess.web.current import config, store
from assess.web.guard import actor, guard

__all__ = ["blueprint", "compare", "drafts", "exchange", "paper", "starting", "steps", "tabs"]

CLOSED = ("published", "discarded")
"""The states of drafts that nobody works on."""


@blueprint.get("/")
@guard(Action.READ_STANDARDS)
def home() -> str:
    """The drafts of the own enterprise, the published editions, and what else lies in the folder of the standards."""
    shelves, search = library(config()), request.args.get("search", "").strip()
    kind = request.args.get("kind", "")
    found = [line for line in editions_of(shelves) if kind in ("", line.kind) and _found(search, line.edition)]
    own = _own_drafts(search)
    return render_template("author/home.html", editions=found, folder=shelves.drafts, drafts=own, search=search,
                           kind=kind, counts={line.id: _count(line) for line in own if line.state.value not in CLOSED})


@blueprint.get("/<path:standard>/editions/<edition>")
@guard(Action.READ_STANDARDS)
def edition(standard: str, edition: str) -> str:
    """Everything that one edition says, block by block."""
    reading = library(config()).get(standard, edition)
    newer = newer_edition(config(), standard, edition)
    return render_template(
        "author/edition.html", sha256=reading.sha256, newer=newer and newer.standard,
        form_address=lambda level: url_for("author.form", standard=standard, edition=edition, level=level),
        own=actor().enterprise is not None and standard.startswith(f"{actor().enterprise}/"), **contents_of(reading),
    )


@blueprint.get("/<path:standard>/editions/<edition>/text")
@guard(Action.READ_STANDARDS)
def edition_text(standard: str, edition: str) -> Response:
    """The file of the edition, byte for byte."""
    answer = Response(text_of_edition(config(), standard, edition), mimetype="text/yaml")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{standard.replace('/', '-')}-{edition}.yaml")
    return answer


@blueprint.route("/<path:standard>/editions/<edition>/forms/<level>", methods=["GET", "POST"], defaults={"part": None})
@blueprint.route("/<path:standard>/editions/<edition>/forms/<level>/<part>", methods=["GET", "POST"])
@guard(Action.READ_STANDARDS)
def form(standard: str, edition: str, level: str, part: str | None) -> str:
    """The sheet of one part of a level as examiners see it, to try; nothing that is typed is kept."""
    reading = library(config()).get(standard, edition)
    derived = derive_form(reading.standard, cast(Level, level), reading.sha256)
    return render_template("author/form.html", standard=reading.standard, form_=derived, level=level,
                           **trial_page(derived, part, request.form if request.method == "POST" else None))


def _own_drafts(search: str) -> list[DraftLine]:
    if not role_may(actor(), Action.EDIT_STANDARD):
        return []
    found = drafts_of(store(), actor())
    return [line for line in found if _matches(search, line.name, line.standard_id, line.edition)]


@dataclass(frozen=True)
class EditionLine:
    """A published edition in the list; ``newer`` is the number of the edition that replaces it."""

    edition: Edition
    newer: str

    @property
    def kind(self) -> str:
        """National, enterprise or competition."""
        return self.edition.reading.standard.kind


def editions_of(shelves: Library) -> list[EditionLine]:
    """All published editions in the order of the index; of each standard the newest first, then those it replaces."""
    lines: list[EditionLine] = []
    for id_ in dict.fromkeys(id_ for id_, _ in shelves.editions):
        newest = shelves.latest(id_).standard.edition
        older = [one for one in reversed(list(shelves.editions.values())) if one.entry.id == id_]
        older.sort(key=lambda one: one.entry.edition != newest)
        lines += [EditionLine(one, "" if one.entry.edition == newest else newest) for one in older]
    return lines


@dataclass(frozen=True)
class Count:
    """How much is wrong with a draft."""

    errors: int
    advice: int


def _count(line: DraftLine) -> Count:
    checked = draft(store(), actor(), line.id).checked
    return Count(len(checked.errors), len(checked.problems) - len(checked.errors))


def _found(search: str, edition: Edition) -> bool:
    standard = edition.reading.standard
    names = (standard.name.in_locale(locale) for locale in LOCALES)
    return _matches(search, standard.code, standard.id, standard.edition, *names)


def _matches(search: str, *texts: str) -> bool:
    """Whether every word of the search is in one of the texts."""
    return all(any(word in text.casefold() for text in texts) for word in search.casefold().split())
