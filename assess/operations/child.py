"""Lets a process of its own read a file that a stranger sent, so that a hostile one costs neither memory nor time.

The child may use so much memory and time and no more; whatever the file does to its reader, this process only waits
for an answer. The child learns nothing of the environment, which may hold secrets.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OVERTAXED = 3
"""A child's exit status: the file asked for more than there was."""

_ROOT = Path(__file__).parents[2]
_PASSED_ON = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH")
"""All that the process learns of the environment."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""Two files are read at a time: eight threads times the memory of one are more than a small server has."""


@dataclass(frozen=True)
class Guard:
    """What reading one file may cost: bytes of memory, seconds of processor and of waiting, bytes of answer."""

    memory: int = 256 * 1024 * 1024
    processor: int = 8
    wait: float = 10
    answer: int = 32 * 1024 * 1024


def ask(module: str, order: dict[str, Any], data: bytes, guard: Guard) -> dict[str, Any] | None:
    """What ``python -m <module>`` answers to one line of JSON and ``data``; None when it came to a limit before that.

    The guard's limits go with the order. Raises ``RuntimeError`` for a fault of the child that is none of the file.
    """
    line = json.dumps(order | {"memory": guard.memory, "processor": guard.processor}).encode()
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    with _AT_ONCE, subprocess.Popen(
        [sys.executable, "-m", module], cwd=_ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        answer, said, status = _talk(child, line + b"\n" + data, guard)
    if status == 1:
        # A fault of this program, not of the file.
        raise RuntimeError(f"{module} failed: {said.decode('utf-8', 'replace')}")
    if status or len(answer) > guard.answer:
        return None
    found: dict[str, Any] = json.loads(answer)
    return found


def _talk(child: subprocess.Popen[bytes], order: bytes, guard: Guard) -> tuple[bytes, bytes, int]:
    """Answer, complaint and exit status of the child."""
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
        return answer, child.stderr.read(4000), child.wait()
    finally:
        clock.cancel()


def limit(memory: int, processor: int) -> None:
    """No more memory and time than that for this process, and no file written; called by the child first of all.

    Windows has no such limits, only the parent's clock.
    """
    try:
        import resource
    except ImportError:
        return
    wanted = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, processor), (resource.RLIMIT_FSIZE, 0),
              (resource.RLIMIT_CORE, 0))
    for kind, most in wanted:
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            # macOS knows the memory limit but does not keep it; the clock still holds.
            continue
