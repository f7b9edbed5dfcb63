"""What the running request stands in: the open installation and the time."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app

from assess.config import Config
from assess.store.session import Store


def store() -> Store:
    """The open installation."""
    opened: Store = current_app.extensions["assess_store"]
    return opened


def config() -> Config:
    """The settings in force."""
    return store().config


def now() -> datetime:
    """The present moment in UTC; tests set ``app.config["CLOCK"]``."""
    moment: datetime = current_app.config["CLOCK"]()
    return moment


def utc_clock() -> datetime:
    """The machine's clock, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
