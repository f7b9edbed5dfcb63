"""``assess standards compare``: the differences between two editions, and the places below the national standard."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from typing import Any

from assess.config import Config
from assess.i18n.sentences import sentence_of
from assess.operations.comparing import Compared, compared_by_name
from assess.standards.compare import Change, Signed, plain_text
from assess.standards.compare.words import Line, Words
from assess.standards.load import Reading

_HELP = """\
Says what changed from A to B. Each is a YAML file or a published edition, written id@edition; one
alone is compared with the edition that it builds on. Where B builds on A, or B is an enterprise
standard and A a national one, the places come first that may lie below A, with who signed for them.

Exit status, as with diff: 0 no differences, 1 differences, 2 the comparison was not made.
"""


def register(commands: Any) -> None:
    """Adds ``compare`` to the commands of ``assess standards``."""
    parser = commands.add_parser("compare", help="say what changed between two editions; exit status as with diff",
                                 description=_HELP, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("a", metavar="A", help="a file or id@edition: the older one, or the only one")
    parser.add_argument("b", metavar="B", nargs="?", help="a file or id@edition: the newer one")
    parser.add_argument("--format", choices=tuple(_PRINTERS), default="text", help="how differences are written")
    parser.set_defaults(func=_compare)


def _compare(args: argparse.Namespace, config: Config) -> int:
    found = compared_by_name(config, args.a, args.b)
    _PRINTERS[args.format](found, args.lang)
    return 1 if found.comparison.changes else 0


def _text(found: Compared, locale: str) -> None:
    names = {"old": _edition(found.old), "new": _edition(found.new)}
    words = Words(found.old.standard, found.new.standard, locale)
    changes = found.comparison.changes
    if found.floors:
        counts = {"count": len(found.floors), "unsigned": found.unsigned}
        print(sentence_of("compare.floors", counts, locale))
        for signed in found.floors:
            print(f"  {words.sentence(words.floor(signed.floor))} – {signature(signed, locale)}")
            print(f"    {signed.floor.at}")
    code = "compare.count" if changes else "compare.equal"
    print(sentence_of(code, {"count": len(changes), **names}, locale))
    for change in changes:
        line = words.change(change)
        print(f"  {words.sentence(line)}")
        for inner in _inside(line.inside, "    "):
            print(inner)


def signature(signed: Signed, locale: str) -> str:
    """Who answers for a floor and why, in words."""
    if signed.by is None:
        return sentence_of("compare.unsigned", {}, locale)
    by = signed.by
    return sentence_of("compare.signed", {"name": by.signed, "day": by.date, "why": by.reason}, locale)


def _inside(lines: tuple[Line, ...], margin: str) -> Iterator[str]:
    for line in lines:
        yield margin + line.what
        yield from _inside(line.inside, margin + "  ")


def _json(found: Compared, locale: str) -> None:
    words = Words(found.old.standard, found.new.standard, locale)
    floors = [
        {"at": one.floor.at, "code": one.floor.code, "old": plain_text(one.floor.old), "new": plain_text(one.floor.new),
         "message": words.sentence(words.floor(one.floor)),
         "signed": one.by and one.by.model_dump(mode="json", exclude={"at"})}
        for one in found.floors
    ]  # fmt: skip
    changes = [{**_data(one), "message": words.sentence(words.change(one))} for one in found.comparison.changes]
    editions = {"old": _edition(found.old), "new": _edition(found.new)}
    print(json.dumps({**editions, "floors": floors, "changes": changes}, ensure_ascii=False, indent=2))


def _data(change: Change) -> dict[str, object]:
    data: dict[str, object] = {"at": change.at, "kind": change.kind, "section": change.section,
                               "old": plain_text(change.old), "new": plain_text(change.new)}  # fmt: skip
    return data | ({"inside": [_data(one) for one in change.inside]} if change.inside else {})


def _edition(reading: Reading) -> str:
    return f"{reading.standard.id}@{reading.standard.edition}"


_PRINTERS: dict[str, Callable[[Compared, str], None]] = {"text": _text, "json": _json}
