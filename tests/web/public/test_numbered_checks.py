"""The checks of a verification are numbered once: code, page and README say the same."""

from __future__ import annotations

import re
from pathlib import Path

from assess.certificates.carriers import CARRIERS, FIELDS
from assess.certificates.verify import STEPS, step
from assess.cli.certificates import STEPS as IN_THE_SHELL
from assess.web.public.carrier_words import FAULTS, NAMES
from assess.web.public.environment import environment
from assess.web.public.words import CHECKS

ROOT = Path(__file__).resolve().parents[3]


def test_the_readme_lists_the_checks_of_the_program() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert [(int(number), text) for number, text in rows] == list(enumerate(CHECKS.values(), 1))


def test_the_page_and_the_shell_have_every_check() -> None:
    listed = environment("en").filters["listed"]([step(name, True) for name in STEPS])
    assert re.findall(r'value="(\d+)"', listed) == [str(number) for number in range(1, len(STEPS) + 1)]
    assert set(IN_THE_SHELL) == set(STEPS)


def test_every_fault_that_is_named_in_the_code_has_a_sentence() -> None:
    folders = ("certificates/carriers", "operations/carriers", "operations/verifying")
    sources = [file for folder in folders for file in (ROOT / "assess" / folder).glob("*.py")]
    named = set(re.findall(r'Fault\("(\w+)"', "".join(file.read_text("utf-8") for file in sources)))
    assert named - {key.partition(".")[2] for key in FAULTS} == set()
    assert {key.partition(".")[0] for key in FAULTS} == set(CARRIERS) == set(NAMES) and "number" in FIELDS
