"""Findings and errors: values that say everything there is to say."""

import pickle
import traceback

import pytest
from trees_for_tests import built_in

import triage
from triage.base.diagnostics import Finding, Note, Severity, in_order
from triage.base.exceptions import AnswerProblem, InvalidTree, TreeError
from triage.base.limits import LIMITS
from triage.base.text import Source, Span

SOURCE = Source("a.yaml", "one: two\nthree: four\n")
OTHER = Source("b.yaml", "five: six\n")


START = built_in("start")


def problem(*names, value=None):
    """Return what is wrong with an answer."""
    reason = "this is not an answer: give a number"
    return AnswerProblem("not_a_number", names, "Enter a number.", reason, value=value)


def finding(source=SOURCE, start=0, **fields):
    """Return a finding at a place of three characters."""
    fields = {"code": "T999", "message": "`one` is odd"} | fields
    return Finding(span=Span(source, start, start + 3), **fields)


def test_a_finding_says_where_what_and_how_to_mend_it():
    """A finding shows place, code, message, the underlined line, notes and help."""
    shown = str(
        finding(
            help="write `uno`",
            severity=Severity.WARNING,
            notes=(Note("first here", Span(OTHER, 6, 9)),),
        )
    )

    assert shown == (
        "a.yaml:1:1: warning T999: `one` is odd\n"
        "  1 | one: two\n"
        "    | ^^^\n"
        "    = b.yaml:1:7: first here\n"
        "  1 | five: six\n"
        "    |       ^^^\n"
        "    = help: write `uno`"
    )


def test_a_finding_is_json():
    """A finding is a mapping of plain values, for programs."""
    found = finding(start=9, notes=(Note("first here", Span(OTHER, 6, 9)),))

    assert found.to_dict() == {
        "code": "T999",
        "severity": "error",
        "message": "`one` is odd",
        "help": "",
        "file": "a.yaml",
        "line": 2,
        "column": 1,
        "text": "thr",
        "notes": [
            {
                "message": "first here",
                "file": "b.yaml",
                "line": 1,
                "column": 7,
                "text": "six",
            }
        ],
    }


def test_a_finding_does_not_control_a_terminal():
    """Neither a file name nor a word of a file reaches the terminal as it is."""
    nasty = Source("\x1b[2J.yaml", "\x1b[31mred")
    shown = str(
        finding(
            nasty,
            message="\x1b]0;x",
            help="\x07",
            notes=(Note("\x9b", Span(nasty, 0, 1)),),
        )
    )

    assert {char for char in shown if not char.isprintable()} == {"\n"}


def test_findings_stand_in_source_order_file_by_file_once():
    """Findings follow their places; a file that comes first stays first."""
    late, early, foreign = finding(start=9), finding(start=0), finding(OTHER)

    assert in_order([late, foreign, early, late]) == (early, late, foreign)


def test_a_refusal_holds_all_findings():
    """A refusal is a group of errors, one for each finding, in source order."""
    late, early = finding(start=9), finding(start=0)
    refused = InvalidTree.of([late, early])

    assert refused.findings == (early, late)
    assert [error.finding for error in refused.exceptions] == [early, late]
    assert str(refused) == f"a.yaml: 2 errors\n\n{early}\n\n{late}"
    assert str(InvalidTree.of([early])).startswith("a.yaml: 1 error\n")


def test_a_refusal_lists_a_hundred_findings_at_most():
    """Of very many findings the first are listed, and the number says that."""
    source = Source("a.yaml", "x" * 500)
    refused = InvalidTree.of(finding(source, start) for start in range(500))

    assert len(refused.findings) == LIMITS.findings
    assert refused.message == "a.yaml: 100 errors or more"


def test_a_refusal_can_be_split_as_any_group():
    """`except*` and `split` work, and make refusals again."""
    refused = InvalidTree.of([finding(), finding(start=9)])

    match, rest = refused.split(
        lambda error: getattr(error, "finding", None) == finding()
    )

    assert isinstance(match, InvalidTree)
    assert isinstance(rest, InvalidTree)
    assert match.findings == (finding(),)


def test_a_refusal_shows_its_findings_in_a_traceback():
    """A program that does not catch a refusal shows every finding."""
    refused = InvalidTree.of([finding()])

    assert "T999: `one` is odd" in "".join(traceback.format_exception(refused))


ERRORS = (
    TreeError(finding()),
    InvalidTree.of([finding(), finding(start=9)]),
    triage.AnswerError(
        (problem("age", value="old"),), {"fever": "no"}, START.decide({"walks": "yes"})
    ),
    triage.SessionError("it is of another tree", ("the id differs",)),
    triage.TreeNotFound("no such tree"),
    triage.MissingExtra("install it"),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_cross_the_border_of_a_process(error):
    """Every error can be pickled, as process pools do, and says the same after."""
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301

    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert isinstance(error, triage.TriageError)


def test_an_answer_error_names_every_question():
    """Each problem is a line with the question and what is allowed."""
    error = triage.AnswerError((problem("age", "n", value="old"), problem("\x1b")))

    wanted = "this is not an answer: give a number"
    assert error.detailed().startswith("`age, n`: 'old' is not an answer: give")
    assert str(error) == f"`age, n`: {wanted}\n`\ufffd`: {wanted}"


def test_what_was_answered_is_shown_to_those_who_ask_for_it():
    """Neither a text nor a repr of an error holds an answer; ``detailed`` does."""
    error = triage.AnswerError((problem("age", value="0815"),), {"ssn": "4711"})

    assert "0815" not in f"{error}{error!r}{error.args}"
    assert "4711" not in f"{error}{error!r}{error.args}"
    assert "0815" in error.detailed()


def test_a_session_error_lists_what_differs():
    """What changed since the record was made is listed below the message."""
    error = triage.SessionError("it is of another tree", ("one", "two"))

    assert str(error) == "it is of another tree\n- one\n- two"


def test_a_session_error_is_never_long():
    """Whatever stands in a record, the refusal of it can be read, and is printable."""
    long = "x" * 5_000_000
    error = triage.SessionError(long, (f"\0{long}",) * 200_000)

    assert len(str(error)) < (LIMITS.told + 3) * (LIMITS.findings + 2)
    assert len(repr(error)) < 2 * len(str(error))
    assert error.differences[-1] == "and more"
    assert len(error.differences) == LIMITS.findings + 1
    assert "\0" not in str(error)
