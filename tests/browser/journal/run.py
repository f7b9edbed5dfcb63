"""One run: a seed says what is typed and what fails meanwhile.

Values are typed while the network, the tab, the session, the server or the memory of the device fails. In the end all
is healed and every conflict is settled by a choice; then the server must hold exactly what was typed or chosen last in
each cell. The oracle knows nothing of the program: it only notes what the page said it took.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from playwright.sync_api import BrowserContext

from tests.browser.journal.device import FILL_MEMORY, IDLE, LEFT, Device
from tests.browser.journal.workshop import FIELDS, Workshop

FAULTS = ("none", "none", "lost message", "lost answer", "twice", "late delivery", "server error")


ACTS = ("offline", "online", "reload", "kill", "stop", "session", "full", "late", "choose")


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

    def play(self, steps: int) -> None:
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
            device.type(self.random.choice(self.sheets), key, self.value(key))
        elif chance < 0.75:
            device.fault = self.random.choice(FAULTS)
            device.wake()
        else:
            getattr(self, f"do_{self.random.choice(ACTS)}")(device)

    def value(self, key: str) -> str:
        """Something that the cell takes; now and then it is emptied."""
        if self.random.random() < 0.1:
            return ""
        halves = self.random.randint(0, FIELDS[key][1])
        return f"{halves / 2:g}" if key == "t1.cut-depth" else str(halves)

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
                device.wake()
                device.page.wait_for_function(
                    "() => !document.querySelector('#score-status.pending') || document.querySelector('td.conflict')")
            settled = sum(device.settle_conflict() for device in self.devices)
            if not settled and all(device.page.evaluate(IDLE) for device in self.devices):
                return
        self.faults.append("something still waits after everything was healed")

    def compare(self) -> None:
        """The server holds what was typed or chosen last and nothing that nobody typed; the devices hold nothing."""
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
