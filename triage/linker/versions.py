"""Versions: two of one tree, the older in the ids of the newer, which renamed some."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from triage.base.exceptions import AnswerError, AnswerProblem
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.base.text import Text
from triage.language.ast import Value
from triage.linker.mentions import Naming, seen
from triage.linker.roles import Kind
from triage.model.carried import Ids, called, carried
from triage.model.diff import Difference, differences
from triage.model.renamed import EARLIER, Renamed, now_called
from triage.model.tree import Tree

if TYPE_CHECKING:
    from triage.base.shapes import RenamingJSON

FREE = "{}_earlier"
"""What is called, in the ids of now, what lost its own to something else."""


@immutable
class Renaming:
    """Say what has another id in the newer of two trees.

    Args:
        kind: What it is, such as ``question``.
        old: The id it had; of an option, with that of its question or value.
        new: The id it has.

    >>> print(Renaming("question", "leg_pain", "pain_down_leg"))
    question leg_pain → pain_down_leg
    """

    kind: Kind
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.kind} {self.old} → {self.new}"

    def to_dict(self) -> "RenamingJSON":
        """Return it as JSON."""
        return {"kind": self.kind, "old": self.old, "new": self.new}


@immutable
class Versions:
    """Hold two versions of a tree.

    Args:
        old: The older, in its own ids.
        new: The newer, which says what it renamed.
        then: The older in the ids of the newer; the very same if none was renamed.
        ids: What the things of the older are called in the newer.
        renamed: What has another id.
    """

    old: Tree
    new: Tree
    then: Tree
    ids: Ids
    renamed: tuple[Renaming, ...]

    @classmethod
    def of(cls, old: Tree, new: Tree) -> "Versions":
        """Return two versions of a tree, side by side.

        >>> import triage
        >>> tree = triage.load("start")
        >>> Versions.of(tree, tree).then is tree
        True
        """
        ids = ids_of(old, new.renamed)
        renamed = tuple(renamings(ids))
        then = in_ids(old, ids) if renamed else old
        return cls(old, new, then, ids, renamed)

    @property
    def edits(self) -> tuple[Difference, ...]:
        """What was edited, part by part, apart from what was renamed."""
        found = differences(self.then, self.new)
        if not self.renamed and self.old.renamed != self.new.renamed:
            return found
        left = (
            attrs.evolve(x, keys=tuple(key for key in x.keys if key != "renamed"))
            for x in found
        )
        return tuple(x for x in left if x.keys or x.edit != "changed")

    def answers(self, given: Mapping[str, object]) -> dict[str, object]:
        """Return answers in the ids of the newer, whichever of the two they are in.

        Raises:
            AnswerError: One is to a question by its old id, and not allowed; or one
                question has two, by both its ids; or one may be meant in either.
        """
        if not self.renamed:
            return dict(given)
        first = sorted(given.items(), key=lambda pair: pair[0] in self.new.questions)
        found: dict[str, object] = {}
        named: dict[str, str] = {}
        for name, value in first:
            question, answer = self.answer(name, value, given)
            said = named.setdefault(question, name)
            if said != name and not self.alike(question, found[question], answer):
                raise refused((said, name), TWICE)
            found[question] = answer
        return found

    def answer(
        self, name: str, value: object, given: Mapping[str, object]
    ) -> tuple[str, object]:
        """Return an answer, and to which question, in the ids of the newer."""
        own, new = self.old.questions.get(name), self.new.questions.get(name)
        if own is not None and takes(own, value):
            then = self.carried(own, value)
            if then == (name, own.accept(value)):
                return name, value
            if new is None or not takes(new, value) or self.is_meant_then(name, given):
                return then
            return name, value
        asked = self.asked(name)
        if asked is None or (new is not None and takes(new, value)):
            return name, value
        if new is not None and not takes(asked, value):
            return name, value  # which is refused as an answer to the newer
        return self.carried(asked, value)

    def carried(self, question: Question, value: object) -> tuple[str, object]:
        """Return an answer to a question of the older in the ids of the newer."""
        words = self.ids.options[question.id]
        return self.ids.questions[question.id], called(words, question.accept(value))

    def is_meant_then(self, name: str, given: Mapping[str, object]) -> bool:
        """Whether an answer that both take is in the ids of the older, as others are.

        Raises:
            AnswerError: The others do not tell.
        """
        ids = {old: new for old, new in self.ids.questions.items() if old != new}
        then = any(old in given for old in ids if old not in self.new.questions)
        now = any(new in given for new in ids.values() if new not in self.old.questions)
        if then is now:
            raise refused((name,), self.either(name))
        return then

    def either(self, name: str) -> str:
        """Return why an answer may be meant in either, and what to do."""
        if (now := self.ids.questions[name]) == name:
            return "it names another option in each of these trees: use its id before"
        return (
            "it is another question in each of these trees: call that of the old one "
            f"`{now}`, and that of the new one by its id before"
        )

    def alike(self, name: str, one: object, other: object) -> bool:
        """Whether two answers to a question are the same, however written."""
        question = self.new.questions.get(name)
        if question is None or not (takes(question, one) and takes(question, other)):
            return one == other
        return question.accept(one) == question.accept(other)

    def asked(self, name: str) -> Question | None:
        """Return the question of the older that is called so now, or was."""
        then = {now: old for old, now in self.ids.questions.items()}
        return self.old.questions.get(then.get(name, name))


TWICE = "they are one question, and have two answers: keep one"


def refused(names: tuple[str, ...], why: str) -> AnswerError:
    """Return that some answers cannot be read, by the ids they are under."""
    problem = AnswerProblem("contradiction", names, NOT_ONE, why)
    return AnswerError((problem,))


NOT_ONE = "Say which of the questions this answers."


def takes(question: Question, value: object) -> bool:
    try:
        question.accept(value)
    except AnswerError:
        return False
    return True


def ids_of(old: Tree, now: Renamed) -> Ids:
    """Return what the things of a tree are called in a later version of it."""
    questions = moved(old.questions, now.questions)
    values = moved(old.values, now.values)
    asked = {**values, **questions}
    having: Mapping[str, Question | Value] = {**old.values, **old.questions}
    return Ids(
        questions,
        values,
        {
            name: moved(part.choices, now.options.get(asked[name], {}))
            for name, part in having.items()
        },
        moved(old.recommendations, now.recommendations),
        moved(old.steps, {name: now.step(name) for name in old.steps}),
        moved([level.id for level in old.levels], now.levels),
        moved(old.properties, now.properties),
        asked,
    )


def moved(then: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Return what ids are called now, each another, and in a form that ids have."""
    names = {old: new for old, new in names.items() if old != new}
    found = now_called(then, names)
    for old, new in found.items():
        if new == EARLIER.format(old):
            found[old] = FREE.format(old)
            while [*found.values()].count(found[old]) > 1:
                found[old] += "_"
    return found


