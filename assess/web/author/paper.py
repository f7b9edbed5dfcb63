"""Score sheets on paper, of published editions and of drafts."""

from __future__ import annotations

from flask import Response, request

from assess.errors import Refused
from assess.operations.score_sheets import sheet_of
from assess.operations.standards import library
from assess.people.policy import Action
from assess.standards.load import Reading
from assess.web.author.blueprint import blueprint
from assess.web.author.tabs import opened
from assess.web.current import config
from assess.web.downloads import pdf
from assess.web.guard import guard
from assess.web.locale import current_locale


@blueprint.get("/<path:standard>/editions/<edition>/forms/<level>/paper.pdf")
@guard(Action.READ_STANDARDS)
def edition_paper(standard: str, edition: str, level: str) -> Response:
    """The score sheet of one level; of one part when the address names it."""
    return _sheet(library(config()).get(standard, edition), level, f"{standard}-{edition}-{level}")


@blueprint.get("/drafts/<int:draft_id>/preview/<level>/paper.pdf")
@guard(Action.EDIT_STANDARD)
def draft_paper(draft_id: int, level: str) -> Response:
    """The same of a draft; a text with errors has none yet."""
    reading = opened(draft_id).checked.reading
    if reading is None:
        raise Refused("paper.draft_faulty")
    return _sheet(reading, level, f"draft-{draft_id}-{level}")


def _sheet(reading: Reading, level: str, name: str) -> Response:
    part = request.args.get("part")
    data = sheet_of(config(), reading, level, part, current_locale())
    return pdf(data, f"{name}-{part}".replace("/", "-") if part else name.replace("/", "-"))
