"""Reads the cells of an uploaded .xlsx workbook, so that a hostile one costs neither memory nor time.

A workbook is a ZIP of XML. It is opened in a process of its own that may use so much memory and time and no more
(``workbook_child``): whatever the file does to its reader, this process only waits for an answer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assess.errors import BadInput
from assess.standards.grid import Cell, Sheet, column_name

__all__ = ["Cell", "Guard", "Limits", "ROSTER", "SCORES", "Sheet", "column_name", "read_first_sheet", "read_workbook"]

_ROOT = Path(__file__).parents[2]
_PASSED_ON = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH")
"""All that the process learns of the environment, which may hold secrets."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""Two workbooks are read at a time: eight threads times 256 MB are more than a small server has."""


@dataclass(frozen=True)
class Limits:
    """What a workbook of one purpose may hold."""

    rows: int = 1000
    columns: int = 60
    text: int = 4000
    """Bytes of one shared text, markup included."""
    file: int = 2 * 1024 * 1024
    unpacked: int = 24 * 1024 * 1024
    parts: int = 200
    merged: bool = True
    """Whether cells below the first row may be merged: what belongs to several places is then read in one only."""


@dataclass(frozen=True)
class Guard:
    """What reading one workbook may cost: bytes of memory, seconds of processor and of waiting, bytes of answer."""

    memory: int = 256 * 1024 * 1024
    processor: int = 8
    wait: float = 10
    answer: int = 32 * 1024 * 1024


ROSTER = Limits()
SCORES = Limits(columns=400, merged=False)
"""Scores of a part: a column for each cell of the form."""
_GUARD = Guard()


def read_first_sheet(data: bytes, limits: Limits = ROSTER) -> Sheet:
    """The first worksheet of an .xlsx workbook that is not hidden; raises as ``read_workbook`` does."""
    found = read_workbook(data, limits, first_only=True)
    if not found:
        raise BadInput("workbook.damaged")
    return found[0]


def read_workbook(data: bytes, limits: Limits = ROSTER, *, first_only: bool = False,
                  guard: Guard = _GUARD) -> tuple[Sheet, ...]:
    """The worksheets of an .xlsx workbook in their order.

    Raises ``BadInput``: ``workbook.empty``, ``workbook.too_large``, ``workbook.not_xlsx``, ``workbook.unfolds``,
    ``workbook.too_wide``, ``workbook.text_too_long``, ``workbook.merged``, ``workbook.damaged`` or
    ``workbook.too_costly``.
    """
    if not data:
        raise BadInput("workbook.empty")
    if len(data) > limits.file:
        raise BadInput("workbook.too_large", most=f"{limits.file // 1024 // 1024}")
    order = {"limits": asdict(limits), "first_only": first_only, "memory": guard.memory, "processor": guard.processor}
    with _AT_ONCE:
        answer = _asked(json.dumps(order).encode() + b"\n" + data, guard)
    if "refused" in answer:
        code, params = answer["refused"]
        raise BadInput(code, **params)
    return tuple(_sheet(name, rows) for name, rows in answer["sheets"])


def _asked(order: bytes, guard: Guard) -> dict[str, Any]:
    """What the child answers; raises ``workbook.too_costly`` when it came to a limit before it could."""
    command = [sys.executable, "-m", "assess.operations.workbook_child"]
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    with subprocess.Popen(command, cwd=_ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as child:
        assert child.stdin and child.stdout and child.stderr
        clock = threading.Timer(guard.wait, child.kill)
        clock.start()
        try:
            # The child reads everything before it writes anything, so neither waits for the other.
            with suppress(BrokenPipeError):
                child.stdin.write(order)
                child.stdin.close()
            answer = child.stdout.read(guard.answer + 1)
            if len(answer) > guard.answer:
                child.kill()
            said = child.stderr.read(4000)
            status = child.wait()
        finally:
            clock.cancel()
    if status == 1:
        # A fault of this program, not of the file.
        raise RuntimeError(f"the reader of workbooks failed: {said.decode('utf-8', 'replace')}")
    if status or len(answer) > guard.answer:
        raise BadInput("workbook.too_costly", memory=guard.memory // 1024 // 1024, seconds=guard.processor)
    found: dict[str, Any] = json.loads(answer)
    return found


def _sheet(name: str, rows: list[list[Any]]) -> Sheet:
    return Sheet(name, [
        [_cell(f"{name}!{column_name(column)}{number}", content) for column, content in enumerate(row)]
        for number, row in enumerate(rows, start=1)
    ])


def _cell(place: str, content: list[Any] | None) -> Cell:
    """A cell from the child's list: text, number, day, whether it is a formula, or a time; None is an empty one."""
    if content is None:
        return Cell(place)
    text, number, day, formula, clock = content
    return Cell(place, text, number, date.fromisoformat(day) if day else None, formula, clock)
