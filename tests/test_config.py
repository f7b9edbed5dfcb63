from __future__ import annotations

from pathlib import Path

import pytest

from assess.config import load_config
from assess.errors import BadInput


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('port = 9000\nhost = "0.0.0.0"\n')
    config = load_config({"ASSESS_INSTANCE": str(tmp_path), "ASSESS_PORT": "9100"})
    assert (config.port, config.host, config.threads) == (9100, "0.0.0.0", 8)


def test_the_database_lies_in_the_instance_folder_unless_named(tmp_path: Path) -> None:
    environ = {"ASSESS_INSTANCE": str(tmp_path)}
    assert load_config(environ).database_url == f"sqlite:///{tmp_path / 'assess.sqlite3'}"
    assert load_config({**environ, "DATABASE_URL": "postgresql:///x"}).database_url == "postgresql:///x"


@pytest.mark.parametrize(("file", "environ", "code"), [
    ("prot = 9000", {}, "config.unknown_key"),
    ("", {"ASSESS_PROT": "9000"}, "config.unknown_key"),
    ("port = 'many'", {}, "config.bad_value"),
    ("", {"ASSESS_PORT": "many"}, "config.bad_value"),
    ("port =", {}, "config.not_toml"),
    ("instance = '/elsewhere'", {}, "config.unknown_key"),
])
def test_a_faulty_setting_is_refused_by_name(tmp_path: Path, file: str, environ: dict[str, str], code: str) -> None:
    (tmp_path / "config.toml").write_text(file)
    with pytest.raises(BadInput) as refused:
        load_config({"ASSESS_INSTANCE": str(tmp_path), **environ})
    assert refused.value.code == code
    assert "where" in refused.value.params
