"""How a photo that was taken as evidence is answered; each audience has a route of its own."""

from __future__ import annotations

from werkzeug.wrappers import Response


def picture_answer(data: bytes, picture_id: int) -> Response:
    """The photo, to be shown in the page: every byte of it was written by our own encoder, none by a stranger."""
    answer = Response(data, mimetype="image/jpeg")
    answer.headers["Content-Disposition"] = f'inline; filename="photo-{picture_id}.jpg"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
