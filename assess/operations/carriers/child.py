"""The process that opens one uploaded paper or picture: ``python -m assess.operations.carriers.child``.

On its input comes one line of JSON (limits, kind, the certificates of the seals that are ours), then the file; its
answer is one JSON value. It limits its own memory and processor time before it looks at the file. Two readers open a
PDF: one draws it and takes its text, the other walks through its objects; a file that is not the same to both of them
is not the same to everybody's viewer.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from io import BytesIO
from typing import Any

from assess.errors import BadInput
from assess.operations.carriers import drawing, pictures, sealing
from assess.operations.child import OVERTAXED, limit


def main() -> None:
    """Answers the one order that comes in."""
    order = json.loads(sys.stdin.buffer.readline())
    limit(order["memory"], order["processor"])
    try:
        answer = json.dumps(_answer(order, sys.stdin.buffer.read()))
    except MemoryError:
        sys.exit(OVERTAXED)
    sys.stdout.write(answer)


def _answer(order: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        if order["kind"] == "picture":
            return {"codes": pictures.codes_in(data)}
        return paper(data, [bytes.fromhex(seal) for seal in order["seals"]])
    except BadInput as error:
        return {"refused": [error.code, dict(error.params)]}


def paper(data: bytes, seals: list[bytes]) -> dict[str, Any]:
    """All that a PDF carries, as JSON has it; ``seals`` are the certificates (DER) of the seals that are ours.

    Raises ``BadInput("verify.unreadable")`` for what no reader opens, and for more than a paper has.
    """
    drawn = drawing.pages_of(data)
    return {
        "pages": [
            {"size": page.picture.size, "picture": b64encode(page.picture.tobytes()).decode(), "lines": page.lines,
             "codes": page.codes}
            for page in drawn
        ],
        "attached": [(name, b64encode(held).decode()) for name, held in drawing.attachments_of(data)],
        **sealing.structure_of(BytesIO(data), seals),
    }


if __name__ == "__main__":
    main()
