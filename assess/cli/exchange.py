"""``assess standards export | import``: standards as CASE packages and workbooks, and workbooks as drafts."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from assess.config import Config
from assess.errors import Problem
from assess.i18n.sentences import sentence, sentence_of
from assess.operations.exchange import Imported, SchemeHead
from assess.operations.exchange.files import export_file, import_items_file, import_scheme_file
from assess.standards.model import LEVELS

_IMPORT_HELP = """\
Takes a workbook into a draft and says what is to be looked at, cell by cell. Nothing is written
without --out, and no file is ever overwritten.

  assess standards import --items FILE.xlsx --into DRAFT.yaml --out NEW.yaml
  assess standards import --marking-scheme FILE.xlsx --id city/web --code 4-04-05-01 \\
    --author city --author-name 市技能竞赛办公室 --out DRAFT.yaml

Exit status: 0 taken, 1 taken with errors that the draft's author has to put right, 2 not taken.
"""


def register(commands: Any) -> None:
    """Adds ``export`` and ``import`` to the commands of ``assess standards``."""
    export = commands.add_parser("export", help="write an edition as a CASE package or as a workbook")
    export.add_argument("what", nargs="?", default="", metavar="ID@EDITION|FILE",
                        help="a published edition or a YAML file; without one the empty workbook")
    export.add_argument("--format", choices=("case", "xlsx"), required=True, help="JSON of 1EdTech CASE, or tables")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.set_defaults(func=_export)
    taking = commands.add_parser("import", help="take items or a marking scheme from a workbook into a draft",
                                 description=_IMPORT_HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = taking.add_mutually_exclusive_group(required=True)
    source.add_argument("--items", type=Path, metavar="FILE", help="workbook of items, as export writes it")
    source.add_argument("--marking-scheme", type=Path, metavar="FILE", help="marking scheme of a competition")
    taking.add_argument("--out", type=Path, metavar="FILE", help="where the draft is written; else nothing is")
    taking.add_argument("--into", type=Path, metavar="FILE", help="items: the draft that they are put into")
    taking.add_argument("--reason", default="", help="items: why a standard that builds on another is changed")
    for name, meaning in (("id", "id of the standard"), ("code", "code of the occupation"),
                          ("author", "id of the author"), ("author-name", "name of the author")):
        taking.add_argument(f"--{name}", default="", help=f"marking scheme: {meaning}")
    taking.add_argument("--edition", default=str(date.today().year), help="marking scheme: edition of the draft")
    taking.add_argument("--name", default="", help="marking scheme: name of the occupation; else the workbook's title")
    taking.add_argument("--level", choices=LEVELS, default="L3", help="marking scheme: level of the exam")
    taking.add_argument("--category", default="enterprise", help="marking scheme: class of the competition")
    taking.add_argument("--examiners", type=int, default=3, help="marking scheme: how many judge")
    taking.set_defaults(func=_import, parser=taking)


def _export(args: argparse.Namespace, config: Config) -> int:
    export_file(config, args.what, args.format, args.out, locale=args.lang, now=datetime.now(UTC))
    print(sentence_of("exchange.written", {"file": args.out}, args.lang))
    return 0


def _import(args: argparse.Namespace, config: Config) -> int:
    needed = ("into",) if args.items else ("id", "code", "author", "author_name")
    if missing := [f"--{name.replace('_', '-')}" for name in needed if not getattr(args, name)]:
        args.parser.error(f"{', '.join(missing)} needed")
    if args.items:
        found = import_items_file(config, args.items, args.into, reason=args.reason, out=args.out)
    else:
        head = SchemeHead(args.id, args.code, args.author, args.author_name, args.edition, args.name, args.level,
                          args.category, args.examiners)
        found = import_scheme_file(args.marking_scheme, head, out=args.out)
    _report(found, args.lang)
    if args.out:
        print(sentence_of("exchange.written", {"file": args.out}, args.lang))
    return 1 if any(problem.severity == "error" for problem in found.problems) else 0


def _report(found: Imported, locale: str) -> None:
    for each in found.differences:
        print(f"{each.place or '–'}: {each.at}: {each.before or '–'} → {each.after or '–'}")
    for problem in found.problems:
        print(_line(problem, locale))
    errors = sum(problem.severity == "error" for problem in found.problems)
    counts = {"differences": len(found.differences), "errors": errors, "warnings": len(found.problems) - errors}
    print(sentence_of("exchange.taken", counts, locale))


def _line(problem: Problem, locale: str) -> str:
    level = sentence_of(f"standard.severity.{problem.severity}", {}, locale)
    return f"{problem.where}: {level}: {sentence(problem, locale)}"
