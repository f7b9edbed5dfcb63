"""Decides which piece stands where on which page: nothing is cut that a page can hold, no heading stands alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.lib.units import mm

from assess.exams.paper.strips import ItemRow, Piece, Strip

SIZE = (210 * mm, 297 * mm)
TOP, BOTTOM = SIZE[1] - 17 * mm, 17 * mm
ROOM = TOP - BOTTOM
_BEGINNING = 40 * mm
"""A row that no page could hold begins where at least so much of it finds room."""


@dataclass
class Page:
    """Pieces with the place of their upper edges, in points from the bottom."""

    placed: list[tuple[float, Piece]] = field(default_factory=list)
    y: float = TOP

    @property
    def room(self) -> float:
        """What is left."""
        return self.y - BOTTOM

    def put(self, *pieces: Piece) -> None:
        """Adds pieces below the others."""
        for piece in pieces:
            self.placed.append((self.y, piece))
            self.y -= piece.height


def paginated(pieces: Iterable[Piece]) -> list[Page]:
    """The pages; at the top of each the heads of the table that goes on there are repeated."""
    queue = deque(pieces)
    pages = [Page()]
    fresh, kept = True, False
    while queue:
        piece, page = queue[0], pages[-1]
        if fresh and isinstance(piece, Strip) and not piece.cells:
            queue.popleft()
        elif not fresh and (_height(piece) if kept else _needed(queue)) > page.room:
            pages.append(_following(piece))
            fresh = True
        elif isinstance(piece, ItemRow) and piece.height > page.room:
            first, queue[0] = piece.cut(page.room)
            page.put(first)
            pages.append(_following(piece))
            fresh = True
        else:
            page.put(queue.popleft())
            fresh, kept = False, piece.keep
    return pages


def _following(piece: Piece) -> Page:
    """The page that begins with the piece."""
    page = Page()
    page.put(*piece.again)
    return page


def _needed(queue: Sequence[Piece]) -> float:
    """The height of the first piece and of those that it is kept together with."""
    height = 0.0
    for piece in queue:
        height += _height(piece)
        if not piece.keep:
            break
    return height


def _height(piece: Piece) -> float:
    """How much room a piece needs to begin: all of its height, or a part where no page could hold it."""
    whole = piece.height + sum(head.height for head in piece.again) <= ROOM
    return piece.height if whole else _BEGINNING
