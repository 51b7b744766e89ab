"""Exit codes: how a command ended, for the shell that ran it."""

from enum import IntEnum
from typing import Self


class ExitCode(IntEnum):
    meaning: str

    def __new__(cls, value: int, meaning: str) -> Self:
        code = int.__new__(cls, value)
        code._value_ = value
        code.meaning = meaning
        return code

    OK = 0, "all that was asked for is done, and nothing is wrong"
    FAILED = 1, "something is wrong: each command says below what counts as that"
    BAD_INPUT = 2, "something given cannot be used: the message says what"
    INCOMPLETE = 3, "answers are missing: there is no result yet"
    INTERRUPTED = 130, "it was stopped by Ctrl-C"
    UNREAD = 141, "nobody read its output to the end"
