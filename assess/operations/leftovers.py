"""Removes what writers that were killed left behind in the folders of stored files."""

from __future__ import annotations

from datetime import datetime, timedelta

from assess.store.files import remove_asides
from assess.store.session import Store

ABANDONED = timedelta(hours=1)
"""After so long nobody is still writing the file: a paper takes seconds."""


def remove_leftovers(store: Store, now: datetime) -> int:
    """How many half-written files were removed; those of writers that may still be at work stay."""
    folders = (store.config.instance / name for name in ("files", "evidence", "pictures"))
    return sum(remove_asides(folder, now - ABANDONED) for folder in folders)
