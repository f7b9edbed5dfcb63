"""The published editions and drafts, one edition, and the exam form of a level as examiners will see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from flask import Blueprint, render_template

from assess.exams.form import derive_form
from assess.operations.standards import library
from assess.people.policy import Action
from assess.standards.model import LEVELS, Level, Standard
from assess.web.author.words import WORDS
from assess.web.current import config
from assess.web.guard import guard
from assess.web.level_names import LEVEL_NAMES

blueprint = Blueprint("author", __name__, url_prefix="/standards")


@blueprint.context_processor
def _shared() -> dict[str, object]:
    return {"level_names": LEVEL_NAMES, "words": WORDS, "levels": LEVELS, "day_of": date.fromisoformat}


@blueprint.get("/")
@guard(Action.READ_STANDARDS)
def home() -> str:
    """Published editions, and drafts with what is wrong in them, line by line."""
    shelves = library(config())
    return render_template("author/home.html", editions=list(shelves.editions.values()), drafts=shelves.drafts)


@blueprint.get("/<path:standard>/editions/<edition>")
@guard(Action.READ_STANDARDS)
def edition(standard: str, edition: str) -> str:
    """The facts of one edition: weights, parts, functions, changes against its base."""
    reading = library(config()).get(standard, edition)
    return render_template(
        "author/edition.html", standard=reading.standard, sha256=reading.sha256, names=_weighted(reading.standard)
    )


@blueprint.get("/<path:standard>/editions/<edition>/forms/<level>")
@guard(Action.READ_STANDARDS)
def form(standard: str, edition: str, level: str) -> str:
    """The exam form of a level, read only."""
    reading = library(config()).get(standard, edition)
    derived = derive_form(reading.standard, cast(Level, level), reading.sha256)
    return render_template("author/form.html", standard=reading.standard, form=derived, level=level)


def _weighted(standard: Standard) -> Mapping[str, object]:
    """The names of the rows of the weight tables, basics before functions."""
    return {basic.id: basic.name for basic in standard.basics} | {one.id: one.name for one in standard.functions}
