"""Nearest: for each step the most ordinary patient who comes to it, page by page.

Each step is judged once for each other answer to its page, by whoever came to it with
the fewest unusual answers. Who must answer two questions of a page in unusual ways is
not found so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import TypeAlias

import attrs

from triage.base.answer import Answer
from triage.base.frozen import FrozenMap
from triage.base.immutable import immutable
from triage.engine.defaults import ordinary
from triage.engine.trace import Trace
from triage.engine.walk import NOTHING, Walker
from triage.model.tree import Step, Tree
from triage.verify.simulate import Neighbours, Trials, Variant

Answers: TypeAlias = Mapping[str, Answer]
"""The answers to some questions."""

Ahead: TypeAlias = tuple[int, Answers, str]
"""How many answers are unusual from a step on, those to its page, and the next step."""

NOTHING_MORE: Answers = FrozenMap()

NOWHERE: Ahead = (0, {}, "")

ENDS = 3  # to how many ends, the usual one included, whoever comes to a step is led


@immutable
class Coming:
    """Hold who comes to a step: what is unusual of them, and the walk that far."""

    unusual: Answers
    before: Trace


class Nearest:
    def __init__(self, tree: Tree, trials: Trials) -> None:
        self.tree = tree
        self.trials = trials
        self.well = ordinary(tree)
        self.base = trials.variables.encode(self.well)
        self.coming = {tree.first: Coming({}, NOTHING)}
        self.ways: dict[str, list[tuple[Answers, str]]] = {}
        for step in tree.steps.values():
            if one := self.coming.get(step.id):
                self.ways[step.id] = []
                self.lead_on(step, one)
        self.toward: dict[str, dict[str, Ahead]] = {}
        for name in reversed(self.ways):
            self.toward[name] = self.ahead(name)

    def ahead(self, name: str) -> dict[str, "Ahead"]:
        """Return how to come from a step to each end, with few unusual answers.

        Of as many, those that come first: they tell ways apart that meet again.
        """
        found = dict[str, Ahead]()
        for answers, to in sorted(self.ways[name], key=lambda way: -len(way[0])):
            for end, (more, _, _) in self.toward.get(to, {to: NOWHERE}).items():
                count = len(answers) + more
                if end not in found or count < found[end][0]:
                    found[end] = count, answers, to
        return found

    def then(self, name: str, end: str) -> dict[str, Answer]:
        """Return the unusual answers from a step on that lead to an end."""
        found = dict[str, Answer]()
        while name in self.toward:
            _, answers, name = self.toward[name][end]
            found |= answers
        return found

    def lead_on(self, step: Step, one: Coming) -> None:
        self.take(step, one, {})
        for name in step.ask:
            if name not in one.before.asked:
                for answer in self.others(name):
                    self.take(step, one, {name: answer})

    def others(self, name: str) -> list[Answer]:
        """Return the other answers that are worth trying, the nearest numbers first."""
        question, usual = self.tree.questions[name], self.well[name]
        found = [a for a in self.trials.each(question) if a != usual]

        def distance(answer: Answer) -> int:
            if isinstance(answer, str | tuple) or isinstance(usual, str | tuple):
                return 0
            return abs(question.scaled(answer) - question.scaled(usual))

        return sorted(found, key=distance)

    def apart(self, step: Step, questions: Sequence[str]) -> Iterator[Neighbours]:
        """Yield who comes to a step, and whose two ways on lead to ends nearby.

        So they show which way they are sent, where the usual ends are the same.
        """
        pairs = dict.fromkeys(pairwise(way.to for way in step.ways))
        for pair in pairs:
            ends = ([*self.near(to)] for to in pair)
            for one, other in product(*ends):
                if one != other:
                    to, instead = pair
                    then = {**self.then(to, one), **self.then(instead, other)}
                    yield self.neighbours(step.id, questions, then)

    def near(self, name: str) -> Iterable[str]:
        """Return the ends to which the fewest unusual answers lead, the usual first."""
        ends = self.toward.get(name, {name: NOWHERE})
        return sorted(ends, key=lambda end: ends[end][0])[:ENDS]

    def neighbours(
        self, name: str, questions: Iterable[str], then: Answers = NOTHING_MORE
    ) -> Neighbours:
        """Return who comes to a step, with others who answer a question otherwise.

        Args:
            name: The id of the step.
            questions: What is answered otherwise, one by one.
            then: What all of them answer later on.
        """
        encode = self.trials.variables.encode
        one = {**then, **self.coming[name].unusual}
        trials = [
            (other, encode({other: answer}, [other]))
            for other in questions
            for answer in self.others(other)
        ]
        return Neighbours(Variant(self.base, encode(one, one)), tuple(trials))

    def take(self, step: Step, one: Coming, answers: Answers) -> None:
        """Note where somebody comes who answers a page, unless others come nearer."""
        unusual = {**one.unusual, **answers}
        walker = Walker(self.tree, {**self.well, **unusual}, one.before)
        walker.go_on(step)  # nothing is missing
        _, way = self.tree.edges[walker.edges[-1]]
        self.ways[step.id].append((answers, way.to))
        if way.to not in self.tree.steps:
            return
        there = self.coming.get(way.to)
        if there is None or len(unusual) < len(there.unusual):
            trace = walker.trace(step)
            asked, skipped = len(trace.asked), len(trace.skipped)
            before = attrs.evolve(trace, asked_before=asked, skipped_before=skipped)
            self.coming[way.to] = Coming(unusual, before)
