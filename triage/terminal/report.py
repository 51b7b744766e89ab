"""A decision in words, for a terminal, a pipe or a screen reader."""

from collections.abc import Iterable, Iterator

from triage.base.question import Question
from triage.base.wording import paragraph
from triage.engine.decision import Decision, PathStep
from triage.language.ast import questions_in
from triage.language.english import humanise
from triage.model.notice import DISCLAIMER
from triage.model.traversal import OTHERWISE
from triage.model.tree import Citation, Recommendation, Tree
from triage.terminal.prompt import said

STEP_IN = "  "


def heading(tree: Tree) -> str:
    """Return the title of a tree, and which one it is.

    >>> import triage
    >>> heading(triage.load("back_pain")).endswith("draft)")
    True
    """
    named = " ".join(filter(None, (tree.id, tree.version)))
    return f"{tree.title} ({', '.join(filter(None, (named, tree.status)))})"


def report(decision: Decision, width: int = 80, *, path: bool = True) -> str:
    """Return a decision as a person reads it.

    Args:
        decision: The decision, complete or not.
        width: The most characters of a line.
        path: Whether to say how it was reached.
    """
    parts = [
        [paragraph(result(decision), width)],
        *(told(decision, item, width) for item in decision.recommendations),
        shows(decision, width),
        why(decision, width) if path else [],
        open_questions(decision, width),
        unused(decision, width),
        sources(decision, width),
        [paragraph(DISCLAIMER, width)],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def result(decision: Decision) -> str:
    """Return the outcome in one sentence."""
    tree = decision.tree
    if decision.complete:
        return f"Result: {level(tree, decision.urgency) or 'information'}"
    if decision.todo:
        return f"Not decided: this part of the tree is not written yet: {decision.todo}"
    low, high = (level(tree, end) or "no urgency" for end in decision.bounds)
    span = low if low == high else f"from “{low}” to “{high}”"
    return f"Not decided yet. With the answers so far it can still be: {span}."


def level(tree: Tree, name: str | None) -> str:
    """Return the title of a level of urgency; empty for none."""
    return next((item.title for item in tree.levels if item.id == name), "")


def told(decision: Decision, item: Recommendation, width: int) -> list[str]:
    """Return one recommendation: what to do, why, and what to watch for."""
    lines = [paragraph(label(decision, item) + item.title, width)]
    if item.text:
        lines.append(paragraph(item.text, width, STEP_IN, STEP_IN))
    if item.watch_for:
        watch = f"Watch for: {item.watch_for}"
        lines.append(paragraph(watch, width, STEP_IN, STEP_IN))
    return lines


def label(decision: Decision, item: Recommendation) -> str:
    """Return what a recommendation begins with; nothing when the result said it."""
    said = "Warning" if item.warning else "" if item.urgency else "Good to know"
    if item.urgency and not (decision.complete and item.urgency.id == decision.urgency):
        said = f"{said}, {item.urgency.title}" if said else item.urgency.title
    return f"{said}: " if said else ""


def shows(decision: Decision, width: int) -> list[str]:
    """Return the values that the tree shows, where the path asked for them."""
    tree, asked = decision.tree, decision.trace.asked
    return [
        paragraph(f"{humanise(name)}: {amount(value)}", width)
        for name, value in decision.shows.items()
        if asked.keys() >= questions_in(tree.values[name].body, tree.values)
    ]


def amount(value: object) -> str:
    """Return a value as a person reads it."""
    if isinstance(value, list):
        return f"between {value[0]} and {value[1]}"
    return "not sure" if value == "unsure" else str(value)


def why(decision: Decision, width: int) -> list[str]:
    """Return how the decision was reached: the answers, then the reasons."""
    lines = [line for step in decision.path for line in on_the_way(decision, step)]
    if not lines:
        return []
    return ["Why", *(paragraph(line, width, "- ", "  ") for line in lines)]


def on_the_way(decision: Decision, step: PathStep) -> Iterator[str]:
    """Yield what was answered at one step, and what followed from it.

    A question that was skipped was not answered. Why none of several conditions held
    is said only where it decided the end.
    """
    questions, given = decision.tree.questions, decision.given
    answers = {n: a for n, a in step.answers.items() if given.get(n) == a}
    lines = [f"{questions[n].text} {said(questions[n], a)}" for n, a in answers.items()]
    yield from lines
    reason = step.because if step.branch == OTHERWISE else step.branch
    ends = step.to in decision.tree.recommendations
    if reason and step.because not in lines and (ends or step.branch != OTHERWISE):
        yield f"Then: {target(decision.tree, step.to)}, because {reason}"


def target(tree: Tree, name: str) -> str:
    """Return where a way leads, in words.

    The step after a module is called by the id of the step that ran it and a slash.
    """
    end = tree.recommendations.get(name)
    if end is not None:
        return end.title
    words = humanise(name.rstrip("/").rpartition("/")[2])
    return f"{words} is done" if name.endswith("/") else words


def open_questions(decision: Decision, width: int) -> list[str]:
    """Return what must still be answered."""
    missing = [decision.tree.questions[name] for name in decision.missing]
    return listing("Still to answer", map(asked, missing), width)


def asked(question: Question) -> str:
    """Return a question with its id and what may be answered."""
    return f"{question.id}: {question.text} Give {question.allowed}."


def unused(decision: Decision, width: int) -> list[str]:
    """Return the answers that made no difference."""
    return listing("Given, but not asked for on this path", decision.unused, width)


def sources(decision: Decision, width: int) -> list[str]:
    """Return the sources of what is recommended."""
    names = (name for item in decision.recommendations for name in item.cites)
    found = decision.tree.citations
    cited = [found[name] for name in dict.fromkeys(names) if name in found]
    return listing("Sources", map(citation, cited), width)


def citation(item: Citation) -> str:
    """Return a source in one line."""
    status = "" if item.status in ("", "verified") else f"({item.status})"
    return ", ".join(
        filter(None, (item.title, item.year, item.identifier, item.url))
    ) + (f" {status}" if status else "")


def listing(title: str, items: Iterable[str], width: int) -> list[str]:
    """Return a title and a list under it; nothing when the list is empty."""
    lines = [paragraph(item, width, "- ", "  ") for item in items]
    return [title, *lines] if lines else []
