"""Lines: a question as a picture shows it, with its answers and what goes by them."""

from collections.abc import Iterator, Mapping
from textwrap import shorten

from triage.base.answer import tidy
from triage.base.holes import filled_in
from triage.base.kinds import Subset
from triage.base.limits import LIMITS
from triage.base.markdown import lines
from triage.base.money import CURRENCIES, worth
from triage.base.pattern import pattern
from triage.base.question import Option, Question
from triage.base.reply import NONE, rule, word
from triage.base.speech import ENGLISH, Speech
from triage.base.wording import shortened
from triage.diagram import model as v
from triage.diagram.model import Line
from triage.diagram.notation import PictureVoice
from triage.diagram.scores import option_points, scored
from triage.language.english import humanise
from triage.model.tree import Step, Tree, Way

LONGEST = 48
"""The most letters of a question by which a step is called."""

NUMBER = pattern(r"-?[0-9]+(?:\.[0-9]+)?")


def step_lines(
    tree: Tree, step: Step, words: PictureVoice, spoken: set[str]
) -> tuple[Line, ...]:
    """Return what a step asks, and the points of it; what it is about if nothing."""
    points = scored(tree, step, words)
    found = [
        line(tree, step, tree.questions[name], words, spoken, points.beside)
        for name in step.ask
    ]
    found += points.foot
    whole = tree.speech.say("This page is asked whole.")
    found += [Line(whole)] if step.whole else []
    return tuple(found or [Line(silent(tree, step))])


def step_title(tree: Tree, step: Step) -> str:
    """Return what a step is called; empty if that is its id.

    In a translation it is what the step asks first, as its id is in another language.
    """
    known = tree.step_names.get(step.id, "")
    if known or tree.translation is None:
        return known
    if not step.ask:
        return tree.speech.say("without a question")
    first, count = tree.questions[step.ask[0]], len(step.ask)
    asked = first.name or filled_in(first.text, lambda _: "…")
    said = shorten(asked, LONGEST, placeholder=" …")
    return said if count == 1 else f"{said} · {tree.speech.many(count, 'question')}"


def silent(tree: Tree, step: Step) -> str:
    """Say what a step that asks nothing is about."""
    speech = tree.speech
    if step.title or tree.translation is not None:
        return speech.say("Asks nothing.")
    return humanise(step.id.removesuffix("/").rpartition("/")[2]).capitalize()


def line(
    tree: Tree,
    step: Step,
    question: Question,
    words: PictureVoice,
    spoken: set[str],
    beside: Mapping[str, str],
) -> Line:
    """Return a question, with its answers where no edge says them."""
    options = choices(question)
    unnamed = any(way.is_any_other for way in step.ways)
    in_full = not step.by_answer or question.brief is not question or unnamed
    points = option_points(question)[: LIMITS.menu] if in_full else ()
    details = [] if options or step.by_answer else [allowed(question)]
    details += guarded(tree, question, words)
    details += in_short(question)
    alone = beside.get(question.id)
    return Line(
        text=words.with_holes(question.text),
        question=question.id,
        name=name_of(question, words) if question.id in spoken else "",
        choice="tick" if step.checklist else choice(question),
        options=tuple(options) if in_full else (),
        points=points if alone is None else (alone,),
        details=tuple(details),
    )


def name_of(question: Question, words: PictureVoice) -> str:
    """Return what conditions call a question, unless that is its own text."""
    name = words.named(question.id)
    return "" if name == question.speech.quote(question.text) else name


def choices(question: Question) -> list[str]:
    """Return the options of a question, as many as are read one by one."""
    found = [
        described(one, speech=question.speech)
        for one in question.options[: LIMITS.menu]
    ]
    if more := len(question.options) - len(found):
        found.append(question.speech.say("… and {count} more", count=f"{more}"))
    unsure = question.speech.say("not sure")
    return [*found, unsure] if found and question.unsure else found


ONLY_IF = "only if {condition}; otherwise counts as: {answer}"
IF_WRONG = "says if an answer is wrong: {text}"
SAYS_BACK = "says back to “{answer}”: {text}"


def guarded(tree: Tree, question: Question, words: PictureVoice) -> Iterator[str]:
    """Yield when a question is asked, if that depends, and what counts otherwise."""
    guard = tree.guards.get(question.id)
    if guard is not None:
        counts = question.brief.describe(guard.otherwise)
        when = words.of(guard.when)
        yield question.speech.say(ONLY_IF, condition=when, answer=counts)


def in_short(question: Question) -> Iterator[str]:
    """Yield what is said of a wrong answer and back to others, in short."""
    say = question.speech.say
    if question.if_wrong:
        yield say(IF_WRONG, text=shortened(question.if_wrong))
    for answer, said in replies(question):
        text = " ".join(text for text, _ in lines(said))
        yield say(SAYS_BACK, answer=answer, text=shortened(text))


def replies(question: Question) -> Iterator[tuple[str, str]]:
    """Yield what is said back to answers, each with the answer in words."""
    for one in question.responses:
        yield question.labels.get(one.to, word(question, NONE)), one.text


def choice(question: Question) -> v.Choice:
    if isinstance(question.domain, Subset):
        return "any"
    return "one" if question.options else "words"


def allowed(question: Question) -> str:
    if question.speech.language:
        return in_words(question)
    if question.is_text:
        personal = "; not kept in records" if question.personal else ""
        return f"{question.extent}{personal}"
    unsure = ", or not sure" if question.unsure else ""
    if question.is_number:
        return f"{question.ends}{unsure}"
    return "yes, no" + unsure if unsure else "yes or no"


def in_words(question: Question) -> str:
    """Return what can be answered, in another language than English."""
    if not question.kind.stands_alone:
        return rule(question)
    say = question.speech.say
    answers = [say("yes"), say("no"), *[say("not sure")] * question.unsure]
    return question.speech.listed(answers, "or")


def described(option: Option, *before: str, speech: Speech = ENGLISH) -> str:
    notes = [*before]
    notes += [speech.say("by itself")] if option.alone else []
    notes += [speech.say("called “{name}”", name=option.name)] if option.name else []
    return f"{option.text} ({', '.join(notes)})" if notes else option.text


def option_text(option: Option) -> str:
    """Return an option where no column has its points."""
    points = tidy(option.points)
    counts = [f"{points} {'point' if points == 1 else 'points'}"] if points else []
    return described(option, *counts)


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
        either = f" {tree.speech.say('or')} "
        found.append(either.join(texts.get(x) or priced(x, unit) for x in parts))
    return tuple(found)


def priced(part: str, unit: str) -> str:
    """Return a part of a cell, its numbers as sums where they are money.

    >>> priced("0.5..1200", "GBP"), priced("< -3", "GBP"), priced("3..7", "days")
    ('£0.50..£1,200', '< -£3', '3..7')
    """
    if unit not in CURRENCIES:
        return part
    return NUMBER.sub(lambda found: worth(found[0], unit), part)
