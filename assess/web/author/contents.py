"""Everything that a standard says, block by block, for readers: of a published edition and of a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assess.i18n import N_
from assess.i18n.sentences import SENTENCES, sentence_of
from assess.i18n.text import Text
from assess.operations.authorities import schemes
from assess.standards.compare import Signed, signatures
from assess.standards.compare.admitting import RouteWords
from assess.standards.compare.words import Words
from assess.standards.load import Reading
from assess.standards.model import LEVELS, Content, Level, Standard
from assess.web.author.weights import charts, legend, names_of_rows
from assess.web.current import store
from assess.web.locale import current_locale

BLOCKS: Mapping[str, str] = {
    "admission": N_("Conditions of admission"),
    "requirements": N_("Functions, contents, skills and knowledge"),
    "weights": N_("Weights"),
    "parts": N_("Parts of the exam"),
    "competition": N_("Competition"),
    "appointments": N_("Review and appointment"),
    "apprentice": N_("Apprentice"),
    "awards": N_("Papers of partners"),
    "patches": N_("Changes against the base"),
    "below": N_("Places below the base"),
}
"""The blocks in the order of the page with their headings; each has a template of its name in ``author/standard/``."""


@dataclass(frozen=True)
class Asked:
    """What a level asks beyond the levels below it: its functions, each with its contents of this level."""

    level: Level
    functions: tuple[tuple[Text, tuple[Content, ...]], ...]

    @property
    def skills(self) -> int:
        """How many skills are asked."""
        return sum(len(content.skills) for _, contents in self.functions for content in contents)


def contents_of(reading: Reading) -> dict[str, object]:
    """What ``_standard.html`` shows of a standard: the blocks that it has, and the words for its codes."""
    standard = reading.standard
    answered = [signed for signed in _floors(reading) if signed.by]
    return {
        "standard": standard,
        "blocks": {name: BLOCKS[name] for name in BLOCKS if name in set(_there(standard, answered))},
        "asked": requirements(standard),
        "answered": [(_floor_words(reading, signed), signed.by) for signed in answered],
        "names": names_of_rows(standard), "charts": charts(standard), "legend": legend(),
        "parts": {part.id: part.name for exam in standard.assessment.values() for part in exam.parts},
        "clause_words": RouteWords(current_locale()).clause,
        "code_words": code_words,
        "scheme_name": scheme_name,
    }


def requirements(standard: Standard) -> list[Asked]:
    """The contents by level, from the lowest level up, as the printed standards order them (工作要求)."""
    found = []
    for level in LEVELS:
        functions = tuple(
            (function.name, contents) for function in standard.functions
            if (contents := tuple(content for content in function.contents if content.level == level))
        )
        if functions:
            found.append(Asked(level, functions))
    return found


def code_words(field: str, code: str) -> str:
    """What a code of the file is called for the reader; the code itself where nothing is known of it."""
    known = f"compare.value.{field}-{code}"
    return sentence_of(known, {}, current_locale()) if known in SENTENCES else code


def scheme_name(scheme: str) -> str:
    """What a scheme is called; its id where this installation does not have it."""
    found = schemes(store()).get(scheme)
    return found.name.in_locale(current_locale()) if found else scheme


def _there(standard: Standard, answered: list[Signed]) -> Iterator[str]:
    """The blocks that have something in them."""
    weights = standard.weights
    there = {
        "admission": standard.eligibility, "requirements": standard.functions or standard.basics,
        "weights": weights.theory or weights.skill, "parts": standard.assessment,
        "competition": standard.competition, "appointments": standard.appointments,
        "apprentice": standard.apprentice, "awards": standard.awards, "patches": standard.patches, "below": answered,
    }
    return (name for name, found in there.items() if found)


def _floors(reading: Reading) -> tuple[Signed, ...]:
    return signatures(reading.base.standard, reading.standard) if reading.base else ()


def _floor_words(reading: Reading, signed: Signed) -> str:
    assert reading.base is not None
    words = Words(reading.base.standard, reading.standard, current_locale())
    return words.sentence(words.floor(signed.floor))
