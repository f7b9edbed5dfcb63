"""What all parts of a standard are made of: closed values, ids, levels, numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

Level = Literal["L5", "L4", "L3", "L2", "L1"]
LEVELS: tuple[Level, ...] = ("L5", "L4", "L3", "L2", "L1")
"""The five levels that exams lead to, from 五级/初级工 up to 一级/高级技师."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
"""A name for machines: lower-case letters, digits and hyphens; never shown as the name of a thing."""

_PLAIN_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_SIGNED_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,9})?")


def plain_number(value: Any) -> Any:
    """``value``; a text must be a number as people write it: Python would also read "6e1", "6_0" and "６０"."""
    if isinstance(value, str) and not _PLAIN_NUMBER.fullmatch(value):
        if value.startswith("-") and _SIGNED_NUMBER.fullmatch(value):
            raise PydanticCustomError("negative_number", "a number that is not below 0")
        raise PydanticCustomError("plain_number", "a number with digits 0 to 9 and at most one dot")
    return value


def signed_number(value: Any) -> Any:
    """``value``; a text must be a plain number, with a sign where it has one."""
    if isinstance(value, str) and not _SIGNED_NUMBER.fullmatch(value):
        raise PydanticCustomError("signed_number", "a number with digits 0 to 9, at most one dot, and a sign if any")
    return value


Points = Annotated[Decimal, BeforeValidator(plain_number), Field(ge=0, le=1000, decimal_places=3, allow_inf_nan=False)]
Percent = Annotated[Decimal, BeforeValidator(plain_number), Field(ge=0, le=100, decimal_places=2, allow_inf_nan=False)]
Deviation = Annotated[
    Decimal, BeforeValidator(signed_number), Field(ge=-100_000, le=100_000, decimal_places=6, allow_inf_nan=False)
]
"""A measured value, or how far one may lie from another."""
Step = Annotated[Decimal, BeforeValidator(plain_number), Field(gt=0, le=1000, decimal_places=6, allow_inf_nan=False)]
Minutes = Annotated[int, BeforeValidator(plain_number), Field(ge=1, le=6000)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
Share = Annotated[str, StringConstraints(pattern=r"^[1-9]\d?/[1-9]\d?$")]
"""A share such as 2/3, at most 1."""
Years = Annotated[int, BeforeValidator(plain_number), Field(ge=0, le=120)]


class Closed(BaseModel):
    """A frozen value that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
