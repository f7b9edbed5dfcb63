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

_Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
_Count = Annotated[int, Limited(ge=0, le=999_999_999)]
_Text = Annotated[str, StringConstraints(max_length=200)]
_Note = Annotated[str, StringConstraints(max_length=2000)] | None
MOST_OPERATIONS = 100


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class DroppedMessage(_Message):
    """The own value that was given up in a conflict."""

    operation: _Id
    sequence: _Count
    value: _Text
    note: _Note = None


class OperationMessage(_Message):
    """One entry of a journal."""

    operation: _Id
    sequence: _Count
    sheet: _Count
    field: Annotated[str, StringConstraints(max_length=130)]
    value: _Text
    note: _Note = None
    version: _Count
    dropped: DroppedMessage | None = None


class LeftMessage(_Message):
    """What stays on the device for one sitting."""

    sitting: _Count
    waiting: _Count
    conflicts: _Count


class DeliveryMessage(_Message):
    """What the journal of a device sends at once; ``account`` is whose journal it is."""

    account: _Count
    journal: _Id
    operations: Annotated[list[OperationMessage], Limited(max_length=MOST_OPERATIONS)]
    left: Annotated[list[LeftMessage], Limited(max_length=50)]


def read_delivery(data: Any) -> DeliveryMessage:
    """The message in decoded JSON; raises ``BadInput("request.bad")`` for any other shape."""
    try:
        return DeliveryMessage.model_validate(data)
    except ValidationError as error:
        raise BadInput("request.bad") from error


class SigningForm(Form):
    """Signs the sheets that come along; ``confirmed`` is set once the person was asked."""

    confirmed = HiddenField()


class WorkbookForm(Form):
    """A filled-in workbook, to be looked at first."""

    workbook = FileField(
        N_("Workbook (.xlsx)"), [FileRequired(N_("Choose the filled-in workbook."))],
        description=N_("Nothing is saved yet: first you see what would change."), render_kw={"accept": ".xlsx"},
    )


class ImportForm(Form):
    """The changes that were looked at, to be saved as they are."""

    changes = HiddenField()
