"""Entering marks, signing, checking, sealing sheets: nothing entered is overwritten, a repetition changes nothing."""

from assess.operations.scoring.amending import CellChange
from assess.operations.scoring.amendments import (
    AmendmentView,
    amendment_to_decide,
    amendments_to_decide,
    own_amendment,
    own_amendments,
)
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
from assess.operations.scoring.steps import check, give_back, seal, sign, stand_by

__all__ = [
    "AmendmentView", "CellChange", "amendment_to_decide", "amendments_to_decide", "own_amendment", "own_amendments",
    "Cell", "Duty", "Entered", "Outcome", "PartSheets", "Saved", "SheetView", "all_sheets", "check", "duties",
    "give_back", "own_sheet", "own_sheets", "photo_on_sheet", "save", "save_each", "seal",
    "sheets_to_check", "sign", "stand_by",
]
