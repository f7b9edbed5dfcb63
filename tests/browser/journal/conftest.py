"""One small sitting, one server and one browser for all runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from assess.config import load_config
from assess.store.session import open_store
from tests.browser.journal.workshop import Server, Workshop
from tests.marking import hold, standards_folder


@pytest.fixture(scope="session")
def workshop(empty_instance: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Two candidates, three cells each, the first examiner signed in twice."""
    place = tmp_path_factory.mktemp("workshop")
    shutil.copytree(empty_instance, place / "instance")
    config = replace(load_config({"ASSESS_INSTANCE": str(place / "instance")}), standards=standards_folder(place))
    store = open_store(config)
    marking = hold(store, candidates=2)
    shop = Workshop(marking, Server(marking), browser)
    shop.sessions = [shop.sign_in(), shop.sign_in()]
    yield shop
    shop.server.stop()
    store.engine.dispose()
