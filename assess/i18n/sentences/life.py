"""Sentences about the life of issued certificates: suspended, revoked, copied, corrected, erased."""

from __future__ import annotations

SENTENCES = {
    "act.not_open": "This step about certificate {number} was decided already, or the office has not taken it up yet.",
    "act.open_already": "Another step about certificate {number} waits for a decision. Decide on it first.",
    "act.unknown": "There is no such step.",
    "act.unknown_kind": "“{got}” is nothing that can be proposed here.",
    "certificate.edition_under_way": "A new edition of certificate {number} is on its way already.",
    "certificate.erased": "The record of certificate {number} was erased. Nobody can tell any more what it said, and "
    "there is no file of it.",
    "certificate.facts": "These facts cannot be right.",
    "certificate.nothing_to_correct": "Certificate {number} says so already, so there is nothing to correct.",
    "certificate.photo_changed": "The photo on record is no longer the one on certificate {number}. A copy states the "
    "old facts only: propose a correction instead.",
    "erasing.journal_in_use": "What was erased still stands in the journal of the database, because another program is "
    "reading there. It is tried again by itself.",
    "partner_notice.unknown": "There is no such notice.",
}
