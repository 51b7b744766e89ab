"""Blocks of a comparison's text: one for each cause, answer and reworded text."""

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

from triage.base.wording import folded, listed, paragraph
from triage.comparison.answers import AnswerChange, Assumption
from triage.comparison.demanded import demands
from triage.comparison.entries import Change, Exchange, Retold
from triage.comparison.results import Result
from triage.comparison.rewording import Rewording
from triage.comparison.switch import Switch
from triage.model.diff import Difference
from triage.model.graph import arrows
from triage.model.tree import DONE, Tree
from triage.verify.explain import Story, Turn, answered

if TYPE_CHECKING:
    from triage.base.shapes import Seen
    from triage.comparison.equivalence import Changes

Told: TypeAlias = Change | Exchange | Retold

DIRECTIONS = {"down": "Less urgent", "up": "More urgent", "aside": "Another outcome"}

INSET = "   "
INNER = "     "


def level_title(tree: Tree, name: str) -> str:
    return {level.id: level.title for level in tree.levels}.get(name, "Information")


def said(tree: Tree, result: Result) -> str:
    """Return an outcome in words: the level, and what is done where that says more."""
    level = level_title(tree, result.urgency)
    if result.end in tree.recommendations:
        title = tree.recommendations[result.end].title
        return level if title == level else f"{level} ({title})"
    end = {DONE: "what was advised"}.get(result.end, "not written yet")
    return f"{level} ({end})"


def seen(tree: Tree, part: str, what: "Seen") -> str:
    """Return what a person sees in words."""
    match what:
        case str() if part == "level":
            return level_title(tree, what)
        case str() if part == "text":
            return f"“{folded(what)}”"
        case [str(), *_]:
            return "; ".join(f"“{tree.recommendations[str(n)].title}”" for n in what)
        case [low, high]:
            return f"{low} to {high}"
    return str(what)


