"""Fast: the engine that runs functions made of the steps of a tree.

It comes to what ``walk`` comes to, which stays the reference and judges each page that
waits: a law holds both against each other. A step becomes a function when a walk first
meets it, so that a tree of any shape and size is run. That takes a while, so a tree
that decides seldom has none.
"""

from collections.abc import Callable, Mapping
from threading import Lock

from triage.base.answer import Answer
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.engine.lookup import LookingUp, look_up
from triage.engine.trace import Engine, Trace
from triage.model.traversal import advice_sites
from triage.model.tree import Step, Tree, Way
from triage.program.codes import packed
from triage.program.lower import WAITS, Lowered


class Codes(dict[Answer, int]):
    """Pack answers to a question, each once."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def __missing__(self, answer: Answer) -> int:
        found = packed(self.question, answer)
        if len(self) < LIMITS.kept_answers:
            self[answer] = found
        return found


class Functions:
    """Hold the functions of a tree, and walk it by them."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.lowered = Lowered(tree)
        self.lowering = Lock()
        self.steps = tuple(tree.steps.values())
        self.functions = [self.stub(number) for number in range(len(self.steps))]
        self.first = self.lowered.numbers[tree.first]
        self.names = tuple(tree.questions)
        self.unasked = [mark.unasked for mark in self.lowered.marks]
        numbered = enumerate(tree.questions.items())
        self.codes = {name: (n, Codes(question)) for n, (name, question) in numbered}
        sites = [*advice_sites(self.steps)]
        self.places = tuple(site.place for site in sites)
        self.told = tuple(site.advice.recommendation for site in sites)

    def stub(self, number: int) -> Callable[..., int]:
        """Return what stands for a function until it is called."""

        def made(*state: list[int]) -> int:
            with self.lowering:  # its table of nodes grows, whatever thread is first
                self.functions[number] = self.lowered.function(self.steps[number])
            return self.functions[number](*state)

        return made

    def __call__(
        self, _tree: Tree, answers: Mapping[str, Answer], _before: Trace | None = None
    ) -> Trace:
        """Return the record of a walk; it begins anew, whatever was before."""
        codes, functions = self.codes, self.functions
        so_far, given = self.unasked[:], self.unasked[:]
        for name, answer in answers.items():
            number, known = codes[name]
            given[number] = known[answer]
        run, step = Run(), self.first
        state = so_far, given, run.ways, run.sites, run.asked, run.skipped
        while step >= 0:
            run.step, run.before = step, (len(run.asked), len(run.skipped))
            step = functions[step](*state)
        if step == WAITS:
            del run.asked[run.before[0] :], run.skipped[run.before[1] :]
            start = self.trace(run, answers)
            return LookingUp(self.tree, answers, start).run(self.steps[run.step])
        return self.trace(run, answers, self.tree.edges[run.ways[-1]][1])

    def trace(
        self, run: "Run", answers: Mapping[str, Answer], way: Way | None = None
    ) -> Trace:
        """Return what was done as a trace, ended by a way or going on."""
        recommendations, end = self.tree.recommendations, way.to if way else ""
        advice = dict.fromkeys([self.told[site] for site in run.sites])
        rank = max(map(self.lowered.ranks.__getitem__, run.sites), default=-1)
        if end in recommendations:
            advice[end] = None
            rank = max(rank, recommendations[end].rank)
        names = self.names
        passed = {names[n]: self.tree.guards[names[n]].otherwise for n in run.skipped}
        known = {**answers, **passed} if passed else answers
        return Trace(
            tuple(run.ways),
            self.steps[run.step].id,
            end,
            tuple(advice),
            tuple([self.places[site] for site in run.sites]),
            (),
            {name: known[name] for name in [names[n] for n in run.asked]},
            tuple(passed),
            rank,
            *run.before,
            todo=way.todo if way else "",
        )


class Run:
    """Note what a walk does, by number."""

    __slots__ = ("asked", "before", "sites", "skipped", "step", "ways")

    def __init__(self) -> None:
        self.ways: list[int] = []
        self.sites: list[int] = []
        self.asked: list[int] = []
        self.skipped: list[int] = []
        self.step = 0
        self.before = 0, 0


class Fast:
    """Be the engine of one tree: the reference at first, and then its functions."""

    def __init__(self) -> None:
        self.walks = 0
        self.engine: Engine = look_up

    def __call__(
        self, tree: Tree, answers: Mapping[str, Answer], before: Trace | None = None
    ) -> Trace:
        """Return the record of a walk."""
        walks = self.walks = self.walks + 1  # by itself, whatever other threads add
        if walks == LIMITS.patience and not any(map(is_wide, tree.steps.values())):
            self.engine = Functions(tree)
        return self.engine(tree, answers, before)


def is_wide(step: Step) -> bool:
    """Return whether the rows of a step are found sooner than they are tried."""
    return bool(step.table) and len(step.ways) > LIMITS.tried_rows
