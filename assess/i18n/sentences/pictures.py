"""Sentences about the photos that examiners take as evidence."""

from __future__ import annotations

SENTENCES = {
    "picture.unknown": "There is no such photo.",
    "picture.too_many": "{most} photos of this item are kept already. Remove one of them first.",
    "picture.too_many_ever": "{most} photos of this item were taken, removed ones included. No more are kept.",
    "picture.closed": "The sheet is signed: its photos stay as they are.",
    "picture.signed": "The sheet was signed with this photo; a sheet that was given back can only get more of them.",
    "picture.operation_reused": "This photo was sent twice with different contents. Load the page again and choose it "
    "once more.",
}
