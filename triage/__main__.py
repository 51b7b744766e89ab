"""Run the command line as ``python -m triage``."""

from importlib import import_module

from triage.cli.signals import stopped_at_once


def main() -> None:
    """Run the command line, which Ctrl-C ends without a word from the first moment."""
    with stopped_at_once():
        run = import_module("triage.cli.main").main
    run()


if __name__ == "__main__":
    main()
