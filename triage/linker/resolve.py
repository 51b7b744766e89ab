"""Name resolution: what every name of a tree stands for, and every condition typed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import ParamSpec, TypeVar

import attrs

from triage.base.diagnostics import Diagnostics, Finding, Note
from triage.base.exceptions import TreeError
from triage.base.limits import LIMITS
from triage.base.question import DEFAULT_SCALE, Level, Question
from triage.base.speech import ENGLISH, Speech
from triage.base.suggest import did_you_mean
from triage.base.text import Source, Span, Text
from triage.base.wording import folded, seen
from triage.language import forms, typecheck
from triage.language.ast import Always, Condition, Value, nesting
from triage.language.english import humanise
from triage.language.scope import Scope
from triage.linker import convert
from triage.linker.bounds import placed
from triage.linker.lists import ids
from triage.linker.modules import Parts, is_module
from triage.linker.today import with_today
from triage.model.graph import arrows, ordered, shortest_cycle
from triage.model.tree import TODAY, Recommendation
from triage.treefile.document import (
    OptionEntry,
    RecommendationEntry,
    ValueEntry,
    WordEntry,
)
from triage.treefile.texts import Called, name_of, options_of, words_of

E = TypeVar("E")
T = TypeVar("T")
P = ParamSpec("P")


@attrs.define
class Report(Diagnostics):
    """Collect what is wrong with a tree, and nothing that only follows from that."""

    parts: Parts | None = None  # None while they are gathered
    broken: set[str] = attrs.Factory(set)  # the names that are declared, but not well

    def add(self, finding: Finding) -> None:
        """Add a finding, unless it is that a broken name stands for nothing."""
        word, parts = finding.span.text, self.parts
        if finding.code == "T201" and parts is not None:
            if any(name in self.broken for name in called(word, finding.span.source)):
                return
            is_inside = finding.span.source != parts.root.span.source
            if is_inside and (word in parts.questions or word in parts.values):
                finding = attrs.evolve(finding, help=f"add `{word}` to `needs`")
        super().add(finding)

    def attempt(
        self, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Return what a function makes, or None after noting its finding."""
        try:
            return make(*args, **kwargs)
        except TreeError as error:
            self.add(error.finding)
            return None

    def look_up(
        self, kind: str, texts: Iterable[Text], known: Collection[str]
    ) -> tuple[str, ...]:
        """Return the ids that some words are, noting those that name nothing."""
        for text in texts:
            if text.value not in known and text.value not in self.broken:
                advice = did_you_mean(text.value, known)
                self.error("T201", f"no {kind} is called `{text}`", text, advice)
        return tuple(map(str, texts))


def called(word: str, source: Source) -> Iterator[str]:
    """Yield the names that a word of a file can stand for, read for a copy or not."""
    yield word
    copy = source.copy.partition(" ")[0]
    for front in accumulate(copy.split("."), "{}.{}".format):
        yield f"{front}.{word}"


@attrs.define(eq=False)
class Names:
    """Say what the names of a tree stand for, and what its conditions say.

    Names that are broken are left out. Each condition is typed once: a module that
    runs twice has its conditions once.
    """

    parts: Parts
    found: Report
    levels: Mapping[str, Level]
    questions: Mapping[str, Question]
    values: Mapping[str, Value]
    recommendations: Mapping[str, Recommendation]
    visible: Mapping[Source, frozenset[str]]
    scopes: dict[tuple[Source, str], Scope] = attrs.field(factory=dict, init=False)
    typed: dict[tuple[Span, str], Condition] = attrs.field(factory=dict, init=False)

    def scope(self, source: Source, kind: str) -> Scope:
        key = source, kind
        if key not in self.scopes:
            visible = self.visible[source]
            self.scopes[key] = Scope(
                only(self.questions, visible),
                only(self.values, visible),
                self.levels if kind in ("step", "then") else None,
                frozenset(self.recommendations) if kind == "then" else None,
                self.found.broken,
                self.parts.free,
                lists=ids_of_lists(self.parts)[source],
            )
        return self.scopes[key]

    def condition(self, text: Text, kind: str) -> Condition:
        """Return what a text says; that is always so, where it is bad and noted."""
        key = text.span, kind
        if key not in self.typed:
            scope = self.scope(text.span.source, kind)
            made = self.found.attempt(typecheck.condition, text, scope)
            self.typed[key] = made or Always(holds=True, span=text.span)
        return self.typed[key]

    def maybe(self, text: Text | None, kind: str = "step") -> Condition | None:
        return None if text is None else self.condition(text, kind)


