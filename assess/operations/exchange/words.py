"""What the tables of a standard are called in the reader's language: sheets, columns, the words of a cell (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import LOCALES, N_, OWN_NAMES, gettext_in
from assess.standards.grid import fold

SHEET_NAMES: Mapping[str, str] = {
    "items": N_("Items"),
    "parts": N_("Parts"),
    "choices": N_("Choices"),
    "weights": N_("Weights"),
    "functions": N_("Functions"),
    "basics": N_("Basics"),
    "other": N_("Everything else"),
    "help": N_("How to fill in"),
}

LEVELS: Mapping[str, str] = {
    "L5": N_("Level 5 / junior worker"),
    "L4": N_("Level 4 / intermediate worker"),
    "L3": N_("Level 3 / senior worker"),
    "L2": N_("Level 2 / technician"),
    "L1": N_("Level 1 / senior technician"),
}

HEADINGS: Mapping[str, str] = {
    **LEVELS,
    "level": N_("Level"),
    "task": N_("Task id"),
    "part": N_("Part"),
    "task.name": N_("Task"),
    "task.function": N_("Function"),
    "task.points": N_("Points of the task"),
    "task.minutes": N_("Minutes"),
    "task.choice": N_("Choice"),
    "id": N_("Id"),
    "type": N_("Kind of item"),
    "text": N_("What is examined"),
    "criterion": N_("How it is scored"),
    "skills": N_("Skills covered"),
    "max": N_("Allotted points"),
    "unit": N_("Unit"),
    "deductions": N_("Deductions"),
    "nominal": N_("Nominal value"),
    "step": N_("Step of the instrument"),
    "bands": N_("Tolerances"),
    "descriptor-0": N_("What 0 looks like"),
    "descriptor-1": N_("What 1 looks like"),
    "descriptor-2": N_("What 2 looks like"),
    "descriptor-3": N_("What 3 looks like"),
    "spread": N_("Largest spread"),
    "limit": N_("Time limit (min)"),
    "loss": N_("Loss per minute"),
    "cap": N_("Largest loss"),
    "counts": N_("Minutes counted"),
    "effect": N_("Effect of the veto"),
    "of": N_("Item that it zeroes"),
    "kind": N_("Kind of part"),
    "name": N_("Name"),
    "points": N_("Allotted points"),
    "pass": N_("Pass mark"),
    "minutes": N_("Minutes"),
    "combine": N_("Several examiners"),
    "distance": N_("Largest distance"),
    "near": N_("Near the pass mark"),
    "blind": N_("Names hidden"),
    "calibration": N_("Common example"),
    "after": N_("After the part"),
    "award": N_("Asked by the scheme"),
    "examiners": N_("Examiners, at least"),
    "examiners.odd": N_("Odd number"),
    "examiners.qualification": N_("Qualification"),
    "take": N_("How many are taken"),
    "drawn": N_("Who chooses"),
    "table": N_("Weight table"),
    "row": N_("Function or basic"),
    "function": N_("Function id"),
    "function.name": N_("Function"),
    "content": N_("Content id"),
    "content.name": N_("Work content"),
    "what": N_("Skill or knowledge"),
    "key": N_("Key skill ★"),
    "at": N_("Place"),
    "value": N_("Value"),
}

HINTS: Mapping[str, str] = {
    "task": N_("Empty: the same task as the row above."),
    "id": N_("Lower-case letters, digits and hyphens. Empty: the program makes one."),
    "type": N_("Choose from the list. It decides which of the columns further right are filled in."),
    "skills": N_("Ids of the skills that the item covers, with spaces between them."),
    "unit": N_("Points: the smallest step of a mark. Measured: mm, V, °C …"),
    "deductions": N_("One line for each fault: text | points for each time | most in all | id. The last two may be "
                     "missing."),
    "bands": N_("One line for each tolerance, the narrowest first: lower | upper | points, or ±0.02 | points."),
    "limit": N_("Whole minutes. Every minute more costs the loss."),
    "of": N_("Only for a veto that zeroes one item: the id of that item."),
    "task.choice": N_("Only for a task that is one of a choice (选考): the id of the choice."),
    "what": N_("A function or a content without any has a row without this."),
    "key": N_("Yes for a skill that must be examined."),
}
"""What a column's heading says to whoever points at it."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "level": LEVELS,
    "type": {
        "points": N_("points"),
        "check": N_("all or nothing"),
        "deduct": N_("deductions"),
        "measure": N_("measured value"),
        "judge": N_("judged 0–3"),
        "time": N_("time used"),
        "veto": N_("veto"),
    },
    "counts": {"started": N_("every minute begun"), "full": N_("full minutes only")},
    "effect": {
        "item": N_("zeroes an item"),
        "task": N_("zeroes the task"),
        "part": N_("zeroes the part"),
        "exam": N_("fails the exam"),
    },
    "kind": {"theory": N_("theory"), "practical": N_("practical"), "review": N_("review")},
    "combine": {
        "mean": N_("mean"),
        "median": N_("median"),
        "trimmed-mean": N_("mean without highest and lowest"),
    },
    "examiners.qualification": {"examiner": N_("examiner"), "senior-examiner": N_("senior examiner")},
    "drawn": {"by-lot": N_("by lot"), "by-candidate": N_("the candidate"), "by-office": N_("the office")},
    "table": {"theory": N_("theory"), "skill": N_("skill")},
    "what": {"skill": N_("skill"), "knowledge": N_("knowledge")},
    "flag": {"yes": N_("Yes"), "no": N_("No")},
}
"""Column → value → its word."""


def heading(key: str, locale: str) -> str:
    """The heading of a column; that of a further language names it."""
    name, _, language = key.partition("@")
    text = gettext_in(locale, HEADINGS[name])
    return f"{text} ({OWN_NAMES[language]})" if language else text


def shown_words(table: str, locale: str) -> dict[str, str]:
    """Value → the word that the reader's language has for it."""
    return {value: gettext_in(locale, word) for value, word in WORDS[table].items()}


def understood_words() -> dict[str, dict[str, str]]:
    """Column → everything that may stand there, folded, in any of the languages or as the value itself.

    Of 五级/初级工 each half will do.
    """
    return {
        table: {fold(said): value for value, word in words.items()
                for said in (value, *(part for locale in LOCALES for part in _said(gettext_in(locale, word))))}
        | ({"★": "yes", "true": "yes", "false": "no", "1": "yes", "0": "no"} if table == "flag" else {})
        for table, words in WORDS.items()
    }  # fmt: skip


def _said(word: str) -> tuple[str, ...]:
    """The word, and each of its halves where it has two names with a slash between them."""
    return (word, *word.split("/")) if "/" in word else (word,)
