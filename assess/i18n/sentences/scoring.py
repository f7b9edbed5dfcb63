"""Sentences about marks and score sheets."""

from __future__ import annotations

SENTENCES = {
    "mark.not_a_number": "“{got}” is no number. Type digits, with a point or comma for decimals.",
    "mark.out_of_range": "{got} is too much. Type a number from {lowest} to {highest}.",
    "mark.not_in_unit": "{got} does not fit. This item is marked in steps of {unit}.",
    "mark.not_in_step": "{got} does not fit. This value is measured in steps of {step} {unit}.",
    "mark.not_a_time": "“{got}” is no time. Type minutes and seconds as 12:30, hours as 1:02:30, or whole seconds.",
    "mark.reason_missing": "A veto needs its reason. Write what happened.",
    "mark.note_too_long": "The text has {got} characters; at most {limit} are possible.",
    "mark.conflict": "Meanwhile “{theirs}” was entered elsewhere; you typed “{yours}”. Nothing was overwritten. "
    "Save again to keep yours, or type the other value.",
    "mark.operation_reused": "This entry was sent twice with different values. Load the page again and type the value "
    "once more.",
    "sheet.altered": "A sheet of seat {seat} does not hold what was sealed: somebody changed the database. Nothing was "
    "done; tell the administrator.",
    "sheet.not_open": "The sheet is no longer open: it was signed meanwhile. The value was not saved.",
    "sheet.part_closed": "Nothing can be entered for this candidate.",
    "sheet.part_closed.absent": "The candidate was absent: nothing can be entered.",
    "sheet.part_closed.withdrawn": "The candidate withdrew: nothing can be entered.",
    "sheet.part_closed.void": "The office declared this part of the candidate void: nothing can be entered.",
    "sheet.calibration_open": "The marking of {part} is not opened yet: its examiners mark a common example first. The "
    "value was not saved; the lead examiner opens the marking.",
    "sheet.calibration_open.needed": "The marking of {part} is not opened yet: the lead examiner has to set a common "
    "example first, as the standard asks. The value was not saved.",
    "sheet.sitting_settled": "The results of this sitting are settled already. Nothing was changed.",
    "sheet.incomplete": "The sheet of seat {seat} is not complete: {count} values are missing. Nothing was signed.",
    "sheet.choice": "Seat {seat}: of the choice “{choice}”, {taken} tasks are marked and {take} must be. Nothing was "
    "signed.",
    "sheet.choice.missing": "Seat {seat}: of the choice “{choice}”, {taken} tasks are marked and {take} must be. Mark "
    "the task that was examined. Nothing was signed.",
    "sheet.choice.too_many": "Seat {seat}: of the choice “{choice}”, {taken} tasks are marked and only {take} may be. "
    "Empty the task that was not examined. Nothing was signed.",
    "sheet.differs": "Seat {seat}: something else stands on the sheet than what you saw before signing. Nothing was signed; "
    "look at the sheet again.",
    "journal.other_account": "Somebody else is signed in on this device now. What you typed is kept here until you sign in "
    "again.",
    "sheet.blind": "In this part examiners see seats only, neither names nor photos.",
    "sheet.none_chosen": "Choose at least one sheet.",
    "sheet.none_here": "There is no sheet of yours for this part of the sitting.",
    "sheet.unknown": "There is no such sheet.",
    "sheet.wrong_state": "One of the sheets is not in the right state any more; somebody was faster. Load the page "
    "again.",
    "sheet.not_assigned": "You are not assigned to check the sheets of this sitting.",
    "sheet.not_open.returned": "The sheet was given back and is not open: ask for an amendment. The value was not "
    "saved.",
    "sheet.not_signed": "The sheet is not signed yet: until then only its examiner sees it.",
    "sheet.words_missing": "Write why the sheet is right as it stands.",
    "sheet.reason_missing": "Write the reason for which the sheet is given back.",
    "amendment.unknown": "There is no such amendment.",
    "amendment.sheet_open": "The sheet is not signed yet: change the value on the sheet itself.",
    "amendment.waiting": "An amendment of the sheet of seat {seat} is not decided yet. That has to be done first.",
    "amendment.nothing_changed": "Nothing is different from what stands on the sheet. Change a value first.",
    "amendment.stale": "Seat {seat}, “{item}”: this value was changed meanwhile, so that the amendment no longer fits. "
    "Nothing was changed; look at the sheet as it is now and ask again.",
    "amendment.incomplete": "The sheet of seat {seat} would not be complete: {count} values would be missing, the "
    "first is “{item}”. Nothing was changed.",
    "amendment.choice": "Seat {seat}: of the choice “{choice}”, {taken} tasks would be marked and {take} must be. "
    "Nothing was changed.",
    "amendment.reason_missing": "Write why the sheet has to be changed.",
    "amendment.answer_missing": "Write why you refuse. The examiner reads it.",
    "amendment.not_assigned": "You are neither a checker nor the lead examiner of this sitting.",
    "amendment.own_sheet_open": "Your own sheet of this candidate is not signed yet. Sign it first; until then you do "
    "not see the marks of others.",
    "amendment.decided": "Somebody decided on this amendment already.",
    "amendment.decided.agreed": "Somebody agreed to this amendment already.",
    "amendment.decided.refused": "Somebody refused this amendment already.",
    "amendment.decided.withdrawn": "The examiner withdrew this amendment.",
    "further.not_needed": "Nothing of seat {seat} is disputed in this part any more: no further examiner is "
    "needed.",
    "further.choice": "The sheets of seat {seat} name different tasks. Which task was done is a fact: give the wrong "
    "sheet back to its examiner.",
    "further.has_sheet": "{name} has a sheet of this candidate's part already.",
    "further.begun": "The further examiner has begun to enter marks and stays.",
    "form.no_field": "The form has no such item. Load the page again.",
    "form.no_part": "The exam of this level has no such part.",
    "form.no_level": "The standard does not assess this level.",
    "form.other_version": "The page does not fit the form of this exam. Load the page again.",
    "person.no_photo": "No photo of this candidate is kept.",
    "scores.problems": "The workbook cannot be taken as it is: {count} cells need a correction.",
    "scores.not_imported": "Nothing was saved: {count} values were refused.",
    "scores.no_keys": "The workbook lacks the keys of the template in row 2. Use the template of the part “{part}”.",
    "scores.clock_cell": "The spreadsheet took this cell for a time of day or a duration ({got}): hours and minutes, "
    "or minutes and seconds? Make the cell a text and type minutes and seconds as 12:30.",
    "scores.unknown_seat": "There is no candidate of yours with the seat number “{got}”.",
    "scores.seat_twice": "Seat {seat} stands in two rows. Keep one of them.",
    "scores.other_name": "Seat {seat} belongs to {expected}, not to {got}. Check the row.",
    "weights.sum": "The weights add up to {got} and must add up to {expected}.",
}
