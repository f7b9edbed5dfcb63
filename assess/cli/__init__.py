"""``assess …`` on the command line: one file for each group of commands, each command calls one operation."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from assess.cli import accounts, certificates, demo, keys, log, results, serve, standards
from assess.config import load_config
from assess.errors import AssessError, Problems
from assess.i18n.sentences import sentence

GROUPS = (serve, demo, accounts, keys, standards, results, certificates, log)


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 the answer is no (not genuine, errors found), 2 the command was not carried out."""
    parser = argparse.ArgumentParser(prog="assess", description="Standards, exams and certificates of skill.")
    parser.add_argument("--lang", default="", help="language of messages: zh-Hans, zh-Hant-MO, pt-MO, en")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in GROUPS:
        group.register(commands)
    args = parser.parse_args(argv)
    try:
        config = load_config()
        args.lang = args.lang or config.default_locale
        status: int = args.func(args, config)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # ``assess … | head``: the reader has seen enough. What is still buffered must not be tried again at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except AssessError as error:
        print(sentence(error, args.lang or "zh-Hans"), file=sys.stderr)
        for problem in error.problems if isinstance(error, Problems) else ():
            print(f"{problem.where}: {sentence(problem, args.lang or 'zh-Hans')}", file=sys.stderr)
        return 2
