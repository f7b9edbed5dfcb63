"""A sitting under a dual scheme whose partner asks more: 70 points where 60 pass, and a part of its own.

The standard is that of ``chosen_tasks.yaml`` under the code and level of the scheme. Three candidates pass the exam:
seat 1 meets what the partner asks, seat 2 has too few points, seat 3 failed the partner's part. Everything is settled
and stands in public notice.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assess.config import Config, load_config
from assess.operations import scoring, sittings
from assess.operations.accounts import actor_named
from assess.operations.standards import publish
from assess.store.session import Store, open_store
from tests.marking import EXAMINERS, HERE, STAFF, THEN, Marking, hold
from tests.operations.test_settling import seal
from tests.other_certs import other_certs, shipped

SCHEME, STANDARD = "baoyu-macau", "national/4-10-01-03"
LAW = "      - {id: law, kind: theory, name: 澳门法规, award: baoyu-macau}\n"
AWARDS = "awards: [{scheme: baoyu-macau, score_rule: higher_of_each, demands: {L3: [{part: practical, pass: 70}]}}]\n"
SEATS = (("35", "60"), ("1", "60"), ("35", "59.5"))
"""For each seat the points of the chosen task (60 others are certain) and of the partner's part."""


def text() -> str:
    """The standard."""
    base = (HERE / "chosen_tasks.yaml").read_text(encoding="utf-8")
    base = base.replace("9-99-99-97", "4-10-01-03").replace("L4", "L3").replace("-l4", "-l3")
    return base.replace("    choices:\n", LAW + "    choices:\n") + AWARDS


@pytest.fixture(scope="module")
def partnered(empty_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Config:
    """An installation with that sitting, made once; copy its instance, never change it."""
    place = tmp_path_factory.mktemp("partnered")
    shutil.copytree(empty_instance, place / "instance")
    target = place / "standards" / STANDARD / "2026.yaml"
    target.parent.mkdir(parents=True)
    target.write_text(text(), encoding="utf-8")
    shutil.copy(HERE.parent / "standards" / "ladder.yaml", place / "standards" / "ladder.yaml")
    rule = shipped(f"schemes/{SCHEME}.yaml").replace("score_rule: same", "score_rule: higher_of_each")
    certs = other_certs(place / "certs", {f"schemes/{SCHEME}.yaml": rule})
    config = replace(load_config({"ASSESS_INSTANCE": str(place / "instance")}), standards=place / "standards",
                     certs=certs)
    publish(config, target, THEN.date())
    store = open_store(config)
    take_place(store)
    store.engine.dispose()
    return config


@pytest.fixture
def config(partnered: Config, tmp_path: Path) -> Config:
    """Settings of a copy of that installation of the test's own."""
    shutil.copytree(partnered.instance, tmp_path / "instance")
    return replace(load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")}), standards=partnered.standards,
                   certs=partnered.certs)


@pytest.fixture
def marking(store: Store) -> Marking:
    """The sitting, in notice."""
    return Marking(store, 1, {username: actor_named(store, username) for username in STAFF})


def take_place(store: Store) -> None:
    """The sitting, from the plan to the notice."""
    held = hold(store, standard=STANDARD, level="L3", schemes=(SCHEME,), examiners=(*EXAMINERS, ("reader", "law")))
    sheets = []
    for seat, (colour, law) in enumerate(SEATS, start=1):
        sheets += [whole(held, seat, "theory", "80"), whole(held, seat, "law", law)]
        sheets += [practical(held, seat, username, colour) for username in ("first", "second")]
    seal(held, *sheets)
    for step in ("settle", "publish_notice"):
        sittings.take_step(store, held.actors["office"], held.sitting_id, step, THEN)


def whole(held: Marking, seat: int, part: str, points: str) -> int:
    """Enters and signs the one score of a part; the sheet's id."""
    reader, sheet = held.actors["reader"], held.sheet(seat, "reader", part)
    scoring.save(held.store, reader, sheet.id, f"{part}.score", points, expected=0, operation=f"{part}{seat}", now=THEN)
    scoring.sign(held.store, reader, [sheet.id], THEN)
    return sheet.id


def practical(held: Marking, seat: int, username: str, colour: str) -> int:
    """Enters and signs a practical part of 60 points and those for the colour; the sheet's id."""
    for field, value in (("cut.depth", "2.5"), ("cut.used", "9:00"), ("sun.colour", colour)):
        held.enter(field, value, seat, username=username)
    sheet_id = held.sheet(seat, username).id
    scoring.sign(held.store, held.actors[username], [sheet_id], THEN)
    return sheet_id
