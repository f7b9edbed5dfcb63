"""What the characters of a text are drawn with and how wide they are, in the chains of faces that a document has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assess.errors import BadInput
from assess.typesetting.book import FontBook
from assess.typesetting.foundry import Foundry


class Chains:
    """Named chains of faces: the first face of a chain that can draw a character draws it."""

    def __init__(self, fonts: FontBook, chains: Mapping[str, Sequence[str]]) -> None:
        self._fonts = fonts
        self._chains = chains
        self.foundries = {
            name: Foundry(fonts.face(name)) for name in dict.fromkeys(n for chain in chains.values() for n in chain)
        }
        self._known: dict[str, dict[str, tuple[str, float]]] = {name: {} for name in chains}

    def drawn(self, text: str, font: str, field: str = "") -> list[tuple[str, float]]:
        """(face, width in thousandths) of each character; ``BadInput("font.glyph_missing")`` names field and points."""
        known = self._known[font]
        try:
            return [known[character] for character in text]
        except KeyError:
            self._learn(text, font, field)
        return [known[character] for character in text]

    def _learn(self, text: str, font: str, field: str) -> None:
        try:
            runs = self._fonts.runs(text, self._chains[font])
        except BadInput as error:
            raise BadInput(error.code, field=field, **error.params) from None
        for run in runs:
            for character in run.text:
                self._known[font][character] = run.face, self.foundries[run.face].width(character)

    def width(self, text: str, font: str, tracking: float = 0, size: float = 1, field: str = "") -> float:
        """Width in points of a text on one line."""
        units = sum(width for _face, width in self.drawn(text, font, field))
        return units * size / 1000 + tracking * max(0, len(text) - 1)

    def printable(self, text: str, font: str) -> str:
        """``text`` with 〔U+1F600〕 for each character that no face of the chain draws: never a gap or a box."""
        missing = set(self._fonts.missing(text, self._chains[font]))
        return "".join(f"〔U+{ord(c):04X}〕" if c in missing else c for c in text) if missing else text
