"""Sentences for the public log: checkpoints, proofs, witnesses."""

SENTENCES = {
    "log.rewritten": "The log does not begin with the {size} entries that were published. Something was changed or "
                     "taken out; nothing was signed. Compare with a backup before anything else is issued.",
    "log.rolled_back": "The log has {size} entries, but {seen} were seen before. Nothing was signed.",
    "log.not_signed": "The checkpoint of {origin} is not signed by the key that was given. Nothing was signed.",
    "log.not_published": "Entry {entry} of the log is not published yet. Try again in a minute.",
    "log.nothing_published": "There is no checkpoint in {path}.",
    "log.tile_missing": "The file {path} of the log is missing.",
    "checkpoint.malformed": "This is no checkpoint: line {line} is not as it must be.",
    "checkpoint.key_malformed": "This is no key of a log: name, eight digits and the key, joined by +.",
    "proof.malformed": "This is no proof: line {line} is not as it must be.",
}
