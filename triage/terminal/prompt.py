"""A prompt: what a page shows, what may be typed at it, and what that means."""

import re
from collections.abc import Mapping
from itertools import chain, count, product
from string import ascii_lowercase

from triage.base.answer import UNSURE, Answer
from triage.base.kinds import Range, Subset
from triage.base.kinds.number import DAYS
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.base.wording import listed
from triage.engine.page import Page

NONE = ""
"""The key that stands for "none of these"."""

UNSURE_WORDS = (
    *("?", "unsure", "not sure", "i am not sure", "i'm not sure"),
    *("don't know", "dont know", "i don't know", "prefer not to say"),
)
NONE_WORDS = ("0", "none", "none of these")
YES_NO_WORDS = {"y": "yes", "n": "no"}
CURLED = "\N{RIGHT SINGLE QUOTATION MARK}"
BETWEEN = re.compile(r"(?:[\s,;]|\band\b)+")


class Unclear(ValueError):
    """Say in plain words why what was typed is not an answer, and what is."""


# What a page shows


def numbered(page: Page) -> dict[str, Question]:
    return {str(number): item for number, item in enumerate(page.questions, start=1)}


def choices(page: Page) -> list[tuple[str, str]]:
    """Return the label and the text of each line of the list that a page shows."""
    if page.checklist:
        items = [(label, item.text) for label, item in numbered(page).items()]
        return [*items, ("0", "None of these: no to all")]
    question = page.question
    return [(label, word(question, key)) for label, key in menu(question).items()]


def menu(question: Question) -> Mapping[str, str]:
    """Return the keys that can be chosen, by the labels that the list shows.

    These are letters where an option begins with a number: it must not look like one.
    """
    if isinstance(question.domain, Range):
        return {}
    labels = map(str, count(1))
    if any(option.text.strip()[0].isdigit() for option in question.options):
        words = (product(ascii_lowercase, repeat=length) for length in count(1))
        labels = map("".join, chain.from_iterable(words))
    found = dict(zip(labels, question.keys, strict=False))
    return found | {"0": NONE} if isinstance(question.domain, Subset) else found


def word(question: Question, key: str) -> str:
    if key == NONE:
        return "None of these"
    if key == UNSURE:
        several = isinstance(question.domain, Subset)
        return "Not sure about the others" if several else "Not sure"
    option = question.choices.get(key)
    return key.capitalize() if option is None else option.text


def allowed(page: Page) -> str:
    question = page.question
    if page.checklist:
        unsure = any(item.unsure for item in page.questions)
        marks = "; put a question mark after those you are not sure about, as in “2?”"
        return (
            "Please type the number of each one you answer with yes, such as “1 2”"
            f"{marks if unsure else ''}; or type 0 for no to all."
        )
    labels = [*menu(question)]
    match question.domain:
        case Range():
            return number_rule(question)
        case Subset():
            return (
                f"Please type what applies from the list, such as “{labels[0]}” "
                f"or “{labels[0]} {labels[1]}”, or 0 for none of these."
            )
        case _ if question.kind.stands_alone:
            pairs = [f"{label} for {text}" for label, text in choices(page)]
            return f"Please type {listed(pairs, 'or')}."
        case _:
            return f"Please type one choice from the list, {labels[0]} to {labels[-1]}."


def number_rule(question: Question) -> str:
    of = f" of {question.unit}" if question.unit else ""
    unsure = ", or “not sure”" if question.unsure else ""
    least, most = question.kind.ends(question)
    rule = f"Please type {question.kind.noun}{of} from {least} to {most}{unsure}."
    if not question.kind.decimals or question.unit.removesuffix("s") not in DAYS:
        return rule
    other = "weeks" if question.unit == "days" else "days"
    return f"{rule} Another unit will do, such as “3 {other}”."


# What was typed


def reply(page: Page, text: str) -> dict[str, Answer]:
    """Return the answers that a typed text means; nothing typed is never one."""
    text = folded(text)
    if not text:
        raise Unclear(f"Nothing was typed. {allowed(page)}")
    if page.checklist:
        return ticked(page, text)
    match page.question.domain:
        case Range():
            read = number
        case Subset():
            read = several
        case _:
            read = one
    return {page.question.id: read(page, text)}


