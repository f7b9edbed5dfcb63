"""The guides for authors, read: their examples, tables and names; and every key of a standard with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from assess.config import load_config
from assess.operations.standards import library
from assess.standards.document import Finding
from assess.standards.load import Reading, read_standard
from assess.standards.model import Standard
from assess.standards.parse import parse
from assess.standards.validate import validate

ROOT = Path(__file__).resolve().parent.parent
GUIDES = {locale: ROOT / "docs" / "guide" / f"standards.{locale}.md" for locale in ("zh-Hans", "en")}
_COMPLETE = re.compile(r"# (?:完整文件：|complete: )([a-z]+\.yaml)\n")
_FRAGMENT = re.compile(r"# (?:片段，位于：|part of: )([A-Za-z0-9.-]+)\n")


@cache
def text(locale: str) -> str:
    """The guide in that language."""
    return GUIDES[locale].read_text(encoding="utf-8")


def blocks(guide: str, language: str = "yaml") -> list[str]:
    """The fenced examples of a language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A YAML example: a whole file of that name, or with ``part`` what stands at that place of a standard."""

    name: str
    part: bool
    text: str

    @property
    def data(self) -> Any:
        """What it says, without comments."""
        return parse(self.text.encode(), self.name).data


def example(block: str) -> Example:
    """What the first line of a block says it is; raises ``ValueError`` for a block that says nothing."""
    for pattern, part in ((_COMPLETE, False), (_FRAGMENT, True)):
        if found := pattern.match(block):
            return Example(found[1], part, block)
    raise ValueError(block.partition("\n")[0])


@cache
def examples(locale: str) -> tuple[Example, ...]:
    """All YAML examples of the guide."""
    return tuple(map(example, blocks(text(locale))))


@cache
def complete(locale: str, name: str) -> str:
    """The whole file of that name."""
    return next(one.text for one in examples(locale) if not one.part and one.name == name)


def read(file: str, name: str) -> Reading:
    """The edition in the text of a complete example; it may build on what the program ships."""
    return read_standard(file.encode(), name, library(load_config({})).published)


# -- the model -----------------------------------------------------------------------------------------------------

Keys = Mapping[str, FieldInfo]


def keys(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The keys of a model as they are written in a file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def models(kind: Any) -> list[type[BaseModel]]:
    """The model classes in a type, however deep: in a list, a map, a choice of several."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for argument in get_args(kind) if argument is not Ellipsis for model in models(argument)]


def words(kind: Any) -> Iterator[str]:
    """The words that a type allows; levels, which the guide explains once, excepted."""
    if get_origin(kind) is Literal:
        yield from (str(word) for word in get_args(kind) if not re.fullmatch(r"L\d", str(word)))
        return
    for argument in get_args(kind):
        if not models(argument):
            yield from words(argument)


@cache
def places() -> dict[str, tuple[Keys, ...]]:
    """Where keys stand ("assessment.parts.examiners"; "" is the file itself) → those of every class that may be there.

    Routes have one explanation, wherever they stand.
    """
    found: dict[str, list[Keys]] = {}
    waiting: list[tuple[str, type[BaseModel]]] = [("", Standard)]
    for place, model in waiting:
        if re.match(r"(apprentice|appointments)\.eligibility", place):
            continue
        found.setdefault(place, []).append(keys(model))
        for key, field in keys(model).items():
            waiting += [(f"{place}.{key}".lstrip("."), inner) for inner in models(field.annotation)]
    return {place: tuple(several) for place, several in found.items()}


def faults_of_fragment(one: Example) -> list[Finding]:
    """What the model says against a fragment: of a map every key that is there, of anything else the whole."""
    kind: Any = Standard
    for step in () if one.name == "standard" else one.name.split("."):
        kind = _inside(kind, step)
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return validate(kind, one.data)[1]
    known = keys(kind)
    unknown = [Finding("standard.key_unknown", (key,), {}) for key in one.data if key not in known]
    return unknown + [
        fault for key, value in one.data.items() if key in known
        for fault in validate(known[key].rebuild_annotation(), value)[1]
    ]


def _inside(kind: Any, step: str) -> Any:
    """The type of what is called ``step``: a key of a model or map, an id in a list."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return keys(kind)[step].annotation
    if get_origin(kind) is dict:
        TypeAdapter(get_args(kind)[0]).validate_python(step)
        return get_args(kind)[1]
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    return next(_inside(argument, step) for argument in get_args(kind) if get_origin(argument) or models(argument))


# -- tables --------------------------------------------------------------------------------------------------------

Row = tuple[str, ...]


def tables(guide: str) -> list[tuple[str, list[Row]]]:
    """Every table with what stands before it back to the table before, and its rows without the heading."""
    found, before, rows = [], "", list[Row]()
    for line in [*guide.split("\n"), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            found.append((before, rows[2:]))
            before, rows = "", []
        before += line + "\n"
    return found


def table_after(guide: str, heading: str) -> list[Row]:
    """The first table below a heading that begins so."""
    return tables(guide[guide.index(f"\n{heading}"):])[0][1]


def code(cell: str) -> list[str]:
    """What a cell has between backticks."""
    return re.findall(r"`([^`]+)`", cell)


@cache
def glossary(locale: str) -> dict[str, dict[str, Row]]:
    """Place → key → row of the list of all keys."""
    found: dict[str, dict[str, Row]] = {}
    chapter = text(locale)[text(locale).index("\n## 19 "):]
    for before, rows in tables(chapter):
        title = re.findall(r"^### .*$", before, re.MULTILINE)[-1]
        found["".join(code(title))] = {code(row[0])[0]: row for row in rows}
    return found


def outline(guide: str) -> Sequence[int]:
    """The levels of the headings, in order."""
    plain = re.sub(r"^```.*?^```$", "", guide, flags=re.MULTILINE | re.DOTALL)
    return [len(found) for found in re.findall(r"^(#+) ", plain, re.MULTILINE)]
