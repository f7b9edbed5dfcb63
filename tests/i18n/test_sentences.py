"""Every code that can be raised has a sentence, every sentence a code; found in the source, not in a list."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import assess
from assess.errors import Forbidden, Problem, Refused
from assess.i18n import LOCALES
from assess.i18n.sentences import SENTENCES, TABLES, sentence

PACKAGE = Path(assess.__file__).parent
RAISERS = {"AssessError", "BadInput", "Refused", "Forbidden", "NotFound", "Conflict", "Problem", "Problems"}
RAISERS |= {"json_error", "error_page"}
CODE = re.compile(r"[a-z][a-z_0-9]*(\.[a-z_0-9]+)+")


def sources() -> Iterator[ast.Module]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if "sentences" not in file.parts or file.name == "__init__.py":
            yield ast.parse(file.read_text(encoding="utf-8"), str(file))


def constants() -> set[str]:
    """All string constants of the program that look like a code, or like the beginning of one (``f"mark.{why}"``)."""
    found = (node.value for tree in sources() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str) and "." in value and CODE.fullmatch(value + "x")}


def raised() -> set[str]:
    """First arguments of error constructors."""
    codes = set()
    for tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISERS and node.args:
                first = node.args[0]
                codes |= {n.value for n in ast.walk(first) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {code for code in codes if CODE.fullmatch(code)}


def test_every_raised_code_has_a_sentence() -> None:
    assert raised() - set(SENTENCES) == set()


def test_every_sentence_has_a_code_that_occurs() -> None:
    known = constants()
    dead = {code for code in SENTENCES if not {code, code.rpartition(".")[0], code.rpartition(".")[0] + "."} & known}
    assert dead == set()


def test_no_code_has_two_sentences() -> None:
    assert sum(len(table) for table in TABLES) == len(SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_keeps_its_parameters_in_every_language(code: str, locale: str) -> None:
    names = set(re.findall(r"\{(\w+)\}", SENTENCES[code]))
    marks = {name: f"<{name}>" for name in names}
    shown = sentence(Problem(code, "", marks), locale)
    assert set(re.findall(r"<(\w+)>", shown)) == names


def test_the_reason_chooses_the_words() -> None:
    refused = Forbidden("policy.forbidden", action="settle", reason="not_examined")
    assert sentence(refused, "en") == SENTENCES["policy.forbidden.not_examined"]
    assert (
        sentence(Forbidden("policy.forbidden", action="settle", reason="role"), "en") == SENTENCES["policy.forbidden"]
    )


def test_a_forgotten_parameter_shows_as_a_dash_and_an_unknown_code_as_itself() -> None:
    assert "–" in sentence(Refused("sign_in.wait"), "zh-Hans")
    assert sentence(Refused("nobody.knows"), "zh-Hans") == "nobody.knows"
