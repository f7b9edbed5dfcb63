"""Breaches of the rules of an exam (违纪): tiers, and what each takes. An authority lists them as data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assess.i18n.text import Text
from assess.standards.model.base import Closed, Id


class Breach(Closed):
    """One tier: it voids the ``part`` in which it happened or the whole ``exam``, and may bar from later sittings."""

    id: Id
    name: Text
    effect: Literal["part", "exam"]
    bar_months: Annotated[int, Field(ge=0, le=120)] = 0
    """So many months from the day of the exam the person is not admitted again; 0: no bar."""