class Writer:
    """Write the blocks of one comparison.

    Args:
        refused: The names of what has to be allowed and is not.
        at_work: Whether it is read where commands are typed and files are edited: then
            names that allow a change, and places in files, stand there too.
    """

    def __init__(
        self,
        changes: "Changes",
        width: int,
        refused: frozenset[str],
        *,
        at_work: bool = True,
    ) -> None:
        self.changes = changes
        self.width = width
        self.refused = refused
        self.at_work = at_work

    def lines(self, text: str, first: str = "", rest: str = "") -> str:
        return paragraph(text, self.width, first, rest)

    def inset(self, text: str, by: str = INSET) -> str:
        return self.lines(text, by, f"{by}  ")

    def renamed(self) -> Iterator[str]:
        """Yield what has another id, which is no change."""
        if found := "; ".join(map(str, self.changes.renamed)):
            yield self.lines(f"Renamed: {found}", rest="  ")

    def causes(self) -> Iterator[str]:
        """Yield a block for each cause, that of the worst change first."""
        entries: dict[tuple[Switch, ...], list[Told]] = {}
        for item in self.changes.entries:
            entries.setdefault(item.cause, []).append(item)
        for number, (cause, items) in enumerate(entries.items(), 1):
            together = "Together: " if len(cause) > 1 else ""
            head = f"{together}{'; '.join(map(str, cause))}"
            number_ = f"{number}. ".ljust(len(INSET))
            yield "\n".join([self.lines(head, number_, INSET), *self.block(items)])

    def block(self, items: list[Told]) -> Iterator[str]:
        for item in items:
            match item:
                case Change():
                    yield from self.change(item)
                case Retold():
                    yield self.inset(self.retold(item))
                    yield from self.people(item)
                case Exchange(warning=True):
                    word = "Lost" if item.lost else "Gained"
                    yield self.inset(f"{word}: the warning {self.title(item)}")
                    yield from self.people(item)
        for lost, word in ((True, "no more"), (False, "now")):
            told = (x for x in items if isinstance(x, Exchange) and x.lost is lost)
            titles = [self.title(x) for x in told if not x.warning]
            if titles:
                yield self.inset(f"Some are {word} told: {'; '.join(titles)}")

    def change(self, item: Change) -> Iterator[str]:
        before = said(self.changes.then, item.before)
        after = said(self.changes.new, item.after)
        yield self.inset(f"{DIRECTIONS[item.direction]}: {before} → {after}")
        yield from self.people(item)

    def retold(self, item: Retold) -> str:
        old, new = self.changes.then, self.changes.new
        turned = " → ".join(
            seen(tree, item.part, what)
            for tree, what in ((old, item.before), (new, item.after))
        )
        advice = new.recommendations.get(item.of)
        verb = "reads" if item.part == "text" else "is told as"
        what = f"“{advice.title}” {verb}" if advice else f"`{item.of}` is shown as"
        return f"{what} {turned}" if item.of else f"Advice in another order: {turned}"

    def title(self, item: Exchange) -> str:
        tree = self.changes.then if item.lost else self.changes.new
        return f"“{tree.recommendations[item.recommendation].title}”"

    def people(self, item: Told) -> Iterator[str]:
        """Yield of whom something is so, one of them, and what allows it."""
        if item.in_full:
            yield from self.patient(item)
        if item.is_lower:
            yield from self.allowing(item.name, INNER)

    def patient(self, item: Told) -> Iterator[str]:
        if item.numbers:
            numbers = listed([extent.words for extent in item.numbers], "and")
            yield self.inset(f"Who: {numbers}", INNER)
        before, now = (Story(x) for x in (item.old, item.new) if x is not None)
        yield from (self.inset(line, INNER) for line in heard(before, now))
        if isinstance(item, Change):
            one, other = map(self.shortly, parting(before, now))
            yield self.inset(f"before: {one}", INNER)
            yield self.inset(f"now: {other}", INNER)

    def shortly(self, turn: Turn) -> str:
        return f"{shortly(turn)}{turn.at if self.at_work else ''}"

    def allowing(self, name: str, by: str) -> Iterator[str]:
        """Yield what allows a change, where somebody can type it."""
        if self.at_work:
            is_open = name in self.refused
            lead = "allow with: --allow" if is_open else "allowed:"
            yield f"{by}{lead} {name}"

    def answers(self) -> Iterator[str]:
        """Yield a block for each answer, and patient, that only one tree takes."""
        for item in self.changes.answers:
            tree = self.changes.then if item.side == "gone" else self.changes.new
            if isinstance(item, Assumption):
                lines = [*self.assumed(tree, item)]
            else:
                lines = [*self.answer(tree, item)]
            yield "\n".join([*lines, *self.allowing(item.name, INSET)])

    def answer(self, tree: Tree, item: AnswerChange) -> Iterator[str]:
        question = tree.questions[item.question]
        verb = "no more takes" if item.side == "gone" else "now takes"
        led = "it led" if item.side == "gone" else "it leads"
        here, another = said(tree, item.here), said(tree, item.another)
        yield self.lines(
            f"“{question.text}” {verb} {item.answer}: {led} to {here}", rest="  "
        )
        other = question.describe(item.other.answers[item.question])
        yield self.inset(f"The same person answering {other}: {another}")
        story = Story(item.patient)
        others = dict(story.different)
        others.pop(item.question, None)
        told = answered(story.decision.reading, others)
        yield from map(self.inset, told)

    def assumed(self, tree: Tree, item: Assumption) -> Iterator[str]:
        people = tree.profile.people
        if item.side == "gone":
            head = f"No more assumed to exist: {people} who were told"
        else:
            head = f"Now assumed to exist too: {people} who are told"
        yield self.lines(f"{head} {said(tree, item.outcome)}", rest="  ")
        story = Story(item.patient)
        told = answered(story.decision.reading, story.different)
        yield from map(self.inset, told)

    def shown(self) -> Iterator[str]:
        """Yield what is shown otherwise, old and new, and what allows all of it."""
        if self.changes.shown:
            lines = ["What is shown differs"]
            for item in self.changes.shown:
                lines.append(self.lines(f"{item.part} `{item.id}`", "- ", "  "))
                lines += self.turned(item.old, item.new)
            lines += self.allowing(self.changes.shown_name, "  ")
            yield "\n".join(lines)

    def words(self) -> Iterator[str]:
        """Yield the texts that read otherwise, old and new, the most urgent first."""
        if self.changes.words:
            levels = {level.id: level.title for level in self.changes.new.levels}
            lines = ["What reads otherwise"]
            for item in self.changes.words:
                lines += self.reworded(item, levels.get(item.urgency, ""))
            yield "\n".join(lines)

    def reworded(self, item: Rewording, level: str) -> Iterator[str]:
        where = f"{item.part} `{item.id}`, {item.key}" + f" ({level})" * bool(level)
        yield self.lines(where, "- ", "  ")
        yield from self.turned(item.old, item.new)

    def turned(self, old: str, new: str) -> Iterator[str]:
        for sign, text in (("before", old), ("now", new)):
            yield self.lines(f"{sign}: {folded(text) or '(nothing)'}", "  ", "    ")

    def edit(self, item: Difference) -> Iterator[str]:
        """Yield what was edited, and of a property what it demanded and demands."""
        yield self.lines(str(item), "- ", "  ")
        before, now = demands(item, self.changes.then, self.changes.new)
        for lead, said in (("before", before), ("now", now)):
            if said:
                yield self.lines(f"{lead}: {said}", "  ", "    ")

    def edits(self) -> Iterator[str]:
        if self.changes.edits:
            edits = (line for item in self.changes.edits for line in self.edit(item))
            yield "\n".join(["What was edited", *edits])
        if self.changes.silent:
            silent = (self.lines(str(x), "- ", "  ") for x in self.changes.silent)
            whom = "no decision" if self.changes.shown else "nobody"
            head = f"Changes {whom}, by itself or as the last of all: proved"
            yield "\n".join([head, *silent])


def heard(before: Story, now: Story) -> Iterator[str]:
    """Yield what sets a patient apart, in the old tree or only in the new."""
    known = before.different.items()
    more = {n: a for n, a in now.different.items() if (n, a) not in known}
    yield from answered(before.decision.reading, before.different)
    yield from answered(now.decision.reading, more)
    yield (now if more else before).rest


def parting(before: Story, now: Story) -> tuple[Turn, Turn]:
    """Return where two walks part."""
    one, other = before.path, now.path
    same = sum(1 for _ in takewhile(alike, zip(one, other, strict=False)))
    return one[min(same, len(one) - 1)], other[min(same, len(other) - 1)]


def alike(turns: tuple[Turn, Turn]) -> bool:
    one, other = (turn.step for turn in turns)
    return (one.step, one.branch, one.to) == (other.step, other.branch, other.to)


def shortly(turn: Turn) -> str:
    """Return a branch in words; that nothing else holds is not told in full."""
    if not turn.is_rest:
        return turn.said
    return f"{arrows(turn.names)}, because no branch above it holds"
