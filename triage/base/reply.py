"""Replies: what a person types or taps, and the answer that is meant by it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, filterfalse, product
from string import ascii_lowercase
from typing import TYPE_CHECKING
from unicodedata import normalize

from triage.base.answer import NO_OPTION, UNSURE, Answer, Code
from triage.base.kinds import Free, Range, Subset
from triage.base.kinds.any_of import together
from triage.base.kinds.duration import UNITS
from triage.base.kinds.kind import Ambiguous, Refusal
from triage.base.limits import LIMITS
from triage.base.money import CURRENCIES, typed
from triage.base.parted import meanings
from triage.base.pattern import pattern
from triage.base.speech import ENGLISH, Speech
from triage.base.wording import listed, seen

if TYPE_CHECKING:
    from triage.base.question import Question

NONE = ""
"""The key that stands for "none of these"."""

UNSURE_WORDS = (
    *("?", "unsure", "not sure", "i am not sure", "i'm not sure", "im not sure"),
    *("don't know", "dont know", "i don't know", "i dont know", "i do not know"),
    *("idk", "dunno", "no idea", "can't tell", "cannot tell", "prefer not to say"),
)
NO_ITEM = "0"
"""The label of "none of these" in a list."""

NONE_WORDS = (NO_ITEM, "none", "none of these", "none of them")
NONE_TEXT = pattern(
    r"(?:none|neither)\b|nothing$|.*\b(?:none|nothing|neither|not any) of "
    r"(?:these|those|them|the above)\b"
)
YES_WORDS = ("y", "yeah", "yep", "yup")
NO_WORDS = ("n", "nope", "nah")
HALF_WORDS = (
    *("maybe", "perhaps", "possibly", "probably", "i think so", "i guess"),
    *("not really", "probably not", "i don't think so", "not much", "hardly"),
    *("a bit", "a little", "sometimes", "kind of", "sort of", "yes and no"),
)
"""What people say who mean yes, no or not sure, and nobody can know which."""

ALONE = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ARTICLES = {"a": "1", "an": "1"}
NUMBER_WORDS = {
    **{word: str(n) for n, word in enumerate(ALONE, 1)},
    **{word: str(n) for n, word in zip(range(20, 100, 10), TENS, strict=True)},
    **{
        f"{tens} {word}": str(n + m)
        for n, tens in zip(range(20, 100, 10), TENS, strict=True)
        for m, word in enumerate(ALONE[:9], 1)
    },
}
COUNTS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))

CURLED = "\N{RIGHT SINGLE QUOTATION MARK}"
COUNTED = pattern(rf"\b({COUNTS}|an?)\b(?= [a-z])|^({COUNTS})$")
HYPHEN = pattern(rf"\b({'|'.join(TENS)})-(?=[a-z])")
PLAIN = pattern(r"[+-]?[\d.]+", re.ASCII)
FORTNIGHT = pattern(r"^(?:1 )?fortnight$")
DECIMAL_COMMA = pattern(r"(?<=\d),(?=\d)")
THOUSANDS = pattern(r"(?<!\d)[+-]?\d{1,3}(?:[.,]\d{3})+(?!\d)", re.ASCII)
POINTED = pattern(r"(?<!\d)[+-]?\d{1,3}(?:\.\d{3})+(?!\d)", re.ASCII)
MOST_TEXT = 200
"""How many letters of options are listed in a sentence."""


def folded(text: str) -> str:
    """Return a text in the one form in which texts are compared."""
    text = " ".join(text.split()).replace(CURLED, "'").casefold()
    return normalize("NFC", text)


# What is shown


def menu(question: "Question") -> Mapping[str, str]:
    """Return the keys that can be chosen, by the labels that a list shows.

    These are letters where an option begins with a number: it must not look like one.
    None of them is an option, or its id.
    """
    if isinstance(question.domain, Range | Free):
        return {}
    labels: Iterator[str] = map(str, count(1))
    if any(option.text.strip()[:1].isdigit() for option in question.options):
        words = (product(ascii_lowercase, repeat=length) for length in count(1))
        taken = {folded(option.text) for option in question.options}
        taken |= question.choices.keys()
        letters = map("".join, chain.from_iterable(words))
        labels = filterfalse(taken.__contains__, letters)
    found = dict(zip(labels, question.keys, strict=False))
    several = isinstance(question.domain, Subset)
    return found | {NO_ITEM: NONE} if several and none_of(question) == NONE else found


def none_of(question: "Question") -> str:
    """Return the key that means none: that of an option alone that says so, if any."""
    options = (option for option in question.options if option.alone)
    return next((x.id for x in options if says_none(x.text, question.speech)), NONE)


def says_none(text: str, speech: Speech = ENGLISH) -> bool:
    """Return whether the text of an option says that no option applies.

    >>> says_none("None of these"), says_none("No, I have none of them")
    (True, True)
    >>> says_none("Nothing helps")
    False
    """
    begins = speech.accepted("none, as an option begins")
    if begins:
        return folded(text).startswith(begins)
    return NONE_TEXT.match(folded(text)) is not None


def word(question: "Question", key: str) -> str:
    if key == NONE:
        return question.speech.say("None of these")
    if key == UNSURE and isinstance(question.domain, Subset):
        return question.speech.say("Not sure about the others")
    return question.labels[key]


def rule(question: "Question") -> str:
    """Return what can be answered, as one sentence for a person."""
    if isinstance(question.domain, Free):
        most = question.speech.many(question.most, "character")
        return question.speech.say(IN_LINES if question.lines else IN_A_LINE, most=most)
    if isinstance(question.domain, Range):
        return limits(question)
    say = question.speech.say
    texts = quoted(question, question.labels.values())
    short = len(texts) <= LIMITS.known and sum(map(len, texts)) <= MOST_TEXT
    if isinstance(question.domain, Subset):
        texts += [say("none of these")] if none_of(question) == NONE else []
        if not short:
            return f"{say(WHAT_APPLIES)}{standing_alone(question)}"
        what = question.speech.listed(texts, "or")
        applies = say("Choose what applies: {options}.", options=what)
        return f"{applies}{standing_alone(question)}"
    if not short:
        return say("Choose one of what is listed.")
    return say("Choose {options}.", options=question.speech.listed(texts, "or"))


IN_A_LINE = "Write a text of at most {most}, or leave it blank."
IN_LINES = "Write a text of several lines and at most {most}, or leave it blank."
WHAT_APPLIES = "Choose what applies, or none of these."


def limits(question: "Question") -> str:
    """Return between what a number, or a day, may be answered."""
    speech, unit = question.speech, question.unit
    unsure = ", or choose “Not sure”" if question.unsure else ""
    least, most = question.kind.ends(question)
    counted = "" if unit in CURRENCIES else speech.unit(unit)
    said = f"Enter {question.kind.noun} from {{least}} to {{most}}{unsure}."
    return speech.say(said, least=least, most=f"{most} {counted}".strip())


def quoted(question: "Question", texts: Iterable[str]) -> list[str]:
    return [*map(question.speech.quote, texts)]


def standing_alone(question: "Question") -> str:
    """Return a sentence on which options stand alone; else nothing."""
    say, alone = question.speech.say, (x.text for x in question.options if x.alone)
    texts = quoted(question, alone)
    short = len(texts) <= LIMITS.known and sum(map(len, texts)) <= MOST_TEXT
    stand = "{options} each stand alone." if texts[1:] else "{options} stands alone."
    options = question.speech.listed(texts, "and") if texts else ""
    said = say(stand, options=options) if texts else ""
    return f" {said}" if texts and short else ""


# What was typed


def heard(
    question: "Question", text: str, *, comma: bool = False, listed: bool = True
) -> Answer:
    """Return the answer that a text means, or raise a ``Refusal``.

    Labels of the list mean something where it is shown, as it is if ``listed``.
    """
    if isinstance(question.domain, Free):
        return question.kind.parse(question, text)
    text = folded(text)
    if not text:
        raise Refusal("missing")
    unsure = unsure_words(question)
    if (
        text in unsure
        and not question.unsure
        and text not in names(question, listed=listed)
    ):
        raise Refusal(problem(question), hint="“Not sure” is not possible here.")
    match question.domain:
        case Range():
            return number(question, text, comma=comma)
        case Subset():
            known = names(question, listed=listed)
            return several(question, text, known, listed=listed)
        case _:
            return one(question, text, names(question, listed=listed))


def problem(question: "Question") -> Code:
    if question.is_date:
        return "not_a_date"
    return "not_a_number" if question.is_number else "not_an_option"


def names(question: "Question", *, listed: bool = True) -> Mapping[str, str | None]:
    """Return the choice that each word names; None where it names several.

    What a list shows, labels and texts, goes before ids, which it does not show; and
    an option that says "none of these" before the end of the list, which does so too.
    """
    shown: dict[str, str | None] = {}
    for label, key in menu(question).items():
        text = folded(word(question, key))
        for name in (label, text) if listed else (text,):
            same = shown.get(name, key) == key
            shown[name] = key if same else shown[name] if key == NONE else None
    unsure = unsure_words(question) if question.unsure else ()
    none = none_words(question) if isinstance(question.domain, Subset) else ()
    none = none if listed else tuple(word for word in none if word != NO_ITEM)
    no_other = none_of(question)
    return {
        **dict.fromkeys(unsure, UNSURE),
        **dict.fromkeys(none, no_other),
        **(yes_no_words(question) if question.kind.stands_alone else {}),
        **{key: key for key in question.keys},
        **shown,
    }


def unsure_words(question: "Question") -> tuple[str, ...]:
    """Return what says that somebody is not sure, in the language of a question."""
    return (UNSURE, *question.speech.accepted("not sure", UNSURE_WORDS))


def none_words(question: "Question") -> tuple[str, ...]:
    """Return what says that none of some applies, in the language of a question."""
    return (NO_ITEM, *question.speech.accepted("none", NONE_WORDS))


def yes_no_words(question: "Question") -> Mapping[str, str]:
    """Return what means yes, and what no: in one language, as "ne" is either."""
    speech = question.speech
    return {
        **dict.fromkeys(speech.accepted("yes", YES_WORDS), "yes"),
        **dict.fromkeys(speech.accepted("no", NO_WORDS), "no"),
    }


def one(question: "Question", text: str, known: Mapping[str, str | None]) -> Answer:
    key = known.get(text)
    if key is None:
        speech = question.speech
        halves = speech.accepted("perhaps", HALF_WORDS)
        half = question.kind.stands_alone and text in halves
        meant = speech.listed(quoted(question, question.labels.values()), "or")
        hint = speech.say("That can mean {options}.", options=meant) if half else ""
        raise Refusal("not_an_option", about=text, hint=hint)
    return key


def number(question: "Question", text: str, *, comma: bool) -> Answer:
    """Return the number that a text means, its digits, marks and words made plain.

    A date is no number, and is read as it stands.
    """
    if text in unsure_words(question):
        return UNSURE
    if question.is_date:
        return question.kind.parse(question, text)
    comma = comma or question.speech.mark == ","
    is_money = question.unit in CURRENCIES
    if is_money:
        text = typed(text, question.unit, comma=comma)
    if is_grouped(text, question.decimals, comma=comma):
        if is_money and not comma:
            hint = "Write the sum like “1250.50” or “1,250.50”."
            raise Ambiguous("ambiguous_number", "as in 1250.50", hint)
        hint = "Write the number without a mark for thousands."
        raise Ambiguous("ambiguous_number", "without a mark for thousands", hint)
    if comma:
        text = DECIMAL_COMMA.sub(".", text)
    if question.speech.language:
        return question.kind.parse(question, in_our_units(question, text))
    alone = in_digits(text.removesuffix(folded(question.unit)).strip())
    plain = alone if PLAIN.fullmatch(alone) else in_digits(text)
    return question.kind.parse(question, plain)


def is_grouped(text: str, decimals: int, *, comma: bool) -> bool:
    """Return whether a text has marks as between thousands, which may be meant so.

    >>> is_grouped("1.250", 2, comma=False), is_grouped("1.250", 3, comma=False)
    (True, False)
    >>> is_grouped("1.250", 3, comma=True), is_grouped("1,250", 3, comma=True)
    (True, False)
    """
    if decimals < len("000"):
        return THOUSANDS.search(text) is not None
    return comma and POINTED.search(text) is not None


def in_our_units(question: "Question", text: str) -> str:
    """Return a text whose units of another language are those of the library."""
    speech, unit = question.speech, question.unit
    forms = {folded(form): unit for form in speech.phrases.get(unit, ())}
    for time, names in UNITS.items():
        forms |= dict.fromkeys(speech.accepted(time), names[-1])
    found = COUNTED_BY.fullmatch(text)
    if found is None or found[2] not in forms:
        return text
    return f"{found[1]} {forms[found[2]]}"


COUNTED_BY = pattern(r"([+-]?[\d.,]+)\s*(\D+)", re.ASCII)
"""A number, and what it counts."""


def in_digits(text: str) -> str:
    """Return a text with numbers in digits that people write in words.

    >>> in_digits("twenty-one days"), in_digits("a fortnight")
    ('21 days', '2 weeks')
    """
    words = NUMBER_WORDS | ARTICLES
    text = HYPHEN.sub(r"\1 ", text)
    return FORTNIGHT.sub("2 weeks", COUNTED.sub(lambda found: words[found[0]], text))


def several(
    question: "Question",
    text: str,
    known: Mapping[str, str | None],
    *,
    listed: bool = True,
) -> Answer:
    """Return the keys that a text names, however its names are parted.

    Where it can be parted into some names and into others, nobody can know which.
    """
    keys_of = {name: key for name, key in known.items() if key is not None}
    found, unknown = meanings(text, question.speech, keys_of)
    if not found:
        raise Refusal("not_an_option", about=unknown or text)
    if len(found) > 1:
        raise several_meanings(question, text, found, listed=listed)
    (keys,) = found
    if NONE in keys and {*keys} != {NONE}:
        hint = "“None of these” cannot stand beside others."
        raise Refusal("none_with_others", "or none of them", hint)
    return together(question, {key for key in keys if key})


def several_meanings(
    question: "Question",
    text: str,
    meant: Sequence[Sequence[str]],
    *,
    listed: bool,
) -> Ambiguous:
    """Return why a text that means one choice of some and another one is no answer."""
    said = ("; ".join(word(question, key) for key in keys) for keys in meant)
    hint = question.speech.say(
        BY_LABELS if listed else BY_IDS,
        options=question.speech.listed(quoted(question, said), "or"),
    )
    ids = (",".join(key or NO_OPTION for key in keys) for keys in meant)
    return Ambiguous("not_an_option", "", hint, text, either_of(ids))


BY_LABELS = "That can mean {options}. Choose by the labels, parted by commas."
BY_IDS = "That can mean {options}. Give it in a file (--answers), where only ids count."


def either_of(ids: Iterable[str]) -> str:
    """Return what to do about what means several answers, which are said by ids."""
    what = listed([f"`{one}`" for one in ids], "or")
    return f"it can mean {what}; give it in a file (--answers), where only ids count"


def other_meaning(question: "Question", called: str) -> str:
    """Return what else is meant by what an option is called; empty for nothing.

    >>> from triage.base.question import Question
    >>> other_meaning(Question("q", "Fever?", "yes_no", unsure=True), "I don't know")
    'not sure'
    """
    said, several = folded(seen(called)), isinstance(question.domain, Subset)
    if question.unsure and said in UNSURE_WORDS:
        return "not sure"
    return "none of these" if several and said == NONE_WORDS[0] else ""
