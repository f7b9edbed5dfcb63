"""``assess standards new``: a draft from a table of weights, for an author to go on with."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any, get_args

from assess.config import Config
from assess.i18n.sentences import sentence_of
from assess.operations.new_standard import start_standard
from assess.standards.generate import Kind


def register(commands: Any) -> None:
    """Adds ``new`` to the commands of ``standards``."""
    new = commands.add_parser("new", help="start a standard from a table of skill weights (JSON)")
    new.add_argument("--occupation", required=True, metavar="CODE", help="code of the occupation, such as 6-31-01-03")
    new.add_argument("--weights", required=True, type=Path, metavar="FILE", help="table: function, level, percent")
    new.add_argument("--kind", choices=get_args(Kind), default="national", help="whose standard it is")
    new.add_argument("--author", default="", metavar="ID", help="id of the author; an enterprise must have one")
    new.add_argument("--out", type=Path, metavar="FILE", help="where to write; else its place among the standards")
    new.set_defaults(func=_new)


def _new(args: argparse.Namespace, config: Config) -> int:
    started = start_standard(
        config, args.weights, args.occupation,
        kind=args.kind, author=args.author, out=args.out, year=date.today().year,
    )  # fmt: skip
    params = {"file": str(started.file), "name": started.table.name}
    print(sentence_of("generate.started", params, args.lang))
    return 0
