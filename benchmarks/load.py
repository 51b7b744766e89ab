"""Lead many people through `back_pain` at once, and say what that costs the server.

    python benchmarks/load.py [PEOPLE] [SECONDS]

PEOPLE (200) interviews go on at the same time, against `triage serve` with a file of
SQLite in a process of its own. Each person thinks SECONDS (5) about a page. What is
said of waiting is evidence only where the machine did nothing else: so its load before
is said, too. The time of the processor is read from `/proc`.
"""

import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from browsing import Form, as_fields  # noqa: E402
from machine import used  # noqa: E402

import triage  # noqa: E402
from triage.engine.defaults import ordinary  # noqa: E402

TREE = "back_pain"


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """Serve the tree, and yield the process and the port."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "interviews.db"
        words = ["-m", "triage", "serve", TREE, "--port", "0", "--store", str(store)]
        process = subprocess.Popen(
            [sys.executable, *words], stderr=subprocess.PIPE, text=True
        )
        try:
            said = (re.search(r":(\d+)/", line) for line in process.stderr or ())
            yield process.pid, next(int(found[1]) for found in said if found)
        finally:
            process.terminate()
            process.communicate()


class Person:
    """Answer page by page; who thinks for long has to connect anew."""

    def __init__(self, port: int, waited: list[float]) -> None:
        self.port, self.waited, self.cookie = port, waited, ""

    async def interview(self, answers: dict[str, object], think: float) -> None:
        """Go through an interview to its end."""
        await self.connect()
        where = (await self.send("POST", f"/{TREE}/start"))[0]
        while not where.endswith("/result"):
            _, page = await self.send("GET", where)
            self.writer.close()
            await asyncio.sleep(think)
            await self.connect()
            form = Form(page)
            fields = {**form.held, **as_fields(form, answers)}
            where, _ = await self.send("POST", where, urlencode(fields, doseq=True))
        await self.send("GET", where)
        self.writer.close()

    async def connect(self) -> None:
        """Open a connection."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def send(self, method: str, path: str, body: str = "") -> tuple[str, str]:
        """Send a request, and return where it leads and what came."""
        began = time.perf_counter()
        head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nCookie: {self.cookie}\r\n"
        self.writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        said = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        found = dict(re.findall(r"(?m)^([\w-]+): (.*?)\r$", said))
        length = int(found.get("content-length", 0))
        text = (await self.reader.readexactly(length)).decode()
        self.waited.append(time.perf_counter() - began)
        self.cookie = found.get("set-cookie", self.cookie).partition(";")[0]
        return found.get("location", ""), text


async def load(port: int, people: int, think: float) -> list[float]:
    """Return how long each request waited."""
    tree, waited = triage.load(TREE), list[float]()
    well = ordinary(tree)
    answers = {name: tree.questions[name].accept(well[name]) for name in well}

    async def one(number: int) -> None:
        await asyncio.sleep(think * number / people)
        await Person(port, waited).interview(answers, think)

    await asyncio.gather(*map(one, range(people)))
    return waited


def main(people: int = 200, think: float = 5) -> None:
    """Measure, and print it."""
    before = os.getloadavg()[0]
    with server() as (process, port):
        asyncio.run(load(port, 1, 0))  # the first is not like the others
        start, began = used(process), time.perf_counter()
        waited = asyncio.run(load(port, people, think))
        seconds, busy = time.perf_counter() - began, used(process) - start
    slow = statistics.quantiles(waited, n=20)[-1] if len(waited) > 1 else waited[0]
    print(f"{people} interviews at once, {len(waited)} requests in {seconds:.0f} s")
    print(f"{1000 * busy / len(waited):.2f} ms of the processor a request")
    usual = statistics.median(waited)
    print(f"waited {1000 * usual:.0f} ms, of 95 % at most {1000 * slow:.0f} ms")
    print(f"load of the machine before: {before:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    numbers = sys.argv[1:]
    main(*map(int, numbers[:1]), *map(float, numbers[1:]))
