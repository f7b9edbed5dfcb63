"""Reads the font files of ``certs/fonts``, each checked against the SHA-256 in its manifest.

The decompressed copies lie in a cache folder, because unpacking 60 MB takes seconds: a copy is written beside its place
and moved there, so a reader sees a whole file or none, and it is checked again at every load.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import tempfile
import tomllib
from pathlib import Path

from assess.errors import BadInput


def load_font_files(certs_dir: Path, cache_dir: Path) -> dict[str, bytes]:
    """The TrueType files by face name, in the manifest's order.

    Raises ``BadInput``: ``font.manifest`` when it is missing or no manifest, ``font.file_missing``, ``font.packed``
    when a file cannot be unpacked, ``font.wrong_hash`` when it is not the pinned one.
    """
    manifest = certs_dir / "fonts" / "manifest.toml"
    try:
        faces = tomllib.loads(manifest.read_text(encoding="utf-8"))
        entries = {name: (str(entry["file"]), str(entry["sha256"])) for name, entry in faces.items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise BadInput("font.manifest", file=str(manifest), reason=str(error)) from error
    return {name: _face(certs_dir / "fonts" / file, cache_dir, sha256) for name, (file, sha256) in entries.items()}


def _face(packed: Path, cache_dir: Path, sha256: str) -> bytes:
    cached = cache_dir / f"{sha256}.ttf"
    try:
        data = cached.read_bytes()
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
    except FileNotFoundError:
        pass
    data = _unpack(packed)
    got = hashlib.sha256(data).hexdigest()
    if got != sha256:
        raise BadInput("font.wrong_hash", file=str(packed), got=got, expected=sha256)
    _write_whole(cached, data)
    return data


def _unpack(packed: Path) -> bytes:
    try:
        return lzma.decompress(packed.read_bytes())
    except FileNotFoundError as error:
        raise BadInput("font.file_missing", file=str(packed)) from error
    except (lzma.LZMAError, EOFError) as error:
        raise BadInput("font.packed", file=str(packed), reason=str(error)) from error


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".font-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
