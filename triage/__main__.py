"""Run the command line as ``python -m triage``."""

import atexit
import gc
from importlib import import_module

from triage.cli.signals import stopped_at_once

SELDOM = 200_000
"""How many values are made before rubbish is looked for: what is imported is none."""


def main() -> None:
    """Run the command line, which Ctrl-C ends without a word from the first moment."""
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)  # what is left goes with the process
    with stopped_at_once():
        run = import_module("triage.cli.main").main
    run()


if __name__ == "__main__":
    main()
