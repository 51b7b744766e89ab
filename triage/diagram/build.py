"""Tree to view: the graph of a tree, or of the part below a step, with its texts."""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from posixpath import commonpath

from triage.base.answer import tidy
from triage.base.exceptions import TriageError
from triage.base.kinds import Subset
from triage.base.limits import LIMITS
from triage.base.markdown import lines
from triage.base.money import CURRENCIES, worth
from triage.base.question import Option, Question
from triage.base.reply import NONE, word
from triage.base.suggest import did_you_mean
from triage.base.wording import many, shortened
from triage.diagram import model as v
from triage.diagram.model import Edge, Line, Node
from triage.language import ast as e
from triage.language.english import English, humanise
from triage.model.traversal import (
    advice_sites,
    conditions,
    conditions_at,
    edge_label,
)
from triage.model.tree import DONE, Advice, Step, Tree, Way

SHORT_HASH = 8
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
FEW = 2  # of so many ways on, "if …" and "otherwise", the order is plain


def view(tree: Tree, *, start: str | None = None, depth: int | None = None) -> v.View:
    shown = {name: tree.steps[name] for name in part(tree, start, depth)}
    spoken = set(named(tree))
    edges = [edge(tree, x, way, shown) for x in shown.values() for way in x.ways]
    nodes = [step_node(tree, step, spoken) for step in shown.values()]
    nodes += ends(tree, shown, edges)
    return v.View(
        id=tree.id,
        title=tree.title,
        details=tuple(details(tree, start, depth)),
        first=next(iter(shown)),
        nodes=tuple(nodes),
        edges=tuple(edges),
        groups=tuple(groups(tree, {node.group for node in nodes})),
        scale=tree.levels,
        definitions=definitions(tree, used(tree, shown.values())),
        notice=tree.profile.disclaimer,
    )


def details(tree: Tree, start: str | None, depth: int | None) -> Iterator[str]:
    if tree.version:
        yield f"version {tree.version}"
    yield tree.status
    yield f"logic {tree.logic[:SHORT_HASH]}"
    if start is not None or depth is not None:
        reach = "" if depth is None else f", {many(depth, 'step')} deep"
        yield f"only the part from {start or tree.first}{reach}"


def part(tree: Tree, start: str | None, depth: int | None) -> tuple[str, ...]:
    """Return the ids of the steps to show, the first first."""
    if start is not None and start not in tree.steps:
        hint = did_you_mean(start, tree.steps)
        raise TriageError(f"no step is called `{start}`" + (f": {hint}" * bool(hint)))
    if depth is not None and depth < 0:
        raise TriageError(f"depth is {depth}: give 0 or more")
    if start is None and depth is None:
        return tuple(dict.fromkeys([tree.first, *tree.steps]))
    near = steps_below(tree, start or tree.first, depth)
    return tuple(name for name in tree.steps if name in near)


def steps_below(tree: Tree, first: str, depth: int | None) -> frozenset[str]:
    found = ring = {first}
    left = len(tree.steps) if depth is None else depth
    while ring and left:
        targets = {way.to for name in ring for way in tree.steps[name].ways}
        ring = {name for name in targets if name in tree.steps} - found
        found, left = found | ring, left - 1
    return frozenset(found)


def step_node(tree: Tree, step: Step, spoken: set[str]) -> Node:
    lines = [line(tree, step, tree.questions[name], spoken) for name in step.ask]
    lines += [Line("This page is asked whole.")] if step.whole else []
    return Node(
        id=step.id,
        kind="step",
        lines=tuple(lines or [Line(silent(tree, step))]),
        notes=notes(tree, step.advise),
        group=step.module,
        columns=tuple(map(English(tree.questions, tree.values).named, step.table)),
        title=tree.step_names.get(step.id, ""),
    )


def silent(tree: Tree, step: Step) -> str:
    """Say what a step that asks nothing is about."""
    if step.title:
        return "Asks nothing."
    module = step.id.removesuffix("/")
    if module != step.id:
        return f"After “{module_title(tree, module)}”"
    if any(way.to.startswith(f"{module}/") for way in step.ways):
        return f"Begin “{module_title(tree, module)}”"
    return humanise(module.rpartition("/")[2]).capitalize()


