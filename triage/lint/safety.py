"""T508-T511: what no one may be told: doses, sudden stops, false comfort."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from triage.base.diagnostics import Finding
from triage.base.text import Text
from triage.model.traversal import (
    READ,
    asked,
    part,
    present,
    questions,
    recommendations,
    told,
    warning,
)
from triage.model.tree import Tree

Findings = Iterator[Finding]
Match = tuple[Text, re.Match[str]]

BENZODIAZEPINES = (
    "benzodiazepines?|benzos?|alprazolam|xanax|diazepam|valium|lorazepam|ativan|"
    "clonazepam|klonopin|rivotril|temazepam|restoril|oxazepam|nitrazepam|midazolam|"
    "flunitrazepam|rohypnol|clobazam|bromazepam|triazolam|etizolam|chlordiazepoxide|"
    "librium"
)
Z_DRUGS = "z-drugs?|zopiclone|eszopiclone|zolpidem|zaleplon|ambien|lunesta"
OPIOIDS = (
    "opioids?|opiates?|codeine|dihydrocodeine|co-codamol|tramadol|tapentadol|morphine|"
    "oxycodone|oxycontin|percocet|hydrocodone|vicodin|hydromorphone|fentanyl|"
    "methadone|buprenorphine|suboxone|pethidine|meperidine|heroin"
)
GABAPENTINOIDS = "gabapentinoids?|gabapentin|neurontin|pregabalin|lyrica"
BY_USE = "strong painkillers?|sleeping (?:tablets?|pills?)|tranquilli[sz]ers?"

NAMES = f"(?:{BENZODIAZEPINES}|{Z_DRUGS}|{OPIOIDS}|{GABAPENTINOIDS}|{BY_USE})"
"""Controlled drugs, by their generic and by their well-known names."""

CONTROLLED = re.compile(rf"\b{NAMES}\b", re.IGNORECASE)

NUMBER = r"(?:\d+(?:[.,]\d+)?|half|a quarter|one|two|three|four|five|six|ten)"
MEASURE = (
    "(?:mg|mcg|[µμ]g|milligrams?|micrograms?|ml|millilitres?|tablets?|pills?|"
    "capsules?|drops?|patch(?:es)?)"
)
DOSE = re.compile(
    rf"\b{NUMBER}[ -]?(?:of )?(?:an? )?{MEASURE}\b"
    r"|\b\d+(?:[.,]\d+)? ?(?:%|per ?cent\b)"
    r"|\bby (?:half|an? (?:quarter|third|fifth|tenth))\b"
    r"|\b(?:once|twice|\w+ times) (?:a|per|each|every) (?:day|night|week)\b",
    re.IGNORECASE,
)

BEGINS = r"(?:^|(?<=[.,;:!?]\s))"
STOP = re.compile(
    r"\bstop (?:taking|using)\b"
    r"|\bstop(?: \w+){0,3} (?:now|suddenly|at once|immediately|straight away|today)\b"
    rf"|{BEGINS}stop (?:it|them|your|the|all|this|these)\b",
    re.IGNORECASE,
)

BEGIN = r"(?:start(?:ing)?|begin(?:ning)?|try(?:ing)?|get(?:ting)?)"
TRADE = r"(?:buy(?:ing)?|order(?:ing)?|borrow(?:ing)?|shar(?:e|ing)|sell(?:ing)?)"
START = re.compile(
    rf"\b(?:{BEGIN}|{TRADE})(?: [\w'\u2019-]+){{0,3}} {NAMES}\b"
    rf"|\b{TRADE} (?:it|them|one|some|these|tablets|pills)\b"
    rf"|{BEGINS}take(?: [\w'\u2019-]+){{0,2}} {NAMES}\b",
    re.IGNORECASE,
)

COMFORT = re.compile(
    r"\byou(?: are|['\u2019]re) (?:fine|ok|okay|safe|healthy|out of danger)\b"
    r"|\bnothing(?: to worry about| serious| is wrong)\b"
    r"|\bno (?:need|reason) to worry\b|\b(?:do not|don['\u2019]t) worry\b"
    r"|\byou (?:do not|don['\u2019]t) have\b(?! to\b)"
    r"|\b(?:it|this|that) is (?:\w+ )?safe\b|\b(?:completely|perfectly) safe\b"
    r"|\bno (?:risk|danger)\b|\brisk-free\b|\bharmless\b|\bnot (?:serious|dangerous)\b"
    r"|\brul(?:es?|ed|ing) (?:\w+ )?out\b|\ball clear\b",
    re.IGNORECASE,
)

LONGEST_CLAUSE = 100
"""The most characters before a place in which a negation is looked for."""

CLAUSE = re.compile(r"[.,;:!?]\s|\bbut\b", re.IGNORECASE)
NEGATED = re.compile(
    r"\b(?:not|cannot|never|nobody|no one|nor|without|avoid|dangerous|hard|risky)\b"
    r"|n['\u2019]t\b"
    r"|\b(?:if|when|until|unless|whether|before)(?: (?:you|it|this|that|they))?\s*$",
    re.IGNORECASE,
)


def dose(tree: Tree, _: date) -> Findings:
    """Yield doses and schedules in texts that name a controlled drug."""
    for texts in chain(map(asked, questions(tree)), map(told, recommendations(tree))):
        drug = first_drug(texts)
        for text, found in matches(DOSE, texts if drug else ()):
            message = f"`{found[0]}` is a dose or a schedule, in a text about `{drug}`"
            advice = "leave doses and schedules to the person who prescribes"
            yield warning("T508", message, part(text, *found.span()), advice)


def sudden_stop(tree: Tree, _: date) -> Findings:
    """Yield places that tell someone to stop a controlled drug."""
    for text, found in orders(tree, STOP):
        message = f"`{found[0]}` tells someone to stop a controlled drug"
        advice = "say `do not stop suddenly`, and whom to talk to first"
        yield warning("T509", message, part(text, *found.span()), advice)


def encouraged(tree: Tree, _: date) -> Findings:
    """Yield places that tell someone to start, get or pass on a controlled drug."""
    for text, found in orders(tree, START):
        message = f"`{found[0]}` sends someone to a controlled drug"
        advice = "say what is known of it, and leave the choice to a prescriber"
        yield warning("T510", message, part(text, *found.span()), advice)


def false_comfort(tree: Tree, _: date) -> Findings:
    """Yield places that say that someone is well, or that nothing is there."""
    levels = (level.title for d in tree.documents for level in d.scale)
    spoken = chain.from_iterable(map(told, recommendations(tree)))
    helped = (present(entry.help, entry.why) for entry in questions(tree))
    texts = chain(levels, spoken, chain.from_iterable(helped))
    for text, found in affirmed(COMFORT, texts):
        message = f"`{found[0]}` promises more than answers can tell"
        advice = "say what to do, and what to watch for"
        yield warning("T511", message, part(text, *found.span()), advice)


def orders(tree: Tree, pattern: re.Pattern[str]) -> Iterator[Match]:
    """Yield where someone is told something about a controlled drug."""
    for entry in questions(tree):
        if first_drug(asked(entry)):
            yield from affirmed(pattern, present(entry.help, entry.why))
    for advice in recommendations(tree):
        if first_drug(told(advice)):
            yield from affirmed(pattern, told(advice))


def first_drug(texts: Iterable[Text]) -> str:
    """Return the first controlled drug that some texts name; empty for none."""
    return next((found[0] for _, found in matches(CONTROLLED, texts)), "")


def affirmed(pattern: re.Pattern[str], texts: Iterable[Text]) -> Iterator[Match]:
    """Yield where texts match, unless the words before it in the clause negate it."""
    for text, found in matches(pattern, texts):
        before = text.value[: found.start()][-LONGEST_CLAUSE:]
        if not NEGATED.search(CLAUSE.split(before)[-1]):
            yield text, found


def matches(pattern: re.Pattern[str], texts: Iterable[Text]) -> Iterator[Match]:
    """Yield where texts match."""
    for text in texts:
        for found in pattern.finditer(text.value, 0, READ):
            yield text, found


WORDING_CHECKS = (dose, sudden_stop, encouraged, false_comfort)
