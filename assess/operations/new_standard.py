"""Starting a standard from a table of weights: as a new file, which nothing is overwritten for, or as a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assess.config import Config
from assess.errors import BadInput
from assess.i18n.formats import local_date
from assess.operations.drafts.writing import next_edition, open_draft
from assess.operations.files import read_file, write_new
from assess.operations.standards import shelved
from assess.people.roles import Actor
from assess.standards.generate import Kind, WeightTableInput, generate, place_of, read_weight_table
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
    table = read_weight_table(read_file(weights), str(weights), occupation)
    edition = f"{year}.1" if kind == "enterprise" else table.edition
    text = generate(table, kind=kind, author=author, edition=edition)
    file = out or config.standards / place_of(table, kind=kind, author=author, edition=edition)
    if out is None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput("file.unwritable", file=str(file), why=error.strerror) from error
    write_new(file, text.encode())
    return Started(file, table)


def open_from_weights(store: Store, actor: Actor, data: bytes, name: str, occupation: str, now: datetime) -> int:
    """The id of a new draft of the own enterprise, made from the table that the file ``name`` has for ``occupation``.

    Raises ``Problems`` for a faulty table, ``NotFound`` for an occupation that the file lacks.
    """
    table, author = read_weight_table(data, name, occupation), actor.enterprise or ""
    edition = next_edition(shelved(store.config), f"{author}/{table.code}", local_date(now).year)
    return open_draft(store, actor, generate(table, kind="enterprise", author=author, edition=edition), now)
