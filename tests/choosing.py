"""A sitting in marking whose standard lets the lot choose a task (``chosen_tasks.yaml``); see ``tests.marking``."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assess.config import Config, load_config
from assess.operations.standards import publish
from assess.store.session import Store
from tests.marking import HERE, THEN, Marking, hold


@pytest.fixture
def config(empty_instance: Path, tmp_path: Path) -> Config:
    """Settings of a fresh installation whose only standard is that one."""
    shutil.copytree(empty_instance, tmp_path / "instance")
    folder = tmp_path / "standards"
    target = folder / "national" / "9-99-99-97" / "2026.yaml"
    target.parent.mkdir(parents=True)
    shutil.copy(HERE / "chosen_tasks.yaml", target)
    shutil.copy(HERE.parent / "standards" / "ladder.yaml", folder / "ladder.yaml")
    config = replace(load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")}), standards=folder)
    publish(config, target, THEN.date())
    return config


@pytest.fixture
def marking(store: Store) -> Marking:
    """The sitting with one candidate."""
    return hold(store, candidates=1, standard="national/9-99-99-97")
