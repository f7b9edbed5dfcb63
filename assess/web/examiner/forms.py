"""What the pages of the examiner send besides the cells of sheets."""

from __future__ import annotations

from typing import Annotated, Any

from flask_wtf.file import FileField, FileRequired
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Limited
from wtforms import HiddenField

from assess.errors import BadInput
from assess.i18n import N_
from assess.web.forms import Form


class MarkMessage(BaseModel):
    """One entered mark as the page's script sends it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    field: Annotated[str, StringConstraints(max_length=130)]
    value: Annotated[str, StringConstraints(max_length=200)]
    note: Annotated[str, StringConstraints(max_length=2000)] | None = None
    version: Annotated[int, Limited(ge=0, le=999_999_999)]
    operation: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


def read_message(data: Any) -> MarkMessage:
    """The message in decoded JSON; raises ``BadInput("request.bad")`` for any other shape."""
    try:
        return MarkMessage.model_validate(data)
    except ValidationError as error:
        raise BadInput("request.bad") from error


class SigningForm(Form):
    """Signs the sheets that the address names."""


class WorkbookForm(Form):
    """A filled-in workbook, to be looked at first."""

    workbook = FileField(
        N_("Workbook (.xlsx)"), [FileRequired(N_("Choose the filled-in workbook."))],
        description=N_("Nothing is saved yet: first you see what would change."), render_kw={"accept": ".xlsx"},
    )


class ImportForm(Form):
    """The changes that were looked at, to be saved as they are."""

    changes = HiddenField()
