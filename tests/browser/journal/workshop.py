"""A small sitting on a running server, devices of one examiner, and everything that can go wrong between them.

A run follows a seed: values are typed, and meanwhile the network, the tab, the session, the server or the memory of the
device fails. In the end all is healed and every conflict is settled by a choice; then the server must hold exactly what
was typed or chosen last in each cell. The oracle knows nothing of the program: it only notes what the page took.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import waitress
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route
from sqlalchemy import delete, select

from assess.store.devices import DeviceRow
from assess.store.sheets import MarkRow, marks_of
from assess.web.app import create_app
from tests.marking import PASSWORD, Marking

FIELDS = {"t1.cut-depth": ("f_t1__cut_hdepth", 40), "t1.shape.torn": ("f_t1__shape__torn", 30),
          "t2.colour": ("f_t2__colour", 3)}
"""Cells that are filled in, their inputs, and how many steps they take."""

KEPT = """name => { const place = document.querySelector(`[name="${name}"]`).closest("td");
  return place.matches(".waiting, .saved, .conflict, .wrong") || document.querySelector("#score-status.stopped"); }"""
TYPE = """([name, value]) => { const input = document.querySelector(`[name="${name}"]`); input.value = value;
  input.dispatchEvent(new Event("change", {bubbles: true})); }"""
READY = "() => document.querySelector('form.scripted[data-begun]')"
IDLE = """() => !document.querySelector("#score-status.pending, td.waiting, td.conflict")"""
FILL_MEMORY = """() => { window.realPut = window.realPut || IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
FREE_MEMORY = "() => { if (window.realPut) IDBObjectStore.prototype.put = window.realPut; dispatchEvent(new Event('focus')); }"


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
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()

    def stop(self) -> None:
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


class Device:
    """One browser with the grid open; what it sends goes through ``faults`` on its way."""

    def __init__(self, run: Run, name: str) -> None:
        self.run, self.name = run, name
        self.context: BrowserContext = run.shop.browser.new_context(
            locale="en", viewport={"width": 900, "height": 600}, service_workers=run.workers)
        self.context.add_cookies(run.shop.sessions[0])
        run.prepare(self.context)
        self.fault, self.offline, self.full = "none", False, False
        self.late: list[tuple[str, dict[str, str], str]] = []
        self.page = self.open()

    def open(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(8_000)
        page.route("**/examiner/journal", self.carry)
        page.goto(self.run.shop.server.address + self.run.shop.grid)
        page.wait_for_function(READY)
        return page

    def carry(self, route: Route) -> None:
        """Takes one message to the server, or lets it or its answer get lost on the way."""
        fault, request = self.fault, route.request
        if self.offline or self.run.down or fault == "lost message":
            route.abort()
            return
        if fault == "late delivery":
            self.late.append((request.url, self.headers(request), request.post_data or ""))
            route.abort()
            return
        if fault == "server error":
            route.fulfill(status=500, json={"code": "request.unexpected", "message": ""})
            return
        answer = self.asked(route)
        if answer is None or fault == "lost answer":
            route.abort()
            return
        if fault == "twice":
            answer = self.asked(route) or answer
        route.fulfill(response=answer)

    def asked(self, route: Route) -> Any:
        try:
            answer = route.fetch()
        except Exception:  # the page went away while its message was on the way
            return None
        self.run.inspect(answer.status, answer.text())
        return answer

    @staticmethod
    def headers(request: Request) -> dict[str, str]:
        return {name: value for name, value in request.headers.items() if name in ("content-type", "x-csrftoken", "accept")}

    def deliver_late(self) -> None:
        """What was held up arrives now, in whatever order."""
        self.run.random.shuffle(self.late)
        for url, headers, body in self.late:
            answer = self.context.request.post(url, headers={**headers, "Referer": url}, data=body)
            self.run.inspect(answer.status, answer.text())
        self.late.clear()

    def type(self, sheet: int, key: str, value: str) -> None:
        """Types a value; noted once the page says that it took it."""
        name = f"s{sheet}-{FIELDS[key][0]}"
        if self.page.input_value(f'[name="{name}"]') == value:
            return
        self.page.evaluate(TYPE, [name, value])
        self.page.wait_for_function(KEPT, arg=name)
        self.run.note(sheet, key, value)

    def settle_conflict(self) -> bool:
        """Chooses in the first conflict that the page shows."""
        box = self.page.locator("td.conflict").first
        if not box.count():
            return False
        button = box.locator(".cell-message button").nth(self.run.random.randrange(2))
        label, name = button.inner_text(), box.locator("input").first.get_attribute("name") or ""
        box.locator("input").first.focus()
        button.click()
        self.page.wait_for_function(KEPT, arg=name)
        sheet, field_name = name[1:].split("-", 1)
        key = next(key for key, (input_name, _) in FIELDS.items() if input_name == field_name)
        value = label.split(": ", 1)[1]
        self.run.note(int(sheet), key, "" if value == "nothing" else value)
        return True

    def free(self) -> None:
        """The memory of the device has room again, and everything that was only on the page is kept."""
        if self.full:
            self.page.evaluate(FREE_MEMORY)
            self.page.wait_for_function(
                "() => !document.querySelector('#score-status').textContent.includes('memory of this device')")
            self.full = False

    def reload(self) -> None:
        """Loads the page again, from the service worker when there is no network and it has the page."""
        self.free()
        if (self.offline or self.run.down) and not self.page.evaluate("async () => Boolean(await caches.match(location.href))"):
            return
        self.signed_in()
        self.page.reload()
        self.page.wait_for_function(READY)

    def kill(self) -> None:
        """The tab is gone without a word; a new one is opened."""
        self.free()
        if self.run.down or self.offline:
            self.heal_network()
        self.page.close()
        self.signed_in()
        self.page = self.open()

    def signed_in(self) -> None:
        """Signs in where nobody is."""
        if not any(cookie["name"] == "session" for cookie in self.context.cookies()):
            self.context.add_cookies(self.run.random.choice(self.run.shop.sessions))

    def heal_network(self) -> None:
        if self.run.down:
            self.run.shop.server.start()
            self.run.down = False
        if self.offline:
            self.context.set_offline(False)
            self.offline = False

    def heal(self) -> None:
        """Everything works again."""
        self.heal_network()
        self.fault = "none"
        self.free()
        self.context.add_cookies(self.run.random.choice(self.run.shop.sessions))
        self.deliver_late()
        self.page.evaluate("dispatchEvent(new Event('focus'))")


FAULTS = ("none", "none", "lost message", "lost answer", "twice", "late delivery", "server error")


class Run:
    """One seed: a script of entries and faults over one or two devices."""

    def __init__(self, shop: Workshop, seed: int, workers: Any = "allow",
                 prepare: Callable[[BrowserContext], None] = lambda _: None) -> None:
        self.shop, self.seed, self.random = shop, seed, Random(seed)
        self.workers, self.prepare, self.down = workers, prepare, False
        self.expected: dict[tuple[int, str], str] = {}
        self.typed: set[tuple[int, str, str]] = set()
        self.faults: list[str] = []
        shop.clear()
        self.sheets = [sheet.id for sheet in shop.marking.sheets().sheets]
        self.devices = [Device(self, "phone")]
        if self.random.random() < 0.5:
            self.devices.append(Device(self, "tablet"))

    def note(self, sheet: int, key: str, value: str) -> None:
        self.expected[sheet, key] = value
        self.typed.add((sheet, key, value))

    def inspect(self, status: int, text: str) -> None:
        """No entry that the server took once is ever answered as a conflict."""
        if status != 200:
            return
        disputed = [each["operation"] for each in json.loads(text)["receipts"] if each["state"] == "conflict"]
        if disputed and {row.operation for row in self.shop.history()} & set(disputed):
            self.faults.append("an entry that is in the history was answered as a conflict")

    def play(self, steps: int = 12) -> None:
        """Types and breaks things, then heals all and compares."""
        try:
            for _ in range(steps):
                self.step(self.random.choice(self.devices))
            self.heal()
            self.compare()
        finally:
            if self.down:
                self.shop.server.start()
                self.down = False
            for device in self.devices:
                device.context.close()

    def step(self, device: Device) -> None:
        chance = self.random.random()
        if chance < 0.55:
            key = self.random.choice(list(FIELDS))
            value = "" if self.random.random() < 0.1 else str(self.random.randint(0, FIELDS[key][1]) / (2 if key == "t1.cut-depth" else 1)).removesuffix(".0")
            device.type(self.random.choice(self.sheets), key, value)
        elif chance < 0.75:
            device.fault = self.random.choice(FAULTS)
            device.page.evaluate("dispatchEvent(new Event('focus'))")
        else:
            act = self.random.choice(("offline", "online", "reload", "kill", "stop", "session", "full", "late", "choose"))
            getattr(self, f"do_{act}")(device)

    def do_offline(self, device: Device) -> None:
        device.context.set_offline(True)
        device.offline = True

    def do_online(self, device: Device) -> None:
        device.heal_network()

    def do_reload(self, device: Device) -> None:
        device.reload()

    def do_kill(self, device: Device) -> None:
        device.kill()

    def do_stop(self, device: Device) -> None:
        if not self.down:
            self.shop.server.stop()
            self.down = True

    def do_session(self, device: Device) -> None:
        device.context.clear_cookies(name="session")
        if self.random.random() < 0.5:
            device.context.add_cookies(self.shop.sessions[1])

    def do_full(self, device: Device) -> None:
        device.page.evaluate(FILL_MEMORY)
        device.full = True

    def do_late(self, device: Device) -> None:
        if not self.down:
            device.deliver_late()

    def do_choose(self, device: Device) -> None:
        device.settle_conflict()

    def heal(self) -> None:
        """Everything works again; every conflict is settled until nothing waits on any device."""
        for device in self.devices:
            device.heal()
        for _ in range(20):
            for device in self.devices:
                device.page.evaluate("dispatchEvent(new Event('focus'))")
                device.page.wait_for_function(
                    "() => !document.querySelector('#score-status.pending') || document.querySelector('td.conflict')")
            if not any([device.settle_conflict() for device in self.devices]) and \
                    all(device.page.evaluate(IDLE) for device in self.devices):
                return
        self.faults.append("something still waits after everything was healed")

    def compare(self) -> None:
        """The server holds what was typed or chosen last, its history nothing that was not typed, the devices nothing."""
        expected = {cell: value for cell, value in self.expected.items() if value}
        if (standing := self.shop.standing()) != expected:
            self.faults.append(f"stands {standing}, typed {expected}")
        for row in self.shop.history():
            if (row.sheet_id, row.field, row.value or "") not in self.typed:
                self.faults.append(f"nobody typed {row.value} into {row.field}")
        counted = [(row.device, row.sequence) for row in self.shop.history() if row.sequence]
        if len(counted) != len(set(counted)):
            self.faults.append("one entry of a journal counts twice")
        account = self.shop.marking.actors["first"].account_id
        for device in self.devices:
            for _ in range(20):
                if not (left := device.page.evaluate(LEFT, account)):
                    break
                device.page.wait_for_timeout(50)
            else:
                self.faults.append(f"{left} entries are still in the journal of the {device.name}")


LEFT = """account => new Promise((resolve) => {
  const asked = indexedDB.open(`assess-journal-${account}`);
  asked.onsuccess = () => {
    const names = [...asked.result.objectStoreNames];
    if (!names.includes("entries")) { resolve(0); return; }
    const count = asked.result.transaction("entries").objectStore("entries").count();
    count.onsuccess = () => resolve(count.result);
  };
})"""
