"""`triage trace`, and hazards in `triage check` and `triage schema`."""

from pathlib import Path

from hazards_for_tests import SPARED, THROAT, throat, write

from triage.hazards.hazardfile import schema_text


def test_a_trace_is_printed_as_a_page(run):
    """The matrix is on standard output; what it comes to, beside it."""
    throat()

    code, out, err = run("trace", "throat.yaml")

    assert code == 0
    assert out.startswith("# Hazards of throat\n")
    assert "| property `airway_first` |" in out
    assert err == "throat: 1 hazard, every control holds\n"


def test_a_trace_is_written_as_a_page_or_a_table(run):
    """The ending of a file says how; over another kind, nothing is written."""
    throat()

    assert run("trace", "throat.yaml", "-o", "x.md")[:2] == (0, "")
    assert run("trace", "throat.yaml", "--mutate", "-o", "x.csv")[:2] == (0, "")
    assert run("trace", "throat.yaml", "-o", "x.csv")[0] == 0
    assert Path("x.md").read_text().startswith("# Hazards of throat\n")
    assert Path("x.csv").read_text().startswith("tree,logic,hazard,")

    Path("mine.csv").write_text("a,b\n")
    code, _, err = run("trace", "throat.yaml", "-o", "mine.csv")
    assert code == 2
    assert "is no table of hazards" in err
    code, _, err = run("trace", "throat.yaml", "-o", "x.pdf")
    assert code == 2
    assert "x.pdf must end with .md or .csv" in err


def test_a_control_that_does_not_hold_fails(run):
    """The exit status tells a pipeline that a hazard is not controlled."""
    throat(tree=THROAT.replace("yes: ambulance,", "yes: rest,"))

    code, out, err = run("trace", "throat.yaml")

    assert code == 1
    assert "**no: violated**" in out
    assert err.endswith("1 with a control that does not hold\n")


def test_a_tree_without_hazards_is_one_message(run):
    """Who asks for hazards that are not there is told where they would stand."""
    code, out, err = run("trace", "start")

    assert (code, out) == (2, "")
    assert err == (
        "error: `start` has no hazards: they stand in start.hazards.yaml, beside it\n"
    )


def test_a_check_refuses_hazards_that_name_nothing(run):
    """What is wrong beside the tree is an error like one inside it."""
    throat()
    write({"controls": {"properties": "airways_first"}}, not_safety=SPARED)

    code, out, _ = run("check", "throat.yaml", "--errors")

    assert code == 1
    assert out.startswith("throat.yaml: 2 errors")
    assert "error T802" in out
    assert "error T804: no hazard names the property `airway_first`" in out


def test_the_schema_of_hazards_is_printed(run):
    """For editors; two schemas at once are refused."""
    assert run("schema", "--hazards") == (0, schema_text(), "")
    assert run("schema", "--hazards", "--cases")[0] == 2
