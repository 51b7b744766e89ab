"""Safety checks: the doses, sudden stops and false comfort that no one may be told."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import chain

from triage.base.limits import LIMITS
from triage.base.text import Text
from triage.lint.catalogue import Problem
from triage.lint.texts import worded
from triage.lint.words import Match, matches, pattern, word_lists
from triage.model.traversal import questions, recommendations
from triage.model.tree import Tree
from triage.treefile.texts import part, texts_of, told_by

DRUGS = ("benzodiazepines", "z_drugs", "opioids", "gabapentinoids", "drugs_by_use")
DRUG = rf"\b(?:{'|'.join(f'<{name}>' for name in DRUGS)})\b"
"""A controlled drug."""

DOSE = (
    r"\b(?:\d+(?:[.,]\d+)?|<counts>)[ -]?(?:of )?(?:an? )?<units>\b"
    r"|\b\d+(?:[.,]\d+)? ?(?:%|per ?cent\b)"
    r"|\bby (?:half|an? (?:quarter|third|fifth|tenth))\b"
    r"|\b(?:once|twice|\w+ times) (?:a|per|each|every) (?:day|night|week)\b"
)

BEGINS = r"(?:^|(?<=[.,;:!?]\s))"

STOP = (
    r"\bstop (?:taking|using)\b"
    r"|\bstop(?: \w+){0,3} (?:now|suddenly|at once|immediately|straight away|today)\b"
    rf"|{BEGINS}stop (?:it|them|your|the|all|this|these)\b"
)

START = (
    rf"\b(?:<begin>|<trade>)(?: [\w'\u2019-]+){{0,3}} {DRUG}"
    r"|\b<trade> (?:it|them|one|some|these|tablets|pills)\b"
    rf"|{BEGINS}take(?: [\w'\u2019-]+){{0,2}} {DRUG}"
)

COMFORT = (
    r"\byou(?: are|['\u2019]re) (?:fine|ok|okay|safe|healthy|out of danger)\b"
    r"|\bnothing(?: to worry about| serious| is wrong)\b"
    r"|\bno (?:need|reason) to worry\b|\b(?:do not|don['\u2019]t) worry\b"
    r"|\byou (?:do not|don['\u2019]t) have\b(?! to\b)"
    r"|\b(?:it|this|that) is (?:\w+ )?safe\b|\b(?:completely|perfectly) safe\b"
    r"|\bno (?:risk|danger)\b|\brisk-free\b|\bharmless\b|\bnot (?:serious|dangerous)\b"
    r"|\brul(?:es?|ed|ing) (?:\w+ )?out\b|\ball clear\b"
)

LONGEST_CLAUSE = 100
"""The most characters before a match in which a negation is looked for."""

CLAUSE = r"[.,;:!?]\s|\bbut\b"
NEGATED = (
    r"\b(?:not|cannot|never|nobody|no one|nor|without|avoid|dangerous|hard|risky)\b"
    r"|n['\u2019]t\b"
    r"|\b(?:if|when|until|unless|whether|before)(?: (?:you|it|this|that|they))?\s*$"
)


def dose(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for doses and schedules in entries that name a controlled drug."""
    for entry in worded(tree):
        texts = texts_of(entry)
        drug = first_drug(texts)
        for text, found in matches(DOSE, texts if drug else ()):
            message = f"`{found[0]}` is a dose or a schedule, in a text about `{drug}`"
            advice = "leave doses and schedules to the person who prescribes"
            yield message, part(text, *found.span()), advice


def sudden_stop(tree: Tree, _: date) -> Iterator[Problem]:
    for text, found in orders(tree, STOP):
        message = f"`{found[0]}` tells someone to stop a controlled drug"
        advice = "say `do not stop suddenly`, and whom to talk to first"
        yield message, part(text, *found.span()), advice


def encouraged(tree: Tree, _: date) -> Iterator[Problem]:
    for text, found in orders(tree, START):
        message = f"`{found[0]}` sends someone to a controlled drug"
        advice = "say what is known of it, and leave the choice to a prescriber"
        yield message, part(text, *found.span()), advice


def false_comfort(tree: Tree, _: date) -> Iterator[Problem]:
    levels = (level.title for d in tree.documents for level in d.scale)
    told = chain(map(told_by, recommendations(tree)), map(told_by, questions(tree)))
    for text, found in affirmed(COMFORT, chain(levels, *told)):
        message = f"`{found[0]}` promises more than answers can tell"
        advice = "say what to do, and what to watch for"
        yield message, part(text, *found.span()), advice


def orders(tree: Tree, template: str) -> Iterator[Match]:
    for entry in worded(tree):
        if first_drug(texts_of(entry)):
            yield from affirmed(template, told_by(entry))


def first_drug(texts: Iterable[Text]) -> str:
    return next(filter(None, (drug_in(text.value) for text in texts)), "")


@lru_cache(maxsize=1024)  # three checks ask of the same texts
def drug_in(text: str) -> str:
    lower = text.lower()
    if lower.isascii() and not any(word in lower for word in drugs()):
        return ""  # most texts name none, and the pattern is the longest of all
    found = pattern(DRUG).search(text, 0, LIMITS.prose)
    return found[0] if found else ""


@cache
def drugs() -> tuple[str, ...]:
    lists = word_lists()
    return tuple(word.lower() for name in DRUGS for word in lists[name])


def affirmed(template: str, texts: Iterable[Text]) -> Iterator[Match]:
    """Yield where texts match, unless the words before it in the clause negate it."""
    for text, found in matches(template, texts):
        start = found.start()
        before = text.value[max(0, start - LONGEST_CLAUSE) : start]
        if not pattern(NEGATED).search(pattern(CLAUSE).split(before)[-1]):
            yield text, found
