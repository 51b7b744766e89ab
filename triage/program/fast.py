"""Fast: the engine that runs functions made of the steps of a tree.

It comes to what ``walk`` comes to, which stays the reference and judges each page that
waits: a law holds both against each other. A function is made when a walk first meets
it, so that a tree of any shape and size is run. That takes a while, so a tree that
decides seldom has none.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import getitem
from threading import Lock
from typing import TypeAlias

from triage.base.answer import Answer
from triage.base.frozen import FrozenMap
from triage.base.limits import LIMITS
from triage.engine.decision import Decision, broken
from triage.engine.lookup import LookingUp, look_up
from triage.engine.made import Made
from triage.engine.trace import Engine, Trace
from triage.model.tree import TODAY, Tree
from triage.program.codes import packed
from triage.program.given import Form, Given
from triage.program.lower import ENDED, ROOM, Lowered

Ran: TypeAlias = tuple[int, list[int], list[int], list[int]]
"""Where a run ends, the ways taken, the sites of advice, and what is skipped."""


class Functions:
    """Hold the functions of a tree, and walk it by them."""

    def __init__(self, tree: Tree, room: int = ROOM) -> None:
        self.tree = tree
        self.lowered = Lowered(tree, room)
        self.lowering = Lock()
        self.plan = self.lowered.plan
        self.given = Given(tree)
        self.first = self.plan.places[tree.first]
        self.functions = [*map(self.stub, range(len(self.plan.steps)))]
        self.assumed = self.lowered.assumed() if tree.assume else None
        numbers = self.plan.numbers
        self.usual = {
            numbers[name]: packed(tree.questions[name], guard.otherwise)
            for name, guard in tree.guards.items()
        }
        self.asks = [tuple(numbers[q] for q in step.ask) for step, _ in tree.edges]
        told = tree.recommendations
        self.ends = [told[w.to].rank if w.to in told else -1 for _, w in tree.edges]
        self.collected = tuple(self.plan.sites)

    def stub(self, number: int) -> Callable[..., int]:
        """Return what stands for a function until it is called."""

        def made(*state: Sequence[int]) -> int:
            with self.lowering:  # its table of nodes grows, whatever thread is first
                self.functions[number] = self.lowered.function(number)
            return self.functions[number](*state)

        return made

    def __call__(
        self, _tree: Tree, answers: Mapping[str, Answer], _before: Trace | None = None
    ) -> Trace:
        """Return the record of a walk; it begins anew, whatever was before."""
        return self.trace(self.run(self.given.codes(answers)), answers)

    def decided(self, answers: Mapping[str, object]) -> Decision | None:
        """Return the decision for answers; None where there is something to say."""
        try:
            form = self.given.form(answers)
            codes = [*map(getitem, form.tables, answers.values())]
        except Exception:  # noqa: BLE001  what is no mapping can raise anything
            return None  # whoever reads the answers one by one says what is wrong
        given = form.arranged(codes + self.given.unasked)
        ran = self.run(given)
        texts = self.given.written(form, answers)
        found = Decision(self.tree, Deciding(self, form, codes, ran, texts))
        if self.assumed is None or self.assumed(self.counting(given, ran[3])):
            return found
        return None if any(broken(self.tree, found.trace.asked)) else found

    def counting(self, given: Sequence[int], skipped: list[int]) -> Sequence[int]:
        """Return the codes that count: of what is skipped, those in its place."""
        if not skipped:
            return given
        known = [*given]
        for number in skipped:
            known[number] = self.usual[number]
        return known

    def run(self, given: Sequence[int]) -> Ran:
        """Return what a walk over codes does, up to a page that waits."""
        ways: list[int] = []
        sites: list[int] = []
        skipped: list[int] = []
        late, step, functions = self.plan.empty[:], self.first, self.functions
        while step >= 0:
            step = functions[step](given, late, ways, sites, skipped)
        return step, ways, sites, skipped

    def trace(self, ran: Ran, answers: Mapping[str, Answer]) -> Trace:
        """Return the record of a run; the reference judges a page that waits."""
        step, ways, sites, _ = ran
        ended = step == ENDED
        asked = self.asked(ran, answers)
        last = self.tree.edges[ways[-1]][0] if ended else self.plan.steps[-2 - step]
        found = Trace(
            tuple(ways),
            last.id,
            self.end(ran),
            self.advice(ran),
            tuple([self.collected[site] for site in sites]),
            (),
            asked.answers,
            tuple(asked.skipped),
            self.rank(ran),
            *asked.before,
            todo=self.tree.edges[ways[-1]][1].todo if ended else "",
        )
        return found if ended else LookingUp(self.tree, answers, found).run(last)

    def asked(self, ran: Ran, answers: Mapping[str, Answer]) -> "Asked":
        """Return the answers that counted on the ways taken."""
        step, ways, _, passed = ran
        skipped, names, found = {*passed}, self.given.names, Asked()
        for edge in ways:
            found.arrive()
            for number in self.asks[edge]:
                name = names[number]
                if name in found.answers:
                    continue
                if number in skipped:
                    found.skipped.append(name)
                    found.answers[name] = self.tree.guards[name].otherwise
                else:
                    found.answers[name] = answers[name]
        if step != ENDED:
            found.arrive()
        return found

    def end(self, ran: Ran) -> str:
        """Return what ended a run; nothing of one that waits."""
        return self.tree.edges[ran[1][-1]][1].to if ran[0] == ENDED else ""

    def rank(self, ran: Ran) -> int:
        """Return the highest rank collected, that of the end included."""
        step, ways, sites, _ = ran
        ranks = self.plan.ranks
        found = max([ranks[site] for site in sites], default=-1)
        return max(found, self.ends[ways[-1]]) if step == ENDED else found

    def advice(self, ran: Ran) -> tuple[str, ...]:
        """Return what was collected, the end included."""
        told, end = [self.plan.told[site] for site in ran[2]], self.end(ran)
        if end in self.tree.recommendations:
            told.append(end)
        return tuple(dict.fromkeys(told))


class Asked:
    """Note what was asked on a walk, and how much of it before the last step."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.skipped: list[str] = []
        self.before = 0, 0

    def arrive(self) -> None:
        """Come to another step."""
        self.before = len(self.answers), len(self.skipped)


