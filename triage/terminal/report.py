"""A decision in words, for a terminal, a pipe or a screen reader."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain

from triage.base.answer import is_unsure
from triage.base.markdown import lines
from triage.base.money import CURRENCIES
from triage.base.reply import rule
from triage.base.speech import ENGLISH, Speech
from triage.base.wording import paragraph
from triage.engine.because import because
from triage.engine.decision import Decision, PathStep
from triage.language.ast import Sum, Value, questions_in
from triage.language.english import humanise
from triage.model.tree import Citation, Recommendation, Tree
from triage.terminal.prompt import answered, in_words, subject

STILL = "Not decided yet. With the answers so far it can still be: {results}."
SETTLED = "Not decided yet, but what is asked next can change nothing: {told}."
UNWRITTEN = "Not decided: this part of the tree is not written yet: {todo}"

GOES_ON = "Do that first. What else is asked can wait."
"""What is said where an interview goes on after something most urgent."""


def heading(tree: Tree) -> str:
    say = tree.speech.say
    version = say("version {version}", version=tree.version) if tree.version else ""
    return f"{tree.title} ({', '.join(filter(None, (version, say(tree.status))))})"


def report(decision: Decision, width: int = 80, *, path: bool = True) -> str:
    """Return all of a decision as a person reads it.

    With its path, it says how it was reached; without, which answers alone lead there.
    """
    say = decision.tree.speech.say
    lists: dict[str, Iterable[str]] = {
        say("Why"): path_taken(decision) if path else (),
        say("Still to answer"): still_missing(decision),
        say("Given, but not asked for on this path"): decision.unused if path else (),
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


def still_missing(decision: Decision) -> Iterator[str]:
    """Yield what is still to be answered; what can be, as whoever types it may know."""
    is_english = not decision.tree.speech.language
    for question in map(decision.reading.question, decision.missing):
        can = f"Give {question.allowed}." if is_english else rule(question)
        yield f"{question.id}: {question.text} {can}"


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
    names, speech = because(decision, recommendation), decision.tree.speech
    said, say = dict[str, list[str]](), speech.say
    for name in names[:REASONS]:
        question, answer = decision.reading.question(name), decision.trace.asked[name]
        words = in_words(question, answer)
        plain = question.kind.stands_alone or is_unsure(answer)
        asked = speech.quote(subject(question))
        said.setdefault(words if plain else speech.quote(words), []).append(asked)
    parts = [
        say("{answer} to {questions}", answer=words, questions=speech.listed(of, "and"))
        for words, of in said.items()
    ]
    if not parts:
        return ""
    reasons, more = speech.listed(parts, "and"), len(names) - REASONS
    if more <= 0:
        return say("Because you said {reasons}.", reasons=reasons)
    count = speech.many(more, "more answer")
    return say(WITH_MORE, reasons=reasons, more=count)


WITH_MORE = "Because you said {reasons}, and because of {more}."

REASONS = 3
"""How many answers are named as the reason of a result."""


def listing(title: str, items: Iterable[str], width: int) -> str:
    lines = [paragraph(item, width, "- ", "  ") for item in items]
    return "\n".join([title, *lines]) if lines else ""


def result(decision: Decision) -> str:
    tree, say = decision.tree, decision.tree.speech.say
    if decision.complete:
        found = level(tree, decision.urgency) or say("information")
        return say("Result: {level}", level=found)
    if decision.todo:
        return say(UNWRITTEN, todo=decision.todo)
    certain = decision.settled
    if certain is not None:
        ends = certain.end in tree.recommendations
        end = target(decision, certain.end) if ends else ""
        told = level(tree, certain.urgency) or say("no urgency")
        return say(SETTLED, told=f"{told} ({end})" if end else told)
    low, high = (level(tree, end) or say("no urgency") for end in decision.bounds)
    span = low if low == high else say("from “{low}” to “{high}”", low=low, high=high)
    return say(STILL, results=span)


def level(tree: Tree, name: str | None) -> str:
    return next((item.title for item in tree.levels if item.id == name), "")


def recommended(
    decision: Decision, item: Recommendation, width: int, reason: str = ""
) -> str:
    """Return one recommendation, with the reason for it."""
    watch_for = decision.tree.speech.say("Watch for:")
    found = [(reason, ""), *lines(item.text), *lines(item.watch_for, watch_for)]
    texts = (
        paragraph(text, width, f"  {mark}", "  " + " " * len(mark))
        for text, mark in found
        if text
    )
    return "\n".join([title(decision, item, width), *texts])


def title(decision: Decision, item: Recommendation, width: int) -> str:
    """Return what to do in a few words; its level is said unless the result said it."""
    lead = lead_of(decision, item)
    return paragraph(f"{lead}: {item.title}" if lead else item.title, width)


def lead_of(decision: Decision, item: Recommendation) -> str:
    """Return what stands before a title; may be empty."""
    say = decision.tree.speech.say
    lead = say("Warning") if item.warning else ""
    if not item.urgency:
        return lead or say("Good to know")
    if not (decision.complete and item.urgency.id == decision.urgency):
        lead = ", ".join(filter(None, (lead, item.urgency.title)))
    return lead


def shown_values(decision: Decision, width: int) -> str:
    return "\n".join(paragraph(line, width) for line in shown(decision))


def shown(decision: Decision) -> Iterator[str]:
    """Yield the values that the tree shows, where the path asked for them.

    What is certain by some of what it reads is shown, too; of a page that was left,
    also between what it lies.
    """
    values, asked = decision.tree.values, decision.trace.asked.keys()
    speech = decision.tree.speech
    page = {*decision.tree.steps[decision.trace.step].ask}
    left_out = page - asked if decision.complete else set()
    for name, value in decision.shows.items():
        about = questions_in(values[name].body, values)
        is_partly_known = about & asked and value != "unsure"
        enough = asked | left_out if isinstance(value, list) else about
        if about <= asked or (is_partly_known and about <= enough):
            say = partial(as_read, values[name], speech)
            if choices := values[name].choices:
                keys = value if isinstance(value, list) else [value]
                text = speech.listed([choices[str(key)].text for key in keys], "or")
            elif isinstance(value, list):
                text = between(values[name], speech, *map(str, value))
            else:
                text = speech.say("not sure") if value == "unsure" else say(value)
            yield f"{values[name].title or humanise(name)}: {text}"


def is_day(value: Value) -> bool:
    return isinstance(value.body, Sum) and value.body.dated


def as_read(value: Value, speech: Speech, found: object) -> str:
    """Return a value as a person reads it, a number with what it counts."""
    text = str(found)
    if is_day(value):
        return speech.day(date.fromisoformat(text))
    return speech.say(text) if text in ("yes", "no") else speech.worth(text, value.unit)


def between(value: Value, speech: Speech, low: str, high: str) -> str:
    """Return between what a value lies; what it counts is said once."""
    alone = value.unit and value.unit not in CURRENCIES
    least = speech.number(low) if alone else as_read(value, speech, low)
    most = as_read(value, speech, high)
    return speech.say("between {least} and {most}", least=least, most=most)


def path_taken(decision: Decision) -> Iterator[str]:
    return chain.from_iterable(on_the_way(decision, step) for step in decision.path)


def on_the_way(decision: Decision, step: PathStep) -> Iterator[str]:
    """Yield what was answered at one step, skipped questions apart, and what followed.

    Why none of several conditions held is said only where it decided the end.
    """
    tree, given, say = decision.tree, decision.given, decision.tree.speech.say
    lines = [
        answered(decision.reading.question(name), answer)
        for name, answer in step.answers.items()
        if given.get(name) == answer
    ]
    yield from lines
    is_rest = step.branch == tree.reasons.otherwise
    reason = step.because if is_rest else step.reason
    ends = step.to in tree.recommendations
    if reason and step.because not in lines and (ends or not is_rest):
        then = target(decision, step.to)
        yield say("Then: {then}, because {reason}", then=then, reason=reason)


def target(decision: Decision, name: str) -> str:
    """Return where a way leads; a step after a module has the id of its run and `/`."""
    if name in decision.tree.recommendations:
        return decision.reading.title(name)
    speech, step = decision.tree.speech, decision.tree.steps.get(name)
    if step is not None and step.title:
        return speech.quote(step.title)
    words = humanise(name.rstrip("/").rpartition("/")[2])
    return speech.say("{part} is done", part=words) if name.endswith("/") else words


def sources(decision: Decision) -> list[str]:
    names = (name for item in decision.recommendations for name in item.cites)
    found, speech = decision.tree.citations, decision.tree.speech
    known = (found[name] for name in dict.fromkeys(names) if name in found)
    return [citation(item, speech) for item in known]


def citation(item: Citation, speech: Speech = ENGLISH) -> str:
    """Return a source as a person reads it, and whether anybody opened it."""
    status = "" if item.status == "verified" else speech.say(item.status)
    notes = ", ".join(filter(None, (status, opened(item, speech))))
    leads_there = item.status != "secondary"  # else to a page that repeats it
    parts = (item.title, item.year, item.identifier, item.url if leads_there else "")
    return ", ".join(filter(None, parts)) + (f" ({notes})" if notes else "")


def opened(item: Citation, speech: Speech) -> str:
    """Return whether a source was opened at its publisher, where the file says it."""
    if item.opened == "never":
        return speech.say("never opened at its publisher")
    if not item.opened:
        return ""
    return speech.say(
        "opened on {day}", day=speech.day(date.fromisoformat(item.opened))
    )
