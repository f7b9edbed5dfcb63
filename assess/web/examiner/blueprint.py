"""The blueprint that the modules of this folder hang their pages on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("examiner", __name__, url_prefix="/examiner")
