"""A Redis server of a test alone: in a folder, on a socket, and gone after it."""

import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAM = shutil.which("redis-server")

needs_redis = pytest.mark.skipif(
    PROGRAM is None, reason="redis-server is not installed"
)

SAFE = ["--appendonly", "yes", "--appendfsync", "always"]
"""Each answer is on the disk before it is acknowledged."""


@contextmanager
def folder():
    """Make a folder whose name is short enough for a socket in it."""
    with tempfile.TemporaryDirectory(prefix="redis") as found:
        yield Path(found)


@contextmanager
def server(where, *settings):
    """Run a server in a folder; yield its URL, and the process."""
    ear = where / "ear"
    run = [PROGRAM, "--port", "0", "--unixsocket", ear, "--dir", where, "--save", ""]
    with subprocess.Popen([*run, *settings], stdout=subprocess.DEVNULL) as process:
        try:
            while not ear.is_socket():
                assert process.poll() is None, "redis-server has ended"
                time.sleep(0.01)
            yield f"unix://{ear}", process
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(30)
            ear.unlink(missing_ok=True)
