"""Two authors of one enterprise, one of another, and texts for their drafts; standards lie in the test's own folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from assess.config import Config
from assess.operations import drafts
from assess.people.roles import Actor, Role
from assess.store.session import Store, open_store
from tests.conftest import NOW, MakeAccount

SHIPPED = Path(__file__).resolve().parents[1] / "standards"
ENTERPRISE = "jiangmen-qiaodu-motor"
STANDARD = f"{ENTERPRISE}/6-23-04-01"
PUBLISHED = (SHIPPED / STANDARD / "2026.1.yaml").read_text(encoding="utf-8")
TEXT = PUBLISHED.replace('edition: "2026.1"', 'edition: "2027.1"')
FILING = drafts.FilingData("江人社备-2027-009", date(2027, 1, 4), "江人社函〔2027〕9号")


@dataclass(frozen=True)
class Desk:
    """The installation, and the authors: ``writer`` and ``reviewer`` of the enterprise, ``stranger`` of another."""

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


@pytest.fixture
def config(config: Config, tmp_path: Path) -> Config:
    """The fresh installation with a copy of the shipped standards, to publish into."""
    shutil.copytree(SHIPPED, tmp_path / "standards")
    return replace(config, standards=tmp_path / "standards")


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """That installation, opened."""
    opened = open_store(config)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def desk(store: Store, make_account: MakeAccount) -> Desk:
    """The authors at their desks."""
    return Desk(
        store,
        make_account("tan", Role.AUTHOR, name="谭国雄", enterprise=ENTERPRISE),
        make_account("guan", Role.AUTHOR, name="关穗芳", enterprise=ENTERPRISE),
        make_account("lishouyi", Role.AUTHOR, name="李守义", enterprise=ENTERPRISE),
        make_account("wumou", Role.AUTHOR, name="吴某", enterprise="xinhui-paper"),
    )
