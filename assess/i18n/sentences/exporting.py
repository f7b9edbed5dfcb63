"""Sentences about files that leave the program: archives, and what authorities want reported."""

from __future__ import annotations

SENTENCES = {
    "export.reason_missing": "Give the reason.",
    "export.reason_too_long": "The reason is too long: at most {limit} characters.",
    "export.record_altered": "The record of the result of seat {seat} is not the one that was settled. Nothing was "
    "exported; tell the administrator.",
    "session.not_fresh": "You signed in more than {minutes} minutes ago. The file holds identity numbers: sign in "
    "again, then make it.",
    "upload.header_twice": "There are two columns {header}. Each heading may stand once.",
    "upload.incomplete": "The file cannot be made; {count} values are missing.",
    "upload.invalid": "{where} cannot be used; {count} faults were found.",
    "upload.no_date": "“date” says how a day is written, and {source} is no day. Take it out.",
    "upload.no_value": "There is no value for the column {header}. Enter it, or write in upload.yaml what stands there "
    "instead (“empty”).",
    "upload.no_word": "The column {header} has no word for {got}. Add it to “words” in upload.yaml.",
    "upload.none": "There is nothing to report to {authority}: it wants no file, or no certificate is approved.",
    "upload.not_encodable": "The character {got} ({codepoint}) cannot be written in {encoding}. Choose utf-8-sig in "
    "upload.yaml, or xlsx.",
    "upload.one_origin": "The column {header} needs either a source or a value, not both.",
    "upload.source_unknown": "There is no source {got}. Known are: {known}.",
    "upload.source_unknown.near": "There is no source {got}. Do you mean {near}?",
    "upload.word_unknown": "{got} is no code of this source. Known are: {known}.",
    "upload.words_missing": "{source} is a code: write with “words” what the authority calls {codes}.",
}
