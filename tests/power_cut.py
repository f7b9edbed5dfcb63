"""The disk as it is after a power cut: what a process wrote, replayed from its calls, without what was not synced.

A process runs under ``strace``; its calls on files below one folder are replayed on a model of a disk. A file's bytes
are safe once the file was synced, its name once its folder was. The model does not know disks that lie about what they
have written, sectors that are torn within, or the order in which a real file system would have kept more than it must.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_CALLS = ("openat,open,creat,pwrite64,write,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,ftruncate,mkdir,"
          "close")
_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_BEGUN = re.compile(r"(\d+) +(\w+\(.*) <unfinished \.\.\.>")
_ENDED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class _File:
    """The bytes of one file: as the system shows them, as they are safe, and the writes between the two."""

    safe: bytearray = field(default_factory=bytearray)
    seen: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes]] = field(default_factory=list)
    """Place and bytes of each write that was not synced; a place of -1 cuts the file to that many bytes."""

    def write(self, at: int, data: bytes) -> None:
        """One write that nobody synced yet."""
        _write(self.seen, at, data)
        self.waiting.append((at, data))

    def cut(self, size: int) -> None:
        """Makes the file that long."""
        self.write(-1, str(size).encode())

    def sync(self) -> None:
        """Everything written so far is safe."""
        self.safe, self.waiting = bytearray(self.seen), []

    def after(self, source: random.Random | None) -> bytes:
        """What is left after a power cut: nothing that was not synced, or, with a source, some of it."""
        left = bytearray(self.safe)
        for at, data in self.waiting:
            if source is not None and source.random() < 0.5:
                _write(left, at, data)
        return bytes(left)


def _write(into: bytearray, at: int, data: bytes) -> None:
    if at < 0:
        size = int(data)
        into[size:] = b"\0" * max(0, size - len(into))
        return
    if len(into) < at:
        into += b"\0" * (at - len(into))
    into[at:at + len(data)] = data


class Disk:
    """The files below one folder, and what of them is safe."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[Path, _File] = {}
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                data = path.read_bytes()
                self._names[path] = _File(bytearray(data), bytearray(data))
        self._safe_names = dict(self._names)
        self._safe_folders = {folder, *(path for path in folder.rglob("*") if path.is_dir())}
        self._open: dict[int, tuple[Path, _File | None, int]] = {}
        """By descriptor: the path, the file (None: a folder), and the place of the next write (-1: at the end)."""

    def apply(self, call: str, arguments: str, result: int) -> None:
        """One call that succeeded; those on other files change nothing."""
        paths = [Path(bytes.fromhex(text.replace("\\x", "")).decode("utf-8", "replace"))
                 for text in _STRING.findall(arguments)] if "write" not in call else []
        if call in ("open", "openat", "creat"):
            self._opened(paths[0], arguments, result)
        elif call.startswith("rename"):
            if paths[0] in self._names:
                self._names[paths[1]] = self._names.pop(paths[0])
        elif call.startswith("unlink"):
            self._names.pop(paths[0], None)
        elif call != "mkdir":
            self._on_descriptor(call, arguments, result)

    def _opened(self, path: Path, arguments: str, descriptor: int) -> None:
        self._open.pop(descriptor, None)
        if not path.is_relative_to(self._folder):
            return
        if "O_CREAT" in arguments and path not in self._names:
            self._names[path] = _File()
        file = self._names.get(path)
        if file is not None and "O_TRUNC" in arguments:
            file.cut(0)
        self._open[descriptor] = (path, file, -1 if "O_APPEND" in arguments else 0)

    def _on_descriptor(self, call: str, arguments: str, result: int) -> None:
        number = int(arguments.split(",", 1)[0])
        if number not in self._open:
            return
        path, file, at = self._open[number]
        if call == "close":
            del self._open[number]
        elif file is None:
            if call == "fsync":
                self._sync_folder(path)
        elif call in ("fsync", "fdatasync"):
            file.sync()
        elif call == "ftruncate":
            file.cut(int(arguments.rsplit(",", 1)[1]))
        else:
            found = _STRING.search(arguments)
            assert found is not None, arguments[:80]
            data = bytes.fromhex(found[1].replace("\\x", ""))[:result]
            place = int(arguments.rsplit(",", 1)[1]) if call == "pwrite64" else len(file.seen) if at < 0 else at
            file.write(place, data)
            if call == "write" and at >= 0:
                self._open[number] = (path, file, at + result)

    def _sync_folder(self, folder: Path) -> None:
        for path in [path for path in self._safe_names if path.parent == folder]:
            del self._safe_names[path]
        self._safe_names |= {path: file for path, file in self._names.items() if path.parent == folder}
        self._safe_folders |= {parent for path in self._names for parent in path.parents if parent.parent == folder}

    def leave(self, place: Path, source: random.Random | None = None) -> None:
        """Writes to ``place`` what a power cut now would leave."""
        for path, file in self._safe_names.items():
            inside = [parent for parent in path.parents if parent.is_relative_to(self._folder)]
            if all(parent in self._safe_folders for parent in inside):
                target = place / path.relative_to(self._folder)
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                target.write_bytes(file.after(source))
                target.chmod(0o600)


def recorded(command: Sequence[str | Path], trace: Path, env: dict[str, str]) -> None:
    """Runs the command and keeps every call that it makes on files."""
    subprocess.run(["strace", "--seccomp-bpf", "-f", "-xx", "-s", "99999999", "-e", f"trace={_CALLS}", "-o", trace,
                    *command], check=True, env=env, stdout=subprocess.DEVNULL)


def calls(trace: Path) -> Iterator[tuple[str, str, int]]:
    """Every call that succeeded, in the order of their ends: its name, its arguments as strace writes them, its result.

    Where the calls of two threads overlap, strace writes each in two halves, begun and resumed; a file counts as
    closed from the first half on.
    """
    begun: dict[str, str] = {}
    with trace.open() as lines:
        for line in lines:
            if half := _BEGUN.match(line):
                begun[half[1]] = half[2]
                if not half[2].startswith("close("):
                    continue
                line = half[2] + ") = 0"  # another thread may get the number before this one hears of it
            elif half := _ENDED.match(line):
                whole = begun.pop(half[1])
                if whole.startswith("close("):
                    continue
                line = whole + half[2]
            found = _LINE.search(line)
            if found and int(found[3]) >= 0:
                yield found[1], found[2], int(found[3])


def said(call: str, arguments: str) -> str:
    """What the call wrote to standard output; empty for any other."""
    found = _STRING.search(arguments) if call == "write" and arguments.startswith("1,") else None
    return bytes.fromhex(found[1].replace("\\x", "")).decode() if found else ""
