"""Every engine that is here decides the small tree as it was drawn."""

from importlib import import_module

import pytest
from machine import versions
from peers import PEERS
from peers.measure import agrees
from peers.problem import SIZES, Problem

SMALL = Problem(min(SIZES))

WAYS = [
    pytest.param(name, way, id=f"{name}: {way.says}")
    for module, name in PEERS.items()
    for way in import_module(f"peers.{module}").WAYS
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "way"), WAYS)
def test_way(name: str, way: object) -> None:
    """All people, or all rows of the table, come to the ends that they should."""
    if not versions(name):
        pytest.skip(f"{name} is not installed: it comes with the extra `benchmarks`")

    assert agrees(way, SMALL, way.load(SMALL))
