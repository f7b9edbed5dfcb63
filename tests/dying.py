"""A process that dies at any line of the program: every line on a way is tried as its last one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any


class Killed(BaseException):
    """The process dies here; nothing may catch it."""


@contextmanager
def dying_after(lines: int, on_the_way: Callable[[CodeType], bool], *, once: bool = False) -> Iterator[list[int]]:
    """Raises ``Killed`` at the ``lines``-th line of the code that is ``on_the_way``; counts its lines.

    ``once``: a line counts only when it runs for the first time.
    """
    count, seen = [0], set[tuple[CodeType, int]]()

    def trace(frame: FrameType, event: str, _arg: Any) -> Any:
        if not on_the_way(frame.f_code):
            return None
        if event == "line" and not (once and (frame.f_code, frame.f_lineno) in seen):
            seen.add((frame.f_code, frame.f_lineno))
            count[0] += 1
            if count[0] == lines:
                raise Killed
        return trace

    sys.settrace(trace)
    try:
        yield count
    finally:
        sys.settrace(None)
