"""A PostgreSQL server of a test alone: in a folder, on a socket, and gone after it.

A query that it plans for ever would go on when its client has left, and take all memory
there is. So the server itself ends each statement after a while, and has little room.
"""

import csv
import io
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path

SECONDS, KILOBYTES = 60, 4_000_000
"""How long a statement may take, and how much memory a process of the server has."""

OPTIONS = {
    "listen_addresses": "",
    "statement_timeout": f"{SECONDS}s",
    "shared_buffers": "16MB",
    "work_mem": "32MB",
    "max_connections": "5",
    "fsync": "off",
    "max_parallel_workers": "0",
    "jit": "off",
    "lc_messages": "C",
}


def programs():
    """Return the folder of the programs of PostgreSQL; None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    here = found[-1] if found else shutil.which("initdb")
    return Path(here).resolve().parent if here else None


def as_whom():
    """Return how to run a program that refuses to be run by root."""
    if os.geteuid():
        return {}, (os.geteuid(), os.getegid())
    for name in ("postgres", "nobody"):
        try:
            who = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}, who[2:4]
    return {}, (0, 0)


@contextmanager
def server():
    """Run a server; yield what runs a script of SQL, and returns its last table."""
    bins, (whom, owner) = programs(), as_whom()
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        os.chown(folder, *owner)
        data = f"{folder}/data"
        made = ["-D", data, "-U", "tester", "-A", "trust", "-N", "-E", "UTF8"]
        run = [bins / "initdb", *made, "--no-locale"]
        subprocess.run(run, capture_output=True, check=True, cwd=folder, **whom)
        settings = [f"-c{name}={value}" for name, value in OPTIONS.items()]
        run = [bins / "postgres", "-D", data, "-k", folder, *settings]
        limited = ["sh", "-c", f'ulimit -v {KILOBYTES}; exec "$@"', "sh", *run]
        with subprocess.Popen(
            limited, stderr=subprocess.DEVNULL, cwd=folder, **whom
        ) as process:
            try:
                ready(bins, folder)
                yield partial(asked, bins, folder)
            finally:
                process.send_signal(signal.SIGQUIT)
                process.wait(30)


def ready(bins, folder):
    """Wait until a server answers."""
    waited = [bins / "pg_isready", "-h", folder, "-U", "tester", "-q"]
    tries = ["sh", "-c", 'for _ in $(seq 300); do "$@" && exit; sleep 0.1; done', "sh"]
    subprocess.run([*tries, *waited], check=False)


def asked(bins, folder, script):
    """Return the table that the last statement of a script comes to, as texts."""
    where = ["-h", folder, "-U", "tester", "-d", "postgres"]
    how = ["-X", "-q", "--csv", "-P", r"null=\N", "-v", "ON_ERROR_STOP=1", "-f", "-"]
    done = subprocess.run(
        [bins / "psql", *where, *how],
        input=script,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr[-2000:]
    return [*csv.DictReader(io.StringIO(done.stdout))]
