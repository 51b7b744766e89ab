"""Kill a process that keeps interviews, again and again, and see what it had kept.

    python tests/support/killed.py FILE TIMES SEED
    python tests/support/killed.py unix:///folder/socket-of-redis TIMES SEED

It writes how many interviews were acknowledged, and fails where one of them is missing,
or is not as it was acknowledged last.
"""

import os
import random
import signal
import sys

import attrs

from triage.web import Files, Redis, Row


def opened(where):
    return Redis(where) if where.startswith("unix:") else Files(where)


def keep(path, ear, begin):
    """Keep interviews and answers for ever, and say each that was kept."""
    store = opened(path)
    for number in range(begin, 10**9):
        row = Row("owner", "start", f"0 of {number}")
        store.add(f"n{number}", row)
        os.write(ear, f"{number} 0\n".encode())
        store.put(f"n{number}", attrs.evolve(row, record=f"1 of {number}"))
        os.write(ear, f"{number} 1\n".encode())


def killed(path, begin, chance):
    """Return what a process has acknowledged before it was killed."""
    mouth, ear = os.pipe()
    child = os.fork()
    if not child:
        keep(path, ear, begin)
    os.close(ear)
    heard = b""
    with os.fdopen(mouth, "rb", buffering=0) as said:
        while heard.count(b"\n") < chance.randint(1, 8):
            heard += said.read(64)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        heard += said.read()
    lines = heard.decode().splitlines()
    return [tuple(map(int, line.split())) for line in lines]


def main(path, times, seed):
    chance, last = random.Random(seed), dict[int, int]()
    for _ in range(times):
        last |= dict(killed(path, max(last, default=0) + 2, chance))
        store = opened(path)
        for number, revision in last.items():
            row = store.get(f"n{number}")
            assert row is not None, number
            assert row.revision >= revision, number
            assert row.record == f"{row.revision} of {number}", row
        store.close()
    sys.stdout.write(f"{len(last)}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
