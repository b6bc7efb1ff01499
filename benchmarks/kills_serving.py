"""kill -9 and Ctrl-C at random moments of `kb serve` while it answers, draws, keeps answers and takes uploads.

A server works on one store while visitors ask and upload. It is killed; then no process of it may live on, every
upload that it reported must be whole and every other one whole or absent, and after the next run nothing is left over.
`python -m benchmarks.kills` runs this after the kills of the commands that write.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote

from kb.files.whole import DRAFT
from kb.loading.load import read_file
from kb.store import originals
from kb.store.embedded import Store
from loaders.iris import DEFAULT_BASE, graph_iri

TOKEN = "of-the-test"
STARTS, DELAY = 60.0, 6.0
"""Seconds that a server may take to start, and within which it is killed."""
SERVE = """
import kb.store.kept_answers
kb.store.kept_answers.SLOW_SECONDS = 0.0
from kb.cli import main
main()
"""
"""The program, with every answer kept."""
DOCUMENT = """青山县试验{number}局2024年部门预算

部门预算收入总表
编制部门：青山县试验{number}局\t单位：万元
功能科目编码\t科目名称\t合计\t财政拨款收入
\t合计\t{total}.50\t{total}.50
213\t农林水支出\t{total}.50\t{total}.50
21303\t水利\t{total}.50\t{total}.50
2130301\t行政运行\t{total}.50\t{total}.50

部门预算支出总表
编制部门：青山县试验{number}局\t单位：万元
功能科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}.50\t{total}.50\t
213\t农林水支出\t{total}.50\t{total}.50\t
21303\t水利\t{total}.50\t{total}.50\t
2130301\t行政运行\t{total}.50\t{total}.50\t
"""
PAGES = (
    "/", "/departments", "/documents", "/findings", "/subjects", "/questions/departments", "/questions/projects",
    "/search?q=水利", "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20%3Fp%20%3Fo%7D",
    "/departments?table=departments&format=xlsx", "/dataset",
)  # fmt: skip


@dataclass
class Uploaded:
    """What was sent to the desk, what the desk took, and what it reported as loaded."""

    tried: set[int] = field(default_factory=set)
    accepted: set[int] = field(default_factory=set)
    reported: set[int] = field(default_factory=set)
    asked: int = 0


@dataclass
class ServerKill:
    """One kill of a server and what was found after it."""

    number: int
    seconds: float
    how: str
    answers: int
    uploads: str
    waiting: bool
    lost: list[str]
    repaired: list[str]


class Visitor:
    """A browser at the desk of one server."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._open = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        ).open

    def get(self, path: str) -> str:
        """A page; one that the server refuses is an answer as well."""
        try:
            with self._open(self._address + quote(path, safe="/?=&%()"), timeout=30) as answer:
                return str(answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            return error.read().decode("utf-8", "replace")

    def upload(self, number: int, text: str, known: Uploaded) -> None:
        """Send a document and wait until the desk is done with it."""
        known.tried.add(number)
        desk = self.get(f"/desk?token={TOKEN}")
        found = re.search(r'name="form_token" value="([0-9a-f]+)"', desk)
        assert found, desk[:300]
        mark = uuid.uuid4().hex
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n{found[1]}\r\n--{mark}\r\n'
            f'Content-Disposition: form-data; name="files"; filename="{number}.txt"\r\n\r\n{text}\r\n--{mark}--\r\n'
        )
        request = urllib.request.Request(f"{self._address}/desk/upload", body.encode())
        request.add_header("Content-Type", f"multipart/form-data; boundary={mark}")
        self._open(request, timeout=30).close()
        known.accepted.add(number)
        while json.loads(self.get("/desk/jobs"))[0]["state"] not in {"完成", "失败"}:
            time.sleep(0.05)
        known.reported.add(number)


