"""Fragments: the markup of pages, once for each form, and what it is filled with."""

from collections.abc import Iterator
from itertools import chain, count
from types import SimpleNamespace
from typing import Any, TypeAlias

import attrs
from jinja2 import Environment

from triage.base import markdown
from triage.base.answer import NO_OPTION, UNSURE
from triage.base.holes import has_braces, template
from triage.base.kinds import Subset
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.base.reply import rule, says_none
from triage.base.speech import ENGLISH, Speech
from triage.engine.part import titles
from triage.language.ast import questions_in
from triage.language.english import humanise
from triage.model.tree import Recommendation, Tree
from triage.terminal.report import GOES_ON, citation
from triage.web.form import LIST
from triage.web.screens import (
    NO_TO_ALL,
    Choice,
    Field,
    Given,
    Outcome,
    Told,
)
from triage.web.script import phrases
from triage.web.templating import number_to_call

Named: TypeAlias = Iterator[tuple[str, str]]


# The markup of pages, once for each form


def slot(name: str) -> str:
    """Return where a script fills in what has a name."""
    return f"\ue000{name}\ue001"


def slots(of: type, **known: Any) -> SimpleNamespace:
    """Return a value of which every part is filled in later, but what is known."""
    parts = [field.name for field in attrs.fields(of)]
    parts += [name for name, value in vars(of).items() if isinstance(value, property)]
    return SimpleNamespace(**{name: slot(name) for name in parts} | known)


CHOICE = Choice(slot("choice"), slot("value"), slot("label"))
TOLD = slots(Told)
GIVEN = slots(Given)
HTML = slot("html")
TEXT = slot("text")


def fragments(marked: Environment, speech: Speech = ENGLISH) -> Named:
    """Yield the markup of pages as a script fills it, by name."""
    yield "paragraph", f"<p>{slot('words')}</p>"
    yield "file", "<a></a>"
    screens: dict[str, tuple[str, dict[str, Any]]] = {
        "page": ("page", page(speech)),
        "check": ("check", {"so_far": slot("so_far"), "certain": [TOLD]}),
        "result": ("result", result(top=False)),
        "emergency": ("result", result(top=True)),
        "say": ("say", {"heading": slot("heading"), "text": TEXT}),
    }
    shared: dict[str, Any] = {
        "layout": "fragment.html",
        "keep": "keep_here.html",
        "root": "#",
        "here": "#",
        "rows": [GIVEN],
        **{name: slot(name) for name in ("back", "where", "onward")},
    }
    for name, (file, values) in screens.items():
        yield name, marked.get_template(f"{file}.html").render({**shared, **values})
    parts: Any = marked.get_template("parts.html").module
    for form in ("radio", "checkbox", "select", "text", "lines"):
        field = slots(Field, form=form, choices=[CHOICE], last=[CHOICE], typed="")
        yield form, parts.question(field, alone=False)
        yield f"{form}-alone", parts.question(field, alone=True)
    yield "ticklist", parts.ticklist([ticked()], slots(Field, choices=[none(speech)]))


def page(speech: Speech) -> dict[str, Any]:
    return {
        "page": SimpleNamespace(number=slot("number"), again=True),
        "asked": slot("asked"),
        "problems": {slot("name"): TEXT},
        "said": [HTML],
        "progress": slot("progress"),
        "urgent": [TOLD],
        "tel": slot("tel"),
        "goes_on": speech.say(GOES_ON),
    }


def result(*, top: bool) -> dict[str, Any]:
    told = {name: [TOLD] for name in ("first", "others", "more")}
    texts = {name: [TEXT] for name in ("values", "sources")}
    outcome = slots(Outcome, top=top, **told, **texts)
    return {"outcome": outcome, "tel": slot("tel"), "day": slot("day"), "said": [HTML]}


def ticked() -> SimpleNamespace:
    """Return an item of a list to tick."""
    name = f"q-{slot('id')}"
    choice = Choice(name, "yes", TEXT)
    return slots(Field, choices=[choice], doubt=Choice(f"{name}-unsure", UNSURE, TEXT))


def none(speech: Speech) -> Choice:
    return Choice(f"q-{LIST}", NO_OPTION, speech.say(NO_TO_ALL))


# The long texts that have marks, which only a reader of Markdown can set


def prose(tree: Tree) -> Named:
    """Yield the long texts of a tree that are no plain paragraphs, by name."""
    for number, question in enumerate(tree.questions.values()):
        yield from of_question(f"q{number}", question)
    for number, item in enumerate(tree.recommendations.values()):
        yield from of_advice(f"a{number}", item)


def of_question(name: str, question: Question) -> Named:
    yield from written(f"{name}-help", question.help)
    yield from written(f"{name}-why", question.why)
    for reply in question.responses:
        yield from written(f"{name}-reply-{reply.to}", reply.text)


def of_advice(name: str, item: Recommendation) -> Named:
    for of in ("text", "watch_for"):
        pieces = [piece for piece in item.pieces if piece.of == of]
        for number, piece in enumerate(pieces):
            yield from written(f"{name}-{of}-{number}", piece.text)
            yield from written(f"{name}-{of}-{number}-otherwise", piece.otherwise)
        if not pieces:
            yield from written(f"{name}-{of}", getattr(item, of))


def written(name: str, text: str) -> Named:
    """Yield a text, with a slot for each of its holes, unless it is plain."""
    if has_braces(text):
        parts = template(markdown.numbered(text))
        holes = count()
        text = "".join(
            x if isinstance(x, str) else slot(f"hole{next(holes)}") for x in parts
        )
    if not markdown.is_plain(text):
        yield name, markdown.html(text)


# What is known beside the program


def more(tree: Tree) -> dict[str, Any]:
    """Return what the pages say that no program needs."""
    questions, steps = tree.questions.values(), tree.steps.values()
    rules, parts = [*map(rule, questions)], titles(tree)
    known = [*dict.fromkeys(rules)]
    told = [cited(tree, item) for item in tree.recommendations.values()]
    sources = [*dict.fromkeys(chain.from_iterable(told))]
    return {
        "tel": number_to_call(tree),
        "phrases": tree.speech.shared(phrases()),
        "language": tree.speech.language,
        "menu": LIMITS.menu,
        "rules": known,
        "rule": [*map(known.index, rules)],
        "none": [n for n, question in enumerate(questions) if lacks_none(question)],
        "parts": [*parts],
        "part": [parts.index(x.part) if x.part in parts else 0 for x in steps],
        "sources": [citation(tree.citations[name], tree.speech) for name in sources],
        "cites": [[*map(sources.index, names)] for names in told],
        "shows": [shown(tree, name) for name in tree.show],
    }


def cited(tree: Tree, item: Recommendation) -> list[str]:
    """Return the names of the sources of a recommendation that readers can look up."""
    return [name for name in item.cites if name in tree.citations]


def lacks_none(question: Question) -> bool:
    """Whether some options are asked for, of which none says "none of these"."""
    is_subset = isinstance(question.domain, Subset)
    return is_subset and not any(
        says_none(text, question.speech) for text in question.labels.values()
    )


def shown(tree: Tree, name: str) -> dict[str, Any]:
    value = tree.values[name]
    about = questions_in(value.body, tree.values)
    return {
        "title": value.title or humanise(name),
        "about": [n for n, question in enumerate(tree.questions) if question in about],
        "unit": value.unit,
        "words": {key: choice.text for key, choice in value.choices.items()},
    }