def resolve(
    parts: Parts,
    contacts: Mapping[str, str],
    found: Report,
    speech: Speech = ENGLISH,
) -> Names:
    check_ids(parts, found)
    check_names(parts, found)
    found.broken |= parts.broken
    scale = found.attempt(convert.levels, parts.root.scale, speech) or DEFAULT_SCALE
    levels = {level.id: level for level in scale}
    asked = built(
        parts.questions,
        lambda entry: convert.question(entry, parts.questions, contacts, speech),
        found,
    )
    parts = with_today(parts, asked, found, speech)
    if TODAY in parts.questions:
        entry = parts.questions[TODAY]
        about = entry, parts.questions, contacts, speech
        made = found.attempt(convert.question, *about)
        asked = asked if made is None else placed({TODAY: made, **asked}, parts, found)
    questions = {**asked}
    for name, question in asked.items():
        texts = parts.questions[name].ordinary
        given = found.attempt(convert.answer, texts, question) if texts else None
        if given is not None:
            questions[name] = attrs.evolve(question, ordinary=given)
    visible = visible_names(parts)
    values = resolve_values(parts, questions, visible, contacts, found)
    recommendations = built(
        parts.recommendations,
        lambda entry: convert.recommendation(entry, levels, contacts),
        found,
    )
    for told in parts.recommendations.values():
        check_signs(told, only(questions, visible[told.span.source]), found)
    return Names(parts, found, levels, questions, values, recommendations, visible)


def check_signs(
    entry: RecommendationEntry, questions: Mapping[str, Question], found: Report
) -> None:
    if entry.signs and not entry.watch_for:
        message = "`signs` belongs to `watch_for`, which is not there"
        found.error("T111", message, entry.id, "remove `signs`")
    found.look_up("question", entry.signs, questions)
    for text in entry.signs:
        asked = questions.get(text.value)
        if asked is not None and not asked.kind.stands_alone:
            message = f"`{text}` is no question of yes or no"
            found.error("T303", message, text, "name one whose yes is the sign")


def check_ids(parts: Parts, found: Report) -> None:
    asked, named, told = (
        {entry.id.value: entry.id for entry in kind.values()}
        for kind in (parts.questions, parts.values, parts.recommendations)
    )
    steps = {step.entry.id.value: step.entry.id for step in parts.steps.values()}
    lists = {one.id.value: one.id for file in parts.documents for one in file.lists}
    read = asked | named | lists
    for name, text in (read | told | steps).items():
        if name in convert.RESERVED or (name == TODAY and name in read):
            message = f"`{name}` is a word of the language"
            found.error("T202", message, text, "choose another id")
    for first, second in ((asked, named), (told, steps), (asked | named, lists)):
        for name in first.keys() & second.keys():
            message = f"`{name}` is declared twice, as two things"
            note = Note("first here", first[name].span)
            found.error("T203", message, second[name], "rename one of them", note)


def check_names(parts: Parts, found: Report) -> None:
    """Note two things of one name: nobody could tell a condition about them apart."""
    for question in parts.questions.values():
        check_options(question, options_of(question), found)
    for value in parts.values.values():
        check_options(value, words_of(value), found)
    entries: tuple[Called, ...] = (*parts.questions.values(), *parts.values.values())
    nameless = (entry for entry in entries if name_of(entry) is None)
    first = {humanise(entry.id.value): entry for entry in nameless}
    for entry in entries:
        text = name_of(entry)
        if text is None:
            continue
        other = first.setdefault(alike(text.value), entry)
        if other is not entry:
            message = (
                f"`{entry.id}` is called “{folded(text.value)}”, as `{other.id}` is"
            )
            found.error("T203", message, text, "give one of them another name")