def run(folder: Path, moments: int, seed: int) -> Iterator[ServerKill]:
    """Kill a server again and again on one store, and look after each kill."""
    dice = random.Random(seed)
    store, temporary = folder / "store", folder / "tmp"
    temporary.mkdir()
    _fill(folder, store)
    known = Uploaded()
    for number in range(1, moments + 1):
        seconds, how = dice.uniform(0.0, DELAY), dice.choice(("SIGKILL", "SIGKILL", "SIGINT", "all killed"))
        picture = _picture(store, folder)
        uploads = dice.randint(1, 3) if number % 2 else 0
        killed = _killed(store, temporary, known, Plan(number, uploads, seconds, how, picture))
        repaired = left_over(store, temporary)
        lost = [*killed.lost, *look(store, known, folder)]
        lost += _next_run(store, temporary, folder, number)
        lost += [f"left after the next run: {path}" for path in left_over(store, temporary)]
        counts = "/".join(str(len(one)) for one in (known.reported, known.accepted, known.tried))
        yield ServerKill(number, seconds, how, killed.asked, counts, killed.waiting, lost, repaired)


@dataclass(frozen=True, slots=True)
class Plan:
    """When and how a server is killed: so many seconds after it has reported so many uploads."""

    number: int
    uploads: int
    seconds: float
    how: str
    picture: str


@dataclass(frozen=True, slots=True)
class _Killed:
    asked: int
    waiting: bool
    lost: list[str]


def _killed(store: Path, temporary: Path, known: Uploaded, plan: Plan) -> _Killed:
    """Start a server, have it asked and given documents, and kill it."""
    server, address = _started(store, temporary)
    before, loaded, accepted, how = known.asked, len(known.reported), set(known.accepted), plan.how
    threads = [
        threading.Thread(target=_ask, args=(address, plan.number, known, plan.picture), daemon=True),
        threading.Thread(target=_ask, args=(address, plan.number + 500, known, plan.picture), daemon=True),
        threading.Thread(target=_upload, args=(address, plan.number * 10, known), daemon=True),
    ]
    for thread in threads:
        thread.start()
    until = time.monotonic() + STARTS
    while len(known.reported) < loaded + plan.uploads and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(plan.seconds)
    waiting = not known.accepted - accepted <= known.reported
    lost = [f"the server ended by itself: {server.returncode}"] if server.poll() is not None else []
    if how == "SIGINT":
        server.send_signal(signal.SIGINT)
    elif how == "all killed":
        os.killpg(server.pid, signal.SIGKILL)
    else:
        server.kill()
    errors = server.communicate(timeout=60)[1].decode()
    for thread in threads:
        thread.join(60)
    if how == "SIGINT" and "Traceback" in errors:  # a process that loses its parent while it starts may say so
        lost.append(f"a traceback: {errors[-300:]}")
    lost += [f"lives on: {process}" for process in _living(server.pid)]
    return _Killed(known.asked - before, waiting, lost)


def _ask(address: str, seed: int, known: Uploaded, picture: str) -> None:
    dice = random.Random(seed)
    visitor = Visitor(address)
    with suppress(OSError):
        while True:
            text = f"{dice.randrange(10**6)}"
            visitor.get(dice.choice((*PAGES, f"{picture}?text={text}")))
            known.asked += 1


def _upload(address: str, first: int, known: Uploaded) -> None:
    visitor = Visitor(address)
    with suppress(OSError, ValueError):
        for number in range(first, first + 10):
            visitor.upload(number, document(number), known)


def document(number: int) -> str:
    """The text of a document, which no other number has."""
    return DOCUMENT.format(number=number, total=number + 100)


def look(store: Path, known: Uploaded, folder: Path) -> list[str]:
    """What is wrong with the uploads: each is whole with its pages, or absent and was never reported."""
    wrong = []
    with Store(store, read_only=True) as reader:
        held = set(reader.documents())
        for number in sorted(known.tried):
            name, expected, sha256 = _expected(folder, number)
            if name not in held:
                if number in known.reported:
                    wrong.append(f"{name}: reported and gone")
            elif {str(quad) for quad in reader.quads(graph_iri(name))} != expected:
                wrong.append(f"{name}: torn")
            elif originals.find(store, sha256) is None:
                wrong.append(f"{name}: without its file")
    return wrong


