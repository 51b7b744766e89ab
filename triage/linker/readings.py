"""Readings of texts: where each is read, and whether what it shows is known there.

A recommendation is read where it is collected, a question where it is asked, and what
is said back to an answer once it is given. What is shown must be known by then, or the
hole says what is read instead. The condition of a piece is judged there too, and says
of its own holes what is known.
"""

from collections.abc import Iterator

import attrs

from triage.base.answer import UNSURE, is_unsure
from triage.base.holes import Hole
from triage.base.immutable import immutable
from triage.base.kinds import Subset
from triage.base.text import Span, Text
from triage.language.ast import (
    Asked,
    Condition,
    NumberOf,
    ValueWord,
    own_questions,
    parts_through,
)
from triage.language.definite import Knowledge, Known, Use, union
from triage.linker.answer_flow import asked_at, discharge, error, row_fits
from triage.linker.denials import denied_at
from triage.linker.holes import assumed, shown_by, worded
from triage.linker.resolve import Names, Report
from triage.model.graph import reachable
from triage.model.traversal import step_graph
from triage.model.tree import DONE, Advice, Step, Tree, Way
from triage.treefile.document import AssumeEntry, QuestionEntry
from triage.treefile.texts import (
    Worded,
    holed,
    part,
    pieces_of,
)

FORM = "`{{{0} else …}}`"


@immutable
class Line:
    """Say of whom a text is read: of all, or as a condition holds or fails."""

    id: str  # of the question or recommendation; empty of what is assumed
    text: Text
    when: Condition | None = None
    holds: bool = True
    answer: str = ""  # to a question, of what is said back to it


@immutable
class Read:
    """Say that a text is read at a step."""

    step: Step
    known: Known
    left: int = 0  # what the page may leave unasked, a bit for each question
    denied: bool = False  # because answers deny what is assumed


def check_readings(tree: Tree, names: Names) -> None:
    """Note all that may be open where it is read, and every needless `else`."""
    every = [line for entry in worded(names.parts) for line in lines(entry, names)]
    told = [line for line in every if line.when is not None or shown_by(line.text)]
    says = [one for one in assumed(names.parts) if one.says and shown_by(one.says)]
    if told or says:
        readings = Readings(tree)
        for line in told:
            readings.check(line, names.found)
        for one in says:
            readings.check_denial(one, names)
        readings.check_idle(names.found)


def lines(entry: Worded, names: Names) -> Iterator[Line]:
    """Yield the texts of an entry that may have holes, and who reads each."""
    name = entry.id.value
    if isinstance(entry, QuestionEntry):
        replies = {one.text.span: one.id.value for one in entry.reply}
        for text in holed(entry):
            yield Line(name, text, answer=replies.get(text.span, ""))
        return
    yield Line(name, entry.title)
    for prose in (entry.text, entry.watch_for):
        if isinstance(prose, Text):
            yield Line(name, prose)
    for piece in pieces_of(entry):
        when = names.maybe(piece.when, "piece")
        for said, holds in ((piece.text, True), (piece.otherwise, False)):
            if said is not None:
                yield Line(name, said, when, holds)


