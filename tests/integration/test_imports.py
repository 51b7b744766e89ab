"""What an import brings with it, and what it does not."""

import json
import subprocess
import sys

FIND = """
import json, sys
before = set(sys.modules)
{code}
after = set(sys.modules) - before
print(json.dumps(sorted({{name.partition(".")[0] for name in after}})))
"""


def loaded(code: str) -> set[str]:
    """Return the top-level modules that some code brings into a fresh interpreter."""
    command = [sys.executable, "-c", FIND.format(code=code)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return set(json.loads(done.stdout)) - sys.stdlib_module_names


def test_import_loads_attrs_only() -> None:
    """`import triage` loads attrs and the standard library, nothing else."""
    assert loaded("import triage") <= {"triage", "attr", "attrs"}


def test_loading_a_tree_adds_yaml_only() -> None:
    """Loading and deciding adds PyYAML; no click, no graphviz."""
    code = "import triage; triage.load('back_pain').decide({})"

    assert loaded(code) <= {"triage", "attr", "attrs", "yaml", "_yaml"}


def test_drawing_without_pictures_needs_no_extra() -> None:
    """DOT, Mermaid and the outline do without pygraphviz."""
    code = (
        "import triage; d = triage.draw(triage.load('back_pain'));"
        "d.dot, d.mermaid(), d.outline()"
    )

    assert "pygraphviz" not in loaded(code)


def test_every_public_name_is_there() -> None:
    """Every name in `__all__` exists, and there are at most 20."""
    code = (
        "import triage; assert all(hasattr(triage, n) for n in triage.__all__);"
        "assert len(triage.__all__) <= 20; assert sorted(triage.__all__) == triage.__all__"
    )

    assert "triage" in loaded(code)
