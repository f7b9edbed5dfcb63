"""Sentences about sittings, candidates, rosters, photos and duties."""

from __future__ import annotations

SENTENCES = {
    "account.candidate_has_one": "This person has an account already; the user name is {username}.",
    "applicant.born": "The birth date {got} cannot be right.",
    "applicant.born_differs": "The birth date {got} differs from the one inside the document number, {expected}.",
    "applicant.born_missing": "Enter the birth date: this document number does not hold it.",
    "applicant.document_known": "This document number belongs to {name}. Compare with the card.",
    "applicant.enrolled_already": "{name} is enrolled in this sitting already.",
    "applicant.fixed_elsewhere": "The record of {code} rests on this name and document of {name}, so they cannot be "
    "changed here. Tell the administrator.",
    "applicant.future": "The day {got} is still to come.",
    "applicant.name_differs": "The document number belongs to {known}, but the name here is {got}. Compare with the "
    "card.",
    "applicant.residence": "Choose where the person is resident.",
    "assignment.both_duties": "{name} has the other duty at this sitting. Nobody checks what they examined.",
    "assignment.conflict": "{examiner} has an interest in {person} and cannot examine at the same sitting.",
    "assignment.conflict.relative": "{examiner} is a declared relative of {person}. Choose somebody else.",
    "assignment.conflict.self": "{examiner} is a candidate of this sitting and can have no duty at it. Choose somebody "
    "else.",
    "assignment.conflict.trainee": "{person} was taught by {examiner}, as was declared. Choose somebody else.",
    "assignment.conflict.workshop": "{examiner} and {person} have the same workplace ({what}). Choose somebody else.",
    "assignment.gone": "This duty was taken back already. Load the page again.",
    "assignment.not_senior": "This part asks for senior examiners; {name} is none. The administrator enters who is "
    "one.",
    "assignment.not_senior.lead": "A part of this sitting asks for senior examiners, so that one of them leads it; "
    "{name} is none. The administrator enters who is one.",
    "assignment.lead_taken": "{code} has a lead examiner already. Release that person first.",
    "assignment.not_qualified": "This account does not hold the role for that duty, or is closed.",
    "enrolment.evidence_missing": "Name the evidence you saw or the reason: you decide otherwise than the conditions "
    "say.",
    "enrolment.evidence_missing_for_all": "Name the evidence you saw for all of them. Nobody was admitted.",
    "enrolment.has_consent": "A consent of this person is on record, so the enrolment stays. You can decide “do not "
    "admit”.",
    "enrolment.not_open": "Enrolment is not open at this sitting. Load its page again to see where it stands.",
    "enrolment.problems": "Nobody was enrolled: {count} things have to be corrected first.",
    "enrolment.unknown": "There is no such candidate; perhaps the enrolment was removed.",
    "face.too_high": "The texts are too long for the paper ({fields}): {needed_mm} mm are needed, {room_mm} mm are "
    "there.",
    "face.too_long": "“{text}” is too long for its place on the paper: {needed_mm} mm are needed, {room_mm} mm are "
    "there.",
    "font.glyph_missing": "No font of this program can print {characters} in “{text}”. Compare with the identity "
    "card; if it is right, tell the administrator.",
    "part_state.not_marking": "This can only be recorded while the sitting is being marked.",
    "part_state.reason_missing": "Give the reason: a void part must be explained.",
    "part_state.signed": "An examiner signed a sheet of seat {seat} for this part, so the candidate was there. Give "
    "the sheet back first, or record that the candidate withdrew.",
    "part_state.unknown": "Choose one of the states.",
    "photo.damaged": "The photo cannot be read to its end. Save or take it again.",
    "photo.empty": "The file is empty.",
    "photo.file_too_large": "The photo has {got} MB; at most {most} MB can be taken.",
    "photo.not_a_photo": "This file is no JPEG or PNG photo.",
    "photo.too_many_pixels": "The photo has too many pixels ({got}). Make it smaller and choose it again.",
    "photo.too_small": "The photo has {got} pixels and would print blurred; at least {least} are needed.",
    "photo.unusable": "The stored photo cannot be printed. Upload it again.",
    "relation.already_assigned": "This examiner is assigned to the sitting already. Release the examiner first, then "
    "record the relation.",
    "relation.unknown": "Choose one of the relations.",
    "roster.changed": "The checked list did not arrive as it was shown. Check the workbook again.",
    "roster.date_missing": "Enter the day, too.",
    "roster.date_without_thing": "There is a day here, but nothing in the column before it.",
    "roster.empty": "There are no people in the sheet {sheet}. They begin in row 3.",
    "roster.example_overwritten": "Half of the example text is left in this row. Overwrite or delete it completely.",
    "roster.no_keys": "The sheet {sheet} was not made from the template: in row 2 these keys are missing: {missing}. "
    "Download the template and copy the people into it.",
    "roster.not_a_date": "“{got}” is not a date. Write it as 2019-09-01.",
    "roster.problems": "Nobody was enrolled: {count} cells have to be corrected first.",
    "roster.too_long": "The roster has {got} people; at most {most} can be enrolled at once.",
    "roster.unknown_word": "“{got}” is not known here. Possible are: {known}",
    "roster.word_missing": "Choose from the list.",
    "sitting.body_does_not_issue": "The evaluation body may not issue certificates of this level.",
    "sitting.code_taken": "The code {code} is in use. Choose another one.",
    "sitting.field_empty": "Enter code and place.",
    "sitting.level_has_duties": "People already have duties at this sitting. Release them before you change the level.",
    "sitting.marking_began": "Marking has begun at {code}; duties cannot be changed any more.",
    "sitting.no_such_level": "The standard does not examine this level.",
    "sitting.no_such_step": "There is no such step.",
    "sitting.no_such_trade": "The standard has no such trade.",
    "sitting.not_a_draft": "{code} was announced already, so it cannot be changed any more.",
    "sitting.partner_twice": "Two of the chosen schemes have the same partner authority, which issues one paper for an "
    "exam. Choose one of them.",
    "sitting.scheme_not_for_route": "This scheme has no papers for this way to a grade (exam or competition).",
    "sitting.scheme_other_rule": "The standard says “{got}” for the scores under this scheme, the scheme itself "
    "“{expected}”. One of the two files has to be corrected.",
    "sitting.scheme_parts_unknown": "The scheme counts parts that the standard does not examine: {parts}.",
    "sitting.scheme_not_awarded": "The standard does not award the papers of this scheme.",
    "sitting.scheme_not_for_level": "This scheme has no papers for the level you chose.",
    "sitting.scheme_of_other_body": "This scheme belongs to another evaluation body.",
    "sitting.standard_changed": "The file of the standard {standard} {edition} is no longer the one this sitting was "
    "planned with. Nothing can be done here until the original file is back.",
    "sitting.step_needs": "This step has to wait: something before it is not done yet. See the page of the sitting.",
    "sitting.step_needs_reason": "Give the reason.",
    "sitting.step_not_from_here": "The sitting has moved on meanwhile, perhaps in another window. Load its page "
    "again to see where it stands.",
    "sitting.unknown": "There is no such sitting.",
    "workbook.damaged": "The workbook cannot be read. Open it in your spreadsheet program and save it again as .xlsx.",
    "workbook.empty": "The file is empty.",
    "workbook.formula": "This cell holds a formula. Replace it by its value.",
    "workbook.merged": "The cell {cell} is merged with others, so that it is not clear what they hold. Split them.",
    "workbook.not_xlsx": "This is not an .xlsx workbook. Save it as “Excel workbook (.xlsx)” and choose it again.",
    "workbook.number_lost": "This number was typed as a number, and spreadsheet programs keep only 15 digits of it: "
    "the last ones are lost. Format the column as text and type the number again.",
    "workbook.text_too_long": "One cell of the workbook holds a text of more than a page. Shorten it.",
    "workbook.too_large": "The workbook is larger than {most} MB.",
    "workbook.too_wide": "The cell {cell} lies too far outside; a workbook of this kind has at most {rows} rows "
    "and {columns} columns.",
    "workbook.unfolds": "The workbook unpacks to far more than a workbook of this kind holds and was not opened.",
}
