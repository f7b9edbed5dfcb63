"""The sitting that is being marked, and its checker signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.marking import Marking, config, marking

__all__ = ["config", "marking"]


@pytest.fixture
def checker(client: FlaskClient, marking: Marking, sign_in: Callable[[FlaskClient, str], None]) -> FlaskClient:
    """The checker's browser."""
    sign_in(client, "checker")
    return client