class Readings:
    """Know where each text of a tree is read, and what is known there."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.knowledge = Knowledge(tree.questions, tree.values)
        self.read: dict[str, list[Read]] = {}
        self.idle: dict[Span, str] = {}  # each `else` that nobody reads at some place
        self.needed: set[Span] = set()  # and those that somebody does
        reached = reachable(step_graph(tree.steps), tree.first)
        self.highest = highest(tree)
        self.doubtful = union(
            self.knowledge.bits[name]
            for name, question in tree.questions.items()
            if question.unsure
            or (name in tree.guards and is_unsure(tree.guards[name].otherwise))
        )
        for step in tree.steps.values():
            if step.id in reached:
                for name, read in self.at(step):
                    self.read.setdefault(name, []).append(read)

    def check(self, line: Line, found: Report) -> None:
        """Note what may be open and does not say so, or the other way round."""
        read = self.read.get(line.id, [])
        if line.answer:
            read = [self.answered(place, line) for place in read]
        if line.when is not None and line.holds:
            self.check_condition(line.when, read, found)
        for hole in shown_by(line.text):
            self.check_hole(line, hole, read, found)

    def check_denial(self, entry: AssumeEntry, names: Names) -> None:
        """Note what may be open when something is said of answers that deny a rule."""
        places = denied_at(
            names.condition(entry.that, "assume"), self.tree, self.knowledge
        )
        read = [Read(step, known, denied=True) for step, known in places]
        for line in (Line("", text) for text in holed(entry)):
            for hole in shown_by(line.text):
                self.check_hole(line, hole, read, names.found)

    def answered(self, read: Read, line: Line) -> Read:
        """Return what is known when something is said back to an answer."""
        question = self.tree.questions[line.id]
        bit, known = self.knowledge.bits[question.id], read.known
        several = question.unsure and isinstance(question.domain, Subset)
        if several or line.answer == UNSURE:  # of several, some may be unsure
            after = Known(known.unasked & ~bit, known.unsure | bit, known.asked | bit)
        else:
            after = known.settle(bit)
        return attrs.evolve(read, known=after)

    def check_condition(self, when: Condition, read: list[Read], found: Report) -> None:
        """Note what a condition of a piece uses bare, and may be open."""
        seen = set()
        for place in read:
            for use in self.knowledge.uses(when, self.when_read(place)):
                key = (use.through or use.at).span, use.question
                if key not in seen:
                    seen.add(key)
                    is_unasked = use.known.unasked & self.knowledge.bits[use.question]
                    code = "T306" if is_unasked else "T305"
                    why, more = self.reason(use, place)
                    advice = discharge(self.tree, use) + more
                    error(found, use, code, why, advice)

    def check_hole(
        self, line: Line, hole: Hole, read: list[Read], found: Report
    ) -> None:
        use = next((u for r in read for u in self.open(line, hole, r)), None)
        question = self.tree.questions.get(hole.name)
        if question is not None and question.is_text:
            use = f"`{hole.name}` may be left blank", ""
        at = part(line.text, hole.start, hole.end)
        if use is not None and hole.otherwise is None:
            written = hole.name + (f" | {hole.look}" if hole.look else "")
            why, more = use
            found.error("T223", why, at, f"write {FORM.format(written)}{more}")
        elif use is not None:
            self.needed.add(at)
        elif read and hole.otherwise is not None:
            self.idle[at] = hole.name

    def check_idle(self, found: Report) -> None:
        """Note every `else` that nobody reads, wherever its text is used."""
        for at, name in self.idle.items():
            if at not in self.needed:
                message = f"`{name}` is always known where this is read"
                found.error("T223", message, at, "drop the `else`")

    def open(self, line: Line, hole: Hole, read: Read) -> Iterator[tuple[str, str]]:
        """Yield why a hole may be open at a place, and what else to do about it."""
        known = self.when_read(read)
        if line.when is not None:
            known = self.knowledge.split(line.when, known)[not line.holds]
        is_question = hole.name in self.tree.questions
        shown = (NumberOf if is_question else ValueWord)(hole.name)
        for use in self.knowledge.uses(shown, known):
            yield self.reason(use, read)
        left = read.left & known.unasked
        for name in self.looked_at(hole.name) if left and not is_question else ():
            if left & self.knowledge.bits[name]:
                yield self.reason(Use(name, shown, known), read)

    def looked_at(self, value: str) -> Iterator[str]:
        """Yield what a value asks the answer of, be it only whether there is one."""
        for part_of in parts_through([ValueWord(value)], self.tree.values):
            if not isinstance(part_of, Asked):
                yield from own_questions(part_of)

    def when_read(self, read: Read) -> Known:
        """Return what is known when a text is read that was collected at a place.

        What was not asked by then may be asked since, and be answered "not sure".
        """
        unasked = read.known.unasked | read.left
        return Known(unasked, read.known.unsure | unasked & self.doubtful)

    def reason(self, use: Use, read: Read) -> tuple[str, str]:
        name, step = f"`{use.question}`", f"`{read.step.id}`"
        unasked = use.known.unasked & self.knowledge.bits[use.question]
        if read.denied:
            may = "may not be answered yet" if unasked else "may be unsure"
            return f"{name} {may} when this is said", ""
        if read.left & unasked:
            why = f"{name} may be left unasked when the page of {step} ends"
            return why, f", or let {step} say `whole: true`"
        may = "may not have been asked" if unasked else "may be unsure"
        return f"{name} {may} at {step}", ""

    def at(self, step: Step) -> Iterator[tuple[str, Read]]:
        """Yield the ids of what is read at a step."""
        yield from ((name, Read(step, step.known)) for name in step.ask)
        known = asked_at(self.tree, step, step.known, self.knowledge)
        own = union(self.knowledge.bits[name] for name in step.ask)
        page = own & known.asked & step.known.unasked if step.may_be_left else 0
        yield from self.advised(step, step.advise, known, page & self.ends_at(step))
        ways = self.by_row if step.table else self.by_way
        yield from ways(step, known, page)

    def by_row(self, step: Step, known: Known, page: int) -> Iterator[tuple[str, Read]]:
        for way in step.ways:
            after = row_fits(way, known, self.knowledge.split)
            yield from self.told(step, way, after, page)

    def by_way(self, step: Step, known: Known, page: int) -> Iterator[tuple[str, Read]]:
        answered = 0
        for way in step.ways:
            after, left = known, page
            if way.when is not None:
                after, known = self.knowledge.split(way.when, known)
                left &= ~(answered | self.knowledge.told(way.when, holds=True))
                answered |= self.knowledge.told(way.when, holds=False)
            else:
                left &= ~answered
            yield from self.told(step, way, after, left)

    def told(
        self, step: Step, way: Way, known: Known, left: int
    ) -> Iterator[tuple[str, Read]]:
        """Yield what is read on a way: its advice, and where it ends."""
        left = left if self.is_left(step, way.advise, way.to) else 0
        yield from self.advised(step, way.advise, known, left)
        if way.to in self.tree.recommendations:
            yield way.to, Read(step, known, left)

    def advised(
        self, step: Step, advise: tuple[Advice, ...], known: Known, left: int
    ) -> Iterator[tuple[str, Read]]:
        for item in advise:
            after, open_then = known, left
            if item.when is not None:
                after = self.knowledge.split(item.when, known)[0]
                open_then &= ~self.knowledge.told(item.when, holds=True)
            yield item.recommendation, Read(step, after, open_then)

    def ends_at(self, step: Step) -> int:
        """Return all bits if the page may be left, none if it never is."""
        left = (self.is_left(step, way.advise, way.to) for way in step.ways)
        return -1 if any(left) else 0

    def is_left(self, step: Step, advise: tuple[Advice, ...], to: str) -> bool:
        """Whether a way may end the walk with the worst there is, its page unasked."""
        ends = to == DONE or to in self.tree.recommendations
        told = [item.recommendation for item in (*step.advise, *advise)]
        told += [to] if to in self.tree.recommendations else []
        ranks = [self.tree.recommendations[name].rank for name in told]
        return ends and self.tree.is_top(max(self.highest[step.id], *ranks, -1))


def highest(tree: Tree) -> dict[str, int]:
    """Return the greatest rank that can have been collected before each step."""
    found = dict.fromkeys(tree.steps, -1)
    for step in tree.steps.values():
        for way in step.ways:
            if way.to in found:
                told = (item.recommendation for item in (*step.advise, *way.advise))
                ranks = [tree.recommendations[name].rank for name in told]
                found[way.to] = max(found[way.to], found[step.id], *ranks, -1)
    return found
