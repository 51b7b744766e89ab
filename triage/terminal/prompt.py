"""What a person may type at a prompt, and what it means."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, product
from string import ascii_lowercase

from triage.base.question import DAYS, UNSURE, Answer, Question
from triage.engine.page import Page

NONE = ""
"""The key that stands for "none of these"."""

UNSURE_WORDS = (
    "not sure",
    "unsure",
    "?",
    "don't know",
    "dont know",
    "i don't know",
    "i am not sure",
    "i'm not sure",
    "prefer not to say",
)
NONE_WORDS = ("0", "none", "none of these")
YES_NO_WORDS = {"y": "yes", "n": "no"}
CURLED = "\N{RIGHT SINGLE QUOTATION MARK}"
BETWEEN = re.compile(r"(?:[\s,;]|\band\b)+")


class Unclear(ValueError):
    """Say in plain words why what was typed is not an answer, and what is."""


def numbered(questions: Iterable[Question]) -> list[tuple[str, Question]]:
    """Return questions with the numbers of a list."""
    return [(str(number), item) for number, item in enumerate(questions, start=1)]


def at_number(page: Page, label: str) -> Question | None:
    """Return the question that a number of the list stands for."""
    return dict(numbered(page.questions)).get(label)


def choices(page: Page) -> list[tuple[str, str]]:
    """Return the lines of the list that a page shows: a label and a text.

    >>> page = Page((Question(id="cough", text="A cough?", type="yes_no"),))
    >>> choices(page)
    [('1', 'Yes'), ('2', 'No')]
    """
    if page.checklist:
        items = [(label, item.text) for label, item in numbered(page.questions)]
        return [*items, ("0", "None of these: no to all")]
    question = page.question
    return [(label, word(question, key)) for label, key in labelled(question).items()]


def labelled(question: Question) -> Mapping[str, str]:
    """Return what can be chosen by the label that a list shows for it."""
    if question.is_number:
        return {}
    labels = letters() if has_numbers(question) else map(str, count(1))
    found = dict(zip(labels, question.keys, strict=False))
    return found | {"0": NONE} if question.type == "any_of" else found


def has_numbers(question: Question) -> bool:
    """Whether an option begins with a number, which must not look like a label."""
    return any(option.text.strip()[0].isdigit() for option in question.options)


def letters() -> Iterator[str]:
    """Return a, b, … z, aa, ab, … without end."""
    words = (product(ascii_lowercase, repeat=length) for length in count(1))
    return map("".join, chain.from_iterable(words))


def word(question: Question, key: str) -> str:
    """Return the text of a choice."""
    if key == NONE:
        return "None of these"
    if key == UNSURE:
        several = question.type == "any_of"
        return "Not sure about the others" if several else "Not sure"
    option = question.choices.get(key)
    return key.capitalize() if option is None else option.text


def allowed(page: Page) -> str:
    """Return what may be typed, as one plain sentence."""
    if page.checklist:
        return checklist_rule(page)
    question = page.question
    if question.is_number:
        return number_rule(question)
    labels = list(labelled(question))
    if question.type == "any_of":
        example = " ".join(labels[:2])
        return (
            f"Please type what applies from the list, such as “{labels[0]}” or "
            f"“{example}”, or 0 for none of these."
        )
    if question.type == "one_of":
        return f"Please type one choice from the list, {labels[0]} to {labels[-1]}."
    pairs = [f"{label} for {text}" for label, text in choices(page)]
    return f"Please type {listed(pairs, 'or')}."


def checklist_rule(page: Page) -> str:
    """Return what may be typed for a list to tick."""
    rule = "Please type the number of each one you answer with yes, such as “1 2”"
    if any(question.unsure for question in page.questions):
        rule += "; put a question mark after those you are not sure about, as in “2?”"
    return f"{rule}; or type 0 for no to all."


def number_rule(question: Question) -> str:
    """Return what may be typed for a number."""
    kind = "a whole number" if question.type == "integer" else "a number"
    of = f" of {question.unit}" if question.unit else ""
    unsure = ", or “not sure”" if question.unsure else ""
    ends = f"from {question.minimum} to {question.maximum}"
    rule = f"Please type {kind}{of} {ends}{unsure}."
    if question.type == "integer" or question.unit.removesuffix("s") not in DAYS:
        return rule
    other = "weeks" if question.unit == "days" else "days"
    return f"{rule} Another unit will do, such as “3 {other}”."


def listed(items: Sequence[str], last: str) -> str:
    """Return phrases joined by commas, and by a word before the last.

    >>> listed(["1", "2", "3"], "and")
    '1, 2 and 3'
    """
    head = ", ".join(items[:-1])
    return f"{head} {last} {items[-1]}" if head else items[-1]


def reply(page: Page, text: str) -> dict[str, Answer]:
    """Return the answers that a typed text means.

    Args:
        page: What was asked.
        text: What was typed: a number of the list, the words or the id of a choice,
            several of them, or a number with or without its unit.

    Raises:
        Unclear: It is not an answer. Nothing typed never is one.

    >>> page = Page((Question(id="cough", text="A cough?", type="yes_no"),))
    >>> reply(page, "2")
    {'cough': 'no'}
    """
    text = folded(text)
    if not text:
        raise Unclear(f"Nothing was typed. {allowed(page)}")
    if page.checklist:
        return ticked(page, text)
    question = page.question
    read = several if question.type == "any_of" else one
    return {question.id: number(page, text) if question.is_number else read(page, text)}


def folded(text: str) -> str:
    """Return a text in the one form in which texts are compared."""
    return " ".join(text.split()).replace(CURLED, "'").casefold()


def number(page: Page, text: str) -> Answer:
    """Return the number that a text means."""
    question = page.question
    unsure = question.unsure and text in UNSURE_WORDS
    try:
        return UNSURE if unsure else question.accept(text)
    except ValueError:
        raise unclear(page, text) from None


def one(page: Page, text: str) -> str:
    """Return the key of the choice that a text means."""
    key = Names(page.question).key(text)
    if key is None:
        raise unclear(page, text)
    return key


def several(page: Page, text: str) -> tuple[str, ...]:
    """Return the keys of the choices that a text means."""
    keys = parts(page, text)
    if NONE in keys and len(keys) > 1:
        raise Unclear(f"“None of these” cannot stand beside others. {allowed(page)}")
    return tuple(key for key in page.question.keys if key in keys)


def parts(page: Page, text: str) -> set[str]:
    """Return the choices that a text names, whole, by commas or by spaces."""
    names = Names(page.question)
    unknown = text
    for words in ([text], text.split(","), BETWEEN.split(text)):
        items = [item.strip() for item in words if item.strip()]
        keys = {item: names.key(item) for item in items}
        found = {key for key in keys.values() if key is not None}
        if items and None not in keys.values():
            return found
        unknown = next((item for item in items if keys[item] is None), text)
    raise unclear(page, unknown)


class Names:
    """Look up what a word stands for in the list of a question.

    What the list shows, labels and texts, goes before ids, which it does not show.
    """

    def __init__(self, question: Question) -> None:
        self.shown: dict[str, set[str]] = {}
        for label, key in labelled(question).items():
            self.add(label, key)
            self.add(word(question, key), key)
        unsure = UNSURE_WORDS if question.unsure else ()
        none = NONE_WORDS if question.type == "any_of" else ()
        self.ids = dict.fromkeys(unsure, UNSURE) | dict.fromkeys(none, NONE)
        self.ids |= YES_NO_WORDS if question.type == "yes_no" else {}
        self.ids |= {key: key for key in question.keys}

    def add(self, name: str, key: str) -> None:
        """Note that a name is shown for a choice."""
        self.shown.setdefault(folded(name), set()).add(key)

    def key(self, text: str) -> str | None:
        """Return the one choice that a text names; None for no choice or several."""
        shown = self.shown.get(text)
        if shown is None:
            return self.ids.get(text)
        return next(iter(shown)) if len(shown) == 1 else None


def ticked(page: Page, text: str) -> dict[str, Answer]:
    """Return the answers to every question of a list to tick."""
    if text in NONE_WORDS:
        return dict.fromkeys((q.id for q in page.questions), "no")
    marks: dict[str, Answer] = {}
    for item in filter(None, BETWEEN.split(re.sub(r"\s+\?", "?", text))):
        question, answer = tick(page, item)
        if marks.setdefault(question.id, answer) != answer:
            label = item.removesuffix("?")
            raise Unclear(f"{label} is there twice, once with a question mark.")
    return {q.id: marks.get(q.id, "no") for q in page.questions}


def tick(page: Page, item: str) -> tuple[Question, str]:
    """Return the question that one mark is about, and its answer."""
    label = item.removesuffix("?")
    question = at_number(page, label)
    if label == "0":
        raise Unclear(f"0 means none of these, and stands alone. {allowed(page)}")
    if question is None:
        raise unclear(page, item)
    if label == item:
        return question, "yes"
    if not question.unsure:
        raise Unclear(f"“Not sure” is not possible for {label}. {allowed(page)}")
    return question, UNSURE


LONGEST = 40


def unclear(page: Page, text: str) -> Unclear:
    """Return the refusal of something that is not an answer."""
    if text in UNSURE_WORDS:
        return Unclear(f"“Not sure” is not possible here. {allowed(page)}")
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return Unclear(f"“{shown}” is not an answer here. {allowed(page)}")


def noted(page: Page, answers: Mapping[str, Answer]) -> str:
    """Return what was understood, as one short sentence."""
    if not page.checklist:
        return f"Noted: {said(page.question, answers[page.question.id])}."
    groups: dict[Answer, list[str]] = {"yes": [], UNSURE: [], "no": []}
    for label, question in numbered(page.questions):
        groups[answers[question.id]].append(label)
    if len(groups["no"]) == len(page.questions):
        return "Noted: no to all of these."
    parts = [
        f"{phrase} {listed(labels, 'and')}"
        for phrase, labels in (
            ("yes to", groups["yes"]),
            ("not sure about", groups[UNSURE]),
        )
        if labels
    ]
    rest = ["no to the rest"] if groups["no"] else []
    return f"Noted: {'; '.join(parts + rest)}."


def said(question: Question, answer: Answer) -> str:
    """Return an answer as a person reads it, several parted by semicolons."""
    if isinstance(answer, tuple) and answer:
        return "; ".join(question.describe((key,)) for key in answer)
    return question.describe(answer)
