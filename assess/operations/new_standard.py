"""Starting a standard from a table of weights: as a new file, which nothing is overwritten for, or as a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assess.config import Config
from assess.errors import BadInput, Conflict, NotFound
from assess.i18n.formats import local_date
from assess.operations.drafts.writing import next_edition, open_draft
from assess.operations.standards import library
from assess.people.roles import Actor
from assess.standards.generate import Kind, WeightTableInput, generate, place_of, read_weight_table
from assess.standards.parse import MAX_BYTES
from assess.store.session import Store


@dataclass(frozen=True)
class Started:
    """The file that was written, and the table it was made from."""

    file: Path
    table: WeightTableInput


def start_standard(
    config: Config, weights: Path, occupation: str, *, kind: Kind, author: str, out: Path | None, year: int
) -> Started:
    """Writes the draft for ``occupation`` to ``out``, or to where such a standard belongs in the installation.

    An enterprise's first edition is named after the ``year``. Raises ``Problems`` for a faulty table, ``NotFound`` for
    an occupation that it lacks, ``Conflict`` when the file is there already.
    """
    table = read_weight_table(_read(weights), str(weights), occupation)
    edition = f"{year}.1" if kind == "enterprise" else table.edition
    text = generate(table, kind=kind, author=author, edition=edition)
    file = out or config.standards / place_of(table, kind=kind, author=author, edition=edition)
    try:
        if out is None:
            file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except FileExistsError:
        raise Conflict("file.exists", file=str(file)) from None
    except OSError as error:
        raise BadInput("file.unwritable", file=str(file), why=error.strerror) from error
    return Started(file, table)


def open_from_weights(store: Store, actor: Actor, data: bytes, name: str, occupation: str, now: datetime) -> int:
    """The id of a new draft of the own enterprise, made from the table that the file ``name`` has for ``occupation``.

    Raises ``Problems`` for a faulty table, ``NotFound`` for an occupation that the file lacks.
    """
    table, author = read_weight_table(data, name, occupation), actor.enterprise or ""
    edition = next_edition(library(store.config), f"{author}/{table.code}", local_date(now).year)
    return open_draft(store, actor, generate(table, kind="enterprise", author=author, edition=edition), now)


def _read(weights: Path) -> bytes:
    if not weights.is_file():
        raise NotFound("file.not_found", file=str(weights))
    try:
        with weights.open("rb") as file:
            # One byte more than allowed is enough for the refusal.
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadInput("file.unreadable", file=str(weights), why=error.strerror) from error
