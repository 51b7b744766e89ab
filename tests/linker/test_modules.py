"""A tree file and the modules it runs, gathered into one."""

import pytest

import triage

MODULE = "triage: 1\nkind: module\nid: {0}\ntitle: A module\n"
REST = "recommendations: {rest: {title: Rest, urgency: self_care}}\n"


@pytest.fixture
def load(tmp_path):
    """Return a function that loads a tree and the modules beside it."""

    def load(steps, top="", **modules):
        for name, text in modules.items():
            path = tmp_path / f"{name}.yaml"
            path.write_text(MODULE.format(name) + text)
        path = tmp_path / "tree.yaml"
        path.write_text(
            f"triage: 1\nid: tree\ntitle: Tree\n{top}{REST}start: one\nsteps:\n{steps}"
        )
        return triage.load(path)

    return load


def refused(call, *args, **kwargs):
    """Return the findings for which a tree is refused."""
    with pytest.raises(triage.InvalidTree) as caught:
        call(*args, **kwargs)
    return caught.value.findings


LOW = "questions: {low: {text: Low?, type: yes_no}}\n"
ASK = f"{LOW}start: a\nsteps: {{a: {{ask: low, go: done}}}}\n"


def test_a_module_may_run_twice(load):
    """Each run has steps of its own; the questions are the same."""
    tree = load("  one: {run: m, go: two}\n  two: {run: m, go: rest}\n", m=ASK)

    assert [*tree.steps] == ["one", "one/a", "one/", "two", "two/a", "two/"]
    assert [*tree.questions] == ["low"]
    assert len(tree.documents) == 2


def test_done_in_a_module_of_a_module_returns_to_that(load):
    """`done` leads to the step that goes on in the file that ran the module."""
    outer = "start: b\nsteps: {b: {run: inner, go: done}}\n"
    tree = load("  one: {run: outer, go: rest}\n", outer=outer, inner=ASK)

    assert tree.steps["one/b/a"].ways[0].to == "one/b/"
    assert tree.steps["one/b/"].ways[0].to == "one/"
    assert tree.steps["one/"].ways[0].to == "rest"


def test_steps_of_a_module_are_its_own(load):
    """A module does not see the steps of its callers, nor they its."""
    found = refused(
        load,
        "  one: {run: m, go: a}\n",
        m="start: a\nsteps: {a: {go: one}}\n",
    )

    assert {(f.code, f.span.text) for f in found} == {("T201", "a"), ("T201", "one")}


def test_what_a_module_needs_its_callers_may_take_from_theirs(load):
    """A name that is needed through several files is declared once, at the top."""
    tree = load(
        "  one: {ask: low, run: outer, go: rest}\n",
        top=LOW,
        outer="needs: [low]\nstart: b\nsteps: {b: {run: inner, go: done}}\n",
        inner="needs: [low]\nstart: c\nsteps:\n  c:\n    branches:\n"
        "      - {when: low, go: rest}\n      - {go: done}\n",
    )

    assert tree.decide({"low": "yes"}).end == "rest"


def test_a_module_that_is_refused_is_told_with_its_own_place(load):
    """What is wrong in the file of a module is underlined there."""
    (found,) = refused(load, "  one: {run: m, go: rest}\n", m="start: [a]\nsteps: {}\n")

    assert found.code == "T105"
    assert found.span.source.name.endswith("m.yaml")


def test_a_missing_module_is_told_once(load):
    """A module that is not there is named where it is run first."""
    found = refused(load, "  one: {run: x, go: two}\n  two: {run: x, go: rest}\n")

    assert [(f.code, f.span.line) for f in found] == [("T206", 7)]


def test_modules_run_modules_only_so_deep(load):
    """A chain of modules has an end."""
    modules = {
        f"m{n}": f"start: a\nsteps: {{a: {{run: m{n + 1}, go: done}}}}\n"
        for n in range(25)
    }
    found = refused(load, "  one: {run: m0, go: rest}\n", **modules)

    assert [(f.code, f.span.text) for f in found] == [("T210", "m20")]


DECLARED = (
    ("questions", "{text: One?, type: yes_no}", "{text: Two?, type: yes_no}"),
    ("questions", "{text: One?, type: yes_no}", "{text: One?, like: low}"),
    ("values", "1 < 2", "1 < 3"),
    ("properties", "{says: One, reachable: rest}", "{says: Two, reachable: rest}"),
    ("sources", "{title: One}", "{title: Two}"),
)


@pytest.mark.parametrize(("key", "one", "other"), DECLARED)
def test_what_two_files_declare_differently_is_told_with_both_places(
    load, key, one, other
):
    """A name that means two things is refused where it is declared again."""
    end = "start: a\nsteps: {a: {go: done}}\n"
    found = refused(
        load,
        "  one: {run: m, go: rest}\n",
        top=f"{key}: {{x: {one}}}\n",
        m=f"{key}: {{x: {other}}}\n{end}",
    )

    (found,) = [finding for finding in found if finding.code == "T207"]
    assert found.span.source.name.endswith("m.yaml")
    assert found.notes[0].span.source.name.endswith("tree.yaml")


@pytest.mark.parametrize(("key", "one", "_"), DECLARED)
def test_what_two_files_declare_alike_is_one_thing(load, key, one, _):
    """What is written again word for word, in any layout, joins the tree once."""
    again = one.replace(", ", ",   ")
    end = "start: a\nsteps: {a: {go: done}}\n"

    tree = load(
        "  one: {run: m, go: rest}\n",
        top=f"{key}: {{x: {one}}}\n",
        m=f"# a comment\n{key}:\n  x: {again}\n{end}",
    )

    assert len(tree.documents) == 2
