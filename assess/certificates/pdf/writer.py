"""Writes PDF 1.7 objects, the cross-reference table and the trailer.

An end-of-line stands before every ``endstream``, as PDF/A asks, and is not counted in the stream's length.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Objects:
    """A growing PDF body; numbers are given in the order of ``reserve`` and ``add``.

    A copy continues where the original stood, so everything that papers share is written, and hashed, once.
    """

    def __init__(self) -> None:
        self._parts = [HEADER]
        self._places: list[int] = []
        self._length = len(HEADER)
        self._hash = hashlib.blake2b(HEADER, digest_size=16)

    def copy(self) -> Objects:
        """The same body, to be continued apart from this one."""
        twin = Objects()
        self._parts = [b"".join(self._parts)]
        twin._parts, twin._places = self._parts.copy(), self._places.copy()
        twin._length, twin._hash = self._length, self._hash.copy()
        return twin

    def reserve(self) -> int:
        """A number whose object comes later by ``put``."""
        self._places.append(0)
        return len(self._places)

    def put(self, number: int, body: bytes) -> None:
        """Writes the object of a reserved number."""
        data = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self._places[number - 1] = self._length
        self._parts.append(data)
        self._hash.update(data)
        self._length += len(data)

    def add(self, body: bytes) -> int:
        """Writes an object and returns its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, data: bytes, entries: bytes = b"", *, packed: bool = False, level: int = 9) -> int:
        """Writes a stream, deflated here unless ``packed`` data comes with its own filter in ``entries``."""
        if not packed:
            data, entries = zlib.compress(data, level), entries + b"/Filter/FlateDecode"
        return self.add(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data))

    def finish(self, root: int, info: int) -> bytes:
        """The whole file; its identifier is the hash of its content, so equal content is equal bytes."""
        body = b"".join(self._parts)
        table = b"".join(b"%010d 00000 n \n" % place for place in self._places)
        count = len(self._places) + 1
        mark = self._hash.hexdigest().encode()
        return b"".join(
            (
                body,
                b"xref\n0 %d\n0000000000 65535 f \n" % count,
                table,
                b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\n" % (count, root, info, mark, mark),
                b"startxref\n%d\n%%%%EOF\n" % self._length,
            )
        )


def text_string(text: str) -> bytes:
    """A PDF text string: UTF-16 with byte order mark, in hexadecimal."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def dictionary(entries: Mapping[str, int]) -> bytes:
    """A dictionary of references."""
    return b"<<%b>>" % b"".join(b"/%b %d 0 R" % (name.encode(), number) for name, number in entries.items())
