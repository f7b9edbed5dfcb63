"""Every test here begins after the exam of ``one_exam``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assess.config import Config, load_config


@pytest.fixture
def config(issued_instance: Path, tmp_path: Path) -> Config:
    """Settings of the test's own copy of the installation."""
    shutil.copytree(issued_instance, tmp_path / "instance")
    return load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})
