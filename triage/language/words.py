"""Words: a condition in the phrases of a language, each a label with what is so of it.

English has sentences of its own, in ``english``. A phrase here is a whole template of a
catalog, one for each kind of condition and mood: nothing is bent to fit a sentence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from typing import TypeAlias, assert_never

import triage.language.ast as e
from triage.base.dates import TODAY
from triage.base.frozen import FrozenMap
from triage.base.holes import filled_in
from triage.base.immutable import immutable
from triage.base.question import Level, Question
from triage.base.speech import Speech
from triage.language.english import English, humanise
from triage.language.word_numbers import NumberWords


@immutable
class Mood:
    """Say how a condition is meant: how sure it is, and whether that is denied."""

    certainty: str = ""  # or ``maybe``, or ``surely``
    denied: bool = False

    @property
    def opposite(self) -> "Mood":
        """The mood of what is in a denial: "maybe not" denies "surely"."""
        return Mood(OPPOSITE[self.certainty], not self.denied)

    def of(self, certainty: str) -> "Mood":
        return Mood(certainty, self.denied)


OPPOSITE = {"": "", "maybe": "surely", "surely": "maybe"}
PLAIN = Mood()

HOLDS = {
    PLAIN: "{name}: yes",
    Mood("maybe"): "{name}: yes or not sure",
    Mood("surely"): "{name}: yes, for certain",
    Mood("", denied=True): "{name}: no",
    Mood("maybe", denied=True): "{name}: no, for certain",
    Mood("surely", denied=True): "{name}: no or not sure",
}
"""What is said of a yes-or-no question, and of a value that is a condition."""

CERTAINTY = {
    "maybe": "{said} (or not sure)",
    "surely": "{said} (for certain)",
}
"""What is said of a condition that is no such question."""

CERTAIN = (
    "“Or not sure”: that is enough as well. “For certain”: “not sure” is not enough."
)
"""What moods mean, once for a whole picture."""

ALWAYS = {False: "always", True: "never"}
IS = {False: "{name}: {options}", True: "{name}: other than {options}"}
CHOSEN = {False: "{name}: with {option}", True: "{name}: without {option}"}
ALL = {False: "{said}, {and} {last}", True: "not all of ({items})"}
ANY = {False: "{said}, {or} {last}", True: "none of ({items})"}
KNOWN = {False: "{name}: not known", True: "{name}: known"}
ASKED = {False: "{name}: asked", True: "{name}: not asked"}
ALL_ASKED = {False: "all asked: ({items})", True: "not all asked: ({items})"}
ANSWERED = {False: "{name}: answered", True: "{name}: not answered"}
ALL_ANSWERED = {
    False: "all answered: ({items})",
    True: "not all answered: ({items})",
}
URGENT = {
    False: "urgency so far: at least {level}",
    True: "urgency so far: below {level}",
}
ADVISED = {False: "advised: {title}", True: "not advised: {title}"}
ENDS = {False: "ends with: {title}", True: "does not end with: {title}"}
"""What is said of something, and of its opposite."""


Unknown: TypeAlias = e.Open | e.Unsure | e.UnsureNumber | e.UnsureWord
Known: TypeAlias = e.Always | e.Heard | e.Outcome | Unknown
"""What is so or not, and never open."""


@immutable
class LabelWords(NumberWords):
    """Say conditions in the words of a language.

    Args:
        levels: The titles of the levels of urgency, by their ids.
        titles: Those of recommendations.
    """

    levels: Mapping[str, str] = FrozenMap()
    titles: Mapping[str, str] = FrozenMap()

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What questions and values are called, each otherwise than all others.

        A question without a name is called by its text, in quotes, in which stands
        also what would read as several names.
        """
        quote, one_name = self.speech.quote, self.speech.one_name
        today = {TODAY: self.say("this day")} if TODAY in self.questions else {}
        found = {
            name: one_name(one.name) or quote(filled_in(one.text, lambda _: "…"))
            for name, one in self.questions.items()
        }
        found |= {
            name: one_name(one.title) or quote(humanise(name))
            for name, one in self.values.items()
        }
        found |= today
        return apart(found)

    @cached_property
    def told(self) -> Mapping[str, str]:
        """What recommendations are called, each otherwise than all others."""
        quote, shown = self.speech.quote, self.with_holes
        return apart({name: quote(shown(text)) for name, text in self.titles.items()})

    def named(self, name: str) -> str:
        """Return what a question or a value is called."""
        return self.labels.get(name) or humanise(name)

    def with_holes(self, text: str) -> str:
        """Return a text that shows answers, with the names of these instead."""
        return filled_in(text, lambda hole: f"[{self.named(hole.name)}]")

    @property
    def exact(self) -> "LabelWords":
        """The same: nothing is said in short."""
        return self

    def of(self, condition: e.Condition) -> str:
        return self.said(condition, PLAIN)

    def said(self, condition: e.Condition, mood: Mood) -> str:
        """Return a condition as it is meant in a mood."""
        match condition:
            case e.Not(item):
                return self.said(item, mood.opposite)
            case e.Maybe(item):
                return self.said(item, mood.of("maybe"))
            case e.Surely(item):
                return self.said(item, mood.of("surely"))
            case e.And(items):
                return self.joined(items, mood, ALL, "and")
            case e.Or(items):
                return self.joined(items, mood, ANY, "or")
            case e.ValueHolds(name):
                return self.say(HOLDS[mood], name=self.named(name))
            case e.Is(name) if self.questions[name].kind.stands_alone:
                return self.say(HOLDS[mood], name=self.named(name))
            case e.Is() | e.ValueIs() | e.Chosen() | e.Compare():
                certainty = mood.opposite.certainty if mood.denied else mood.certainty
                said = self.judged(condition, denied=mood.denied)
                return self.say(CERTAINTY[certainty], said=said) if certainty else said
            case _:
                return self.known(condition, denied=mood.denied)

    def joined(
        self,
        items: tuple[e.Condition, ...],
        mood: Mood,
        phrases: Mapping[bool, str],
        word: str,
    ) -> str:
        """Return all or any of some conditions: a mood of all of them is that of each.

        What is denied of all of them together is said of a list.
        """
        each = Mood(mood.certainty)
        if mood.denied:
            listed = self.listed(self.said(item, each) for item in items)
            return self.say(phrases[True], items=listed)
        first, *rest = (self.part_of(item, each) for item in items)
        return reduce(
            lambda a, b: self.together(phrases[False], word, a, b), rest, first
        )

    def together(self, phrase: str, word: str, said: str, last: str) -> str:
        joint = {word: self.speech.joint(word, last)}
        return self.say(phrase, said=said, last=last, **joint)

    def part_of(self, item: e.Condition, mood: Mood) -> str:
        """Return a condition as a part of a longer one."""
        said = self.said(item, mood)
        return f"({said})" if is_joined(item, denied=mood.denied) else said

    def judged(
        self, condition: e.Is | e.ValueIs | e.Chosen | e.Compare, *, denied: bool
    ) -> str:
        """Return what is true or false of an answer, or its opposite."""
        match condition:
            case e.Is(name, answers) | e.ValueIs(name, answers):
                options = [self.option(name, answer) for answer in answers]
                said = self.speech.listed(options, "or")
                return self.say(IS[denied], name=self.named(name), options=said)
            case e.Chosen(name, option):
                words = self.option(name, option)
                return self.say(CHOSEN[denied], name=self.named(name), option=words)
            case e.Compare(left, operator, right):
                sign = e.OPPOSITE[operator] if denied else operator
                return self.compared(left, sign, right)
            case _:
                assert_never(condition)

    def known(self, condition: Known, *, denied: bool) -> str:
        """Return what is always sure: what is known, what was asked, what is told."""
        match condition:
            case e.Always(holds):
                return self.say(ALWAYS[holds is denied])
            case e.Asked(questions):
                return self.heard(questions, ASKED[denied], ALL_ASKED[denied])
            case e.Answered(questions):
                return self.heard(questions, ANSWERED[denied], ALL_ANSWERED[denied])
            case e.Urgent(_, level):
                title = self.speech.quote(self.levels[level])
                return self.say(URGENT[denied], level=title)
            case e.Advised(name):
                return self.say(ADVISED[denied], title=self.told[name])
            case e.Ends(name):
                return self.say(ENDS[denied], title=self.told[name])
            case _:
                return self.say(KNOWN[denied], name=self.subject(condition))

    def subject(self, condition: Unknown) -> str:
        """Return what is known or not."""
        match condition:
            case e.Open(name) | e.Unsure(e.ValueHolds(name)):
                return self.named(name)
            case e.UnsureNumber(total):
                return self.factor(total)
            case e.UnsureWord(item):
                return self.worded(item, "")
            case e.Unsure(item):
                return f"({self.of(item)})"
            case _:
                assert_never(condition)

    def heard(self, questions: Iterable[str], one: str, several: str) -> str:
        """Return that a question was asked, or that several were."""
        names = [*map(self.named, questions)]
        if len(names) == 1:
            return self.say(one, name=names[0])
        return self.say(several, items=self.listed(names))


