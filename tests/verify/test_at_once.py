"""Proofs at once: in many threads, in a pool of processes, and after a fork.

Each runs in an interpreter of its own, which a solver shared among threads kills.
"""

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
import workers

SCRIPT = """\
import gc, sys, threading
import z3
import workers

gc.set_threshold(50)  # what one thread made is often freed in another
wanted = {name: workers.proved(name) for name in workers.ASKS}
found, failed = [], []

def ask(first):
    try:
        for turn in range(6):
            name = workers.ASKS[(first + turn * int(sys.argv[1])) % 4]
            found.append(workers.proved(name) == wanted[name])
    except Exception as error:
        failed.append(error)

threads = [threading.Thread(target=ask, args=[n]) for n in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(failed, all(found), len(found), z3.z3._main_ctx)
"""


@pytest.mark.slow
@pytest.mark.parametrize("mixed", [0, 1], ids=["alike", "mixed"])
def test_eight_threads_prove_at_once(mixed):
    """Eight threads ask for proofs, and each is told what one alone is told.

    Nothing is made in the context that z3 shares among threads.
    """
    folder = str(Path(workers.__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(mixed)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": folder},
    )

    assert done.stdout == "[] True 48 None\n"


def test_a_pool_of_processes_proves():
    """Processes of a pool, each started anew, prove what one alone proves."""
    wanted = [*map(workers.proved, workers.ASKS)]
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert [*pool.map(workers.proved, workers.ASKS)] == wanted


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_proof_after_a_fork():
    """A process that has proved is forked, and proves on both sides of the fork."""
    wanted = [*map(workers.proved, workers.ASKS)]
    with ProcessPoolExecutor(2, get_context("fork")) as pool:
        assert [*pool.map(workers.proved, workers.ASKS)] == wanted
    assert [*map(workers.proved, workers.ASKS)] == wanted
