"""Sentences about settings, keys and the database of an installation."""

from __future__ import annotations

SENTENCES = {
    "demo.not_empty": "{instance} has accounts already; a demonstration is made in an empty installation. Name another "
    "folder in ASSESS_INSTANCE.",
    "config.bad_value": "{where}: {key} must be of type {expected}, but is {got}.",
    "config.not_toml": "{where} is not valid TOML: {reason}.",
    "config.unknown_key": "{where}: there is no setting called {key}. Known are {known}.",
    "keys.damaged": "The key {path} has {got} bytes instead of {expected}. Restore it from the backup.",
    "keys.missing": "The key “{purpose}” is missing in {folder}. Create the installation first, or restore its keys.",
    "keys.too_open": "{path} can be read by others on this machine. Set its rights to 0700 (folder) or 0600 (file).",
    "vault.does_not_open": "The protected value in {place} was altered, or it was protected with another key.",
}
