"""``assess standards …``: check files, list the editions, start one, publish one."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assess.cli import compare, exchange, new_standard, paper
from assess.config import Config
from assess.errors import Problem
from assess.i18n.sentences import sentence, sentence_of
from assess.operations.checking import BEFORE_PUBLISHING, FileReport, check_paths
from assess.operations.standards import library, publish

_SHOWN = 8
"""So many other places of a fault are shown to people; JSON has them all."""


def register(subparsers: Any) -> None:
    """Adds ``standards check | list | new | publish`` to the command line."""
    group = subparsers.add_parser("standards", help="occupational standards: check, list, start, publish")
    commands = group.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say every fault of the files", description=_CHECKING)
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a YAML file, or a folder of them")
    check.add_argument("--format", choices=tuple(_PRINTERS), default="text", help="how faults are written")
    check.set_defaults(func=_check)
    commands.add_parser("list", help="list the published editions and the drafts").set_defaults(func=_list)
    new_standard.register(commands)
    compare.register(commands)
    exchange.register(commands)
    paper.register(commands)
    publishing = commands.add_parser("publish", help="pin an edition for ever by its digest")
    publishing.add_argument("file", type=Path, metavar="FILE")
    publishing.set_defaults(func=_publish)


_CHECKING = (
    "Says every fault of the files with its place. Exit status: 0 when nothing is worse than a warning, 1 when a file "
    "has errors, 2 when the command itself is wrong."
)


def _check(args: argparse.Namespace, config: Config) -> int:
    reports = check_paths(config, args.paths, date.today())
    _PRINTERS[args.format](reports, args.lang)
    return 0 if all(report.passed for report in reports) else 1


def _list(args: argparse.Namespace, config: Config) -> int:
    found = library(config)
    for edition in found.editions.values():
        entry, standard = edition.entry, edition.reading.standard
        name = standard.name.in_locale(args.lang)
        print(f"{entry.id}\t{entry.edition}\t{name}\t{entry.published}\t{entry.sha256}")
    for draft in found.drafts:
        print(f"{draft.file}\t{sentence_of('standard.draft', {'count': len(draft.problems)}, args.lang)}")
    return 0


def _publish(args: argparse.Namespace, config: Config) -> int:
    reading = publish(config, args.file, date.today())
    for problem in reading.warnings:
        print(_line(problem, args.lang))
    print(f"{reading.standard.id} {reading.standard.edition} {reading.sha256}")
    return 0


def _line(problem: Problem, locale: str) -> str:
    level = sentence_of(f"standard.severity.{problem.severity}", {}, locale)
    return f"{problem.where}: {level}: {_message(problem, locale)}{_also(problem, locale)}"


def _message(problem: Problem, locale: str) -> str:
    """The sentence, and after it the place in the base when a patch caused the fault."""
    text = sentence(problem, locale)
    if "base" in problem.params:
        text = f"{text} {sentence_of('standard.in_base', problem.params, locale)}"
    if BEFORE_PUBLISHING in problem.params:
        text = sentence_of("standard.before_publishing", {"message": text}, locale)
    return text


def _also(problem: Problem, locale: str) -> str:
    """The other places of the fault: line and column alone where they lie in the same file."""
    if not problem.also:
        return ""
    file = problem.where.rsplit(":", 2)[0]
    places = [place.removeprefix(f"{file}:") for place in problem.also[:_SHOWN]]
    more = ["…"] if len(problem.also) > _SHOWN else []
    return f" {sentence_of('standard.also', {'places': ', '.join([*places, *more])}, locale)}"


def _text(reports: Sequence[FileReport], locale: str) -> None:
    for report in reports:
        for problem in report.problems:
            print(_line(problem, locale))
        errors = sum(problem.severity == "error" for problem in report.problems)
        params = {"file": report.file, "errors": errors, "warnings": len(report.problems) - errors}
        print(sentence_of("standard.checked", params, locale))


def _json(reports: Sequence[FileReport], locale: str) -> None:
    for report in reports:
        problems = [
            {"code": problem.code, "where": problem.where, "also": list(problem.also), "severity": problem.severity,
             "message": _message(problem, locale), "params": {k: str(v) for k, v in problem.params.items()}}
            for problem in report.problems
        ]  # fmt: skip
        print(json.dumps({"file": report.file, "passed": report.passed, "problems": problems}, ensure_ascii=False))


def _github(reports: Sequence[FileReport], locale: str) -> None:
    """Annotations of GitHub Actions; ``%`` and line breaks are escaped as its workflow commands ask."""
    for report in reports:
        for problem in report.problems:
            file, line, column = problem.where.rsplit(":", 2)
            message = _message(problem, locale) + _also(problem, locale)
            message = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
            print(f"::{problem.severity} file={file},line={line},col={column},title={problem.code}::{message}")


_PRINTERS: dict[str, Callable[[Sequence[FileReport], str], None]] = {"text": _text, "json": _json, "github": _github}
