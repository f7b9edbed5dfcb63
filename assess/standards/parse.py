"""Reads the bytes of one YAML file into plain text values, and keeps the place of every key and value.

Nothing is guessed from the look of a value: ``no`` is the text "no", ``2018`` the text "2018"; only an empty value is
None. What YAML can do beyond maps, lists and texts (anchors, tags, several documents) is refused while the events
come in, before anything could grow; so is every file beyond the limits below. Decides nothing about the contents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from assess.errors import Problem, Problems
from assess.standards.document import Document, Mark, Place, shortened, shown
from assess.standards.syntax import slip

MAX_BYTES = 6_000_000
MAX_NODES = 450_000
MAX_DEPTH = 32
MAX_PROBLEMS = 100
"""A reader gets at most so many at once; a hostile file must not make a report larger than itself."""

_LARGE = 1_000_000
"""A file beyond so many bytes is first read without keeping anything, so that a hostile one costs no memory."""

# libyaml is in every published PyYAML wheel; without it the same events come from Python code, about 10 times slower.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LEAF: dict[str | int, Any] = {}
"""What lies inside of a text, for all of them: nothing; never changed."""

# Controls, line separators, zero-width, bidirectional and tag characters: text that does not look like what it is.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def parse(data: bytes, name: str) -> Document:
    """The document in ``data``; raises ``Problems`` ("standard.invalid") when it cannot be read as one."""
    reader = _Reader(name)
    text = _decode(data, name)
    try:
        if len(data) > _LARGE:
            _guard(text, _Reader(name))
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        _refuse_syntax(reader, text, error)
    except yaml.YAMLError as error:
        reader.refuse("yaml.syntax", (name, 1, 1), reason=str(error).splitlines()[0])
    return reader.document()


def _refuse_syntax(reader: _Reader, text: str, error: yaml.MarkedYAMLError) -> None:
    """Ends the reading where the parser gave up, or at the slip that made it."""
    reason = " ".join(filter(None, (error.context, error.problem)))
    stop = error.problem_mark or error.context_mark
    if stop is None:
        reader.refuse("yaml.syntax", (reader.name, 1, 1), reason=reason)
        return
    if reader.spanning is not None and reader.spanning[1] == stop.line + 1:
        reader.refuse("yaml.quote_open", reader.spanning[0])
    start = error.context_mark or stop
    found = slip(text, (start.line, start.column), (stop.line, stop.column), reason)
    code, line, column, params = found or ("yaml.syntax", stop.line + 1, stop.column + 1, {"reason": reason})
    reader.refuse(code, (reader.name, line, column), **params)


def _guard(text: str, reader: _Reader) -> None:
    """Refuses what no large file may hold, with the same faults as ``_Reader.take``, in memory that does not grow."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind in _NODES:
            reader.node(event)
            if reader.problems:
                raise _invalid(reader.problems)
            if kind is not yaml.ScalarEvent:
                depth += 1
                if depth > MAX_DEPTH:
                    reader.refuse("yaml.too_deep", reader.mark(event), limit=MAX_DEPTH)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            depth -= 1
        elif kind is yaml.AliasEvent or kind is yaml.DocumentStartEvent:
            reader.take(event)


_NODES = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)


def _decode(data: bytes, name: str) -> str:
    """The text of the file; refuses size, encoding and hidden characters, with their places."""
    if len(data) > MAX_BYTES:
        raise _invalid([Problem("yaml.too_large", shown((name, 1, 1)), {"got": len(data), "limit": MAX_BYTES})])
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _invalid([Problem("yaml.byte_order_mark", shown((name, 1, 1)))])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        where = _mark_of(before, len(before), name)
        raise _invalid([Problem("yaml.not_utf8", shown(where), {"byte": f"{data[error.start]:02X}"})]) from error
    hidden = [_hidden(found, _mark_of(text, found.start(), name)) for found in _first(_HIDDEN.finditer(text))]
    if hidden:
        raise _invalid(hidden)
    return text


