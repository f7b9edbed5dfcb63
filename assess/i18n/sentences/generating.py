"""Sentences about tables of weights and the drafts that are made from them."""

from __future__ import annotations

SENTENCES = {
    "file.exists": "{file} is there already; nothing was written. Name another file.",
    "file.unwritable": "{file} cannot be written: {why}.",
    "generate.author_missing": "An enterprise's standard needs its author: give the id of the enterprise.",
    "generate.started": "{file}: a draft for {name}. Replace what its comments name, then run: assess standards "
    "check {file}",
    "weights.invalid": "The table of weights in {where} has {count} faults. Nothing was written.",
    "weights.none": "There is no weight in this table.",
    "weights.not_json": "This is not valid JSON: {reason}.",
    "weights.occupation_unknown": "There is no occupation {occupation} in {where}. It has: {known}.",
}
