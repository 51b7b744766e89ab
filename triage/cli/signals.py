"""Signals: Ctrl-C where Python would hear of it only afterwards."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stopped_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process while something works that Python cannot interrupt.

    Nothing may be written meanwhile.
    """
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not heard or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
