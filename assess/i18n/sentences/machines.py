"""Sentences about questions that machines ask: the JSON API, lists of certificates, offline codes."""

from __future__ import annotations

SENTENCES = {
    "api.number_and_name": "Give both number and name: a number alone does not open a certificate.",
    "api.no_file": "The body is neither a PDF nor a JPEG or PNG picture. Send the file itself as the body.",
    "bulk.cells": "Line {line}: {got} fields, but the heading has {expected}.",
    "bulk.empty": "The list has no lines. Each line holds number and name, or the code beside the QR code.",
    "bulk.encoding": "The text of the list cannot be read. Save it as CSV in UTF-8 or GB 18030.",
    "bulk.no_columns": "The heading names neither a code nor number and name. Name the columns {known}.",
    "bulk.quotes": "Line {line}: a quotation mark is not closed.",
    "bulk.row_incomplete": "Number or name is missing.",
    "bulk.row_long": "A field is longer than {most} characters.",
    "bulk.too_large": "The list is larger than {most} kB. Divide it.",
    "bulk.too_many": "The list has more than {most} lines. Divide it.",
    "offline_code.key_unknown": "The offline code is signed by a key that no authority has published.",
    "offline_code.malformed": "This is no complete offline code: its digits are damaged or were changed.",
    "offline_code.not_signed": "The offline code is not genuine: its contents were changed, or no authority signed "
    "them.",
}
