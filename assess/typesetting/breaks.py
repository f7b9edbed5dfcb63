"""Decides where a line of text may end: after spaces and beside Han characters, as punctuation allows."""

from __future__ import annotations

_OPENING = frozenset("（《〈「『【〔“‘([")
_CLOSING = frozenset("）》〉」』】〕”’)]，。、；：！？·…,.;:!?% ")
_NO_BREAK = "\u00a0"


def pieces(text: str) -> list[str]:
    """The pieces of ``text`` between which a line may break."""
    found = [""]
    for character in text:
        if found[-1] and _breaks(found[-1][-1], character):
            found.append("")
        found[-1] += character
    return found


def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between two characters: no row ends with an opening mark or begins with a closing one."""
    if before in _OPENING or after in _CLOSING or _NO_BREAK in (before, after):
        return False
    return _han(before) or _han(after) or (before in _CLOSING and not before.isascii()) or before == " "


def _han(character: str) -> bool:
    return ("\u2e80" <= character <= "\u9fff" and not "\u3000" <= character <= "\u303f") or character >= "\U00020000"
