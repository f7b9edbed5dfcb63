"""The settings of one installation: defaults, then ``instance/config.toml``, then ``ASSESS_…`` variables.

Unknown keys are refused, so that a misspelt setting is found at the start and not in a court. There is no default
secret: secrets are files in ``instance/keys`` (``assess.store.keys``).
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from assess.errors import BadInput

_CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Config:
    """Every setting there is; each may be named in the file, or in capitals after ``ASSESS_`` in the environment."""

    instance: Path
    """Folder of the database, the keys, the issued files; by default beside the checkout, or where one stands."""
    database_url: str
    """SQLAlchemy address; the default is one SQLite file in the instance folder."""
    base_url: str = "http://127.0.0.1:8000"
    """Address under which the public reaches this installation; it is what stands in every QR code."""
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8
    """Threads of the web server."""
    default_locale: str = "zh-Hans"
    standards: Path = Path()
    """Folder of the standards (YAML)."""
    certs: Path = Path()
    """Folder of authorities, schemes and fonts."""
    keys_fd: int = -1
    """Open file from which the passphrase of the keys is read, so that it stands in no argument and no variable."""
    keys_passphrase_file: Path = Path()
    """File with the passphrase of the keys, such as a credential of systemd; for its owner alone."""
    trusted_hosts: tuple[str, ...] = ()
    """Host names that requests may carry; empty: those of ``base_url`` and this machine."""


def load_config(environ: Mapping[str, str] | None = None) -> Config:
    """The settings in force; raises ``BadInput`` naming file or variable and key."""
    environ = os.environ if environ is None else environ
    home = _CHECKOUT if (_CHECKOUT / "standards").is_dir() else Path.cwd()
    instance = Path(environ.get("ASSESS_INSTANCE") or home / "instance").resolve()
    values: dict[str, object] = {
        "instance": instance,
        "database_url": f"sqlite:///{instance / 'assess.sqlite3'}",
        "standards": _shipped("standards"),
        "certs": _shipped("certs"),
    }
    known = {field.name: str(field.type) for field in fields(Config)}
    file = instance / "config.toml"
    for key, value in (_read_toml(file) if file.exists() else {}).items():
        if key not in known or key == "instance":
            raise BadInput("config.unknown_key", where=str(file), key=key, known=", ".join(sorted(known)))
        values[key] = _typed(key, value, known[key], str(file))
    for variable, text in environ.items():
        if variable.startswith("ASSESS_") and variable != "ASSESS_INSTANCE":
            key = variable.removeprefix("ASSESS_").lower()
            if key not in known:
                raise BadInput("config.unknown_key", where=variable, key=key, known=", ".join(sorted(known)))
            values[key] = _typed(key, text, known[key], variable)
    if environ.get("DATABASE_URL"):
        values["database_url"] = environ["DATABASE_URL"]
    return Config(**values)  # type: ignore[arg-type]


def _read_toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput("config.not_toml", where=str(file), reason=str(error)) from error


def _typed(key: str, value: object, kind: str, where: str) -> object:
    try:
        if kind == "int":
            return int(str(value))
        if kind == "Path":
            return Path(str(value)).resolve()
        if kind.startswith("tuple"):
            return tuple(value) if isinstance(value, list) else tuple(str(value).replace(",", " ").split())
        return str(value)
    except ValueError as error:
        raise BadInput("config.bad_value", where=where, key=key, got=str(value), expected=kind) from error


def _shipped(name: str) -> Path:
    """The folder of data that came with the program: beside the checkout, or where pip put it."""
    beside = _CHECKOUT / name
    return beside if beside.is_dir() else Path(sys.prefix) / "share" / "assess" / name