def _expected(folder: Path, number: int) -> tuple[str, set[str], str]:
    """What a document states, read without a server."""
    import pyoxigraph as ox

    path = folder / f"{number}.txt"
    path.write_bytes(document(number).encode())
    parsed = read_file(path, DEFAULT_BASE)
    assert not parsed.error, parsed.error
    quads = {str(quad) for quad in ox.parse(parsed.quads.encode(), ox.RdfFormat.N_QUADS)}
    return parsed.document, quads, originals.digest(path)


def _next_run(store: Path, temporary: Path, folder: Path, number: int) -> list[str]:
    """Whether the next server answers, takes a document, and ends when it is asked to."""
    known = Uploaded()
    server, address = _started(store, temporary)
    try:
        visitor = Visitor(address)
        visitor.get("/")
        visitor.upload(number * 10 + 9, document(number * 10 + 9), known)
    finally:
        server.send_signal(signal.SIGINT)
        errors = server.communicate(timeout=60)[1].decode()
    wrong = look(store, known, folder)
    if server.returncode or "Traceback" in errors:
        wrong.append(f"exit code {server.returncode}: {errors[-300:]}")
    return wrong


def _started(store: Path, temporary: Path) -> tuple[subprocess.Popen[bytes], str]:
    command = [sys.executable, "-c", SERVE, "--store", str(store), "serve", "--edit", "--token", TOKEN, "--port", "0"]
    server = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONUTF8": "1"},
        cwd=Path(__file__).parent.parent,
        start_new_session=True,
    )
    assert server.stdout is not None
    address = server.stdout.readline().decode().strip()
    if not address.startswith("http"):
        raise RuntimeError(f"the server did not start: {server.communicate(timeout=STARTS)[1].decode()}")
    return server, address


def _fill(folder: Path, store: Path) -> None:
    path = folder / "0.txt"
    path.write_bytes(document(0).encode())
    parsed = read_file(path, DEFAULT_BASE)
    with Store(store) as opened:
        opened.replace(parsed.document, parsed.quads)


def _picture(store: Path, folder: Path) -> str:
    """The address of the picture of a page of a PDF that the store keeps."""
    from reportlab.pdfgen.canvas import Canvas

    path = folder / "page.pdf"
    if not path.exists():
        canvas = Canvas(str(path))
        for line in range(40):
            canvas.drawString(72, 780 - 18 * line, f"line {line} 330.50")
        canvas.save()
    return f"/page/{originals.keep(store, path)}/1.png"


def _living(session: int) -> list[str]:
    """The processes of a session that still run a few seconds after its first one has ended."""
    until = time.monotonic() + 5
    while (found := list(_of_session(session))) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def _of_session(session: int) -> Iterator[str]:
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _parent, _group, of = place.joinpath("stat").read_text("latin-1").rpartition(")")[2].split()[:4]
            if int(of) == session and state != "Z":
                yield f"{place.name} {place.joinpath('cmdline').read_text('utf-8', 'replace')[:60]!r}"


def left_over(store: Path, temporary: Path) -> list[str]:
    """Temporary files, drafts, parked folders and second databases."""
    left = [path.name for path in temporary.iterdir()]
    left += [path.name for path in store.rglob("*") if DRAFT.fullmatch(path.name)]
    left += [path.name for path in store.glob("versions/*") if not path.name[:6].isdecimal()]
    left += sorted(path.name for path in store.glob("quads*"))[1:]
    left += [path.name for path in store.parent.glob(f".{store.name}.*")]
    return [re.sub(r"[0-9]+-[0-9a-f]{6}|(?<=-)[a-z0-9_]{8}$|[0-9a-f]{64}", "…", name) for name in left]
