"""Name resolution: from a cases file as written to cases of its tree."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from triage.base.answer import Answer, plain, tidy
from triage.base.diagnostics import Diagnostics, Note
from triage.base.exceptions import AnswerError, collect
from triage.base.immutable import immutable
from triage.base.question import Question, faults
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.base.wording import folded, quoted, shortened
from triage.cases.casefile import AnswerEntry, CaseEntry, CasesDocument, ExpectEntry
from triage.cases.model import KEYS, NONE, Case, Expectation, Key
from triage.engine.decision import agree, shown
from triage.engine.today import as_asked
from triage.language.ast import Sum
from triage.model.traversal import advice_sites
from triage.model.tree import DONE, TODAY, Tree
from triage.treefile.fields import DATE, NUMBER

OPPOSITES: tuple[tuple[Key, Key], ...] = (
    ("recommends", "not_recommends"),
    ("reads", "not_reads"),
    ("asks", "not_asks"),
    ("missing", "not_asks"),
)
"""What cannot be expected of one name at once."""

READ: tuple[Key, ...] = ("reads", "not_reads")
"""What is expected of words."""


def resolve(document: CasesDocument, tree: Tree) -> tuple[Case, ...]:
    """Return the cases of a file, or raise its T7xx errors all at once."""
    found = Diagnostics()
    return collect(found, lambda: tuple(Resolver(tree, found).cases(document)))


def resolve_base(document: CasesDocument, tree: Tree) -> Mapping[str, Answer]:
    """Return the answers that every case starts from, but for those that are wrong."""
    every = Diagnostics(most=len(document.base) + 1)
    return Resolver(tree, every).answers(document.base)


@immutable
class Resolver:
    """Resolve case by case; what is the same for all cases is found once."""

    tree: Tree
    found: Diagnostics

    @cached_property
    def named(self) -> Mapping[Key, tuple[str, Collection[str]]]:
        """What the words of an expectation are ids of, and the ids there are."""
        told = "recommendation", self.tree.recommendations.keys()
        asked = "question", self.tree.questions.keys()
        levels = dict.fromkeys([NONE, *(level.id for level in self.tree.levels)])
        return {
            "urgency": ("level", levels),
            "ends": ("recommendation", dict.fromkeys([DONE, *told[1]])),
            "recommends": told,
            "not_recommends": told,
            "asks": asked,
            "not_asks": asked,
        }

    @cached_property
    def alone(self) -> tuple[str, ...]:
        """The most urgent of what is advised and stands alone, if there is any."""
        sites = advice_sites(self.tree.steps.values())
        advised = dict.fromkeys(site.advice.recommendation for site in sites)
        found = [self.tree.recommendations[name] for name in advised]
        ranked = sorted((one for one in found if one.alone), key=lambda one: one.rank)
        return tuple(one.id for one in ranked[-1:])

    def is_always_told(self, name: str) -> bool:
        """Whether whoever is led to it is told it, whatever is advised."""
        known = self.tree.recommendations
        return name in known and known[name] in shown(self.tree, (*self.alone, name))

    def known(self, kind: str, text: Text, names: Collection[str]) -> bool:
        """Whether a word names something; noted when it does not."""
        if text.value not in names:
            advice = did_you_mean(text.value, names) or (
                f"name a {kind} of the tree" if names else "remove it: there is none"
            )
            message = f"`{self.tree.id}` has no {kind} called `{text}`"
            self.found.error("T702", message, text, advice)
        return text.value in names

    def cases(self, document: CasesDocument) -> Iterator[Case]:
        if not document.cases:
            advice = "write one, or remove the file"
            self.found.error("T705", "the file has no cases", document.tree, advice)
        base = self.answers(document.base)
        for entry in document.cases:
            answers = {**base, **self.answers(entry.answers)}
            self.check_day(entry, answers)
            if self.keeps_limits(entry, answers):
                self.check_together(entry, answers)
            self.check_expects(entry)
            yield Case(
                id=entry.id.value,
                says=" ".join(entry.says.value.split()),
                answers=answers,
                expects=tuple(self.expectations(entry.expect)),
                span=entry.id.span,
            )

    def answers(self, entries: tuple[AnswerEntry, ...]) -> dict[str, Answer]:
        given = {entry.id.value: self.answer(entry) for entry in entries}
        return {name: answer for name, answer in given.items() if answer is not None}

    def answer(self, entry: AnswerEntry) -> Answer | None:
        if not self.known("question", entry.id, self.tree.questions):
            return None
        question = self.tree.questions[entry.id.value]
        given = [text.value for text in entry.is_]
        try:
            return question.accept(given[0] if len(given) == 1 else given)
        except ValueError:
            at, written = culprit(entry, question)
            message = f"`{written}` is not an answer to `{question.id}`"
            self.found.error("T703", message, at, f"give {question.allowed}")
            return None

    def keeps_limits(self, entry: CaseEntry, answers: Mapping[str, Answer]) -> bool:
        """Whether answers are some on the day of a case; noted where they are not."""
        asked = as_asked(self.tree, answers)
        bad = [
            name
            for name, answer in answers.items()
            if asked[name] is not self.tree.questions[name]
            and any(faults(asked[name], answer))
        ]
        for name in bad:
            texts = {one.id.value: one.is_[0] for one in entry.answers}
            message = f"`{answers[name]}` is not an answer to `{name}` on this day"
            at, advice = texts.get(name, entry.id), f"give {asked[name].allowed}"
            self.found.error("T703", message, at, advice)
        return not bad

    def check_day(self, entry: CaseEntry, answers: Mapping[str, Answer]) -> None:
        """Refuse a case that would come to something else on another day."""
        if TODAY in self.tree.questions and TODAY not in answers:
            message = f"`{self.tree.id}` reads `today`, and this case gives none"
            advice = (
                "write `today: 2026-05-01` under `answers`, or under `base` for all"
            )
            self.found.error("T703", message, entry.id, advice)

    def check_together(self, entry: CaseEntry, answers: Mapping[str, Answer]) -> None:
        try:
            agree(self.tree, answers)
        except AnswerError as refused:
            for problem in refused.problems:
                names = problem.questions
                facts = [f"{n}: {plain(answers[n])}" for n in names if n in answers]
                message = f"{problem.reason} ({', '.join(facts)})"
                self.found.error("T704", message, entry.id, "change one of them")

    def check_expects(self, entry: CaseEntry) -> None:
        expect = entry.expect
        if not any(getattr(expect, key) for key in KEYS):
            message = f"the case `{entry.id}` expects nothing"
            advice = "say at least which `urgency` or which end it reaches"
            self.found.error("T705", message, entry.id, advice)
        for key, opposite in OPPOSITES:
            self.check_opposites(expect, key, opposite)
        if expect.ends is not None and self.is_always_told(expect.ends.value):
            self.check_opposites(expect, "ends", "not_recommends")
        if expect.missing and expect.ends is not None:
            message = "a walk that ends misses nothing"
            note = Note("expected to end here", expect.ends.span)
            advice = "keep `missing` or `ends`"
            self.found.error("T706", message, expect.missing[0], advice, note)

    def check_opposites(self, expect: ExpectEntry, key: Key, opposite: Key) -> None:
        first = {text.value: text for text in texts_of(expect, key)}
        for text in texts_of(expect, opposite):
            if text.value in first:
                message = f"`{text}` stands under `{key}` and `{opposite}`"
                note = Note("first here", first[text.value].span)
                self.found.error("T706", message, text, "keep one of the two", note)

    def expectations(self, expect: ExpectEntry) -> Iterator[Expectation]:
        for key, (kind, names) in self.named.items():
            for text in texts_of(expect, key):
                if self.known(kind, text, names):
                    yield Expectation(key, (text.value,), text.span)
        for key in READ:
            for text in texts_of(expect, key):
                yield Expectation(key, (folded(text.value),), text.span)
        for entry in expect.shows:
            yield from self.values(entry)
        missing = expect.missing
        asked = self.tree.questions.keys()
        known = [self.known("question", text, asked) for text in missing]
        if missing and all(known):
            yield Expectation("missing", tuple(map(str, missing)), missing[0].span)

    def values(self, entry: AnswerEntry) -> Iterator[Expectation]:
        name = entry.id
        if name.value in self.tree.values and name.value not in self.tree.show:
            message = f"`{self.tree.id}` does not show `{name}`"
            self.found.error("T702", message, name, "list it under `show` in the tree")
        elif self.known("value", name, self.tree.show):
            wanted = self.wanted(entry)
            if wanted:
                yield Expectation("shows", wanted, name.span, name.value)

    def wanted(self, entry: AnswerEntry) -> tuple[str, ...]:
        """Return what a value should show; nothing after noting that it never can."""
        texts = tuple(map(str, entry.is_))
        body = self.tree.values[entry.id.value].body
        if isinstance(body, Sum) and body.dated:
            if len(texts) in (1, 2) and all(map(DATE.accepts, texts)):
                return texts
            can_be = "a date, or two in brackets for the first and the last it can be"
        elif isinstance(body, Sum):
            if len(texts) in (1, 2) and all(map(NUMBER.accepts, texts)):
                return tuple(str(plain(tidy(Decimal(text)))) for text in texts)
            can_be = "a number, or two in brackets for the least and the most it can be"
        elif choices := self.tree.values[entry.id.value].choices:
            if texts and choices.keys() >= {*texts}:
                return tuple(key for key in choices if key in texts)
            can_be = f"{quoted(choices)}, or several of these in brackets"
        else:
            if len(texts) == 1 and texts[0] in ("yes", "no", "unsure"):
                return texts
            can_be = "one of `yes`, `no`, `unsure`"
        at, written = whole(entry)
        message = f"`{written}` is not what `{entry.id}` can show"
        self.found.error("T703", message, at, f"give {can_be}")
        return ()


def culprit(entry: AnswerEntry, question: Question) -> tuple[Text, str]:
    """Return the word that is no answer, or the first of a list that is none."""
    for text in entry.is_:
        try:
            question.accept(text.value)
        except ValueError:
            return text, shortened(text.value)
    return whole(entry)


def whole(entry: AnswerEntry) -> tuple[Text, str]:
    """Return where an answer begins, and all of it as messages repeat it."""
    at = entry.is_[0] if entry.is_ else entry.id
    return at, shortened(", ".join(map(str, entry.is_))) or "[]"


def texts_of(expect: ExpectEntry, key: Key) -> tuple[Text, ...]:
    found = getattr(expect, key) or ()
    return found if isinstance(found, tuple) else (found,)
