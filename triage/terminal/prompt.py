"""A prompt: what a page shows, what may be typed at it, and what that means."""

import re
from collections.abc import Mapping

from triage.base.answer import UNSURE, Answer
from triage.base.kinds import Free, Range, Subset, Words
from triage.base.kinds.duration import KNOWN, UNITS
from triage.base.kinds.kind import Refusal
from triage.base.limits import LIMITS
from triage.base.markdown import lines
from triage.base.money import CURRENCIES
from triage.base.parted import partings
from triage.base.pattern import pattern
from triage.base.question import Question
from triage.base.reply import (
    folded,
    heard,
    limits,
    menu,
    none_words,
    says_none,
    unsure_words,
    word,
)
from triage.base.speech import Speech
from triage.engine.page import Page


class Unclear(ValueError):
    """Say in plain words why what was typed is not an answer, and what is."""


# What a page shows


STEM = pattern(r"(?P<stem>.*[?:]) (?P<item>.+)", re.DOTALL)
"""What several questions begin with, and what one of them is about."""


def stem(question: Question) -> str:
    """Return what a question begins with, as others may; empty for one without."""
    found = STEM.fullmatch(question.text)
    return found["stem"] if found else ""


def subject(question: Question) -> str:
    """Return what a question is about, without its stem."""
    return question.text.removeprefix(stem(question)).strip()


def numbered(page: Page) -> dict[str, Question]:
    return {str(number): item for number, item in enumerate(page.questions, start=1)}


def speech_of(page: Page) -> Speech:
    """Return what the library says, in the language of a page."""
    return page.question.speech


def choices(page: Page) -> list[tuple[str, str]]:
    """Return the label and the text of each line of the list that a page shows."""
    if page.checklist:
        items = [(label, helped(item)) for label, item in numbered(page).items()]
        return [*items, ("0", speech_of(page).say("None of these: no to all"))]
    question = page.question
    if is_long(question):
        return []
    return [(label, line(question, key)) for label, key in menu(question).items()]


def line(question: Question, key: str) -> str:
    """Return what can be chosen, as a list shows it."""
    text = word(question, key)
    is_told = key in question.alone and not says_none(text, question.speech)
    return question.speech.say("{option} (by itself)", option=text) if is_told else text


def helped(question: Question) -> str:
    """Return what an item of a list asks, with what helps to answer."""
    return " ".join([question.text, *(text for text, _ in lines(question.help))])


def is_long(question: Question) -> bool:
    """Whether a question has more options than are shown; then they are looked up."""
    return len(question.options) > LIMITS.menu


def allowed(page: Page) -> str:
    """Return what can be typed, as a sentence or two."""
    question, say = page.question, speech_of(page).say
    if page.checklist:
        unsure = [label for label, item in numbered(page).items() if item.unsure]
        shown = "2" if "2" in unsure else "".join(unsure[:1])
        return say(TICK_OR_DOUBT, number=shown) if shown else say(TICK)
    labels = [*menu(question)]
    match question.domain:
        case Range():
            return number_rule(question)
        case Free(most):
            length = question.speech.many(most, "character")
            return say(ON_ONE_LINE, most=length)
        case Words() | Subset() if is_long(question):
            forms = NAME_OR_NONE if isinstance(question.domain, Subset) else NAME
            return say(forms[question.unsure])
        case Subset():
            return say(APPLYING, one=labels[0], other=labels[1])
        case _ if question.kind.stands_alone:
            return say("Please type {options}.", options=yes_or_no(question))
        case _:
            return say(ONE_CHOICE, first=labels[0], last=labels[-1])