def line(tree: Tree, step: Step, question: Question, spoken: set[str]) -> Line:
    """Return a question, with its answers where no edge says them."""
    options = [option_text(option) for option in question.options[: LIMITS.menu]]
    if more := len(question.options) - len(options):
        options.append(f"… and {more} more")
    if options and question.unsure:
        options.append("not sure")
    unnamed = any(way.is_any_other for way in step.ways)
    in_full = not step.by_answer or question.brief is not question or unnamed
    details = [] if options or step.by_answer else [allowed(question)]
    guard = tree.guards.get(question.id)
    if guard is not None:
        when = English(tree.questions, tree.values).of(guard.when)
        counts = question.brief.describe(guard.otherwise)
        details.append(f"only if {when}; otherwise counts as: {counts}")
    if question.if_wrong:
        details.append(f"says if an answer is wrong: {shortened(question.if_wrong)}")
    details += responses(question)
    return Line(
        text=question.text,
        question=question.id,
        name=(question.name or humanise(question.id)) if question.id in spoken else "",
        choice="tick" if step.checklist else choice(question),
        options=tuple(options) if in_full else (),
        details=tuple(details),
    )


def responses(question: Question) -> Iterator[str]:
    """Yield what is said back to answers, in short."""
    for one in question.responses:
        answer = question.labels.get(one.to, word(question, NONE))
        text = " ".join(text for text, _ in lines(one.text))
        yield f"says back to “{answer}”: {shortened(text)}"


def choice(question: Question) -> v.Choice:
    if isinstance(question.domain, Subset):
        return "any"
    return "one" if question.options else "words"


def allowed(question: Question) -> str:
    if question.is_text:
        personal = "; not kept in records" if question.personal else ""
        return f"{question.extent}{personal}"
    unsure = ", or not sure" if question.unsure else ""
    if question.is_number:
        return f"{question.ends}{unsure}"
    return "yes, no" + unsure if unsure else "yes or no"


def option_text(option: Option) -> str:
    points = tidy(option.points)
    notes = [f"{points} {'point' if points == 1 else 'points'}"] if points else []
    notes += ["by itself"] if option.alone else []
    notes += [f"called “{option.name}”"] if option.name else []
    return f"{option.text} ({', '.join(notes)})" if notes else option.text


def notes(tree: Tree, advise: tuple[Advice, ...]) -> tuple[v.AdviceNote, ...]:
    found = []
    for item in advise:
        end = tree.recommendations[item.recommendation]
        when = (
            ""
            if item.when is None
            else English(tree.questions, tree.values).of(item.when)
        )
        found.append(v.AdviceNote(end.id, end.title, when, end.urgency))
    return tuple(found)


def edge(tree: Tree, step: Step, way: Way, shown: Mapping[str, Step]) -> Edge:
    """Return the edge of a way, up to where the part that is shown ends."""
    is_cut = way.to in tree.steps and way.to not in shown
    target = (f"cut:{way.to}" if is_cut else way.to) or f"todo:{way.number}"
    several = bool(step.table) or (len(step.ways) > FEW and not step.by_answer)
    return Edge(
        number=way.number,
        source=step.id,
        target=target,
        label=edge_label(tree, step, way),
        order=1 + way.number - step.ways[0].number if several else 0,
        notes=notes(tree, way.advise),
        cells=cells(tree, step, way),
        others=way.others if way.is_any_other else 0,
    )


def cells(tree: Tree, step: Step, way: Way) -> tuple[str, ...]:
    """Return a row of a table as people read it: words with their texts, and sums."""
    found = []
    for name, cell in zip(step.table, way.cells, strict=False):
        if (question := tree.questions.get(name)) is not None:
            texts = {key: question.brief.describe(key) for key in question.keys}
            unit = question.unit
        else:
            value = tree.values[name]
            texts = {key: one.name or one.text for key, one in value.choices.items()}
            unit = value.unit
        parts = cell.text.split(" or ")
        found.append(" or ".join(texts.get(x) or priced(x, unit) for x in parts))
    return tuple(found)


