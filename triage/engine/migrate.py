"""Migrating: an interview goes on with another version of its tree, as far as it fits.

An answer is kept where its question still asks the same. Nothing is read as an answer
to something else than was asked.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress

import attrs

from triage.base.answer import Answer
from triage.base.exceptions import AnswerError
from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.engine.arrange import Given, Kept, Pages, laid_out
from triage.engine.changes import Change, ForeignRecord, short
from triage.engine.decision import Decision, accept
from triage.engine.interview import doubted
from triage.engine.record import SESSION, WORDS, Json, as_days, said, wording_of
from triage.engine.renaming import renamed
from triage.engine.saved import NAMES, Answers, Saved, read
from triage.engine.session import Session
from triage.engine.trace import Engine
from triage.engine.walk import walk
from triage.model.translation import SOURCE
from triage.model.tree import Tree

OTHER_ANSWER = ("type", "unit", "options", "gone")
"""Changes of a question after which an old answer means something else."""


@immutable
class Migration:
    """Hold an interview as it goes on with another version of its tree.

    Args:
        session: The interview; what is asked again is not answered in it.
        kept: The ids of the questions whose answers were kept. What had been taken
            back is offered as before, and is none of them.
        dropped: The ids of those whose answers are no longer taken, or would mean
            something else: the question is gone, or takes something else.
        reworded: Those that are asked in other words, and so asked again, by id: the
            earlier wording as ``same_meaning`` in the tree file names it.
        changed: Everything that differs, these and what comes of it.
    """

    session: Session
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    reworded: Mapping[str, str] = attrs.field(converter=frozen)
    changed: tuple[Change, ...]


def migrate(
    tree: Tree, record: object, *, allow_retired: bool = False, engine: Engine = walk
) -> Migration:
    """Go on with an interview although its tree has changed.

    Args:
        tree: The tree as it is now.
        record: What ``Session.to_dict`` returned, with the tree as it was.
        allow_retired: Whether a tree goes on asking although it is retired.
        engine: What walks the tree.

    Raises:
        RetiredTree: The tree is retired.
        ForeignRecord: It is no record, or of another tree.
        LaterRecord: It was made by a later version of triage.
        DamagedRecord: It cannot be read.

    >>> import triage
    >>> tree = triage.load("start")
    >>> found = triage.migrate(tree, tree.start().answer({"walks": "no"}).to_dict())
    >>> found.kept, found.dropped, found.reworded, found.changed
    (('walks',), (), FrozenMap({}), ())
    """
    tree.refuse_retired(allowed=allow_retired)
    return migrated(tree, read_of(tree, record), engine)


def read_of(tree: Tree, record: object, kind: str = SESSION) -> Saved:
    """Return what a record says; refuse one of another tree."""
    saved = read(record, kind)
    if saved.tree != tree.id:
        message = (
            f"this {NAMES[kind]} is of the tree `{short(saved.tree)}`, not `{tree.id}`"
        )
        raise ForeignRecord(message)
    return renamed(saved, tree.renamed)


def compared(tree: Tree, saved: Saved) -> tuple[Change, ...]:
    """Return what is no longer as a record says: of its questions, and of the tree."""
    then, now = (one.language or SOURCE for one in (saved, tree))
    is_spoken = saved.is_spoken or tree.translation is not None
    is_other = is_spoken and not saved.calls and then != now
    means_same = is_other and saved.wording == tree.full_wording
    found = [] if means_same else [*questions_compared(tree, saved.questions or {})]
    logic, wording = tree.full_logic, tree.full_wording
    if saved.calls:
        logic, wording = tree.logic, tree.wording
    if saved.logic != logic:
        found.append(Change("logic", "", saved.version, tree.version))
    if saved.questions is None and saved.wording != wording:
        found.append(Change("wording"))
    if is_other:
        found.append(Change("language", "", then, now))
    if not saved.calls and saved.place != tree.place:
        found.append(Change("place", "", saved.place, tree.place))
    elif saved.contacts not in (None, tree.contacts) and not means_same:
        found.append(Change("contacts", "", saved.contacts, tree.contacts))
    return tuple(found)


def questions_compared(tree: Tree, then: Mapping[str, Json]) -> Iterator[Change]:
    for name, before in then.items():
        question = tree.questions.get(name)
        if question is None:
            yield Change("gone", name, before.get("text"))
            continue
        now = said(question, again="again" in before)
        was = {**before, **as_said_now(before, question, now)}
        same = wording_of(before) in tree.same_meaning.get(name, ())
        for key in dict.fromkeys((*was, *now)):
            if was.get(key) != now.get(key) and not (same and key in WORDS):
                yield Change(key, name, was.get(key), now.get(key))


def as_said_now(before: Json, question: Question, now: Json) -> Json:
    """Return the limits of a record that are as before, as they are said now."""
    days = as_days(question)
    return {key: now[key] for key in days if before.get(key) == days[key]}


def meant_otherwise(changes: Iterable[Change]) -> set[str]:
    """Return the ids of questions of which an old answer may mean something else."""
    return {c.question for c in changes if c.kind in (*OTHER_ANSWER, *WORDS)}


def migrated(tree: Tree, saved: Saved, engine: Engine) -> Migration:
    """Return an interview with those of its answers that fit a tree."""
    changes = compared(tree, saved)
    other = {change.question for change in changes if change.kind in OTHER_ANSWER}
    reworded = {c.question for c in changes if c.kind in WORDS} - other
    given = fitting(tree, saved, meant_otherwise(changes))
    asked = {*saved.missing}
    back = {n: items for n, items in given.aside.items() if n in asked}
    kept, trace, _ = laid_out(
        tree, without_back(tree, given, back), engine, None, given.stands
    )
    missing = frozenset(trace.missing)
    lost = kept.aside.keys() & missing
    first = {name: kept.aside.get(name, ()) for name in back}
    aside = {**kept.aside, **{n: (*first[n], *back[n]) for n in back}}
    pages = kept.prefill, kept.pages, aside
    session = Session(tree, *pages, engine, trace, saved.asked_by)
    names = dict.fromkeys(name for name, _ in saved.given)
    stay = given.stands.keys() - lost
    dropped = tuple(n for n in names if n not in stay and n not in reworded)
    stay -= {n for n in back if n in missing and not kept.page_of(n)}
    return Migration(
        session,
        tuple(name for name in names if name in stay),
        dropped,
        {n: wording_of((saved.questions or {})[n]) for n in names if n in reworded},
        (
            *changes,
            *(Change("answer", name) for name in dropped if name not in other),
            *path_changes(session, saved),
            *outcome_changes(session.decision, saved),
        ),
    )


def without_back(tree: Tree, given: Kept, back: Container[str]) -> Kept:
    """Return answers without what was taken back, but for what is asked again."""
    aside = {n: items for n, items in given.aside.items() if n not in back}
    left = attrs.evolve(given, aside=aside)
    again = {n for n, a in left.stands.items() if doubted(tree, n, a)}
    return left.without(*(n for n in given.aside if n in back and n not in again))


def fitting(tree: Tree, saved: Saved, apart: Container[str]) -> Kept:
    """Return the answers that a tree takes, each judged by itself."""

    def fit(answers: Answers) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for name, value in answers.items():
            if name in tree.questions and name not in apart:
                with suppress(AnswerError):
                    found |= accept(tree, {name: value})
        return found

    pages = folded(tree, map(fit, saved.pages))
    onpages = {name for page in pages for name in page}
    prefill = {n: a for n, a in fit(saved.prefill).items() if n not in onpages}
    aside = {}
    for name, items in saved.aside.items():
        answers = [a for item in items for a in fit({name: item}).values()]
        if answers and name not in prefill:
            second = doubted(tree, name, answers[0])
            two = second and name not in onpages
            aside[name] = tuple(answers[: 2 if two else 1])
    return Kept(prefill, pages, aside)


def folded(tree: Tree, pages: Iterable[Given]) -> Pages:
    """Return pages on which each question has the last answer that was given to it.

    "Not sure" stays before it where the question was then asked again.
    """
    found: list[dict[str, Answer]] = []
    doubt: dict[str, dict[str, Answer]] = {}
    last: dict[str, dict[str, Answer]] = {}
    for given in pages:
        page = dict(given)
        found.append(page)
        for name, answer in given.items():
            last.pop(name, {}).pop(name, None)
            doubting = name not in doubt and doubted(tree, name, answer)
            (doubt if doubting else last)[name] = page
    return tuple(FrozenMap(page) for page in found if page)


def path_changes(session: Session, saved: Saved) -> Iterator[Change]:
    asked, missing = session.trace.asked, session.trace.missing
    if not missing:
        gone = (name for name in dict.fromkeys(saved.asked) if name not in asked)
        yield from (Change("unasked", name) for name in gone)
    before = {*saved.missing}
    yield from (Change("next", name) for name in missing if name not in before)


def outcome_changes(decision: Decision, saved: Saved) -> Iterator[Change]:
    then = saved.outcome
    if then.get("urgency") != decision.urgency:
        yield Change("urgency", "", then.get("urgency"), decision.urgency)
    told = [item.id for item in decision.recommendations]
    if then.get("advice") != told:
        yield Change("advice", "", then.get("advice"), told)
    elif "end" in then and then["end"] != decision.end:
        yield Change("end", "", then.get("end"), decision.end)