def folded(text: str) -> str:
    """Return a text in the one form in which texts are compared."""
    return " ".join(text.split()).replace(CURLED, "'").casefold()


def names(question: Question) -> Mapping[str, str | None]:
    """Return the choice that each word names; None where it names several.

    What the list shows, labels and texts, goes before ids, which it does not show.
    """
    shown: dict[str, str | None] = {}
    for label, key in menu(question).items():
        for name in (label, folded(word(question, key))):
            shown[name] = key if shown.get(name, key) == key else None
    unsure = UNSURE_WORDS if question.unsure else ()
    none = NONE_WORDS if isinstance(question.domain, Subset) else ()
    return {
        **dict.fromkeys(unsure, UNSURE),
        **dict.fromkeys(none, NONE),
        **(YES_NO_WORDS if question.kind.stands_alone else {}),
        **{key: key for key in question.keys},
        **shown,
    }


def one(page: Page, text: str) -> Answer:
    key = names(page.question).get(text)
    if key is None:
        raise unclear(page, text)
    return key


def number(page: Page, text: str) -> Answer:
    question = page.question
    if question.unsure and text in UNSURE_WORDS:
        return UNSURE
    try:
        return question.accept(text)
    except ValueError:
        raise unclear(page, text) from None


def several(page: Page, text: str) -> Answer:
    """Return the keys that a text names: as a whole, by commas or by spaces."""
    known = names(page.question)
    unknown = text
    for words in ([text], text.split(","), BETWEEN.split(text)):
        items = [item.strip() for item in words if item.strip()]
        keys = [known.get(item) for item in items]
        if items and None not in keys:
            break
        unknown = next((i for i, k in zip(items, keys, strict=True) if k is None), text)
    else:
        raise unclear(page, unknown)
    if NONE in keys and {*keys} != {NONE}:
        raise Unclear(f"“None of these” cannot stand beside others. {allowed(page)}")
    return tuple(key for key in page.question.keys if key in keys)


def ticked(page: Page, text: str) -> dict[str, Answer]:
    if text in NONE_WORDS:
        return dict.fromkeys(page.required, "no")
    items, marks = numbered(page), dict[str, Answer]()
    for item in filter(None, BETWEEN.split(re.sub(r"\s+\?", "?", text))):
        label = item.removesuffix("?")
        question = items.get(label)
        answer = "yes" if label == item else UNSURE
        if label == "0":
            raise Unclear(f"0 means none of these, and stands alone. {allowed(page)}")
        if question is None:
            raise unclear(page, item)
        if answer == UNSURE and not question.unsure:
            raise Unclear(f"“Not sure” is not possible for {label}. {allowed(page)}")
        if marks.setdefault(question.id, answer) != answer:
            raise Unclear(f"{label} is there twice, once with a question mark.")
    return {name: marks.get(name, "no") for name in page.required}


def unclear(page: Page, text: str) -> Unclear:
    if text in UNSURE_WORDS:
        return Unclear(f"“Not sure” is not possible here. {allowed(page)}")
    longest = LIMITS.retyped
    shown = text if len(text) <= longest else text[: longest - 1] + "…"
    return Unclear(f"“{shown}” is not an answer here. {allowed(page)}")


# What was understood


def noted(page: Page, answers: Mapping[str, Answer]) -> str:
    if not page.checklist:
        return f"Noted: {in_words(page.question, answers[page.question.id])}."
    labels: dict[Answer, list[str]] = {"yes": [], UNSURE: [], "no": []}
    for label, question in numbered(page).items():
        labels[answers[question.id]].append(label)
    if len(labels["no"]) == len(page.questions):
        return "Noted: no to all of these."
    parts = [
        f"{phrase} {listed(labels[answer], 'and')}"
        for phrase, answer in (("yes to", "yes"), ("not sure about", UNSURE))
        if labels[answer]
    ]
    rest = ["no to the rest"] if labels["no"] else []
    return f"Noted: {'; '.join(parts + rest)}."


def answered(question: Question, answer: Answer) -> str:
    return f"{question.text} {in_words(question, answer)}"


def in_words(question: Question, answer: Answer) -> str:
    """Return an answer as a person reads it, several parted by semicolons."""
    if isinstance(answer, tuple) and answer:
        return "; ".join(question.describe((key,)) for key in answer)
    return question.describe(answer)
