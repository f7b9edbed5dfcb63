"""What `pip install .` takes along: the data beside the packages, too."""

from __future__ import annotations

from configparser import ConfigParser
from fnmatch import fnmatch
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def settings() -> ConfigParser:
    parser = ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def test_every_standard_and_every_file_of_an_authority_is_installed() -> None:
    lines = settings()["options.data_files"].items()
    taken = {(target.removeprefix("share/assess/"), pattern) for target, pattern in lines}
    missing = [
        str(file.relative_to(ROOT))
        for folder in ("standards", "certs")
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and not file.name.startswith(".") and "__pycache__" not in file.parts
        and not any(file.parent == ROOT / target and fnmatch(file.relative_to(ROOT).as_posix(), pattern)
                    for target, pattern in taken)
    ]
    assert missing == []


def test_every_template_script_and_catalogue_is_installed() -> None:
    patterns = settings()["options.package_data"]["assess"].split()
    data = [file for file in (ROOT / "assess").rglob("*")
            if file.is_file() and file.suffix not in (".py", ".pyc") and not file.name.startswith(".")]
    missing = [str(file.relative_to(ROOT)) for file in data
               if not any(fnmatch(file.relative_to(ROOT / "assess").as_posix(), pattern.replace("**", "*"))
                          for pattern in patterns)]
    assert data and missing == []


def test_the_lock_pins_every_requirement_within_its_range() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(name): version for name, _, version in
              (line.removesuffix(" \\").partition("==") for line in lines if "==" in line)}
    asked = [Requirement(line) for line in settings()["options"]["install_requires"].split("\n") if line]
    assert {one.name for one in asked if pinned.get(canonicalize_name(one.name), "") not in one.specifier} == set()
    assert sum("--hash=sha256:" in line for line in lines) >= len(pinned)
