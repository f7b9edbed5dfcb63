"""Two authors of one enterprise, one of another, and texts for their drafts; standards lie in the test's own folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from assess.config import load_config
from assess.operations import drafts
from assess.operations.accounts import AccountDetails, actor_named, create_account
from assess.people.roles import OPERATOR, Actor, Role
from assess.store.session import Store, open_store
from tests.conftest import NOW, PASSWORD

SHIPPED = Path(__file__).resolve().parents[1] / "standards"
ENTERPRISE = "jiangmen-qiaodu-motor"
STANDARD = f"{ENTERPRISE}/6-23-04-01"
PUBLISHED = (SHIPPED / STANDARD / "2026.1.yaml").read_text(encoding="utf-8")
TEXT = PUBLISHED.replace('edition: "2026.1"', 'edition: "2026.2"')
FILING = drafts.FilingData("江人社备-2026-009", date(2026, 11, 20), "江人社函〔2026〕9号")
PEOPLE = (("tan", "谭国雄", ENTERPRISE), ("guan", "关穗芳", ENTERPRISE), ("lishouyi", "李守义", ENTERPRISE),
          ("wumou", "吴某", "xinhui-paper"))


@dataclass(frozen=True)
class Desk:
    """The installation, and the authors: three of the enterprise, ``stranger`` of another."""

    store: Store
    writer: Actor
    reviewer: Actor
    third: Actor
    stranger: Actor

    def open(self, text: str = TEXT) -> int:
        """A draft that the writer began."""
        return drafts.open_draft(self.store, self.writer, text, NOW)

    def view(self, draft_id: int, actor: Actor | None = None) -> drafts.DraftView:
        """The draft as the writer sees it, or ``actor``."""
        return drafts.draft(self.store, actor or self.writer, draft_id)

    def version(self, draft_id: int) -> int:
        """The version that stands."""
        return self.view(draft_id).version

    def submitted(self, text: str = TEXT) -> int:
        """A draft in review."""
        draft_id = self.open(text)
        drafts.submit(self.store, self.writer, draft_id, 1, NOW)
        return draft_id

    def reviewed(self, text: str = TEXT) -> int:
        """A draft that the reviewer approved, every place below the base signed."""
        draft_id = self.submitted(text)
        drafts.review(self.store, self.reviewer, draft_id, self.version(draft_id), NOW)
        return draft_id

    def filed(self, text: str = TEXT) -> int:
        """A draft that was filed."""
        draft_id = self.reviewed(text)
        drafts.file_draft(self.store, self.writer, draft_id, self.version(draft_id), FILING, NOW)
        return draft_id

    def publish(self, draft_id: int, actor: Actor | None = None) -> None:
        """Publishes the version that stands."""
        drafts.publish(self.store, actor or self.writer, draft_id, self.version(draft_id), NOW)

    def save(self, draft_id: int, text: str, actor: Actor | None = None, **how: bool) -> drafts.DraftView:
        """Saves over the version that stands."""
        return drafts.save_draft(self.store, actor or self.writer, draft_id, text, self.version(draft_id), NOW, **how)


@pytest.fixture(scope="module")
def authors_instance(empty_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with the authors; standards stand beside it, the one edition and its base."""
    place = tmp_path_factory.mktemp("authors")
    shutil.copytree(empty_instance, place / "instance")
    for name in ("ladder.yaml", f"{STANDARD}/2026.1.yaml", "national/6-23-04-01/2024.yaml"):
        (place / "standards" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SHIPPED / name, place / "standards" / name)
    entries = (SHIPPED / "index.yaml").read_text(encoding="utf-8").split("\n- ")
    kept = [f"- {entry}" for entry in entries if entry.startswith((f"id: {STANDARD}\n", "id: national/6-23-04-01\n"))]
    (place / "standards" / "index.yaml").write_text("\n".join(kept) + "\n", encoding="utf-8")
    store = open_store(load_config({"ASSESS_INSTANCE": str(place / "instance")}))
    for username, name, enterprise in PEOPLE:
        details = AccountDetails(username, name, frozenset({Role.AUTHOR}), enterprise=enterprise)
        create_account(store, OPERATOR, details, PASSWORD, now=NOW, salt=username.encode().ljust(16, b"."))
    store.engine.dispose()
    return place


@pytest.fixture
def desk(authors_instance: Path, tmp_path: Path) -> Iterator[Desk]:
    """The authors at their desks, in a copy of the test's own."""
    shutil.copytree(authors_instance, tmp_path / "authors")
    config = load_config({"ASSESS_INSTANCE": str(tmp_path / "authors" / "instance")})
    store = open_store(replace(config, standards=tmp_path / "authors" / "standards"))
    yield Desk(store, *(actor_named(store, username) for username, _, _ in PEOPLE))
    store.engine.dispose()
