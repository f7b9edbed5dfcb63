"""Answers a stranger who holds an address, a number and a name, a file, a photo, or the text of a code or credential.

No account is needed. A look-up alone opens no file; what was sent is opened in a process of its own.
"""

from assess.operations.verifying.look_up import by_number, by_qr_text, by_token
from assess.operations.verifying.papers import by_file
from assess.operations.verifying.pasted import by_credential
from assess.operations.verifying.pictures import by_picture

__all__ = ["by_credential", "by_file", "by_number", "by_picture", "by_qr_text", "by_token"]
