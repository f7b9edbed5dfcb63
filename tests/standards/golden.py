"""What ``assess standards check`` says of the broken files in ``tests/golden/standards``, kept beside them.

``python -m tests.standards.golden`` writes the listings anew; read what changed before you commit it.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assess.cli import main
from assess.standards.library import with_published
from assess.standards.load import read_standard

FOLDER = Path(__file__).parents[1] / "golden" / "standards"
LADDER = Path(__file__).parents[2] / "standards" / "ladder.yaml"
LOCALES = ("zh-Hans", "en")
BASE = "national/9-99-99-99/2026.yaml"


def files() -> list[Path]:
    """The files that have a listing."""
    return sorted(FOLDER.glob("*.yaml"))


def golden_of(file: Path, locale: str) -> Path:
    """Where the listing of a file lies."""
    return file.with_suffix(f".{locale}.txt")


def listing(file: Path, locale: str) -> str:
    """What the command says of the file, in an installation where ``base.yaml`` is published."""
    said = io.StringIO()
    with _installation(), contextlib.redirect_stdout(said):
        shutil.copy(file, file.name)
        main(["--lang", locale, "standards", "check", file.name])
    return said.getvalue()


@contextlib.contextmanager
def _installation() -> Iterator[None]:
    """A folder of its own as the place where one works, so that places read ``patches.yaml:13:5``."""
    before, environment = Path.cwd(), dict(os.environ)
    data = (FOLDER / "base.yaml").read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        try:
            os.chdir(folder)
            os.environ |= {"ASSESS_INSTANCE": folder, "ASSESS_STANDARDS": "standards"}
            Path("standards", BASE).parent.mkdir(parents=True)
            Path("standards", BASE).write_bytes(data)
            shutil.copy(LADDER, "standards/ladder.yaml")
            index = with_published(b"", read_standard(data, BASE), BASE, "2026-11-23")
            Path("standards/index.yaml").write_bytes(index)
            yield
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ |= environment


if __name__ == "__main__":
    for each in files():
        for language in LOCALES:
            golden_of(each, language).write_text(listing(each, language), encoding="utf-8")
