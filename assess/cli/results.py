"""``assess results …``: compute a result again from its file. No installation is needed, nothing is looked up."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from assess.config import Config
from assess.exams.level_names import LEVEL_NAMES
from assess.exams.result_file import Checked, check_result_file, words
from assess.exams.result_file.reading import LARGEST
from assess.i18n import N_, gettext_in
from assess.operations.files import read_file
from assess.web.grade_names import GRADES

ADVICE = N_(
    "Whether this is the result that was settled, the page /results/check of the evaluation body says, by its digest."
)


def register(commands: Any) -> None:
    """Adds ``results verify`` to the command line."""
    group = commands.add_parser("results", help="compute results again")
    actions = group.add_subparsers(required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="compute a result again from its file (exit status 0: it holds)")
    verify.add_argument("file", type=Path, help="a file result.json")
    verify.add_argument("--json", action="store_true", help="answer as JSON")
    verify.set_defaults(func=_verify)


def _verify(args: argparse.Namespace, config: Config) -> int:
    checked = check_result_file(read_file(args.file, LARGEST))
    if args.json:
        print(json.dumps(_data(checked, args.lang), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(checked, args.lang)))
    return 0 if checked.holds else 1


def _lines(checked: Checked, locale: str) -> list[str]:
    lines = [gettext_in(locale, words.HOLDS if checked.holds else words.FAILS)]
    for step in checked.steps:
        lines.append(f"  {'✓' if step.held else '✗'} {step.number} {gettext_in(locale, words.STEP_NAMES[step.name])}")
        if why := words.told(step, locale):
            lines.append(f"      {why}")
    lines += [f"  {part.name.in_locale(locale)}: {words.part_text(part, locale)}" for part in checked.parts]
    if checked.result is not None:
        grade = gettext_in(locale, {**LEVEL_NAMES, **GRADES}.get(checked.result.grade or "", "–"))
        lines.append(f"  {gettext_in(locale, N_('Grade'))}: {grade}")
    lines += [gettext_in(locale, words.CARRIED, digest=earlier) for earlier in checked.rests_on]
    if checked.holds:
        lines += [f"  {gettext_in(locale, N_('Digest'))}: {checked.stated}", gettext_in(locale, ADVICE)]
    return lines


def _data(checked: Checked, locale: str) -> dict[str, Any]:
    result = checked.result
    return {
        "holds": checked.holds,
        "digest": checked.stated,
        "steps": [{"number": step.number, "name": step.name, "held": step.held, "told": words.told(step, locale)}
                  for step in checked.steps],
        "parts": [{"part": part.result.part, "total": part.ratio, "shown": part.result.shown,
                   "passed": part.result.passed, "reasons": list(part.result.reasons)} for part in checked.parts],
        "rests_on": list(checked.rests_on),
        "grade": None if result is None else result.grade,
        "rules": None if result is None else result.rules,
    }
