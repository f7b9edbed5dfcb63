"""The sitting that is being marked, and people signed in to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.marking import Marking, config, marking

__all__ = ["config", "marking"]


@pytest.fixture
def first(client: FlaskClient, marking: Marking, sign_in: Callable[[FlaskClient, str], None]) -> FlaskClient:
    """The first examiner's browser."""
    sign_in(client, "first")
    return client
