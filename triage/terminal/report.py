"""A decision in words, for a terminal, a pipe or a screen reader."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain

from triage.base.answer import is_unsure
from triage.base.dates import said
from triage.base.markdown import lines
from triage.base.money import CURRENCIES, worth
from triage.base.wording import listed, many, paragraph
from triage.engine.because import because
from triage.engine.decision import Decision, PathStep
from triage.language.ast import Sum, Value, questions_in
from triage.language.english import humanise
from triage.model.reasons import OTHERWISE
from triage.model.tree import Citation, Recommendation, Tree
from triage.terminal.prompt import answered, in_words, subject

STILL = "Not decided yet. With the answers so far it can still be: {}."

GOES_ON = "Do that first. What else is asked can wait."
"""What is said where an interview goes on after something most urgent."""


def heading(tree: Tree) -> str:
    version = f"version {tree.version}" if tree.version else ""
    return f"{tree.title} ({', '.join(filter(None, (version, tree.status)))})"


def report(decision: Decision, width: int = 80, *, path: bool = True) -> str:
    """Return all of a decision as a person reads it.

    With its path, it says how it was reached; without, which answers alone lead there.
    """
    missing = map(decision.reading.question, decision.missing)
    lists: dict[str, Iterable[str]] = {
        "Why": path_taken(decision) if path else (),
        "Still to answer": (f"{q.id}: {q.text} Give {q.allowed}." for q in missing),
        "Given, but not asked for on this path": decision.unused if path else (),
    }
    items, tell = decision.told, recommended if path else first_told
    return blocks(
        paragraph(result(decision), width),
        *(tell(decision, item, width) for item in items[:1]),
        *(recommended(decision, item, width) for item in items[1:]),
        shown_values(decision, width),
        *(listing(title, items, width) for title, items in lists.items()),
        paragraph(decision.tree.profile.disclaimer, width),
    )


def blocks(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))


def most_urgent(decision: Decision) -> list[Recommendation]:
    """Return all advice of the highest level, which is told as soon as it stands."""
    is_top = decision.tree.is_top
    return [item for item in decision.told if is_top(item.rank)]


def first_told(decision: Decision, item: Recommendation, width: int) -> str:
    """Return what is to be done first, with the answers that lead to it."""
    return recommended(decision, item, width, reasoned(decision, item.id))


def is_knowledge(item: Recommendation) -> bool:
    """Whether it is only good to know."""
    return not item.urgency and not item.warning


def reasoned(decision: Decision, recommendation: str) -> str:
    """Return the answers that lead to a recommendation by themselves, as a sentence."""
    names = because(decision, recommendation)
    said = dict[str, list[str]]()
    for name in names[:REASONS]:
        question, answer = decision.reading.question(name), decision.trace.asked[name]
        words = in_words(question, answer)
        plain = question.kind.stands_alone or is_unsure(answer)
        said.setdefault(words if plain else f"“{words}”", []).append(subject(question))
    parts = [
        f"{words} to {listed([f'“{text}”' for text in texts], 'and')}"
        for words, texts in said.items()
    ]
    more = len(names) - REASONS
    also = f", and because of {many(more, 'more answer')}" if more > 0 else ""
    return f"Because you said {listed(parts, 'and')}{also}." if parts else ""


REASONS = 3
"""How many answers are named as the reason of a result."""


def listing(title: str, items: Iterable[str], width: int) -> str:
    lines = [paragraph(item, width, "- ", "  ") for item in items]
    return "\n".join([title, *lines]) if lines else ""


def result(decision: Decision) -> str:
    tree = decision.tree
    if decision.complete:
        return f"Result: {level(tree, decision.urgency) or 'information'}"
    if decision.todo:
        return f"Not decided: this part of the tree is not written yet: {decision.todo}"
    certain = decision.settled
    if certain is not None:
        ends = certain.end in tree.recommendations
        end = target(decision, certain.end) if ends else ""
        told = level(tree, certain.urgency) or "no urgency"
        told += f" ({end})" if end else ""
        return f"Not decided yet, but what is asked next can change nothing: {told}."
    low, high = (level(tree, end) or "no urgency" for end in decision.bounds)
    span = low if low == high else f"from “{low}” to “{high}”"
    return STILL.format(span)


def level(tree: Tree, name: str | None) -> str:
    return next((item.title for item in tree.levels if item.id == name), "")


def recommended(
    decision: Decision, item: Recommendation, width: int, reason: str = ""
) -> str:
    """Return one recommendation, with the reason for it."""
    found = [(reason, ""), *lines(item.text), *lines(item.watch_for, "Watch for:")]
    texts = (
        paragraph(text, width, f"  {mark}", "  " + " " * len(mark))
        for text, mark in found
        if text
    )
    return "\n".join([title(decision, item, width), *texts])


def title(decision: Decision, item: Recommendation, width: int) -> str:
    """Return what to do in a few words; its level is said unless the result said it."""
    lead = "Warning" if item.warning else "" if item.urgency else "Good to know"
    if item.urgency and not (decision.complete and item.urgency.id == decision.urgency):
        lead = ", ".join(filter(None, (lead, item.urgency.title)))
    return paragraph(f"{lead}: {item.title}" if lead else item.title, width)


def shown_values(decision: Decision, width: int) -> str:
    return "\n".join(paragraph(line, width) for line in shown(decision))


def shown(decision: Decision) -> Iterator[str]:
    """Yield the values that the tree shows, where the path asked for them.

    What is certain by some of what it reads is shown, too; of a page that was left,
    also between what it lies.
    """
    values, asked = decision.tree.values, decision.trace.asked.keys()
    page = {*decision.tree.steps[decision.trace.step].ask}
    left_out = page - asked if decision.complete else set()
    for name, value in decision.shows.items():
        about = questions_in(values[name].body, values)
        is_partly_known = about & asked and value != "unsure"
        enough = asked | left_out if isinstance(value, list) else about
        if about <= asked or (is_partly_known and about <= enough):
            say = partial(as_read, values[name])
            if choices := values[name].choices:
                keys = value if isinstance(value, list) else [value]
                text = listed([choices[str(key)].text for key in keys], "or")
            elif isinstance(value, list):
                text = between(values[name], *map(str, value))
            else:
                text = "not sure" if value == "unsure" else say(value)
            yield f"{values[name].title or humanise(name)}: {text}"


def is_day(value: Value) -> bool:
    return isinstance(value.body, Sum) and value.body.dated


def as_read(value: Value, found: object) -> str:
    """Return a value as a person reads it, a number with what it counts."""
    return day_said(found) if is_day(value) else worth(str(found), value.unit)


def between(value: Value, low: str, high: str) -> str:
    """Return between what a value lies; what it counts is said once."""
    least = low if value.unit and value.unit not in CURRENCIES else as_read(value, low)
    return f"between {least} and {as_read(value, high)}"


def day_said(text: object) -> str:
    """Return a day of JSON as a person reads it.

    >>> day_said("2026-04-01")
    '1 April 2026'
    """
    return said(date.fromisoformat(str(text)))


def path_taken(decision: Decision) -> Iterator[str]:
    return chain.from_iterable(on_the_way(decision, step) for step in decision.path)


def on_the_way(decision: Decision, step: PathStep) -> Iterator[str]:
    """Yield what was answered at one step, skipped questions apart, and what followed.

    Why none of several conditions held is said only where it decided the end.
    """
    tree, given = decision.tree, decision.given
    lines = [
        answered(decision.reading.question(name), answer)
        for name, answer in step.answers.items()
        if given.get(name) == answer
    ]
    yield from lines
    reason = step.because if step.branch == OTHERWISE else step.reason
    ends = step.to in tree.recommendations
    if reason and step.because not in lines and (ends or step.branch != OTHERWISE):
        yield f"Then: {target(decision, step.to)}, because {reason}"


def target(decision: Decision, name: str) -> str:
    """Return where a way leads; a step after a module has the id of its run and `/`."""
    if name in decision.tree.recommendations:
        return decision.reading.title(name)
    step = decision.tree.steps.get(name)
    if step is not None and step.title:
        return f"“{step.title}”"
    words = humanise(name.rstrip("/").rpartition("/")[2])
    return f"{words} is done" if name.endswith("/") else words


def sources(decision: Decision) -> list[str]:
    names = (name for item in decision.recommendations for name in item.cites)
    found = decision.tree.citations
    return [citation(found[name]) for name in dict.fromkeys(names) if name in found]


def citation(item: Citation) -> str:
    """Return a source as a person reads it, and whether anybody opened it."""
    status = "" if item.status == "verified" else item.status
    notes = ", ".join(filter(None, (status, opened(item))))
    leads_there = item.status != "secondary"  # else to a page that repeats it
    parts = (item.title, item.year, item.identifier, item.url if leads_there else "")
    return ", ".join(filter(None, parts)) + (f" ({notes})" if notes else "")


def opened(item: Citation) -> str:
    """Return whether a source was opened at its publisher, where the file says it."""
    if item.opened == "never":
        return "never opened at its publisher"
    return f"opened on {day_said(item.opened)}" if item.opened else ""
