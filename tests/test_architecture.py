"""The layers of the program: imports point downwards only, those inside functions included."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "assess"

BASIS = {"errors", "canonical", "i18n"}
PURE = BASIS | {"typesetting", "standards", "people", "exams", "figures", "certificates", "ledger"}
HANDLE = {"store.session", "store.migrate"}
"""Opening the installation: the one thing of the store that the ways in may name."""

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "canonical": set(),
    "config": {"errors"},
    "i18n": {"errors"},
    "typesetting": {"errors"},
    "standards": BASIS,
    "people": BASIS,
    "exams": BASIS | {"standards", "people", "typesetting"},
    "certificates": BASIS | {"standards", "people", "exams", "typesetting"},
    "figures": BASIS | {"standards", "people", "exams"},
    "ledger": BASIS | {"certificates"},
    "store": PURE | {"config"},
    "operations": PURE | {"config", "store"},
    "jobs": PURE | {"config", "operations"} | HANDLE,
    "cli": PURE | {"config", "operations", "jobs", "web"} | HANDLE,
    "web": PURE | {"config", "operations"} | HANDLE,
}
LIBRARIES: dict[str, set[str]] = {
    "errors": set(),
    "canonical": {"rfc8785"},
    "standards": {"yaml", "pydantic", "pydantic_core"},
    "people": {"pydantic", "argon2"},
    "typesetting": {"reportlab"},
    "exams": {"pydantic", "reportlab"},
    "ledger": set(),
    "figures": {"pydantic"},
    "certificates": {"pydantic", "pydantic_core", "yaml", "reportlab", "qrcode", "cryptography", "nacl", "fontTools",
                     "PIL", "pyld", "asn1crypto", "pyhanko", "pyhanko_certvalidator", "cbor2"},
}
"""What a pure package may use from outside; nothing that opens a file, a socket or a database."""

FILES = sorted(PACKAGE.rglob("*.py"))


def imports_of(file: Path) -> list[tuple[str, int]]:
    """Every module a file imports, wherever in it, with the line."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports relatively"
            module = node.module or ""
            found += [(f"{module}.{alias.name}" if module == "assess" else module, node.lineno) for alias in node.names]
    return found


def part_of(file: Path) -> str:
    """The package or top module a file belongs to: ``standards``, ``errors`` …"""
    inner = file.relative_to(PACKAGE).parts
    return inner[0].removesuffix(".py")


def breaches(file: Path) -> list[str]:
    """The imports of a file that point the wrong way."""
    part = part_of(file)
    if part == "__init__" or part not in MAY_IMPORT:
        return []
    allowed = MAY_IMPORT[part] | {part}
    wrong = []
    for module, line in imports_of(file):
        if not module.startswith("assess."):
            continue
        inner = module.removeprefix("assess.")
        prefixes = {inner, *(inner.rsplit(".", cut)[0] for cut in range(1, inner.count(".") + 1))}
        if not prefixes & allowed:
            wrong.append(f"{file.relative_to(ROOT)}:{line} imports {module}")
    return wrong


def test_every_package_is_in_the_table() -> None:
    parts = {part_of(file) for file in FILES} - {"__init__"}
    assert parts <= set(MAY_IMPORT), parts - set(MAY_IMPORT)


def test_imports_point_downwards() -> None:
    assert [breach for file in FILES for breach in breaches(file)] == []


def test_a_breach_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "assess" / "exams"
    folder.mkdir(parents=True)
    (folder / "bad.py").write_text("def f():\n    from assess.store.base import Base\n    return Base\n")
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path / "assess")
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    assert breaches(folder / "bad.py") == ["assess/exams/bad.py:2 imports assess.store.base"]


def test_no_audience_imports_another() -> None:
    audiences = {folder.name for folder in (PACKAGE / "web").iterdir() if (folder / "views.py").exists()}
    wrong = [
        f"{file.relative_to(ROOT)}:{line} imports {module}"
        for audience in audiences
        for file in (PACKAGE / "web" / audience).rglob("*.py")
        for module, line in imports_of(file)
        for other in audiences - {audience}
        if module == f"assess.web.{other}" or module.startswith(f"assess.web.{other}.")
    ]
    assert audiences and wrong == []


@pytest.mark.parametrize("package", sorted(LIBRARIES))
def test_pure_packages_use_only_their_libraries(package: str) -> None:
    files = [PACKAGE / f"{package}.py"] if (PACKAGE / f"{package}.py").exists() else (PACKAGE / package).rglob("*.py")
    foreign = {
        f"{file.relative_to(ROOT)}:{line} imports {module}"
        for file in files
        for module, line in imports_of(file)
        if (top := module.split(".")[0]) != "assess" and top not in sys.stdlib_module_names
        and top not in LIBRARIES[package]
    }
    assert foreign == set()


IMPURE = {"os", "pathlib", "socket", "subprocess", "time", "random", "secrets", "sqlite3", "urllib.request"}


@pytest.mark.parametrize("package", sorted(LIBRARIES))
def test_pure_packages_touch_neither_files_nor_clock_nor_chance(package: str) -> None:
    files = [PACKAGE / f"{package}.py"] if (PACKAGE / f"{package}.py").exists() else (PACKAGE / package).rglob("*.py")
    wrong = []
    for file in files:
        wrong += [f"{file.relative_to(ROOT)}:{line} imports {m}" for m, line in imports_of(file) if m in IMPURE]
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                if name in {"open", "datetime.now", "datetime.utcnow", "date.today"}:
                    wrong.append(f"{file.relative_to(ROOT)}:{node.lineno} calls {name}")
    assert wrong == []


def test_rules_load_neither_web_nor_database() -> None:
    code = "import assess.exams.result, sys; print({'flask', 'sqlalchemy', 'babel'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"


def test_only_the_unit_of_work_commits() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".commit")
        and file.relative_to(PACKAGE).as_posix() != "store/migrate.py"
    ]
    assert wrong == []
