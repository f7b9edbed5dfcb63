"""Sentences for the public log: entries, checkpoints, proofs, witnesses."""

SENTENCES = {
    "log.rewritten": "The log does not begin with the {size} entries that were published. Something was changed or "
                     "taken out; nothing was signed. Compare with a backup before anything else is issued.",
    "log.ahead": "The published log has {more} entries that the database does not know: the database is an older copy. "
                 "Nothing was issued. Put the newest copy back first.",
    "log.rolled_back": "The log has {size} entries, but {seen} were seen before. Nothing was signed.",
    "log.not_signed": "The checkpoint of {origin} is not signed by the key that was given. Nothing was signed.",
    "log.not_published": "Entry {entry} of the log is not published yet. Try again in a minute.",
    "log.nothing_published": "There is no checkpoint in {path}.",
    "log.tile_missing": "The file {path} of the log is missing.",
    "log.own": "{origin} is this installation's own log. A witness must be somebody else.",
    "log.foreign": "This checkpoint is of the log {origin}, not of {expected}. Nothing was published.",
    "log.checkpoint_unknown": "This log published no checkpoint of {size} entries.",
    "log.split_view": "The witness saw another log of {size} entries than the one that is published here. Nothing was "
                      "published. Somebody was shown another history: compare both copies at once.",
    "log.no_witness": "No known witness has signed this checkpoint. Known witnesses: {known}.",
    "log.no_witness_key": "The key of {name} is a log's, not a witness's. Ask for what assess log key --witness "
                          "prints.",
    "log.witness_unknown": "{name} is not among the required witnesses.",
    "entry.unreadable": "This is no entry of the log.",
    "log.no_file": "Choose the PDF of the certificate, or the two files record.json and log-proof.txt that lie in it.",
    "log.nothing_enclosed": "There is no record.json or no log-proof.txt in this PDF. Choose the file as it was "
                            "downloaded, not a copy printed or saved again.",
    "checkpoint.malformed": "This is no checkpoint: line {line} is not as it must be.",
    "checkpoint.key_malformed": "This is no key of a log: name, eight digits and the key, joined by +.",
    "proof.malformed": "This is no proof: line {line} is not as it must be.",
}
