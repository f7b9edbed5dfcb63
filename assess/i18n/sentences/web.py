"""Sentences about requests themselves."""

from __future__ import annotations

SENTENCES = {
    "request.bad": "The request could not be understood.",
    "request.csrf": "The page had been open for too long, or you signed in again meanwhile. Nothing is lost: go back, "
    "load the page again and send the form once more.",
    "request.not_found": "There is no page at this address.",
    "request.too_large": "The file is too large. At most 16 MB can be taken.",
    "request.method": "This address cannot be used in this way.",
    "request.sign_in": "Please sign in first. What you had saved is kept.",
    "request.unexpected": "Something failed on our side. Give the reference code {reference} to the administrator.",
}
