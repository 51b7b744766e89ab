"""The collector: findings in the order of the search, until there are enough."""

import pytest

from triage.base.diagnostics import Diagnostics, Finding, Full, Note
from triage.base.exceptions import InvalidTree, TreeError, collect
from triage.base.text import Source, Span, Text

SPAN = Span(Source("a.yaml", "one: two"), 0, 3)
FINDING = Finding("T999", "`one` is odd", SPAN)


def test_an_error_is_collected_at_a_word_or_a_place():
    """Whether a word or a place is pointed at, the finding is the same."""
    found, note = Diagnostics(), Note("first here", SPAN)

    found.error("T999", "`one` is odd", SPAN, "mend it", note)
    found.error("T999", "`one` is odd", Text("one", SPAN), "mend it", note)

    expected = Finding("T999", "`one` is odd", SPAN, "mend it", notes=(note,))
    assert found.findings == [expected, expected]


def test_a_full_collector_stops_the_search():
    """The last finding that is wanted is kept, and then nobody looks on."""
    found = Diagnostics(most=2)
    found.add(FINDING)
    assert found.findings == [FINDING]

    with pytest.raises(Full):
        found.add(FINDING)

    assert found.findings == [FINDING, FINDING]


def test_what_is_made_is_only_returned_when_nothing_was_found():
    """A result that came with findings is none."""
    found = Diagnostics()
    assert collect(found, lambda: "made") == "made"

    found.add(FINDING)
    with pytest.raises(InvalidTree) as refused:
        collect(found, lambda: "made")
    assert refused.value.findings == (FINDING,)


@pytest.mark.parametrize("most", [1, 100])
def test_a_search_that_ends_early_is_refused_with_all_that_was_found(most):
    """Whether it was full or could not go on: nothing that was found is lost."""
    found = Diagnostics(most)

    def make():
        found.error("T998", "`two` is odd", Span(SPAN.source, 5, 8))
        raise TreeError(FINDING)

    with pytest.raises(InvalidTree) as refused:
        collect(found, make)

    codes = [finding.code for finding in refused.value.findings]
    assert codes == (["T998"] if most == 1 else ["T999", "T998"])
    assert refused.value.__context__ is None
