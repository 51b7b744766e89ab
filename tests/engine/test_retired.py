"""A tree that was taken out of use serves nobody, unless that is asked for."""

import pytest
from trees_for_tests import ANSWERS, SORE_THROAT, throat

import triage
import triage.cases
from triage.engine import decide, start

RETIRED = SORE_THROAT.replace("version: 1.2.0", "version: 1.2.0\nstatus: retired")


@pytest.fixture
def retired():
    """Return a tree that was taken out of use."""
    return triage.loads(RETIRED)


def test_a_retired_tree_decides_for_nobody(retired):
    """Who is served by it is not told by it, and the way out is said."""
    record = retired.start(allow_retired=True).to_dict()

    for serve in (
        lambda: retired.decide(ANSWERS),
        retired.start,
        lambda: triage.resume(retired, record),
        lambda: triage.resume(retired, record, accept_changes=True),
    ):
        with pytest.raises(triage.RetiredTree, match=r"`throat 1\.2\.0` is retired"):
            serve()


def test_a_retired_tree_serves_where_it_is_allowed(retired):
    """What was decided by it can be looked into."""
    decision = retired.decide(ANSWERS, allow_retired=True)
    session = retired.start({"age": 30}, allow_retired=True)

    assert decision.end == throat().decide(ANSWERS).end
    again = triage.resume(retired, session.to_dict(), allow_retired=True)
    assert again == session


def test_a_retired_tree_is_still_worked_on(retired):
    """It is checked, drawn, bundled and walked: none of that serves anybody."""
    assert decide(retired, ANSWERS).complete
    assert start(retired, {}).asking
    assert triage.loads(retired.bundle()) == retired
    assert triage.draw(retired, decision=decide(retired, ANSWERS)).outline()
    assert isinstance(triage.check(retired), tuple)


@pytest.mark.parametrize("status", ["draft", "reviewed"])
def test_a_tree_in_use_serves(status):
    """Only a tree that was taken out of use is refused."""
    assert triage.loads(RETIRED.replace("retired", status)).decide(ANSWERS).complete
