"""Files that lie beside a checkout and are not the project's to carry."""

from __future__ import annotations

from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def beside(name: str) -> Path:
    """The file of that name; the test is skipped, saying so, where it is not there."""
    file = _BESIDE / name
    if not file.exists():
        pytest.skip(f"{name} lies beside the project, not in it, and is not there")
    return file
