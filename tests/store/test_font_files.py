"""Font files are unpacked once, checked always, and never used when they are not the pinned ones."""

from __future__ import annotations

import hashlib
import lzma
from pathlib import Path

import pytest

from assess.errors import BadInput
from assess.store.fonts import load_font_files


@pytest.fixture
def certs(tmp_path: Path) -> Path:
    folder = tmp_path / "certs" / "fonts"
    folder.mkdir(parents=True)
    (folder / "plain.ttf.xz").write_bytes(lzma.compress(b"a font"))
    digest = hashlib.sha256(b"a font").hexdigest()
    (folder / "manifest.toml").write_text(f'[plain]\nfile = "plain.ttf.xz"\nsha256 = "{digest}"\n')
    return folder.parent


def test_a_font_is_unpacked_once_and_then_read_from_the_cache(certs: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert load_font_files(certs, cache) == {"plain": b"a font"}
    (certs / "fonts" / "plain.ttf.xz").unlink()
    assert load_font_files(certs, cache) == {"plain": b"a font"}
    assert [path.suffix for path in cache.iterdir()] == [".ttf"], "nothing half-written stays behind"


def test_a_damaged_cache_is_written_anew(certs: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load_font_files(certs, cache)
    for path in cache.iterdir():
        path.write_bytes(b"a fo")
    assert load_font_files(certs, cache) == {"plain": b"a font"}
    assert [path.read_bytes() for path in cache.iterdir()] == [b"a font"]


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        ("plain.ttf.xz", lzma.compress(b"another font"), "font.wrong_hash"),
        ("plain.ttf.xz", b"no xz", "font.packed"),
        ("plain.ttf.xz", lzma.compress(b"a font")[:-8], "font.packed"),
        ("plain.ttf.xz", None, "font.file_missing"),
        ("manifest.toml", b"[plain]\nfile = 1", "font.manifest"),
        ("manifest.toml", None, "font.manifest"),
    ],
)
def test_what_is_not_the_pinned_font_is_refused(
    certs: Path, tmp_path: Path, file: str, content: bytes | None, code: str
) -> None:
    path = certs / "fonts" / file
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        load_font_files(certs, tmp_path / "cache")
    assert refused.value.code == code
    assert file in str(refused.value.params["file"])
