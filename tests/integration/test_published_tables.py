"""Published decision tables of vulnerability triage, decided as they are published."""

import runpy
from pathlib import Path

import pytest
from trees_for_tests import built_in

import triage

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"

PUBLISHED = {
    table.name: table
    for table in runpy.run_path(str(BENCHMARKS / "decision_tables.py"))["published"]()
}


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_published_table_decides_as_published(name):
    """Of each combination of answers the tree decides what the table says."""
    table = PUBLISHED[name]
    tree = triage.loads(table.tree(), modules={f"{name}.csv": table.csv})

    assert [tree.decide(a).end for a, _ in table.decided] == [
        end for _, end in table.decided
    ]


@pytest.mark.parametrize("name", ["cisa_coordinator_2_0_3", "human_impact_1_0_0"])
def test_rows_are_branches(name):
    """A table and the same rows as branches have one path, and the same hash."""
    table = PUBLISHED[name]
    one = triage.loads(table.tree(), modules={f"{name}.csv": table.csv})
    other = triage.loads(table.tree(branches=True))

    assert one.logic == other.logic
    for answers, _ in table.decided:
        assert one.decide(answers).trace == other.decide(answers).trace


def test_the_example_decides_as_the_table_that_it_shortens():
    """Of all 36 answers the example with 18 rows decides as the original does."""
    tree = built_in("ssvc_supplier")
    table = PUBLISHED["supplier_patch_development_priority_1_0_0"]
    ids = {"public_safety_impact": "public_safety", "v_none": "none_known"}

    for answers, end in table.decided:
        given = {ids.get(q, q): ids.get(a, a) for q, a in answers.items()}
        assert tree.decide(given).end == end
