"""Changes one top-level key in the text of a standard and leaves everything else byte for byte, comments included.

Reading the text, changing the data and writing it anew would lose what its author wrote for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assess.errors import BadInput
from assess.standards.model import Standard
from assess.standards.parse import parse

_ORDER = {key: place for place, key in enumerate(Standard.model_fields)}


def with_block(text: str, key: str, block: str) -> str:
    """``text`` with ``key`` as ``block`` writes it: in its place, or as a new one where the model has it.

    ``block`` is the key with its value as ``write.yaml_text`` makes it. Raises ``Problems`` for a text that cannot be
    read, and ``BadInput`` ``standard.block_not_editable`` for one whose layout does not allow it (such as ``{…}``
    around everything); then nothing was lost either.
    """
    outline = _outline(text, key)
    new = [" " * outline.indent + line if line else "" for line in block.splitlines()]
    first, end = outline.extent(key) if key in outline.starts else (outline.place_for(key),) * 2
    changed = outline.replaced(first, end, new)
    _require_same_but(key, text, changed, parse(block.encode(), key).data[key])
    return changed


def without_block(text: str, key: str) -> str:
    """``text`` without ``key`` and the blank lines after it; the text itself where it is not there.

    Raises as ``with_block`` does.
    """
    outline = _outline(text, key)
    if key not in outline.starts:
        return text
    first, end = outline.extent(key)
    while end < outline.end and not outline.lines[end].strip():
        end += 1  # a text before it that keeps its blank lines would take these for its own
    changed = outline.replaced(first, end, [])
    _require_same_but(key, text, changed, None)
    return changed


@dataclass(frozen=True)
class _Outline:
    """The lines of a text with their ends, and at which of them each top-level key starts."""

    lines: tuple[str, ...]
    starts: dict[str, int]
    indent: int

    @property
    def end(self) -> int:
        """The line after the last of the data: the end of the text, or a "..." that ends it before."""
        last = max(self.starts.values())
        ends = (n for n, line in enumerate(self.lines) if n > last and line.rstrip() == "...")
        return next(ends, len(self.lines))

    def extent(self, key: str) -> tuple[int, int]:
        """The first line of a block, and the one after its last; blank lines and comments after it are not its own."""
        first = self.starts[key]
        end = min((start for start in self.starts.values() if start > first), default=self.end)
        while end > first + 1 and (not self.lines[end - 1].strip() or self._is_comment(end - 1)):
            end -= 1
        return first, end

    def place_for(self, key: str) -> int:
        """The line before which a new block goes: before the first key that comes later in the model, or at the end."""
        later = [start for other, start in self.starts.items() if _ORDER.get(other, 0) > _ORDER[key]]
        if not later and self.lines[self.end - 1].endswith(("\n", "\r")):
            return self.end
        # An end of line added to the last line could become part of a text that ends there.
        place = min(later, default=max(self.starts.values()))
        while place > 0 and self._is_comment(place - 1):
            place -= 1
        return place

    def replaced(self, first: int, end: int, new: list[str]) -> str:
        """The text with the lines from ``first`` up to ``end`` replaced by ``new``."""
        line_end = next((self.lines[0][-n:] for n in (2, 1) if self.lines[0][-n:] in ("\r\n", "\n", "\r")), "\n")
        return "".join([*self.lines[:first], *(line + line_end for line in new), *self.lines[end:]])

    def _is_comment(self, number: int) -> bool:
        """Whether a line is a comment that stands no deeper than the keys; a deeper one belongs to a block."""
        line = self.lines[number]
        bare = line.lstrip(" ")
        return bare.startswith("#") and len(line) - len(bare) <= self.indent


def _outline(text: str, key: str) -> _Outline:
    document = parse(text.encode(), key)
    # What else Python takes for a line end, the parser refuses as a hidden character.
    lines = tuple(text.splitlines(keepends=True))
    marks = {name: place[0] for name, place in document.root[2].items()} if isinstance(document.data, dict) else {}
    columns = {column for _, _, column in marks.values()}
    heads = {lines[line - 1][: column - 1].strip(" ") for _, line, column in marks.values()}
    if len(columns) != 1 or heads != {""}:
        raise BadInput("standard.block_not_editable", key=key)
    return _Outline(lines, {str(name): mark[1] - 1 for name, mark in marks.items()}, columns.pop() - 1)


def _require_same_but(key: str, before: str, after: str, value: Any) -> None:
    """Raises ``BadInput`` unless ``key`` is now ``value`` (None: gone) and everything else reads as before."""
    try:
        old, new = parse(before.encode(), key).data, parse(after.encode(), key).data
    except BadInput:
        raise BadInput("standard.block_not_editable", key=key) from None
    if new.pop(key, None) != value or {k: v for k, v in old.items() if k != key} != new:
        raise BadInput("standard.block_not_editable", key=key)
