"""The conformance kit: what it tries, and an engine that conforms."""

import json

import pytest
from portable import Machine
from published import assert_fits
from trees_for_tests import built_in, every_part

import triage
from triage.program.fast import Functions
from triage.program.kit import kit, walked
from triage.program.nodes import OPERATORS

TREES = [
    every_part(),
    *map(built_in, ("curb_65", "register_death")),
]
FILES = dict(kit(TREES))


def read(tree, kind):
    """Return a file of the kit, as JSON."""
    return json.loads(FILES[f"{tree.id}.{kind}.json"])


def machine(program, codes):
    """Return a plain engine over the codes of answers, by the ids of questions."""
    ids = [question["id"] for question in program["questions"]]
    return Machine(program, {ids.index(name): code for name, code in codes.items()})


def pages(program, codes):
    """Yield what is asked of somebody who gives some answers page by page."""
    given = {name: code for name, code in codes.items() if name == "today"}
    while missing := machine(program, given).run()["missing"]:
        yield [*missing]
        new = {name: codes[name] for name in missing if name in codes}
        given |= new
        if not new:
            break


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.id)
def test_a_plain_engine_conforms(tree):
    """It comes to every walk, page, text and value of the kit, from JSON alone."""
    program, found = read(tree, "program"), read(tree, "trials")

    assert_fits("conformance", found)
    assert found["sha256"] == program["sha256"]
    assert triage.loads(FILES[f"{tree.id}.yaml"]) == tree
    for trial in found["trials"]:
        engine = machine(program, trial["codes"])
        walked = engine.run()
        assert trial["walk"] == {
            "ways": [*walked["edges"]],
            "asked": dict(walked["asked"]),
            "level": walked["rank"],
            **{key: walked[key] for key in ("step", "end", "todo")},
            **{key: [*walked[key]] for key in ("advice", "missing", "skipped")},
        }
        told = [(r["title"], r["text"], r["watch_for"]) for r in trial["told"]]
        assert engine.texts() == told
        assert engine.replies() == trial["replies"]
        assert engine.asks() == trial["asks"]
        assert engine.shows() == trial["shows"]
        assert engine.broken() == trial["broken"]
        assert [*pages(program, trial["codes"])] == trial["pages"]


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.id)
def test_the_functions_of_a_tree_conform(tree):
    """They come to every walk of the kit, and ask in that order."""
    functions = Functions(tree)
    for trial in read(tree, "trials")["trials"]:
        given = trial["given"].items()
        answers = {name: tree.questions[name].accept(a) for name, a in given}
        found = walked(tree, functions(tree, answers))

        assert found == trial["walk"]
        assert [*found["asked"]] == [*trial["walk"]["asked"]]


def test_a_kit_tries_whatever_a_program_can_have():
    """Each operator, way, domain and hole is tried; patients come to every end."""
    tree = TREES[0]
    program, trials = read(tree, "program"), read(tree, "trials")["trials"]
    texts = json.dumps(program["texts"])

    assert OPERATORS.keys() - {row[0] for row in program["nodes"]} == {"true", "false"}
    assert {n for t in trials for n in t["walk"]["ways"]} == {*range(len(tree.edges))}
    assert {q["domain"] for q in program["questions"]} == {
        "one",
        "some",
        "number",
        "text",
    }
    for key in (
        "when",
        "number",
        "question",
        "look",
        "otherwise",
        "dated",
        "pieces",
        "replies",
    ):
        assert f'"{key}"' in texts
    assert any("if_wrong" in asked for trial in trials for asked in trial["asks"])
    assert {n for trial in trials for n in trial["replies"]} == {"safety"}
    assert any(trial["broken"] for trial in trials)
    assert any(trial["walk"]["skipped"] for trial in trials)
    assert any(trial["walk"]["missing"] for trial in trials)
