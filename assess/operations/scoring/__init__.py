"""Entering marks, signing, checking, sealing sheets: nothing entered is overwritten, a repetition changes nothing."""

from assess.operations.scoring.entering import Entered, Outcome, Saved, save, save_each
from assess.operations.scoring.reading import (
    Cell,
    Duty,
    PartSheets,
    SheetView,
    all_sheets,
    duties,
    own_sheet,
    own_sheets,
    photo_on_sheet,
    sheets_to_check,
)
from assess.operations.scoring.steps import check, give_back, seal, sign

__all__ = [
    "Cell", "Duty", "Entered", "Outcome", "PartSheets", "Saved", "SheetView", "all_sheets", "check", "duties",
    "give_back", "own_sheet", "own_sheets", "photo_on_sheet", "save", "save_each", "seal",
    "sheets_to_check", "sign",
]
