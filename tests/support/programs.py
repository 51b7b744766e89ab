"""What a program comes to, held against the decision of its tree."""

import attrs
from portable import Machine

from triage.program.codes import code
from triage.program.kit import read


def assert_runs_alike(program, decision):
    """Assert that a program, as JSON, comes to a decision and says what it says."""
    tree, trace = decision.tree, decision.trace
    index = {name: n for n, name in enumerate(tree.questions)}
    codes = {n: code(tree.questions[n], a) for n, a in decision.given.items()}
    asked = {n: code(tree.questions[n], a) for n, a in trace.asked.items()}
    machine = Machine(program, {index[name]: found for name, found in codes.items()})

    found = attrs.asdict(trace, recurse=False) | {"asked": [*asked.items()]}
    assert machine.run() == found
    told = [
        (item.title, item.text, item.watch_for) for item in decision.recommendations
    ]
    assert machine.texts() == told
    assert machine.replies() == decision.responses
    assert machine.asks() == [read(decision.reading.question(n)) for n in trace.missing]
    assert machine.shows() == decision.shows
