"""The monitor finds whatever an operator changes in database or files, and finds nothing where nothing was changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from one_exam import ISSUE_DAY
from sqlalchemy import text

from assess.cli import main
from assess.config import load_config
from assess.ledger.entry import GENESIS, chain
from assess.operations.monitor import CODES, Report, watch
from assess.operations.publishing import publish_changes
from assess.store.ledger import LogRow, entry_of
from assess.store.session import Store, open_store


@pytest.fixture(scope="module")
def published(issued_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose log is public to its last entry; no test changes it."""
    place = tmp_path_factory.mktemp("published") / "instance"
    shutil.copytree(issued_instance, place, ignore=shutil.ignore_patterns("cache"))
    store = open_store(load_config({"ASSESS_INSTANCE": str(place)}))
    publish_changes(store, ISSUE_DAY)
    store.engine.dispose()
    return place


@pytest.fixture
def watched(published: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for an operator who cheats."""
    shutil.copytree(published, tmp_path / "instance")
    store = open_store(load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")}))
    yield store
    store.engine.dispose()


def sql(*statements: str) -> Callable[[Store], object]:
    """Statements past the program, as somebody with the database file runs them."""

    def run(store: Store) -> None:
        with store.engine.connect() as connection:
            connection.execute(text("rollback"))
            connection.execute(text("pragma foreign_keys = off"))
            connection.execute(text("begin immediate"))
            for statement in statements:
                assert connection.execute(text(statement)).rowcount > 0, statement
            connection.execute(text("commit"))
            connection.invalidate()

    return run


def of_file(pattern: str, change: Callable[[Path], object]) -> Callable[[Store], object]:
    """A change of the first file of the instance that fits."""
    return lambda store: change(sorted(store.config.instance.glob(pattern))[0])


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def rechained(store: Store) -> None:
    """Rewrites an entry and every head after it, as somebody does who read the program."""
    with store.unit_of_work() as session:
        head = GENESIS
        for row in session.query(LogRow).order_by(LogRow.sequence):
            if row.kind == "issue":
                row.authority = "dsal-demo"
            head = row.head = chain(head, entry_of(row))


FIRST = "(select min(sequence) from log where kind = '{}')"
ONE = "(select min(id) from certificate where state = 'issued')"
TAMPERED = {
    "an entry changed": (sql(f"update log set authority = 'x' where sequence = {FIRST.format('issue')}"),
                         {"log.chain", "published.differs"}),
    "the whole chain made anew": (rechained, {"published.differs"}),
    "an entry taken out": (sql(f"delete from log where sequence = {FIRST.format('issue')}"),
                           {"log.chain", "certificate.no_entry", "published.differs"}),
    "the newest entries taken out": (sql("delete from log where sequence > (select max(sequence) - 2 from log)"),
                                     {"published.ahead"}),
    "a certificate taken out": (sql(f"delete from certificate where id = {ONE}"), {"log.no_certificate"}),
    "a certificate never logged": (sql(f"update certificate set leaf = '{'0' * 64}' where id = {ONE}"),
                                   {"certificate.no_entry", "log.no_certificate", "certificate.altered"}),
    "a grade altered by its salt": (sql(f"update certificate set salt = zeroblob(32) where id = {ONE}"),
                                    {"certificate.no_entry"}),
    "a state altered": (sql(f"update certificate set status = 'revoked' where id = {ONE}"),
                        {"certificate.state", "certificate.altered"}),
    "a number altered": (sql(f"update certificate set number = 'SPECIMEN999' where id = {ONE}"),
                         {"certificate.altered"}),
    "a sheet's digest altered": (sql(f"update sheet set digest = '{'0' * 64}' where state = 'sealed'"),
                                 {"sheet.no_entry"}),
    "what a sheet's entry says altered": (sql(f"update sheet_seal set digest = '{'0' * 64}'"),
                                          {"sheet.altered", "sheet.no_entry"}),
    "the seals of sheets taken out": (sql("delete from sheet_seal"), {"log.no_sheet", "sheet.no_entry"}),
    "a form altered": (sql("update form set record = record || ' '"), {"form.altered"}),
    "a form taken out": (sql("delete from form"), {"log.no_form"}),
    "a paper altered": (of_file("files/*/*.pdf", flip), {"file.altered"}),
    "a paper gone": (of_file("files/*/*.pdf", Path.unlink), {"file.missing"}),
    "a credential altered": (of_file("files/*/*.json", flip), {"file.altered"}),
    "a credential gone": (of_file("files/*/*.json", Path.unlink), {"file.missing"}),
    "the paper's row taken out": (sql(f"delete from certificate_file where certificate_id = {ONE}"),
                                  {"certificate.no_paper"}),
    "a tile altered": (of_file("public/log/tile/0/*.p/*", flip), {"published.differs"}),
    "entries altered": (of_file("public/log/tile/entries/*.p/*", flip), {"published.differs"}),
    "entries gone": (lambda store: shutil.rmtree(store.config.instance / "public/log/tile/entries"),
                     {"published.missing"}),
    "the checkpoint altered": (of_file("public/log/checkpoint", flip), {"published.signature"}),
    "the checkpoint no longer one": (of_file("public/log/checkpoint", lambda file: file.write_bytes(b"log\xff\n")),
                                     {"published.signature"}),
    "an older checkpoint altered": (of_file("public/log/checkpoints/*/*", flip), {"published.signature"}),
    "a list of states altered": (of_file("public/authorities/*/status/*/*.json", flip), {"status.no_entry"}),
    "the lists of states gone": (of_file("public/authorities/*/status", shutil.rmtree), {"status.missing"}),
    "a published key taken away": (of_file("public/keys/jiangmen*.json", Path.unlink), {"log.no_key"}),
}


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings if finding.is_fault}


def test_an_untouched_installation_is_sound(watched: Store) -> None:
    report = watch(watched)
    assert report.sound and report.findings == (), report.findings
    assert report.entries == report.published > 10 and report.certificates > 1 and report.files > 4


@pytest.mark.parametrize("case", TAMPERED)
def test_whatever_an_operator_changes_is_found(watched: Store, case: str) -> None:
    tamper, expected = TAMPERED[case]
    tamper(watched)
    report = watch(watched)
    assert not report.sound
    assert codes(report) & expected, report.findings
    assert codes(report) <= CODES.keys()


def test_the_chain_alone_would_not_see_that_it_was_made_anew(watched: Store) -> None:
    rechained(watched)
    assert "log.chain" not in codes(watch(watched))


def test_what_a_crash_leaves_is_told_and_is_no_fault(watched: Store) -> None:
    folder = watched.config.instance / "files" / "aa"
    folder.mkdir(exist_ok=True)
    (folder / f"aa{'0' * 62}.pdf").write_bytes(b"%PDF-half")
    report = watch(watched)
    assert report.sound and [finding.code for finding in report.findings] == ["file.orphan"]


def test_the_command_says_it_to_people_and_machines(
    watched: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSESS_INSTANCE", str(watched.config.instance))
    assert main(["log", "audit", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sound"] is True
    TAMPERED["a paper gone"][0](watched)
    assert main(["log", "audit"]) == 1
    assert "FAULT: " in capsys.readouterr().out
    assert main(["log", "audit", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["sound"] is False and told["findings"][0]["code"] == "file.missing"
