"""Two published editions side by side: floors below the national standard first, then every difference in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request, url_for

from assess.i18n import N_
from assess.i18n.sentences import sentence_of
from assess.operations.comparing import Compared, compared, nearest, published
from assess.operations.standards import library
from assess.people.policy import Action
from assess.standards.compare import Signed, WeightCell, plain
from assess.standards.compare.words import Line, Words
from assess.standards.load import Reading
from assess.web.author.blueprint import blueprint
from assess.web.current import config
from assess.web.guard import guard
from assess.web.locale import current_locale

SECTIONS: Mapping[str, str] = {
    "head": N_("Head of the standard"),
    "levels": N_("Levels"),
    "eligibility": N_("Conditions of admission"),
    "requirements": N_("Functions, contents, skills and knowledge"),
    "weights": N_("Weights"),
    "parts": N_("Parts of the exam"),
    "choices": N_("Choices among tasks"),
    "tasks": N_("Tasks and items"),
    "grading": N_("Grading and arithmetic"),
    "appointments": N_("Review and appointment"),
    "competition": N_("Competition"),
    "awards": N_("Papers of partners"),
}


@dataclass(frozen=True)
class Said:
    """A comparison in the words of one reader."""

    floors: list[tuple[Line, Signed]]
    sections: list[tuple[str, list[Line]]]


@blueprint.get("/compare")
@guard(Action.READ_STANDARDS)
def compare() -> str:
    """The editions ``a`` and ``b``; ``b`` alone with the edition before it or its base; nothing: what to choose."""
    shelves = library(config())
    first, second = (request.args.get(name, "") for name in ("a", "b"))
    new = published(config(), second) if second else None
    old = published(config(), first) if first else new and nearest(shelves, new)
    found = compared(old, new) if old and new else None
    return render_template("author/compare.html", editions=[one.reading.standard for one in shelves.editions.values()],
                           old=old and old.standard, new=new and new.standard, named=named, **in_words(found))


@blueprint.app_template_global()
def comparisons(standard: str, edition: str) -> list[tuple[str, str]]:
    """What an edition can be compared with at once: a msgid and an address for each, none when there is nothing."""
    shelves = library(config())
    reading = shelves.get(standard, edition)
    nearby = nearest(shelves, reading)
    found = [(N_("Compare with the previous edition"), nearby)] if nearby and nearby is not reading.base else []
    found += [(N_("Compare with its base"), reading.base)] if reading.base else []
    return [(title, url_for("author.compare", a=named(other), b=named(reading))) for title, other in found]


def named(reading: Reading) -> str:
    """``id@edition``, as the address of a comparison and the command line name an edition."""
    return f"{reading.standard.id}@{reading.standard.edition}"


def in_words(found: Compared | None) -> dict[str, object]:
    """What ``_comparison.html`` shows of a comparison, if there is one."""
    said = found and _said(found)
    return {"found": found, "said": said, "titles": SECTIONS, "difference": _difference, "figure": plain}


def _said(found: Compared) -> Said:
    """Everything in words; the weights have a table of their own."""
    words = Words(found.old.standard, found.new.standard, current_locale())
    sections = [(name, [words.change(change) for change in changes]) for name, changes in found.comparison.sections()]
    return Said([(words.floor(signed.floor), signed) for signed in found.floors], sections)


def _difference(cell: WeightCell) -> str:
    """How a weight changed, by sign: "−10", "+5"; in words when the level did not have it or has it no more."""
    if cell.old == cell.new:
        return ""
    if cell.difference is None:
        code = "compare.weight_new" if cell.old is None else "compare.weight_gone"
        return sentence_of(code, {}, current_locale())
    return f"{'+' if cell.difference > 0 else '−'}{plain(abs(cell.difference))}"
