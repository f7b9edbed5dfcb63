"""Sentences about settings, keys and the database of an installation."""

from __future__ import annotations

SENTENCES = {
    "demo.not_empty": "{instance} has accounts already; a demonstration is made in an empty installation. Name another "
    "folder in ASSESS_INSTANCE.",
    "config.bad_value": "{where}: {key} must be of type {expected}, but is {got}.",
    "config.not_toml": "{where} is not valid TOML: {reason}.",
    "config.unknown_key": "{where}: there is no setting called {key}. Known are {known}.",
    "keys.damaged": "The key {path} has {got} bytes instead of {expected}. Restore it from the backup.",
    "keys.locked": "The keys in {folder} are locked. Hand in their passphrase through an open file (ASSESS_KEYS_FD) or "
    "a file for its owner alone (ASSESS_KEYS_PASSPHRASE_FILE).",
    "keys.missing": "The key “{purpose}” is missing in {folder}. Create the installation first, or restore its keys.",
    "keys.no_descriptor": "There is no open file {number} to read the passphrase from (ASSESS_KEYS_FD).",
    "keys.no_passphrase": "There is no passphrase to lock the keys with. Hand it in through ASSESS_KEYS_FD or "
    "ASSESS_KEYS_PASSPHRASE_FILE.",
    "keys.no_passphrase_file": "The file of the passphrase is missing: {path}.",
    "keys.too_open": "{path} can be read by others on this machine. Set its rights to 0700 (folder) or 0600 (file).",
    "keys.unknown": "There is no key called {key}. `assess keys list` shows them all.",
    "keys.ended": "The key {key} was given up on {on} ({how}).",
    "keys.wrong_passphrase": "The passphrase does not open the keys in {folder}.",
    "published.unknown": "There is no published file {name}.",
    "vault.does_not_open": "The protected value in {place} was altered, or it was protected with another key.",
}
