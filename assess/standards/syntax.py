"""Says in an author's words why a text is no YAML: the slip that is usually made, at the place where it was made.

The parser stops where it cannot go on, which is often a line later, and speaks of scanners and tokens. Only texts that
it refused are looked at, so that a guess here never makes a good file a faulty one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Slip = tuple[str, int, int, dict[str, object]]
"""Code, line and column from 1, and the parameters of the sentence."""

_KEY = r"(?:- +)?[A-Za-z][\w-]*"
_SLIPS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("yaml.indentation_character", re.compile(r" *([\t\u00a0\u3000])")),
    ("yaml.full_width", re.compile(rf" *{_KEY} *(：)")),
    ("yaml.full_width", re.compile(r"[^#]*[{,，] *[A-Za-z][\w-]* *(：)")),
    ("yaml.full_width", re.compile(r"[^#]*\{[^#]*(，) *[A-Za-z][\w-]* *[:：]")),
    ("yaml.full_width", re.compile(rf" *(?:- +)?(?:{_KEY}: +)?([｛［])")),
    ("yaml.space_missing", re.compile(rf" *{_KEY}(:)[^ \t\r\n]")),
    ("yaml.space_missing", re.compile(r" *(-)[^ \t\r\n\d-]")),
    ("yaml.quotes_needed", re.compile(rf" *{_KEY}: +([%@`&*!])")),
    ("yaml.quotes_needed", re.compile(rf" *{_KEY}: +[^ \"'{{\[|>#][^#]*?(: )")),
)
"""The usual slips; the group is what stands where something else should, the first that is found is said."""

_MEMBER = re.compile(r"- |[A-Za-z][\w-]*:")
"""How the line of a key or of a member of a list begins."""
_LOOKED_AT = 400
"""Characters of a line: a hostile one must not keep the patterns busy."""
_INDENTATION = ("mapping values are not allowed", "did not find expected key", "expected <block end>",
                "did not find expected '-' indicator", "sequence entries are not allowed")  # fmt: skip
_BRACKETS = ("expected ',' or", "unexpected end of stream")
_CONTEXTS = (("yaml.quote_open", "quoted scalar"), ("yaml.bracket_open", "flow "))


def slip(text: str, start: tuple[int, int], stop: tuple[int, int], reason: str) -> Slip | None:
    """The slip behind the parser's ``reason``, or None when it is none of the usual ones.

    ``stop`` is where the parser gave up, ``start`` where what it was reading began; lines and columns from 0.
    """
    lines = text.split("\n")
    found = _found(lines, range(_before(lines, min(start[0], stop[0])), min(stop[0] + 1, len(lines))))
    if found is not None:
        return found
    for code, context in _CONTEXTS:
        if context in reason and any(word in reason for word in _BRACKETS):
            return code, start[0] + 1, start[1] + 1, {}
    if any(word in reason for word in _INDENTATION):
        line = lines[stop[0]][:_LOOKED_AT] if stop[0] < len(lines) else ""
        bare = line.lstrip(" ")
        if _MEMBER.match(bare):
            return "yaml.indentation", stop[0] + 1, len(line) - len(bare) + 1, {}
    return None


def _found(lines: Sequence[str], numbers: range) -> Slip | None:
    """The first usual slip in these lines, the last line first: what was just read is the likeliest."""
    for number in reversed(numbers):
        for code, pattern in _SLIPS:
            match = pattern.match(lines[number][:_LOOKED_AT])
            if match is not None:
                got = match.group(1)
                shown = got.strip() or ("Tab" if got == "\t" else f"U+{ord(got):04X}")
                return code, number + 1, match.start(1) + 1, {"got": shown}
    return None


def _before(lines: Sequence[str], number: int) -> int:
    """The last line above that says something; a slip there shows only in the next one."""
    above = range(min(number, len(lines)) - 1, -1, -1)
    return next((k for k in above if lines[k].strip() and not lines[k].lstrip().startswith("#")), max(number, 0))