Voice: TypeAlias = English | LabelWords
"""What says conditions: English in sentences, any other language by its phrases."""


def voice(
    questions: Mapping[str, Question],
    values: Mapping[str, e.Value],
    speech: Speech,
    levels: Iterable[Level] = (),
    titles: Mapping[str, str] = FrozenMap(),
) -> Voice:
    """Return what says the conditions of a tree in its language."""
    if not speech.language:
        return English(questions, values)
    named = FrozenMap({level.id: level.title for level in levels})
    return LabelWords(questions, values, speech, named, titles)


def apart(labels: Mapping[str, str]) -> Mapping[str, str]:
    """Return labels of ids; those of several have the id behind them.

    >>> apart({"rest": "Rest", "home": "Rest", "call": "Call"})
    {'rest': 'Rest (rest)', 'home': 'Rest (home)', 'call': 'Call'}
    """
    often = Counter(labels.values())
    return {
        name: label if often[label] == 1 else f"{label} ({name})"
        for name, label in labels.items()
    }


def is_joined(condition: e.Condition, *, denied: bool) -> bool:
    """Whether a condition is said as several with "and" or "or" between them.

    >>> is_joined(e.Not(e.And((e.Open("a"), e.Open("b")))), denied=True)
    True
    """
    match condition:
        case e.Not(item):
            return is_joined(item, denied=not denied)
        case e.Maybe(item) | e.Surely(item):
            return is_joined(item, denied=denied)
        case e.And() | e.Or():
            return not denied
    return False