def priced(part: str, unit: str) -> str:
    """Return a part of a cell, its numbers as sums where they are money.

    >>> priced("0.5..1200", "GBP"), priced("< -3", "GBP"), priced("3..7", "days")
    ('£0.50..£1,200', '< -£3', '3..7')
    """
    if unit not in CURRENCIES:
        return part
    return NUMBER.sub(lambda found: worth(found[0], unit), part)


def ends(
    tree: Tree, shown: Mapping[str, Step], edges: Iterable[Edge]
) -> Iterator[Node]:
    """Yield a node for every end, then for what is only collected on the way."""
    homes: dict[str, list[str]] = {}
    for way in edges:
        if way.target not in shown:
            homes.setdefault(way.target, []).append(shown[way.source].module)
    for name, modules in homes.items():
        yield end(tree, name, commonpath(modules))
    advised = (x.advice.recommendation for x in advice_sites(shown.values()))
    yield from (end(tree, name) for name in dict.fromkeys(advised) if name not in homes)


def end(tree: Tree, name: str, group: str = "") -> Node:
    match name.split(":"):
        case ["todo", number]:
            line = Line(f"Not written yet: {tree.edges[int(number)][1].todo}")
            return Node(name, "todo", (line,), group=group)
        case ["cut", step]:
            line = Line(f"… goes on at {tree.step_names.get(step, step)}")
            return Node(name, "cut", (line,), group=group)
        case [word] if word == DONE:
            line = Line("End: what was advised on the way")
            return Node(name, "done", (line,), group=group)
    item = tree.recommendations[name]
    details = ["warning: always shown, and first"] if item.warning else []
    details += [f"rank {item.precedence} among its like"] if item.precedence else []
    details += ["shown alone"] if item.alone else []
    line = Line(item.title, details=tuple(details))
    return Node(name, "recommendation", (line,), level=item.urgency, group=group)


def named(tree: Tree) -> Iterator[str]:
    """Yield the questions that conditions name, where they are said in words."""
    for decided, condition in conditions(tree):
        if not (isinstance(decided, Way) and decided.answer):
            for part in e.parts(condition):
                yield from e.own_questions(part)


def used(tree: Tree, steps: Collection[Step]) -> set[str]:
    """Return the values that are named where some steps are shown, or explain them."""
    asked = (name for step in steps for name in step.ask)
    shown: list[e.Expr] = [tree.guards[n].when for n in asked if n in tree.guards]
    shown += (condition for _, condition in conditions_at(steps))
    parts = e.parts_through(shown, tree.values)
    return {x.value for x in parts if isinstance(x, e.OfValue)}


def definitions(tree: Tree, names: Container[str]) -> Mapping[str, str]:
    words = English(tree.questions, tree.values)
    shown = (value for name, value in tree.values.items() if name in names)
    return {words.named(value.id): words.meaning(value) for value in shown}


def groups(tree: Tree, modules: Collection[str]) -> Iterator[v.Group]:
    """Yield some modules and those they lie in, each after the one it lies in."""
    for name in dict.fromkeys(step.module for step in tree.steps.values()):
        if name and holds_one(name, modules):
            yield v.Group(name, module_title(tree, name), name.rpartition("/")[0])


def holds_one(module: str, others: Iterable[str]) -> bool:
    """Whether a module holds one of some others, or is one of them.

    >>> holds_one("mood", ["mood/gad"]), holds_one("mood", ["moody"])
    (True, False)
    """
    return any(f"{name}/".startswith(f"{module}/") for name in others)


def module_title(tree: Tree, module: str) -> str:
    """Return the title of the file, or of the copy of it, that a step runs."""
    titles = (step.section for step in tree.steps.values() if step.module == module)
    return next(titles, "") or humanise(module.rpartition("/")[2]).capitalize()
