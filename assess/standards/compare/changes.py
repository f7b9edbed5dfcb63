"""What is different between two editions, place by place; decides nothing about better or worse.

Ids are identity: a renamed thing was changed, not replaced. Patches are left out, because what they lead to is
compared; so is the version of the file format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from assess.i18n.text import DEFAULT, LOCALES, Text
from assess.standards.compare.places import (
    Step,
    Value,
    Where,
    at_of,
    keyed,
    label_of,
    member,
    name_of,
    row_names,
    value_of,
)
from assess.standards.model import Closed, Standard

Kind = Literal["added", "removed", "changed", "moved"]
SECTIONS = (
    "head",
    "levels",
    "eligibility",
    "requirements",
    "weights",
    "parts",
    "choices",
    "tasks",
    "grading",
    "appointments",
    "competition",
    "awards",
)
"""The parts of a standard in the order in which readers look at them."""
_SECTION_OF = {
    "levels": "levels",
    "eligibility": "eligibility",
    "basics": "requirements",
    "functions": "requirements",
    "weights": "weights",
    "assessment": "parts",
    "arithmetic": "grading",
    "grading": "grading",
    "apprentice": "appointments",
    "appointments": "appointments",
    "competition": "competition",
    "awards": "awards",
}
_NOT_COMPARED = ("format", "patches")


@dataclass(frozen=True)
class Change:
    """One difference. Of something whole that was added or removed, ``inside`` holds what it consists of.

    ``moved``: the members of a list stand in another order, or a content or skill belongs to something else now.
    """

    where: Where
    kind: Kind
    old: Value
    new: Value
    inside: tuple[Change, ...] = field(default=(), repr=False)

    @property
    def at(self) -> str:
        """The place in the form of a patch: ``assessment.L4.parts.practical.pass``."""
        return at_of(self.where)

    @property
    def code(self) -> str:
        """The code of its sentence."""
        return f"compare.{self.kind}"

    @property
    def section(self) -> str:
        """The one of ``SECTIONS`` that it belongs to."""
        keys = [step.key for step in self.where]
        if keys[0] == "assessment" and len(keys) > 2 and keys[2] in SECTIONS:
            return keys[2]
        return _SECTION_OF.get(keys[0], "head")


@dataclass(frozen=True)
class Comparison:
    """All differences between two editions, in the order of the file."""

    old: Standard
    new: Standard
    changes: tuple[Change, ...]

    def sections(self) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """The sections that differ, each with its changes."""
        for section in SECTIONS:
            if found := tuple(change for change in self.changes if change.section == section):
                yield section, found


def compare(old: Standard, new: Standard) -> Comparison:
    """What changed from ``old`` to ``new``: two editions of one standard, or a base and what was built on it."""
    walk = _Walk(old, new)
    return Comparison(old, new, tuple(_with_moves(walk, walk.fields((), old, new))))


class _Walk:
    """Goes through both editions side by side; knows what the rows of the weight tables are called."""

    def __init__(self, old: Standard, new: Standard) -> None:
        self.old, self.new = old, new
        self.rows = row_names(old, new)

    def fields(self, where: Where, old: Closed, new: Closed) -> Iterator[Change]:
        """Differences between two values of the model, also of two kinds of item."""
        for key, attribute in _fields(old, new).items():
            if where or key not in _NOT_COMPARED:
                yield from self.differ(
                    (*where, Step(key)), getattr(old, attribute, None), getattr(new, attribute, None)
                )

    def differ(self, where: Where, old: Any, new: Any) -> Iterator[Change]:
        """Differences between what stands at one place."""
        if old == new:
            return
        one = new if old is None else old
        if isinstance(one, tuple):
            yield from self._list(where, old or (), new or ())
        elif isinstance(one, dict):
            yield from self._table(where, old or {}, new or {})
        elif isinstance(one, Closed):
            if old is None or new is None:
                yield self.whole(where, old, new)
            else:
                yield from self.fields(where, old, new)
        elif isinstance(old, Text) and isinstance(new, Text):
            yield from _texts(where, old, new)
        else:
            yield Change(where, "changed", value_of(old), value_of(new))

    def whole(self, where: Where, old: Any, new: Any) -> Change:
        """Something that only one of the editions has; its defaults and its own name are not listed inside."""
        kind: Kind = "added" if old is None else "removed"
        one = new if old is None else old
        label = label_of(one) or where[-1].key
        inside = tuple(self._parts(where, one, kind))
        return Change(where, kind, label if kind == "removed" else None, label if kind == "added" else None, inside)

    def _parts(self, where: Where, one: Any, kind: Kind) -> Iterator[Change]:
        for step, value in self._members(one):
            way = (*where, step)
            if isinstance(value, (Closed, tuple, dict)):
                if step.member:
                    yield self.whole(way, *((None, value) if kind == "added" else (value, None)))
                else:
                    yield from self._parts(way, value, kind)
            else:
                leaf = value_of(value)
                yield Change(way, kind, *((None, leaf) if kind == "added" else (leaf, None)))

    def _members(self, one: Any) -> Iterator[tuple[Step, Any]]:
        """What a value consists of, without what is as always."""
        if isinstance(one, Closed):
            for key, attribute in _fields(one, one).items():
                value, default = getattr(one, attribute), type(one).model_fields[attribute].default
                if value != default and value is not name_of(one) and key not in ("id", "clause", "scheme"):
                    yield Step(key), value
        elif isinstance(one, dict):
            for key, value in one.items():
                yield member(key, self.rows.get(key)), value
        elif isinstance(one, tuple):
            for key, value in keyed(one).items():
                yield member(key, name_of(value)), value

    def _table(self, where: Where, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
        for key in (*old, *(key for key in new if key not in old)):
            way = (*where, member(key, self.rows.get(key)))
            mine, theirs = old.get(key), new.get(key)
            one = theirs if mine is None else mine
            if isinstance(one, dict):
                yield from self._table(way, mine or {}, theirs or {})
            elif (mine is None) == (theirs is None):
                yield from self.differ(way, mine, theirs)
            elif isinstance(one, (Closed, tuple)):
                yield self.whole(way, mine, theirs)
            else:
                yield Change(way, "added" if mine is None else "removed", value_of(mine), value_of(theirs))

    def _list(self, where: Where, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
        if isinstance((old or new)[0], Text):
            yield from self._list_of_texts(where, old, new)
            return
        before, after = keyed(old), keyed(new)
        for key in (*before, *(key for key in after if key not in before)):
            mine, theirs = before.get(key), after.get(key)
            way = (*where, member(key, name_of(theirs or mine)))
            if mine is None or theirs is None:
                yield self.whole(way, mine, theirs)
            else:
                yield from self.differ(way, mine, theirs)
        orders = [key for key in before if key in after], [key for key in after if key in before]
        if orders[0] != orders[1] and isinstance(old[0], Closed):
            yield Change(where, "moved", _labels(before, orders[0]), _labels(after, orders[1]))

    def _list_of_texts(self, where: Where, old: tuple[Text, ...], new: tuple[Text, ...]) -> Iterator[Change]:
        """Texts have no ids: those that both have are the same, of the others two with one number are a change."""
        before, after = _without(old, new), _without(new, old)
        for number in sorted({*before, *after}):
            way = (*where, member(str(number + 1)))
            if number in before and number in after:
                yield from _texts(way, before[number], after[number])
            else:
                lone = before.get(number) or after.get(number)
                yield self.whole((*where, member(str(number + 1), lone)), before.get(number), after.get(number))
        if not before and not after:
            yield Change(where, "moved", old, new)


def _labels(members: dict[str, Any], order: list[str]) -> tuple[Text | str, ...]:
    return tuple(label_of(members[key]) for key in order)


def _fields(*values: Closed) -> dict[str, str]:
    """Key in the file → attribute, of one value or of two kinds of it."""
    return {info.alias or name: name for value in values for name, info in type(value).model_fields.items()}


def _texts(where: Where, old: Text, new: Text) -> Iterator[Change]:
    """One change when the Chinese text differs, else one for every language that does."""
    if str(old) != str(new):
        yield Change(where, "changed", old, new)
        return
    for locale in LOCALES:
        mine, theirs = (text.in_locale(locale) if text.has(locale) else None for text in (old, new))
        if mine != theirs and locale != DEFAULT:
            yield Change((*where, member(locale)), "changed", mine, theirs)


def _without(texts: tuple[Text, ...], others: tuple[Text, ...]) -> dict[int, Text]:
    """The texts that the others lack, by their number; one that is there twice needs two of the others."""
    left = list(others)
    lacking = {}
    for number, text in enumerate(texts):
        if text in left:
            left.remove(text)
        else:
            lacking[number] = text
    return lacking


def _with_moves(walk: _Walk, changes: Iterable[Change]) -> Iterator[Change]:
    """A content or skill that was removed in one place and added in another has moved, whatever else it changed."""
    listed = list(changes)
    gone = {_moving(change): change for change in listed if change.kind == "removed"}
    come = {_moving(change) for change in listed if change.kind == "added"}
    old, new = _movable(walk.old), _movable(walk.new)
    for change in listed:
        key = _moving(change)
        if key is None or key not in gone or key not in come:
            yield change
        elif change.kind == "added":
            yield Change(change.where, "moved", _parent(gone[key].where), _parent(change.where))
            yield from walk.differ(change.where, old[key], new[key])


def _moving(change: Change) -> tuple[str, str] | None:
    """What a content or skill is known by wherever it stands; None for everything else."""
    table = change.where[-2].key if len(change.where) > 1 else ""
    if change.where[0].key != "functions" or table not in ("contents", "skills"):
        return None
    return table, change.where[-1].key


def _movable(standard: Standard) -> dict[tuple[str, str], Closed]:
    contents = [content for function in standard.functions for content in function.contents]
    found: dict[tuple[str, str], Closed] = {("contents", content.id): content for content in contents}
    return found | {("skills", skill.id): skill for content in contents for skill in content.skills}


def _parent(where: Where) -> Text | str:
    """What the thing belongs to: the function of a content, the content of a skill."""
    return where[-3].name or where[-3].key