def renamings(ids: Ids) -> Iterator[Renaming]:
    """Yield what is called otherwise; of what a step runs, what is so by itself."""
    kinds: tuple[tuple[Kind, Mapping[str, str]], ...] = (
        ("question", ids.questions),
        ("value", ids.values),
        ("recommendation", ids.recommendations),
        ("level", ids.levels),
        ("property", ids.properties),
    )
    for kind, names in kinds:
        yield from (Renaming(kind, *pair) for pair in names.items() if len({*pair}) > 1)
    for name, new in ids.steps.items():
        module, inside, own = name.rpartition("/")
        expected = f"{ids.steps.get(module, module)}/{own}" if inside else name
        if new != expected:
            yield Renaming("step", name, new)
    for asked, words in ids.options.items():
        now = ids.asked[asked]
        for name, new in words.items():
            if name != new:
                yield Renaming("option", f"{asked}.{name}", f"{now}.{new}")


def in_ids(tree: Tree, ids: Ids) -> Tree:
    """Return a tree, and the files it was made from, in other ids."""
    levels = tuple(attrs.evolve(x, id=ids.levels[x.id]) for x in tree.levels)
    kinds: Mapping[Kind, Mapping[str, str]] = {
        "question": ids.questions,
        "value": ids.values,
        "recommendation": ids.recommendations,
        "step": ids.steps,
        "level": ids.levels,
        "property": ids.properties,
    }

    def name_of(naming: Naming) -> str:
        words = ids.options.get(naming.question, {})
        if "option" in naming.kinds and naming.name in words:
            return words[naming.name]
        names = (kinds[kind] for kind in naming.kinds if kind in kinds)
        found = (those[naming.name] for those in names if naming.name in those)
        return next(found, naming.name)

    def see(text: Text, namings: tuple[Naming, ...]) -> Text:
        value = text.value
        for one in sorted(namings, key=lambda one: -one.at):
            if (name := name_of(one)) != one.name:  # a date is read as a name, too
                value = value[: one.at] + name + value[one.at + len(one.name) :]
        return text if value == text.value else attrs.evolve(text, value=value)

    found = carried(tree, ids, levels)
    documents = tuple(seen(document, see) for document in tree.documents)
    return attrs.evolve(found, documents=documents)
