"""The author's workbench: drafts of standards from the first text to the published edition."""

from assess.operations.drafts.below import BelowBase
from assess.operations.drafts.checking import CheckedText, check_text
from assess.operations.drafts.publishing import FilingData, file_draft, publish
from assess.operations.drafts.reading import (
    DraftEvent,
    DraftLine,
    DraftVersion,
    DraftView,
    draft,
    drafts_of,
    version_text,
)
from assess.operations.drafts.reviewing import give_back, review, sign_below, submit, withdraw
from assess.operations.drafts.steps import STEPS, DraftState
from assess.operations.drafts.writing import (
    decoded,
    discard,
    open_draft,
    open_from_edition,
    restore_version,
    save_draft,
)

__all__ = [
    "STEPS",
    "BelowBase",
    "CheckedText",
    "DraftEvent",
    "DraftLine",
    "DraftState",
    "DraftVersion",
    "DraftView",
    "FilingData",
    "check_text",
    "decoded",
    "discard",
    "draft",
    "drafts_of",
    "file_draft",
    "give_back",
    "open_draft",
    "open_from_edition",
    "publish",
    "restore_version",
    "review",
    "save_draft",
    "sign_below",
    "submit",
    "version_text",
    "withdraw",
]