TICK = (
    "Please type the numbers of those you answer with yes, such as “1 2”. None? Type 0."
)
TICK_OR_DOUBT = (
    "Please type the numbers of those you answer with yes, such as “1 2”. Not sure of "
    "{number}? Type “{number}?”. None? Type 0."
)
ON_ONE_LINE = (
    "Please type it on one line, up to {most}, or press Enter to leave it blank."
)
NAME = (
    "Please type a name, or the beginning of one.",
    "Please type a name, or the beginning of one, or “not sure”.",
)
NAME_OR_NONE = (
    "Please type a name, or the beginning of one, or 0 for none.",
    "Please type a name, or the beginning of one, or 0 for none, or “not sure”.",
)
APPLYING = (
    "Please type what applies from the list, such as “{one}” or “{one} {other}”, or 0 "
    "for none of these."
)
ONE_CHOICE = "Please type one choice from the list, {first} to {last}."


def yes_or_no(question: Question) -> str:
    """Return the answers to a question of yes or no, as they may be typed."""
    labels = [folded(text) for text in question.labels.values()]
    return question.speech.listed(labels, "or")


def number_rule(question: Question) -> str:
    """Return between what a number, or a day, may be typed."""
    speech, unit = question.speech, question.unit
    least, most = question.kind.ends(question)
    of = f" of {unit}" if unit and unit not in CURRENCIES else ""
    unsure = ", or “not sure”" if question.unsure else ""
    if not speech.language:
        rule = f"Please type {question.kind.noun}{of} from {least} to {most}{unsure}."
    else:
        rule = limits(question)
    other = another_unit(question)
    return f"{rule} {speech.say(ANOTHER, unit=speech.unit(other))}" if other else rule


ANOTHER = "Another unit will do, such as “3 {unit}”."


def another_unit(question: Question) -> str:
    """Return another unit in which a time may be given; empty where none may."""
    unit = KNOWN.get(question.unit.lower())
    if not question.kind.decimals or unit is None:
        return ""
    return UNITS[OTHER.get(unit, "day")][-1]


OTHER = {"second": "minute", "minute": "hour", "hour": "minute", "day": "week"}
"""The unit of which a prompt gives an example, by that of the question."""


# What was typed


def reply(page: Page, text: str) -> dict[str, Answer]:
    """Return the answers that a typed text means.

    Nothing typed is never one, but where a text is asked for, which it leaves blank.
    """
    if page.question.is_text:
        return written(page, text)
    text = folded(text)
    if not text:
        raise Unclear(f"{speech_of(page).say('Nothing was typed.')} {allowed(page)}")
    if page.checklist:
        return ticked(page, text)
    speech = speech_of(page)
    is_bare = BARE.fullmatch(text.replace(speech.mark, "."))
    if is_bare and (other := another_unit(page.question)):
        units = [f"{text} {speech.unit(x)}" for x in (page.question.unit, other)]
        raise Unclear(speech.say(THE_UNIT_TOO, one=units[0], other=units[1]))
    try:
        return {page.question.id: heard(page.question, text)}
    except Refusal as refusal:
        typed = refusal.about or text
        hint = refusal.hint
        if not hint and is_long(page.question):
            hint = found(page.question, typed)
        raise unclear(page, typed, hint) from None


def written(page: Page, text: str) -> dict[str, Answer]:
    """Return what was written; a word in quotes is no command, and has none itself."""
    inside = QUOTED.fullmatch(text.strip())
    try:
        return {page.question.id: heard(page.question, inside[1] if inside else text)}
    except Refusal as refusal:
        raise unclear(page, "", refusal.hint) from None


THE_UNIT_TOO = "Please type the unit too: “{one}” or “{other}”."
QUOTED = pattern(r"[\"“](\w+)[\"”]")
BARE = pattern(r"[1-9]\d*(\.\d+)?", re.ASCII)
"""A number without a unit, which may be meant in another."""


def found(question: Question, text: str) -> str:
    """Return a sentence with the options in which a word begins so; else nothing."""
    begins = re.compile(rf"(?:^|\W){re.escape(text)}")
    speech = question.speech
    named = [
        speech.say("{label} for {option}", label=label, option=word(question, key))
        for label, key in menu(question).items()
        if begins.search(folded(word(question, key)))
    ]
    if not named:
        return ""
    shown, more = named[: LIMITS.known], len(named) - LIMITS.known
    rest = [speech.say(MORE_OF_IT, number=f"{more}")] if more > 0 else []
    return speech.say("Type {options}.", options=speech.listed([*shown, *rest], "or"))


