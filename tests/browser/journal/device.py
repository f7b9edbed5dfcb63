"""One browser with the score grid open, and everything that can go wrong between it and the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import BrowserContext, Error, Page, Request, Route

from tests.browser.journal.workshop import FIELDS

if TYPE_CHECKING:
    from tests.browser.journal.run import Run

KEPT = """name => { const place = document.querySelector(`[name="${name}"]`).closest("td");
  return place.matches(".waiting, .saved, .conflict, .wrong")
    || document.querySelector("#score-status").textContent.includes("memory of this device"); }"""
TYPE = """([name, value]) => { const input = document.querySelector(`[name="${name}"]`); input.value = value;
  input.dispatchEvent(new Event("change", {bubbles: true})); }"""
READY = "() => document.querySelector('form.scripted[data-begun]')"
IDLE = """() => !document.querySelector("#score-status.pending, td.waiting, td.conflict")"""
FILL_MEMORY = """() => { window.realPut = window.realPut || IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
FREE_MEMORY = "() => { if (window.realPut) IDBObjectStore.prototype.put = window.realPut; }"
CACHED = "async () => Boolean(navigator.serviceWorker.controller && await caches.match(location.href))"
LEFT = """account => new Promise((resolve) => {
  const asked = indexedDB.open(`assess-journal-${account}`);
  asked.onsuccess = () => {
    const names = [...asked.result.objectStoreNames];
    if (!names.includes("entries")) { resolve(0); return; }
    const count = asked.result.transaction("entries").objectStore("entries").count();
    count.onsuccess = () => resolve(count.result);
  };
})"""
"""How many entries lie in the journal of an account."""


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
        page.set_default_timeout(25_000)
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
        status, text = answer
        route.fulfill(status=status, body=text, content_type="application/json")

    def asked(self, route: Route) -> tuple[int, str] | None:
        """Status and text of the server's answer; None when nobody waits for it any more."""
        try:
            fetched = route.fetch()
            answer = fetched.status, fetched.text()
        except Error:  # the page went away while its message was on the way
            return None
        self.run.inspect(*answer)
        return answer

    @staticmethod
    def headers(request: Request) -> dict[str, str]:
        """Those of a message that its late copy needs."""
        kept = ("content-type", "x-csrftoken", "accept")
        return {name: value for name, value in request.headers.items() if name in kept}

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

    def wake(self) -> None:
        """Somebody looks at the page again, which makes it try at once."""
        self.page.evaluate("dispatchEvent(new Event('focus'))")

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
            self.wake()
            self.page.wait_for_function(
                "() => !document.querySelector('#score-status').textContent.includes('memory of this device')")
            self.full = False

    def reload(self) -> None:
        """Loads the page again, from the service worker when there is no network and it has the page."""
        self.free()
        if (self.offline or self.run.down) and not self.page.evaluate(CACHED):
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
        """The examiner signs in, in whatever session; a cookie without anybody behind it may lie there."""
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
        self.wake()
