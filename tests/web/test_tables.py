"""Cells that know their column's heading."""

from __future__ import annotations

from markupsafe import Markup

from assess.web.tables import labelled


def test_every_cell_bears_the_heading_of_its_column() -> None:
    rows = Markup('<tr>\n<th scope="row">甲</th><td class="number">1</td></tr><tr><th>乙</th>\n<td>2</td></tr>')
    assert labelled(rows, ["Name", 'A "b"']) == (
        '<tr>\n<th data-label="Name" scope="row">甲</th><td data-label="A &#34;b&#34;" class="number">1</td></tr>'
        '<tr><th data-label="Name">乙</th>\n<td data-label="A &#34;b&#34;">2</td></tr>'
    )