def check_options(
    entry: Called, options: Sequence[OptionEntry | WordEntry], found: Report
) -> None:
    """Note two options of one text, or of one name, as a text without one is."""
    texts: dict[str, OptionEntry | WordEntry] = {}
    names: dict[str, OptionEntry | WordEntry] = {}
    for option in options:
        said = folded(option.text.value)
        other = texts.setdefault(alike(said), option)
        if other is not option:
            message = f"`{other.id}` and `{option.id}` have one text: “{said}”"
            advice = "word them so that people can tell which is which"
            found.error("T203", message, option.text, advice)
        elif option.name is None:
            names[alike(said)] = option
    for option in options:
        if option.name is None:
            continue
        said = folded(option.name.value)
        other = names.setdefault(alike(said), option)
        if other is not option:
            message = (
                f"`{option.id}` of `{entry.id}` is called “{said}”, as `{other.id}` is"
            )
            found.error("T203", message, option.name, "give one of them another name")


def alike(text: str) -> str:
    """Return what two texts share that people take for one."""
    return seen(folded(text)).lower()


def built(
    entries: Mapping[str, E], make: Callable[[E], T], found: Report
) -> Mapping[str, T]:
    """Return what is made of entries, without those that it cannot be made of."""
    whole = {n: entry for n, entry in entries.items() if n not in found.broken}
    made = {name: found.attempt(make, entry) for name, entry in whole.items()}
    found.broken |= {name for name, item in made.items() if item is None}
    return {name: item for name, item in made.items() if item is not None}


def resolve_values(
    parts: Parts,
    questions: Mapping[str, Question],
    visible: Mapping[Source, frozenset[str]],
    contacts: Mapping[str, str],
    found: Report,
) -> Mapping[str, Value]:
    """Return the values by id, each after those it uses."""
    values: dict[str, Value] = {}
    levels: dict[str, int] = {}
    known: dict[Source, dict[str, Value]] = {source: {} for source in visible}
    scopes = {
        source: Scope(
            only(questions, names),
            known[source],
            broken=found.broken,
            free=parts.free,
            lists=ids_of_lists(parts)[source],
        )
        for source, names in visible.items()
    }
    written = built(parts.values, lambda entry: convert.form(entry, contacts), found)
    for name in value_order(parts, written, questions, found):
        entry = parts.values[name]
        scope = scopes[entry.span.source]
        made = found.attempt(value_of, written[name], scope, entry)
        levels[name] = 0 if made is None else nesting(made.body, levels)
        if levels[name] > LIMITS.value_depth:
            message = f"`{name}` is nested deeper than {LIMITS.value_depth} levels"
            advice = "use fewer values inside one another"
            found.error("T308", message, entry.id, advice)
            made = None
        if made is None:
            found.broken.add(name)
            continue
        values[name] = made
        for source, names in visible.items():
            if name in names:
                known[source][name] = made
    return values


def value_of(form: forms.Form, scope: Scope, entry: ValueEntry) -> Value:
    return convert.named(forms.value(form, scope), entry)


def value_order(
    parts: Parts,
    written: Mapping[str, forms.Form],
    questions: Mapping[str, Question],
    found: Report,
) -> tuple[str, ...]:
    uses = {}
    words = {name for name, form in written.items() if form.words or form.like}
    for name, form in written.items():
        names = found.attempt(forms.names_of, form, questions, words) or ()
        uses[name] = tuple(n for n in sorted(names) if n in written)
    order = ordered(uses)[::-1]
    if len(order) < len(uses):
        circle = shortest_cycle(uses)
        message = f"`{circle[0]}` refers to itself: {arrows(circle)}"
        at = parts.values[circle[0]].id
        found.error("T205", message, at, "break the circle")
    found.broken |= uses.keys() - set(order)
    return order


def visible_names(parts: Parts) -> Mapping[Source, frozenset[str]]:
    """Return the names that each file may use: a module what it declares or needs."""
    own = {
        document.span.source: frozenset(
            {*map(str, document.needs), TODAY}
            | {entry.id.value for entry in document.questions}
            | {entry.id.value for entry in document.values}
        )
        for document in parts.documents
    }
    if is_module(parts.root):  # by itself it sees what it sees in a tree
        return own
    return own | {parts.root.span.source: frozenset([*parts.questions, *parts.values])}


def ids_of_lists(parts: Parts) -> Mapping[Source, Mapping[str, tuple[str, ...]]]:
    """Return the options that each list of each file names."""
    return {
        document.span.source: {one.id.value: ids(one) for one in document.lists}
        for document in parts.documents
    }


def only(items: Mapping[str, T], names: Collection[str]) -> Mapping[str, T]:
    return {name: item for name, item in items.items() if name in names}
