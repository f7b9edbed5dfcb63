"""A small sitting on a running server that can be stopped, and two sessions of its examiner."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import Any

import waitress
from playwright.sync_api import Browser
from sqlalchemy import delete, select

from assess.store.devices import DeviceRow
from assess.store.sheets import MarkRow, marks_of
from assess.web.app import create_app
from tests.marking import PASSWORD, Marking

FIELDS = {"t1.cut-depth": ("f_t1__cut_hdepth", 40), "t1.shape.torn": ("f_t1__shape__torn", 30),
          "t2.colour": ("f_t2__colour", 3)}
"""Cells that are filled in, their inputs, and how many steps they take."""


class Server:
    """The application on one port; it can be stopped and started again."""

    def __init__(self, marking: Marking) -> None:
        self.marking, self.port = marking, 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.map: dict[int, Any] = {}
        config = replace(self.marking.store.config, trusted_hosts=("127.0.0.1",))
        self.server = waitress.create_server(create_app(config, self.marking.store), host="127.0.0.1", port=self.port,
                                             threads=4, map=self.map)
        self.port = self.server.effective_port
        self.stopping = False
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self) -> None:
        try:
            self.server.run()
        except OSError:  # its sockets were closed while it listened
            if not self.stopping:
                raise

    def stop(self) -> None:
        self.stopping = True
        self.server.task_dispatcher.shutdown(cancel_pending=False)
        self.server.close()
        for connection in list(self.map.values()):
            connection.close()
        self.thread.join(5)


@dataclass
class Workshop:
    """The sitting, its server, the browser, and two sessions of the same examiner."""

    marking: Marking
    server: Server
    browser: Browser
    sessions: list[list[Any]] = field(default_factory=list)

    def sign_in(self, username: str = "first") -> list[Any]:
        """The cookies of a new session."""
        context = self.browser.new_context(locale="en", service_workers="block")
        page = context.new_page()
        page.goto(f"{self.server.address}/sign-in?lang=en&next={self.grid}")
        page.fill("#username", username)
        page.fill("#password", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(f"**{self.grid}")
        cookies = context.cookies()
        context.close()
        return cookies

    @property
    def grid(self) -> str:
        return f"/examiner/sittings/{self.marking.sitting_id}/practical"

    def clear(self) -> None:
        """An empty sheet for the next run."""
        with self.marking.store.unit_of_work() as session:
            session.execute(delete(MarkRow))
            session.execute(delete(DeviceRow))

    def standing(self) -> dict[tuple[int, str], str]:
        """What stands on the first examiner's sheets."""
        ids = [sheet.id for sheet in self.marking.sheets().sheets]
        with self.marking.store.reading() as session:
            found = marks_of(session, ids)
        return {(sheet, key): mark.value for sheet, marks in found.items() for key, mark in marks.items() if mark.value}

    def history(self) -> list[MarkRow]:
        with self.marking.store.reading() as session:
            return list(session.scalars(select(MarkRow).order_by(MarkRow.id)))
