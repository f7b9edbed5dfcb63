"""A folder of standards with more editions in it than those that are shipped."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from assess.config import Config
from assess.operations.standards import publish
from assess.standards.library import INDEX, LADDER

NATIONAL = "national/4-10-01-03"
OWN = "jiangmen-qiaodu-motor/6-23-04-01"
BASE = "national/6-23-04-01"
SIGNATURE = "{at: assessment.L4.parts.practical.pass, reason: 设备换代期间的过渡, signed: 陈欣怡, date: 2026-03-01}"


def with_own_folder(config: Config, folder: Path) -> Config:
    """The same installation over a copy of three of its standards, which a test may change; few are read quickly."""
    standards = folder / "more-standards"
    for id_ in (NATIONAL, BASE, OWN):
        shutil.copytree(config.standards / id_, standards / id_)
    shutil.copy(config.standards / LADDER, standards / LADDER)
    _, *entries = (config.standards / INDEX).read_text(encoding="utf-8").split("\n- id: ")
    kept = [f"- id: {entry.rstrip()}\n" for entry in entries if entry.splitlines()[0] in (NATIONAL, BASE, OWN)]
    (standards / INDEX).write_text("".join(kept), encoding="utf-8")
    return replace(config, standards=standards)


def write_next(config: Config, id_: str, edition: str, following: str, *changes: tuple[str, str]) -> Path:
    """Writes the edition that follows: the text of ``edition`` with every change made in it."""
    file = config.standards / id_ / f"{edition}.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in ((f'edition: "{edition}"', f'edition: "{following}"'), *changes):
        assert old in text, old
        text = text.replace(old, new, 1)
    path = file.with_name(f"{following}.yaml")
    path.write_text(text, encoding="utf-8")
    return path


def lower_pass_mark(*entries: str) -> tuple[tuple[str, str], ...]:
    """Changes to the enterprise standard: its practical is passed with 50 points, and who signs for what."""
    below = "".join(f"  - {entry}\n" for entry in entries)
    change = ("    value: 70\n    reason: 关键岗位要求高于国家职业标准", "    value: 50\n    reason: 过渡")
    return change, ("\npatches:\n", f"\nbelow:\n{below}\npatches:\n" if entries else "\npatches:\n")


def publish_next(config: Config, id_: str, edition: str, following: str, *changes: tuple[str, str]) -> None:
    """Writes and publishes it on 1 December 2026."""
    publish(config, write_next(config, id_, edition, following, *changes), date(2026, 12, 1))
