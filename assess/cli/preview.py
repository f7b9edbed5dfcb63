"""``assess certificates preview``: tries the design of a paper and prints a specimen with it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from assess.config import Config
from assess.errors import BadInput
from assess.operations import designs
from assess.operations.printing import DESIGNS


def register(actions: Any) -> None:
    """Adds the command to those of ``certificates``."""
    preview = actions.add_parser(
        "preview", help="try the design of a paper: entries, room for the longest names, glyphs, codes")
    preview.add_argument("authority", help="a folder of certs/authorities")
    preview.add_argument("--paper", choices=list(DESIGNS), default="design.yaml", help="which of its papers")
    preview.add_argument("--design", type=Path, help="a changed design to try; without it the one in force")
    preview.add_argument("--longest", action="store_true", help="print the longest texts, not an ordinary person")
    preview.add_argument("--out", type=Path, help="where to write the PDF; without it the design is only checked")
    preview.set_defaults(func=_preview)


def _preview(args: argparse.Namespace, config: Config) -> int:
    """0: the design can be used. Faults are reported with line and column, and the status is 2."""
    try:
        data = None if args.design is None else args.design.read_bytes()
    except OSError as error:
        raise BadInput("design.unreadable", file=str(args.design), reason=error.strerror or str(error)) from error
    ordinary, longest = designs.tried(config, args.authority, args.paper, data)
    if args.out is not None:
        args.out.write_bytes(longest if args.longest else ordinary)
        print(args.out)
    return 0
