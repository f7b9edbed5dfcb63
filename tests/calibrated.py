"""A sitting in marking whose standard has the practical part opened by a lead examiner; see ``tests.marking``."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assess.config import Config, load_config
from assess.operations import calibrating
from assess.operations.scoring import Entered
from assess.operations.standards import publish
from assess.store.session import Store
from tests.marking import HERE, THEN, VALUES, Marking, hold

STANDARD = "national/9-99-99-98"
PART = "{id: practical, kind: practical, "


@pytest.fixture
def config(empty_instance: Path, tmp_path: Path) -> Config:
    """Settings of a fresh installation whose only standard is the one of every kind, with calibration."""
    shutil.copytree(empty_instance, tmp_path / "instance")
    folder = tmp_path / "standards"
    target = folder / STANDARD / "2026.yaml"
    target.parent.mkdir(parents=True)
    text = (HERE / "every_kind.yaml").read_text(encoding="utf-8")
    assert PART in text
    target.write_text(text.replace(PART, f"{PART}calibration: yes, "), encoding="utf-8")
    shutil.copy(HERE.parent / "standards" / "ladder.yaml", folder / "ladder.yaml")
    config = replace(load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")}), standards=folder)
    publish(config, target, THEN.date())
    return config


@pytest.fixture
def marking(store: Store) -> Marking:
    """The sitting with three candidates; ``reader``, who examines the theory, leads it."""
    return hold(store, lead="reader")


def set_example(marking: Marking, username: str = "reader", part: str = "practical") -> None:
    """A common example for the part."""
    calibrating.set_example(marking.store, marking.actors[username], marking.sitting_id, part, "样品 3 号，在 2 号柜", THEN)


def draft(marking: Marking, username: str, **values: str) -> None:
    """The examiner's draft: a complete sheet, with other values where they are named (``t1__tools``)."""
    cells = VALUES | {key.replace("__", ".").replace("_", "-"): text for key, text in values.items()}
    calibrating.save_example(marking.store, marking.actors[username], marking.sitting_id, "practical",
                             [Entered(0, field, text, 0, "", "原因") for field, text in cells.items()], THEN)


def hand_in(marking: Marking, username: str, **values: str) -> None:
    """The examiner's marks of the example, handed in."""
    draft(marking, username, **values)
    calibrating.hand_in(marking.store, marking.actors[username], marking.sitting_id, "practical", THEN)


def release(marking: Marking, finding: str = "果皮撕裂按处计", username: str = "reader") -> None:
    """The lead examiner opens the marking."""
    calibrating.release(marking.store, marking.actors[username], marking.sitting_id, "practical", finding, THEN)