def _first(found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    for _, match in zip(range(20), found, strict=False):
        yield match


def _hidden(found: re.Match[str], where: Mark) -> Problem:
    return Problem("yaml.hidden_character", shown(where), {"character": f"U+{ord(found.group()):04X}"})


def _mark_of(text: str, index: int, name: str) -> Mark:
    return name, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _invalid(problems: list[Problem]) -> Problems:
    return Problems("standard.invalid", problems, where=problems[0].where.rsplit(":", 2)[0])


@dataclass(slots=True)
class _Open:
    """A map or list whose end has not come yet."""

    container: Any
    here: Place
    key: str | None = None
    key_mark: Mark | None = None
    ignored: bool = False
    seen: dict[str, Mark] = field(default_factory=dict)


class _Reader:
    """Takes the events of one file in turn; ``document`` is what they made."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.nodes = 0
        self.documents = 0
        self.data: Any = None
        self.spanning: tuple[Mark, int] | None = None
        """Where the last text in quotes began that went over several lines, and the line of its end."""
        self.root: Place = ((name, 1, 1), (name, 1, 1), {})
        self.steps = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.DocumentStartEvent: self._document,
            yaml.AliasEvent: self._alias,
        }

    def take(self, event: yaml.Event) -> None:
        """Adds one event; raises ``Problems`` at once for what must not go on."""
        step = self.steps.get(type(event))
        if step is not None:
            step(event)

    def document(self) -> Document:
        """What all events made."""
        if not self.documents or self.data is None:
            self.refuse("yaml.empty", self.root[1])
        return Document(self.name, self.data, self.root, tuple(self.problems))

    def refuse(self, code: str, where: Mark, **params: object) -> None:
        """Ends the reading, with what was found until here."""
        raise _invalid([*self.problems, Problem(code, shown(where), params)])

    def _fault(self, code: str, where: Mark, **params: object) -> None:
        """Notes a fault that leaves the rest readable."""
        self.problems.append(Problem(code, shown(where), params))
        if len(self.problems) > MAX_PROBLEMS:
            raise _invalid(self.problems)

    def mark(self, event: Any) -> Mark:
        start = event.start_mark
        return self.name, start.line + 1, start.column + 1

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.refuse("yaml.several_documents", self.mark(event))
        if event.version or event.tags:
            self._fault("yaml.directive", self.mark(event))

    def _alias(self, event: Any) -> None:
        self.refuse("yaml.alias", self.mark(event), name=event.anchor)

    def node(self, event: Any) -> Mark:
        """The place of a new node, after what every node must keep to."""
        mark = self.mark(event)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.refuse("yaml.too_many_values", mark, limit=MAX_NODES)
        if event.anchor is not None:
            self._fault("yaml.anchor", mark, name=shortened(event.anchor))
        if event.tag is not None:
            self._fault("yaml.tag", mark, tag=shortened(event.tag))
        return mark

    def _scalar(self, event: Any) -> None:
        mark = self.node(event)
        text: str = event.value
        if event.style == '"' and (hidden := _HIDDEN.search(text)):
            # Escapes such as "\u202e" stand in the file as harmless letters.
            self.problems.append(_hidden(hidden, mark))
        if event.style in ("'", '"') and event.end_mark.line > event.start_mark.line:
            self.spanning = (mark, event.end_mark.line + 1)
        value = None if not text and not event.style else text
        if self.open and isinstance(self.open[-1].container, dict) and self.open[-1].key is None:
            self._key(value, mark)
        else:
            self._put(value, mark, _LEAF)

    def _key(self, key: str | None, mark: Mark) -> None:
        frame = self.open[-1]
        if key is None:
            self.refuse("yaml.key_not_text", mark)
            return
        frame.key, frame.key_mark, frame.ignored = key, mark, key in frame.seen
        if frame.ignored:
            self._fault("yaml.key_twice", mark, key=shortened(key), line=frame.seen[key][1])
        else:
            frame.seen[key] = mark

    def _put(self, value: Any, mark: Mark, inner: dict[str | int, Place]) -> Place:
        """Hangs a value where it belongs: into the open map or list, or as the root."""
        if not self.open:
            self.data, self.root = value, (mark, mark, inner)
            return self.root
        frame = self.open[-1]
        if frame.key is not None:
            place: Place = (frame.key_mark or mark, mark, inner)
            if not frame.ignored:
                frame.container[frame.key] = value
                frame.here[2][frame.key] = place
            frame.key = None
            return place
        place = (mark, mark, inner)
        frame.here[2][len(frame.container)] = place
        frame.container.append(value)
        return place

    def _start(self, event: Any) -> None:
        mark = self.node(event)
        if len(self.open) >= MAX_DEPTH:
            self.refuse("yaml.too_deep", mark, limit=MAX_DEPTH)
        if self.open and isinstance(self.open[-1].container, dict) and self.open[-1].key is None:
            self.refuse("yaml.key_not_text", mark)
        container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Open(container, self._put(container, mark, {})))

    def _end(self, event: Any) -> None:
        self.open.pop()
