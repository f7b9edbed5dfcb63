"""``assess standards paper``: the score sheet of one level, to be printed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from assess.config import Config
from assess.i18n.sentences import sentence_of
from assess.operations.comparing import reading_named
from assess.operations.files import write_new
from assess.operations.score_sheets import sheet_of
from assess.standards.model import LEVELS


def register(commands: Any) -> None:
    """Adds ``paper`` to the commands of ``assess standards``."""
    paper = commands.add_parser("paper", help="print the score sheet of one level on paper (PDF)")
    paper.add_argument("what", metavar="ID@EDITION|FILE", help="a published edition or a YAML file")
    paper.add_argument("--level", choices=LEVELS, required=True, help="level of the exam")
    paper.add_argument("--part", metavar="ID", help="id of one part, such as practical; else all parts")
    paper.add_argument("--out", type=Path, metavar="FILE", help="the PDF; else named after the edition, in this folder")
    paper.set_defaults(func=_paper)


def _paper(args: argparse.Namespace, config: Config) -> int:
    reading = reading_named(config, args.what)
    standard = reading.standard
    data = sheet_of(config, reading, args.level, args.part, args.lang)
    out = args.out or Path(f"{standard.id.replace('/', '-')}-{standard.edition}-{args.level}.pdf")
    write_new(out, data)
    print(sentence_of("exchange.written", {"file": out}, args.lang))
    return 0