MORE_OF_IT = "more of the name: {number} others begin so"


def ticked(page: Page, text: str) -> dict[str, Answer]:
    if text in none_words(page.question):
        return dict.fromkeys(page.required, "no")
    items, marks = numbered(page), dict[str, Answer]()
    say = speech_of(page).say
    typed = re.sub(r"\s+\?", "?", text)
    for item in partings(typed, speech_of(page), items):
        label = item.removesuffix("?")
        question = items.get(label)
        answer = "yes" if label == item else UNSURE
        if label == "0":
            raise Unclear(f"{say(ZERO)} {allowed(page)}")
        if question is None:
            raise unclear(page, item)
        if answer == UNSURE and not question.unsure:
            raise Unclear(f"{say(NO_DOUBT, number=label)} {allowed(page)}")
        if marks.setdefault(question.id, answer) != answer:
            raise Unclear(say(TWICE, number=label))
    return {name: marks.get(name, "no") for name in page.required}


ZERO = "0 means none of these, and stands alone."
NO_DOUBT = "“Not sure” is not possible for {number}."
TWICE = "{number} is there twice, once with a question mark."


def unclear(page: Page, text: str, hint: str = "") -> Unclear:
    """Return what is wrong, in a sentence of its own where there is one."""
    said, say = "" if page.checklist else page.question.if_wrong, speech_of(page).say
    if not (hint or said):
        if text in unsure_words(page.question):
            hint = say("“Not sure” is not possible here.")
        else:
            longest = LIMITS.retyped
            shown = text if len(text) <= longest else text[: longest - 1] + "…"
            hint = say("“{text}” is not an answer here.", text=shown)
    return Unclear(" ".join(filter(None, (say(hint), said, allowed(page)))))


# What was understood


def noted(page: Page, answers: Mapping[str, Answer], text: str) -> str:
    speech, say = speech_of(page), speech_of(page).say
    if not page.checklist:
        understood = in_words(page.question, answers[page.question.id])
        return say(
            "Noted: {answer}.", answer=own_words(page.question, text, understood)
        )
    labels: dict[Answer, list[str]] = {"yes": [], UNSURE: [], "no": []}
    for label, question in numbered(page).items():
        labels[answers[question.id]].append(label)
    if len(labels["no"]) == len(page.questions):
        return say("Noted: no to all of these.")
    parts = [
        say(phrase, numbers=speech.listed(labels[answer], "and"))
        for phrase, answer in (
            ("yes to {numbers}", "yes"),
            ("not sure about {numbers}", UNSURE),
        )
        if labels[answer]
    ]
    rest = [say("no to the rest")] if labels["no"] else []
    return say("Noted: {answer}.", answer="; ".join(parts + rest))


def own_words(question: Question, text: str, understood: str) -> str:
    """Return what was understood, after a time as it was typed in another unit."""
    typed = folded(text)
    unit = KNOWN.get(question.unit.lower())
    units = {KNOWN[name] for name in LETTERS.findall(typed) if name in KNOWN}
    return f"{typed} ({understood})" if unit and units - {unit} else understood


LETTERS = pattern(r"[a-z]+", re.ASCII)


def answered(question: Question, answer: Answer) -> str:
    mark = "" if question.text.endswith(ENDS) else ":"
    return f"{question.text}{mark} {in_words(question, answer)}"


ENDS = ("?", ".", ":", "!")


def in_words(question: Question, answer: Answer) -> str:
    """Return an answer as a person reads it, several parted by semicolons."""
    if isinstance(answer, tuple) and answer:
        return "; ".join(question.describe((key,)) for key in answer)
    return question.describe(answer)
