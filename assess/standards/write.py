"""Writes plain data as YAML that people like to read, and that ``parse`` reads back as the very same data.

The style is that of the shipped standards: two spaces, a short map on one line, quotes only where they are needed.
Decides nothing about the contents; a character that ``parse`` refuses is written as an escape, which it refuses too.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from assess.standards.document import Path

WIDTH = 120
"""Columns of a line; a Chinese character takes two."""
_SHORT_MAP = 5
_LONGEST_KEY = 128
_PARAGRAPH = 8

_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE = re.compile("[\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=")
_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
# Other readers of YAML take these words for something else; true and false are what they look like.
_WORDS = frozenset("~ null Null NULL yes Yes YES no No NO on On ON off Off OFF y Y n N << ...".split())
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
_TEXTS = frozenset({"edition"})
"""Keys whose value looks like a number and is a text; editors that know the schema want quotes around it."""


def yaml_text(data: Any, comments: Mapping[Path, str] | None = None) -> str:
    """``data`` (maps, lists, texts, numbers, booleans, None) as the text of a YAML file.

    ``comments``: way to a value → what stands above it, one line of comment for each of its lines; the way ``()`` is
    the head of the file. Numbers and booleans are written as they are and read back as text ("true", "60"). The same
    data give the same text, and so does what is read back from it. Raises ``TypeError`` for any other kind of value.
    """
    writer = _Writer(comments or {})
    return "\n".join([*writer.comment(()), *writer.root(data)]) + "\n"


class _Writer:
    """Knows the comments; every method returns whole lines without the indentation of what is around them."""

    def __init__(self, comments: Mapping[Path, str]) -> None:
        self.comments = comments
        self.open = {path[:length] for path in comments for length in range(len(path))}
        """What has a comment inside cannot stand on one line."""

    def comment(self, at: Path) -> list[str]:
        return [f"# {line}".rstrip() for line in self.comments[at].splitlines()] if at in self.comments else []

    def root(self, data: Any) -> list[str]:
        if isinstance(data, dict) and data:
            lines: list[str] = []
            before = 0
            for key, value in data.items():
                pair = self._pair(key, value, (key,))
                # A longer section is a paragraph of its own, as in a printed text.
                apart = lines and (max(before, len(pair)) > _PARAGRAPH or (key,) in self.comments)
                lines += ["", *pair] if apart else pair
                before = len(pair)
            return lines
        return self._inner(data, ()) or [_scalar(data, flow=False)]

    def _inner(self, value: Any, at: Path) -> list[str]:
        """The lines of a map, a list or a text of several lines; nothing for what stands on one line."""
        if isinstance(value, dict) and value:
            return [line for key, inner in value.items() for line in self._pair(key, inner, (*at, key))]
        if isinstance(value, list | tuple) and value:
            whole = any(isinstance(member, dict) and not _is_short(member) for member in value)
            return [line for number, member in enumerate(value) for line in self._member(member, (*at, number), whole)]
        return _literal(value)

    def _pair(self, key: str, value: Any, at: Path) -> list[str]:
        name = _scalar(key, flow=True)
        lines = self.comment(at)
        if len(name) > _LONGEST_KEY:
            lines.append(f"? {name}")
            name = ""
        one_line = self._on_one_line(f"{name}: ", value, at)
        if one_line is not None:
            return [*lines, f"{name}: {_text_of(key, value) or one_line}".rstrip(" ")]
        inner = self._inner(value, at)
        if isinstance(value, str):
            return [*lines, f"{name}: {inner[0]}", *inner[1:]]
        return [*lines, f"{name}:", *_indented(inner)]

    def _member(self, value: Any, at: Path, whole: bool) -> list[str]:
        """One member of a list; ``whole``: its maps are written line by line, because another one has to be."""
        lines = self.comment(at)
        one_line = None if whole and isinstance(value, dict) and value else self._on_one_line("- ", value, at)
        if one_line is not None:
            return [*lines, f"- {one_line}".rstrip(" ")]
        inner = self._inner(value, at)
        if isinstance(value, str):
            return [*lines, f"- {inner[0]}", *inner[1:]]
        # A comment of the first key stands above the hyphen.
        while inner[0].startswith("#"):
            lines.append(inner.pop(0))
        return [*lines, f"- {inner[0]}", *_indented(inner[1:])]

    def _on_one_line(self, head: str, value: Any, at: Path) -> str | None:
        """``value`` after ``head`` as one line; None when it is too long for it, or not for one line at all."""
        if not isinstance(value, dict | list | tuple) or not value:
            return None if _literal(value) else _scalar(value, flow=False)
        flow = None if at in self.open else _flow(value)
        # What is around it indents by two columns for every step of the way.
        return flow if flow and 2 * (len(at) - 1) + _columns(head + flow) <= WIDTH else None


def _is_short(value: Mapping[str, Any]) -> bool:
    """Whether a map is of the kind that is read at a glance: few keys with plain values or short lists."""
    return len(value) <= _SHORT_MAP and all(_flow_value(key, inner) is not None for key, inner in value.items())


def _flow(value: Any) -> str | None:
    """A map or list in braces or brackets; None for one that is not short."""
    if isinstance(value, dict):
        if not _is_short(value):
            return None
        pairs = (f"{_scalar(key, flow=True)}: {_flow_value(key, inner)}" for key, inner in value.items())
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(value) + "]" if _are_words(value) else None


def _flow_value(key: str, value: Any) -> str | None:
    """A value inside of a map on one line; None for what would make it hard to read."""
    if value is None or isinstance(value, dict) or "\n" in str(value) or len(str(key)) > _LONGEST_KEY:
        return None
    if isinstance(value, list | tuple):
        return _flow(value) if value else "[]"
    return _text_of(key, value) or _scalar(value, flow=True)


def _are_words(value: Sequence[Any]) -> bool:
    return all(isinstance(member, str) and _WORD.fullmatch(member) and member not in _WORDS for member in value)


def _text_of(key: str, value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False) if key in _TEXTS and isinstance(value, str) else None


def _literal(value: Any) -> list[str]:
    """A text of several lines after ``|``, its lines indented; nothing for a text that this cannot hold exactly."""
    if not isinstance(value, str) or "\n" not in value:
        return []
    body = value.removesuffix("\n").split("\n")
    plain = all(_LINE.fullmatch(line) and (line.strip() or not line) for line in body)
    if not plain or not body[0] or not body[-1] or body[0][0] in " \t":
        return []
    return ["|" if value.endswith("\n") else "|-", *_indented(body)]


def _scalar(value: Any, *, flow: bool) -> str:
    """One value in its own line; ``flow``: inside of braces or brackets, or as a key."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict | list | tuple) and not value:
        return "{}" if isinstance(value, dict) else "[]"
    if not isinstance(value, str):
        raise TypeError(f"no plain data: {type(value).__name__}")
    return value if _is_plain(value, flow) else _quoted(value)


def _is_plain(text: str, flow: bool) -> bool:
    """Whether a text means itself without quotes."""
    if not text or text in _WORDS or text != text.strip(" ") or _UNPRINTABLE.search(text):
        return False
    if text[0] in _INDICATORS and not _NUMBER.fullmatch(text):
        return False
    if flow and any(sign in text for sign in ",[]{}:"):
        return False
    return ": " not in text and " #" not in text and not text.endswith(":")


def _quoted(text: str) -> str:
    """The text in double quotes, whose escapes are those of JSON."""
    return re.sub(
        "[\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff]",
        lambda found: f"\\u{ord(found.group()):04x}",
        json.dumps(text, ensure_ascii=False),
    )


def _columns(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]
