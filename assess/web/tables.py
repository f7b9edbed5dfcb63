"""Tables on narrow screens: each cell knows its column's heading, so that a row can stand as a card."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Flask
from markupsafe import Markup, escape

_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(td|th)\b")


def labelled(rows: Markup, headings: Sequence[str]) -> Markup:
    """The rows of a table with ``data-label`` on every cell: the heading of its column, which app.css shows beside it.

    For rows without merged cells and without a table inside, which is what the macro ``table`` is used for.
    """
    def label(row: re.Match[str]) -> str:
        titles = iter(headings)
        return _CELL.sub(lambda cell: f'<{cell[1]} data-label="{escape(next(titles, ""))}"', row[0])

    return Markup(_ROW.sub(label, rows))


def install(app: Flask) -> None:
    """Gives templates the filter ``labelled``."""
    app.jinja_env.filters["labelled"] = labelled
