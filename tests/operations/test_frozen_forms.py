"""The form of a sitting is kept when its marking starts: no later program and no lost file changes it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest
from one_exam import EXAM, actor

from assess.canonical import canonical, sha256_hex
from assess.config import Config, load_config
from assess.errors import Refused
from assess.exams.form import read_form
from assess.operations import forms, settling
from assess.store.forms import FormRow
from assess.store.session import Store, open_store
from assess.store.sittings import sitting


@pytest.fixture
def config(waiting_instance, tmp_path) -> Config:  # type: ignore[no-untyped-def]
    """Settings of the test's own copy of an installation after the exam of ``one_exam``."""
    shutil.copytree(waiting_instance, tmp_path / "instance")
    return load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    opened = open_store(config)
    yield opened
    opened.engine.dispose()


@pytest.fixture(autouse=True)
def a_process_that_has_just_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_kept", {})
    monkeypatch.setattr(forms, "_derived", {})


def test_the_kept_bytes_are_the_form_and_have_its_digest(store: Store) -> None:
    with store.reading() as session:
        row = sitting(session, EXAM.sitting_id)
        kept = session.get_one(FormRow, row.form_digest)
        assert sha256_hex(kept.record) == row.form_digest == forms.form_of(store, row).digest
        row.form_digest = None
        assert forms.form_of(store, row) == read_form(kept.record)


def test_a_standard_whose_file_is_gone_still_gives_the_same_results(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [line.result for line in settling.preview(store, actor(store, "office"), EXAM.sitting_id)]
    forms._kept.clear()

    def gone(*_: object) -> None:
        raise AssertionError("the file of the standard was asked for")

    monkeypatch.setattr(forms, "standard_of", gone)
    assert [line.result for line in settling.preview(store, actor(store, "office"), EXAM.sitting_id)] == before


def test_bytes_that_were_altered_are_refused(store: Store) -> None:
    with store.reading() as session:
        row = sitting(session, EXAM.sitting_id)
        kept = session.get_one(FormRow, row.form_digest)
        kept.record = kept.record.replace(b'"pass_mark":"60"', b'"pass_mark":"59"')
        with pytest.raises(Refused) as caught:
            forms.form_of(store, row)
    assert caught.value.code == "form.altered"


def test_a_form_kept_before_a_key_was_known_keeps_its_digest_and_decides_the_same(store: Store) -> None:
    with store.reading() as session:
        form = forms.form_of(store, sitting(session, EXAM.sitting_id))
    data = json.loads(form.record)
    for part in data["parts"]:
        assert part["part"].pop("near") is None and part["part"].pop("blind") is False
    older = canonical(data)
    read = read_form(older)
    assert read == form
    assert read.digest == sha256_hex(older) != form.digest