class Deciding(Made):
    """Be a run and the codes it was over, of which more is made when it is read."""

    def __init__(
        self,
        functions: Functions,
        form: Form,
        codes: list[int],
        ran: Ran,
        texts: Mapping[str, Answer],
    ) -> None:
        self.functions = functions
        self.form = form
        self.codes = codes
        self.ran = ran
        self.texts = texts

    @cached_property
    def trace(self) -> Trace:
        """The record of the walk."""
        return self.functions.trace(self.ran, self.given)

    @cached_property
    def given(self) -> Mapping[str, Answer]:
        """Every accepted answer, whether the path asked for it or not."""
        found = self.functions.given.by_name(self.form.numbers, self.codes)
        return FrozenMap({**found, **self.texts})

    @property
    def ended(self) -> bool:
        """Whether the walk came to an end without the reference."""
        return self.ran[0] == ENDED

    @property
    def end(self) -> str:
        """The recommendation that ended the walk, ``done``, or empty."""
        return self.functions.end(self.ran) if self.ended else self.trace.end

    @property
    def rank(self) -> int:
        """The highest rank collected; -1 for none."""
        return self.functions.rank(self.ran) if self.ended else self.trace.rank

    @property
    def advice(self) -> tuple[str, ...]:
        """The ids of the recommendations collected, in order; the end included."""
        return self.functions.advice(self.ran) if self.ended else self.trace.advice


class Fast:
    """Be the engine of one tree: the reference at first, and then its functions.

    Attributes:
        quick: Decides where there is nothing to say to what is given; None until it is
            worth it, and of a tree that asks for more than answers.
    """

    def __init__(self) -> None:
        self.walks = 0
        self.engine: Engine = look_up
        self.quick: Callable[[Mapping[str, object]], Decision | None] | None = None

    def __call__(
        self, tree: Tree, answers: Mapping[str, Answer], before: Trace | None = None
    ) -> Trace:
        """Return the record of a walk."""
        walks = self.walks = self.walks + 1  # by itself, whatever other threads add
        if walks == LIMITS.patience:
            self.engine = functions = Functions(tree)
            if TODAY not in tree.questions and tree.status != "retired":
                self.quick = functions.decided
        return self.engine(tree, answers, before)
