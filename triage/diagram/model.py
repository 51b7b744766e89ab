"""A neutral picture of a tree: what every renderer draws."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

import attrs

from triage.base.exceptions import TriageError
from triage.base.question import Level, Option, Question, tidy
from triage.base.suggest import did_you_mean
from triage.diagram.overlay import PLAIN, Mark, Marks, coverage_marks, path_marks
from triage.engine.coverage import Coverage
from triage.engine.decision import Decision
from triage.language.ast import Condition, Sum, own_questions, parts, values_in
from triage.language.english import English, humanise
from triage.model.notice import DISCLAIMER
from triage.model.traversal import advice_sites, conditions, edge_label
from triage.model.tree import DONE, Advice, Recommendation, Step, Tree, Way

Kind: TypeAlias = Literal["step", "recommendation", "done", "todo", "cut"]
"""What a node stands for; ``cut`` is where a picture of a part ends."""

Choice: TypeAlias = Literal["", "words", "one", "any", "tick"]
"""How a line is answered: not at all, in words, by one option, by any, or a tick."""

ONE_THING = "a picture shows one of a decision, coverage and changes: give one of them"
"""What is said where several things are to be set apart."""

SHORT_HASH = 8

FEW = 2
"""Of so many ways on, "if …" and "otherwise", the order is plain."""


@attrs.frozen
class Line:
    """Write one thing in a node: a question, or what a recommendation says.

    Args:
        text: The question or the title.
        name: The words by which conditions speak of it; may be empty.
        choice: How it is answered.
        options: What can be chosen, when the edges do not say it.
        details: What else must be known to read it.
        mark: How it is set apart.
    """

    text: str
    name: str = ""
    choice: Choice = ""
    options: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    mark: Mark = PLAIN


@attrs.frozen
class Note:
    """Say that a recommendation is collected at this place.

    Args:
        target: The id of its node.
        text: Its title.
        when: The condition in words; empty for always.
        level: Its urgency; None for information.
        mark: How it is set apart.
    """

    target: str
    text: str
    when: str = ""
    level: Level | None = None
    mark: Mark = PLAIN


@attrs.frozen
class Node:
    """Draw a step, or an end.

    Args:
        id: The id of the step or recommendation, ``done``, or one that no step has.
        kind: What it stands for.
        lines: What is written in it.
        notes: The advice collected there.
        level: The urgency of a recommendation; None for information.
        group: The id of the module it belongs to; empty for none.
        mark: How it is set apart.
    """

    id: str
    kind: Kind
    lines: tuple[Line, ...] = ()
    notes: tuple[Note, ...] = ()
    level: Level | None = None
    group: str = ""
    mark: Mark = PLAIN


@attrs.frozen
class Edge:
    """Draw a way on.

    Args:
        number: The number of the way in its tree.
        source: The id of the node it leaves.
        target: The id of the node it leads to.
        label: The answer, or the condition in words; empty when there is no choice.
        order: Its place among several conditions, of which the first that holds is
            taken; 0 where the order does not matter.
        notes: The advice collected on the way.
        mark: How it is set apart.
    """

    number: int
    source: str
    target: str
    label: str = ""
    order: int = 0
    notes: tuple[Note, ...] = ()
    mark: Mark = PLAIN


@attrs.frozen
class Group:
    """Hold the nodes of a module together.

    Args:
        id: The id of the step that runs the module.
        title: What is written at it.
        parent: The group it lies in; empty for none.
    """

    id: str
    title: str
    parent: str = ""


@attrs.frozen
class Term:
    """Explain a name that conditions use."""

    name: str
    meaning: str


@attrs.frozen
class View:
    """Picture a tree, or the part of it below a step.

    Args:
        id: The id of the tree.
        title: Its title.
        details: Version, status and logic hash; what part of the tree is shown.
        first: The id of the node where reading begins.
        nodes: One for every step and every recommendation, and the other ends.
        edges: One for every way on.
        groups: The modules, each after the one it lies in.
        scale: The urgency levels of the tree, lowest first.
        terms: The names that conditions use.
        notice: What is written on every picture.
        path: Whether the path of a decision is shown.
        cases: How many cases were counted; None unless coverage is shown.
    """

    id: str
    title: str
    details: tuple[str, ...] = ()
    first: str = ""
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    groups: tuple[Group, ...] = ()
    scale: tuple[Level, ...] = ()
    terms: tuple[Term, ...] = ()
    notice: str = DISCLAIMER
    path: bool = False
    cases: int | None = None

    @property
    def legend(self) -> tuple[Level, ...]:
        """The urgency levels that occur, most urgent first."""
        used = {node.level for node in self.nodes}
        return tuple(level for level in reversed(self.scale) if level in used)

    @property
    def summary(self) -> str:
        """What the picture shows, in a sentence or two."""
        kinds = [node.kind for node in self.nodes]
        steps = many(kinds.count("step"), "step")
        ends = many(kinds.count("recommendation"), "recommendation")
        begins = next(
            node.lines[0].text for node in self.nodes if node.id == self.first
        )
        return (
            f"Decision tree “{self.title}” with {steps} and {ends}. "
            f"It begins with: {begins}"
        )


def many(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> many(1, "step"), many(2, "step")
    ('1 step', '2 steps')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def view(
    tree: Tree,
    *,
    decision: Decision | None = None,
    coverage: Coverage | None = None,
    start: str | None = None,
    depth: int | None = None,
) -> View:
    """Picture a tree.

    Args:
        tree: The tree.
        decision: A decision whose path is set apart.
        coverage: What cases have come by, instead of a path.
        start: The id of the step to begin with, when only the part below it is
            wanted.
        depth: How many steps below the first are shown; 0 shows the first alone.

    Raises:
        TriageError: There is no such step, the depth is negative, the decision or
            the coverage is of another tree, or both are given.
    """
    marks = marks_of(tree, decision, coverage)
    painted = Painter(tree, marks, part(tree, start, depth)).paint(
        shown_part(tree, start, depth), path=decision is not None
    )
    return painted if coverage is None else attrs.evolve(painted, cases=coverage.cases)


def marks_of(tree: Tree, decision: Decision | None, coverage: Coverage | None) -> Marks:
    """Return what is set apart."""
    if decision is not None and coverage is not None:
        raise TriageError(ONE_THING)
    if decision is not None and decision.tree.logic != tree.logic:
        raise TriageError("the decision was made with another tree")
    if coverage is not None and coverage.tree.logic != tree.logic:
        raise TriageError("the coverage is of another tree")
    if decision is not None:
        return path_marks(decision)
    return Marks() if coverage is None else coverage_marks(coverage)


def part(tree: Tree, start: str | None, depth: int | None) -> tuple[str, ...]:
    """Return the ids of the steps to show, the first first."""
    if start is not None and start not in tree.steps:
        hint = did_you_mean(start, tree.steps)
        raise TriageError(f"no step is called `{start}`" + (f": {hint}" * bool(hint)))
    if depth is not None and depth < 0:
        raise TriageError(f"depth is {depth}: give 0 or more")
    first = tree.first if start is None else start
    if start is None and depth is None:
        return tuple(dict.fromkeys([first, *tree.steps]))
    near = steps_below(tree, first, depth)
    return tuple(name for name in tree.steps if name in near)


def steps_below(tree: Tree, first: str, depth: int | None) -> frozenset[str]:
    """Return a step and those within some steps below it."""
    found = ring = {first}
    left = len(tree.steps) if depth is None else depth
    while ring and left:
        targets = {way.to for name in ring for way in tree.steps[name].ways}
        ring = {name for name in targets if name in tree.steps} - found
        found, left = found | ring, left - 1
    return frozenset(found)


def shown_part(tree: Tree, start: str | None, depth: int | None) -> str:
    """Say which part of a tree is shown; empty for the whole."""
    if start is None and depth is None:
        return ""
    first = tree.first if start is None else start
    reach = "" if depth is None else f", {many(depth, 'step')} deep"
    return f"only the part from {first}{reach}"


class Painter:
    """Paint one view; it is made for one call and thrown away.

    Args:
        tree: The tree.
        marks: What is set apart.
        steps: The ids of the steps to show, the first first.
    """

    def __init__(self, tree: Tree, marks: Marks, steps: tuple[str, ...]) -> None:
        self.tree = tree
        self.marks = marks
        self.steps = {name: tree.steps[name] for name in steps}
        self.words = English(tree.questions)
        self.used: dict[str, None] = {}
        self.spoken = frozenset(
            name
            for part, item in conditions(tree)
            if not (isinstance(part, Way) and part.answer)
            for inner in parts(item)
            for name in own_questions(inner)
        )

    def paint(self, shown: str, *, path: bool) -> View:
        """Return the view."""
        steps = [self.step(step) for step in self.steps.values()]
        edges = [self.edge(s, way) for s in self.steps.values() for way in s.ways]
        nodes = [*steps, *self.ends(edges)]
        return View(
            id=self.tree.id,
            title=self.tree.title,
            details=(*self.details(), *([shown] if shown else [])),
            first=next(iter(self.steps)),
            nodes=tuple(nodes),
            edges=tuple(edges),
            groups=tuple(self.groups({node.group for node in nodes})),
            scale=self.tree.levels,
            terms=tuple(self.terms()),
            path=path,
        )

    def details(self) -> Iterator[str]:
        """Yield version, status and hash."""
        if self.tree.version:
            yield f"version {self.tree.version}"
        yield self.tree.status
        yield f"logic {self.tree.logic[:SHORT_HASH]}"

    # Steps

    def step(self, step: Step) -> Node:
        """Return the node of a step."""
        return Node(
            id=step.id,
            kind="step",
            lines=tuple(self.lines(step)),
            notes=self.notes(step.id, step.advise),
            group=step.module,
            mark=self.marks.node(step.id),
        )

    def lines(self, step: Step) -> Iterator[Line]:
        """Yield the questions of a step, or a line that says what it does."""
        for name in step.ask:
            yield self.line(step, self.tree.questions[name])
        if not step.ask:
            yield Line(self.silent(step), mark=self.marks.node(step.id))

    def silent(self, step: Step) -> str:
        """Return what a step that asks nothing is about."""
        module = step.id.removesuffix("/")
        if module != step.id:
            return f"After “{module_title(self.tree, module)}”"
        if any(way.to.startswith(f"{module}/") for way in step.ways):
            return f"Begin “{module_title(self.tree, module)}”"
        return humanise(module.rpartition("/")[2]).capitalize()

    def line(self, step: Step, question: Question) -> Line:
        """Return the line of a question."""
        by_edges = bool(step.by_answer)
        return Line(
            text=question.text,
            name=humanise(question.id) if question.id in self.spoken else "",
            choice=choice(question, step),
            options=() if by_edges else tuple(options(question)),
            details=tuple(self.question_details(question, by_edges=by_edges)),
            mark=self.marks.question(step.id, question.id),
        )

    def question_details(self, question: Question, *, by_edges: bool) -> Iterator[str]:
        """Yield what can be answered, and when the question is asked."""
        if not (by_edges or question.options):
            yield allowed(question)
        guard = self.tree.guards.get(question.id)
        if guard is not None:
            counts = question.describe(guard.otherwise)
            yield f"only if {self.say(guard.when)}; otherwise counts as: {counts}"

    def notes(self, where: str | int, advise: tuple[Advice, ...]) -> tuple[Note, ...]:
        """Return the advice collected at one place."""
        return tuple(
            self.note(item, self.marks.advised(where, index))
            for index, item in enumerate(advise)
        )

    def note(self, item: Advice, mark: Mark) -> Note:
        """Return a note of advice."""
        end = self.tree.recommendations[item.recommendation]
        when = "" if item.when is None else self.say(item.when)
        return Note(end.id, end.title, when, end.urgency, mark)

    def say(self, condition: Condition) -> str:
        """Return a condition in words, and remember the names it uses."""
        self.used.update(dict.fromkeys(values_in(condition)))
        return self.words.of(condition)

    # Ways

    def edge(self, step: Step, way: Way) -> Edge:
        """Return the edge of a way."""
        return Edge(
            number=way.number,
            source=step.id,
            target=self.target(way),
            label=edge_label(self.tree, step, way, self.say),
            order=self.order(step, way),
            notes=self.notes(way.number, way.advise),
            mark=self.marks.edge(way.number),
        )

    def target(self, way: Way) -> str:
        """Return the id of the node that a way leads to."""
        if not way.to:
            return f"todo:{way.number}"
        return f"cut:{way.to}" if self.is_cut(way) else way.to

    def is_cut(self, way: Way) -> bool:
        """Whether a way leads out of the part that is shown."""
        return way.to in self.tree.steps and way.to not in self.steps

    def order(self, step: Step, way: Way) -> int:
        """Return the place of a way among conditions; 0 when it is plain."""
        several = len(step.ways) > FEW and not step.by_answer
        return 1 + way.number - step.ways[0].number if several else 0

    # Ends

    def ends(self, edges: list[Edge]) -> Iterator[Node]:
        """Yield a node for every end, then for what is only collected on the way."""
        homes: dict[str, list[str]] = {}
        for edge in edges:
            if edge.target not in self.steps:
                module = self.steps[edge.source].module
                homes.setdefault(edge.target, []).append(module)
        for name, modules in homes.items():
            yield self.end(name, common(modules))
        sites = advice_sites(self.steps.values())
        for name in dict.fromkeys(site.advice.recommendation for site in sites):
            if name not in homes:
                yield self.recommendation(name, "")

    def end(self, name: str, group: str) -> Node:
        """Return the node of an end."""
        kind, _, what = name.partition(":")
        if kind == "todo":
            way = self.tree.edges[int(what)][1]
            line = Line(f"Not written yet: {way.todo}")
            return Node(
                name, "todo", (line,), group=group, mark=self.marks.edge(way.number)
            )
        if kind == "cut":
            line = Line(f"… goes on at {what}")
            return Node(name, "cut", (line,), group=group, mark=self.marks.node(what))
        if name == DONE:
            line = Line("End: what was advised on the way")
            return Node(DONE, "done", (line,), group=group, mark=self.marks.node(DONE))
        return self.recommendation(name, group)

    def recommendation(self, name: str, group: str) -> Node:
        """Return the node of a recommendation."""
        item, mark = self.tree.recommendations[name], self.marks.node(name)
        line = Line(item.title, details=tuple(told(item)), mark=mark)
        return Node(name, "recommendation", (line,), (), item.urgency, group, mark)

    # Modules and names

    def groups(self, used: Iterable[str]) -> Iterator[Group]:
        """Yield the modules of some nodes, each after the one it lies in."""
        titles = module_titles(self.tree)
        shown = {name for module in used for name in lineage(module)}
        for name in (name for name in titles if name in shown):
            yield Group(name, titles[name], parent=name.rpartition("/")[0])

    def terms(self) -> Iterator[Term]:
        """Yield the names that were used, and the names that explain them."""
        for name in explained(self.tree, self.used):
            body = self.tree.values[name].body
            if isinstance(body, Sum):
                yield Term(humanise(name), self.words.number(body))
            else:
                yield Term(humanise(name), self.words.of(body))


def told(item: Recommendation) -> Iterator[str]:
    """Yield how a recommendation is shown among others."""
    if item.warning:
        yield "warning: always shown, and first"
    if item.alone:
        yield "shown alone"


def options(question: Question) -> Iterator[str]:
    """Yield what can be chosen."""
    yield from map(option_text, question.options)
    if question.options and question.unsure:
        yield "not sure"


def allowed(question: Question) -> str:
    """Return what may be answered where nothing is chosen."""
    unsure = ", or not sure" if question.unsure else ""
    if question.is_number:
        unit = f" {question.unit}" if question.unit else ""
        return f"{question.minimum} to {question.maximum}{unit}{unsure}"
    return "yes, no" + unsure if unsure else "yes or no"


def option_text(option: Option) -> str:
    """Return an option as it stands in a list, with its points if it has any."""
    if not option.points:
        return option.text
    points = tidy(option.points)
    return f"{option.text} ({points} {'point' if points == 1 else 'points'})"


def choice(question: Question, step: Step) -> Choice:
    """Return how a question of a step is answered."""
    kinds: Mapping[str, Choice] = {"one_of": "one", "any_of": "any"}
    return "tick" if step.checklist else kinds.get(question.type, "words")


def explained(tree: Tree, used: Iterable[str]) -> Iterator[str]:
    """Yield some values and those that explain them, in the order of the tree."""
    found: set[str] = set()
    ring = set(used)
    while ring:
        found |= ring
        bodies = [tree.values[name].body for name in ring]
        ring = {name for body in bodies for name in values_in(body)} - found
    yield from (name for name in tree.values if name in found)


def lineage(module: str) -> tuple[str, ...]:
    """Return a module and those it lies in, the outermost first.

    >>> lineage("mood/gad"), lineage("")
    (('mood', 'mood/gad'), ())
    """
    names = module.split("/") if module else []
    return tuple("/".join(names[: index + 1]) for index in range(len(names)))


def common(modules: Iterable[str]) -> str:
    """Return the innermost module that some modules share; empty for none.

    >>> common(["mood/gad", "mood/phq"]), common(["mood", ""])
    ('mood', '')
    """
    lines = zip(*map(lineage, modules), strict=False)
    shared = [names[0] for names in lines if len(set(names)) == 1]
    return shared[-1] if shared else ""


def module_titles(tree: Tree) -> Mapping[str, str]:
    """Return the titles of the modules, each after the one it lies in."""
    modules = (name for step in tree.steps.values() for name in lineage(step.module))
    return {name: module_title(tree, name) for name in dict.fromkeys(modules)}


def module_title(tree: Tree, module: str) -> str:
    """Return the title of the file that a step runs."""
    files = {document.id.value: document for document in tree.documents}
    document = tree.documents[0]
    for name in module.split("/"):
        runs = [entry.run for entry in document.steps if entry.id.value == name]
        found = files.get(str(runs[0])) if runs else None
        if found is None:
            return humanise(module.rpartition("/")[2]).capitalize()
        document = found
    return document.title.value
