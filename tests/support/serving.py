"""A server that listens on a free port, in a thread of the test."""

import socket
import threading
import time
from contextlib import contextmanager

import uvicorn


@contextmanager
def served(app, **options):
    """Serve an app, and yield where it listens."""
    ear = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", **options))
    thread = threading.Thread(target=server.run, args=([ear],))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"127.0.0.1:{ear.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        ear.close()
