"""Sentences about names, identity documents, passwords and permissions."""

from __future__ import annotations

SENTENCES = {
    "document.birth_date": "The birth date inside the document number does not exist or lies in the future.",
    "document.bir_form": "Macao identity cards usually have seven digits, the first of them 1, 5 or 7, and one "
    "check character. Please compare with the card.",
    "document.characters": "A document number holds only digits and Latin letters.",
    "document.check_digit": "The last character does not match the others: one digit of the number is wrong.",
    "document.empty": "Enter the document number.",
    "document.length": "The number has {expected} characters; {got} were entered.",
    "document.passport_form": "Passport numbers usually have 6 to 12 digits and letters. "
    "Please compare with the passport.",
    "document.permit_form": "The permit number is M or H and 8 digits, on older cards 10.",
    "document.region": "The first digits of the number do not belong to this type of document.",
    "name.character": "Names may hold letters, spaces, · ' and - only; this is {shown} ({codepoint} {name}).",
    "name.empty": "Enter a Chinese name or a romanised name.",
    "name.invisible": "The name holds an invisible character ({codepoint} {name}). Delete it or type the name again.",
    "name.private_use": "The name holds a character of one computer's private area ({codepoint}), which nobody else "
    "can read. Enter the official character of the identity card.",
    "name.spaces": "Remove spaces or signs at the beginning or end of the name, and double spaces.",
    "name.too_long": "The name has {got} characters; at most {most} are possible.",
    "password.has_username": "The password must not contain the user name.",
    "password.too_common": "Many people use this password or one like it. Choose several unrelated words.",
    "password.too_long": "The password may have at most {most} characters.",
    "password.too_short": "The password must have at least {least} characters; this one has {got}.",
    "policy.forbidden": "You may not do this with your account.",
    "policy.forbidden.not_examined": "Whoever examined here may not take this step. Ask a colleague who did not.",
    "policy.forbidden.not_prepared": "Whoever prepared the certificates may not approve them. Ask a colleague.",
    "policy.forbidden.own": "This belongs to somebody else.",
    "policy.forbidden.not_edited": "Whoever changed the text may not review it. Ask a second expert of the enterprise.",
    "policy.forbidden.own_enterprise": "This draft belongs to another enterprise.",
    "policy.forbidden.own_authority": "These certificates belong to another authority.",
}
