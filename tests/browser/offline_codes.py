"""A site that writes down all that it is asked, and the codes on the papers it has issued."""

from __future__ import annotations

import io
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import zxingcpp
from one_exam import EXAM, actor, paper_of
from PIL import Image
from werkzeug.serving import make_server

from assess.config import load_config
from assess.operations import issuing
from assess.store.session import Store, open_store
from assess.web.app import create_app


@dataclass
class Recorder:
    """A WSGI application that keeps what is asked of ``app``: address, headers and body."""

    app: Callable[..., Iterable[bytes]]
    asked: list[str] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        kept = {key: value for key, value in environ.items() if isinstance(value, str)}
        self.asked.append(f"{kept} {body!r}")
        return self.app(environ, start_response)


@dataclass(frozen=True)
class Printed:
    """An issued paper: the text of its offline code, and pictures of its two pages."""

    token: str
    number: str
    code: str
    pictures: tuple[Path, Path]

    @property
    def digits(self) -> str:
        return self.code.partition("#")[2]


@dataclass(frozen=True)
class Watched:
    """The running site, what it was asked, and the papers of Chan by authority."""

    address: str
    store: Store
    asked: list[str]
    papers: dict[str, Printed]


@contextmanager
def watched(instance: Path, folder: Path) -> Iterator[Watched]:
    """A server on this machine over a copy of ``instance``, which believes to be where it is."""
    shutil.copytree(instance, folder / "instance")
    store = open_store(load_config({"ASSESS_INSTANCE": str(folder / "instance")}))
    config = replace(store.config, trusted_hosts=("127.0.0.1", "shop.test"))
    recorder = Recorder(create_app(config, store))
    server = make_server("127.0.0.1", 0, recorder, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    papers = {authority: _printed(store, authority, folder) for authority in ("jiangmen-demo", "dsal-demo")}
    try:
        yield Watched(f"http://127.0.0.1:{server.port}", store, recorder.asked, papers)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        store.engine.dispose()


def _printed(store: Store, authority: str, folder: Path) -> Printed:
    paper = paper_of(store, EXAM, "chan", authority)
    (folder / f"{authority}.pdf").write_bytes(issuing.paper(store, actor(store, "chan"), paper.id))
    command = ["pdftoppm", "-r", "110", "-gray", "-png", f"{authority}.pdf", authority]
    subprocess.run(command, cwd=folder, check=True)
    first, second = sorted(folder.glob(f"{authority}-*.png"))
    return Printed(paper.token, paper.number, _read(second), (first, second))


def _read(page: Path) -> str:
    with Image.open(page) as image:
        codes = zxingcpp.read_barcodes(image.convert("L"))
    assert len(codes) == 1, f"{page.name}: {len(codes)} codes"
    return str(codes[0].text)
