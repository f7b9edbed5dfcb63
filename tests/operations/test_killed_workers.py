"""Four workers make the certificates of one sitting and are killed again and again: nothing lost, doubled or half."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.batch import add_certificates
from tests.operations.conftest import NOTICE_OVER, Noticed

OWN = "jiangmen-demo"
SCRIPT = Path(__file__).with_name("killed_workers.py")


def kill(noticed: Noticed, count: int, kills: int, seed: int, kind: str = "real") -> dict[str, Any]:
    """What the killing process reports of a sitting with ``count`` certificates more."""
    noticed.prepare()
    noticed.approve()
    first, *others = [line.id for line in noticed.lines().values() if line.authority == OWN]
    many = add_certificates(noticed.store, others[0], count, NOTICE_OVER)
    noticed.store.engine.dispose()
    arguments = (noticed.store.config.instance, OWN, first, NOTICE_OVER.isoformat(), kills, seed, kind)
    ran = subprocess.run([sys.executable, SCRIPT, *map(str, arguments)], capture_output=True, text=True, check=True,
                         cwd=SCRIPT.parents[2], env={"PYTHONPATH": str(SCRIPT.parents[2]), "PATH": ""})
    report: dict[str, Any] = json.loads(ran.stdout)
    return report | {"all": 1 + len(others) + len(many)}


def require_whole(report: dict[str, Any], kills: int) -> None:
    """Every certificate is issued exactly once, and the deaths met work."""
    assert report["faults"] == []
    assert report["killed"] >= kills
    assert report["issued"] == report["all"] and report["left"] == 0
    assert report["during"] > 10, "the workers were killed before they had done anything"


def test_200_kills_over_a_sitting_lose_nothing_and_double_nothing(noticed: Noticed) -> None:
    require_whole(kill(noticed, 80, 200, seed=1), 200)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_2000_kills_over_sittings_lose_nothing_and_double_nothing(noticed: Noticed, seed: int) -> None:
    require_whole(kill(noticed, 80, 200, seed=seed), 200)


def test_without_transactions_the_same_deaths_are_seen_to_do_harm(noticed: Noticed) -> None:
    report = kill(noticed, 40, 200, seed=1, kind="careless")
    assert report["faults"] and report["killed"] < 200
