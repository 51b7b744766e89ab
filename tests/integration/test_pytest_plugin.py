"""The pytest plugin: a cases file is a file of tests, in any project."""

import pytest
from trees_for_tests import SORE_THROAT

pytest_plugins = ["pytester"]

CASES = """\
triage_cases: 1
tree: throat
cases:
  drools:
    says: A woman of 40 drools.
    answers: {drooling: yes}
    expect: {urgency: emergency}
  is_unsure:
    says: A man of 70 cannot tell.
    answers: {drooling: unsure}
    expect: {ends: rest}
"""


@pytest.fixture
def project(pytester):
    """Return a folder with a tree and its cases, one of which fails."""
    pytester.path.joinpath("throat.yaml").write_text(SORE_THROAT)
    pytester.path.joinpath("throat.cases.yaml").write_text(CASES)
    return pytester


def test_each_case_is_a_test(project):
    """The cases of a file are collected under their ids, in its order."""
    items, _ = project.inline_genitems()

    assert [item.nodeid for item in items] == [
        "throat.cases.yaml::drools",
        "throat.cases.yaml::is_unsure",
    ]


def test_a_test_knows_its_place(project):
    """A test is reported at the line of its case, counted from 0."""
    items, _ = project.inline_genitems()
    path, line, name = items[1].reportinfo()

    assert (path.name, line, name) == ("throat.cases.yaml", 7, "throat: is_unsure")


def test_a_failure_reads_without_a_traceback(project):
    """It says what was expected, where, on which path and in which story."""
    result = project.runpytest_inprocess()

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*throat: is_unsure*",
            "throat.cases.yaml:11: expected the end `rest`, got `ambulance`",
            "path: drooling → ambulance, because Are you drooling[?] not sure",
            "says: A man of 70 cannot tell.",
            "FAILED throat.cases.yaml::is_unsure - throat.cases.yaml:11: expected*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_items.py*")


def test_one_case_can_be_run_alone(project):
    """A case is chosen like any test."""
    result = project.runpytest_inprocess("throat.cases.yaml::drools")

    result.assert_outcomes(passed=1)


def test_a_bad_cases_file_is_one_error(project):
    """What is wrong with a file is shown as `triage test` shows it."""
    bad = CASES.replace("drooling:", "drools:")
    project.path.joinpath("throat.cases.yaml").write_text(bad)

    result = project.runpytest_inprocess()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "throat.cases.yaml: 2 errors",
            "throat.cases.yaml:6:15: error T702: *",
            "*= help: did you mean `drooling`[?]",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_bad_tree_is_one_error(project):
    """A tree that is refused does not stop the other tests."""
    project.path.joinpath("throat.yaml").write_text("triage: 1\n")
    project.makepyfile("def test_other(): pass")

    result = project.runpytest_inprocess("--continue-on-collection-errors")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["throat.yaml: * errors"])
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


def test_a_fault_of_the_engine_is_shown_as_such(project):
    """Anything but a failed case is reported with its traceback."""
    project.makeconftest(
        """
        import triage._pytest_items

        def broken(tree, case):
            raise RuntimeError("broken")

        def pytest_sessionstart(session):
            session.judge = triage._pytest_items.judge
            triage._pytest_items.judge = broken

        def pytest_sessionfinish(session):
            triage._pytest_items.judge = session.judge
        """
    )

    result = project.runpytest_inprocess()

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["E *RuntimeError: broken"])


LOADED = """
import sys

def test_what_is_loaded():
    print(sorted(n for n in sys.modules if n.partition(".")[0] in ("triage", "attrs")))
"""


def test_a_run_without_cases_loads_nothing(pytester):
    """The installed plugin imports nothing of triage before it meets a cases file."""
    pytester.makepyfile(LOADED)

    result = pytester.runpytest_subprocess("-s")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*['triage', 'triage.pytest_plugin']*"])


def test_the_installed_plugin_finds_cases(project):
    """Nothing has to be configured: triage need only be installed."""
    result = project.runpytest_subprocess("-q")

    result.assert_outcomes(passed=1, failed=1)
