"""Outlook: what is certain and what is possible, before everything is answered."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.markdown import lines
from triage.engine.session import Session
from triage.model.graph import reachable
from triage.model.traversal import step_graph
from triage.model.tree import Recommendation
from triage.terminal.report import STILL, is_knowledge, level, result

Sentences = Iterator[tuple[str, str]]

AT_LEAST = "So far: at least “{least}”. It can still become: {others}."


@immutable
class Outlook:
    """Say what is still possible.

    Args:
        levels: The titles of the urgencies that are possible, the least first; empty
            where nothing is proved of them.
        ends: The ids of what a walk can end by, as far as is known.
    """

    levels: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def of(cls, session: Session) -> "Outlook":
        from triage.verify.possible_outcomes import possible  # noqa: PLC0415  seldom

        tree = session.tree
        with suppress(TriageError):
            found = possible(session, LIMITS.interview_seconds)
            if found.proved:
                none = tree.speech.say("no urgency")
                titles = (level(tree, x) or none for x in found.urgencies)
                return cls(tuple(titles), found.ends)
        return cls((), tuple(reachable(step_graph(tree.steps), session.trace.step)))


def outlook(session: Session) -> str:
    """Return each result that is still possible; unproved, only from where to where."""
    names = Outlook.of(session).levels
    if not names:
        return result(session.decision)
    return session.tree.speech.say(STILL, results=in_quotes(session, names))


def in_quotes(session: Session, names: Iterable[str]) -> str:
    speech = session.tree.speech
    return speech.listed([*map(speech.quote, names)], "or")


def leaving(session: Session) -> Sentences:
    """Yield to who leaves how urgent it is so far, and what to watch for."""
    decision, found = session.decision, Outlook.of(session)
    yield so_far(session, found.levels), ""
    told = decision.settled.recommendations if decision.settled else ()
    certain = [i for i in told or decision.recommendations if not is_knowledge(i)]
    for item in certain:
        yield item.title, "- "
    nets = [item for item in certain if item.watch_for] or mildest(session, found.ends)
    for item in nets:
        yield from lines(item.watch_for, session.tree.speech.say("Watch for:"))
    if session.tree.profile.emergency:
        yield session.tree.profile.emergency, ""


def so_far(session: Session, levels: tuple[str, ...]) -> str:
    say = session.tree.speech.say
    if len(levels) == 1:
        return say("So far: {level}.", level=levels[0])
    if levels and levels[0] not in (say("no urgency"), session.tree.levels[0].title):
        others = in_quotes(session, levels[1:])
        return say(AT_LEAST, least=levels[0], others=others)
    if levels:
        return say(STILL, results=in_quotes(session, levels))
    return result(session.decision)


def mildest(session: Session, ends: Iterable[str]) -> list[Recommendation]:
    """Return the least urgent of what is possible that says what to watch for."""
    known = session.tree.recommendations
    items = [known[end] for end in ends if end in known and known[end].watch_for]
    least = min(items, key=lambda item: item.rank, default=None)
    return [] if least is None else [session.decision.reading.advice(least)]
