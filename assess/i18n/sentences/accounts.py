"""Sentences about accounts and signing in."""

from __future__ import annotations

SENTENCES = {
    "account.not_found": "There is no such account.",
    "account.username_form": "A user name has 3 to 40 small letters, digits, full stops, hyphens or underscores and "
    "begins with a letter.",
    "account.username_taken": "The user name {username} is taken.",
    "account.name_missing": "Enter the name of the person.",
    "account.role_missing": "Choose at least one role.",
    "account.authority_missing": "An authority officer needs the authority whose certificates he or she endorses.",
    "account.enterprise_missing": "An author of standards needs the enterprise whose standards he or she writes.",
    "account.enterprise_form": "“{enterprise}” cannot be the name of a folder of standards. Write small Latin letters, "
    "digits, hyphens, as jiangmen-qiaodu-motor.",
    "account.person_unknown": "Nobody is registered under the number {person}. Look it up in the list of candidates.",
    "account.own": "You cannot take away your own administrator role or deactivate yourself. "
    "Ask another administrator.",
    "sign_in.failed": "User name or password is wrong.",
    "sign_in.wait": "Too many wrong attempts. Wait {seconds} seconds, then try again.",
    "password.wrong": "The present password is wrong.",
    "password.differs": "The two passwords differ.",
}
