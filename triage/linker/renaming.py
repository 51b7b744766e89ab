"""Renaming: which thing of a tree gets another id, and which words speak of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import attrs

from triage.base.exceptions import TriageError
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.base.text import Text
from triage.language.ast import Value
from triage.linker.mentions import Mention, mentions
from triage.linker.roles import LISTS, Kind
from triage.model.tree import DONE, Tree
from triage.treefile.decode import read
from triage.treefile.document import Document
from triage.treefile.texts import Called

RECORDED: Mapping[Kind, str] = {
    "question": "questions",
    "value": "values",
    "recommendation": "recommendations",
    "step": "steps",
    "level": "levels",
    "property": "properties",
}
"""Where `renamed` keeps what is called otherwise."""

ALL_IDS: tuple[Kind, ...] = ("question", "value", "recommendation", "property")
"""What has the id of a copy in front of its own."""


BESIDE: tuple[Kind, ...] = (*ALL_IDS, "step", "level")
"""What may have no id of one another; copies stand apart, as theirs are never alone."""


@immutable
class Renaming:
    """Hold what gets another id.

    Args:
        old: The id it has.
        new: The id it gets.
        kind: What it is.
        questions: Of an option, the questions and values that have it.
        alike: All that have an option of the old id.
        lists: The lists of the file that it stands in, as an option of those.
        copies: What stands in front of it, each with a dot, in copies of its module.
        ids: Of a copy, the ids in it, by their kind.
    """

    old: str
    new: str
    kind: Kind
    questions: tuple[str, ...] = ()
    alike: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    copies: tuple[str, ...] = ()
    ids: Mapping[Kind, tuple[str, ...]] = attrs.Factory(dict)

    @property
    def records(self) -> Iterator[tuple[list[str], str, str]]:
        """What `renamed` is to say: below which keys, the old id and the new one."""
        if self.kind == "option":
            for question in self.questions:
                yield ["options", question], self.old, self.new
        elif self.kind == "copy":
            for kind, names in self.ids.items():
                for name in names:
                    own = name.removeprefix(self.old)
                    yield [RECORDED[kind]], name, f"{self.new}{own}"
        else:
            for front in self.copies or [""]:
                yield [RECORDED[self.kind]], f"{front}{self.old}", f"{front}{self.new}"

    def place(self, found: Mention) -> tuple[int, int] | None:
        """Return where the id stands in a mention of what gets another; else None."""
        if self.kind == "copy":
            own = found.name.partition(".")[0] == self.old
            is_copy = own and ("copy" in found.kinds or "." in found.name)
            start = found.span.start
            return (start, start + len(self.old)) if is_copy else None
        end = found.span.end
        return (end - len(self.old), end) if self.names(found) else None

    def names(self, found: Mention) -> bool:
        """Whether a mention is of what gets another id."""
        front, _, own = found.name.rpartition(".")
        if own != self.old or (front and not self.copies):
            return False
        asked = found.question
        if "option" in found.kinds and asked in self.lists:
            return True
        if "option" in found.kinds and asked in self.alike:
            if self.copies:
                return any(f".{one}".endswith(f".{asked}") for one in self.questions)
            return asked in self.questions
        return self.kind in found.kinds and self.kind != "option"


@immutable
class Wanted:
    """Find in a tree what is to get another id.

    Args:
        tree: The tree.
        old: Its id, or that of an option behind the id of its question and a dot.
        new: The id that it gets.
        kind: What it is, where several things are called so.
    """

    tree: Tree
    old: str
    new: str
    kind: Kind | None = None

    @cached_property
    def known(self) -> Mapping[Kind, tuple[str, ...]]:
        """All ids of the tree that can be others, by what they are of."""
        root = self.tree.documents[0]
        return {
            "question": tuple(self.tree.questions),
            "value": tuple(self.tree.values),
            "recommendation": tuple(self.tree.recommendations),
            "step": tuple(step.id.value for step in root.steps),
            "level": tuple(level.id.value for level in root.scale),
            "property": tuple(self.tree.properties),
            "copy": tuple(str(x.as_.id) for x in root.steps if x.as_ is not None),
        }

    @cached_property
    def asked(self) -> Mapping[str, Question | Value]:
        return {**self.tree.values, **self.tree.questions}

    @cached_property
    def written(self) -> tuple[Document, ...]:
        """The files of the tree as they are written, each once."""
        sources = (document.span.source for document in self.tree.documents)
        plain = dict.fromkeys(attrs.evolve(source, copy="") for source in sources)
        return tuple(map(read, plain))

    def found(self) -> Renaming:
        """Return what gets another id.

        Raises:
            TriageError: There is no such thing, or it cannot be renamed.
        """
        found = self.meant()
        ids = {DONE, *(name for kind in BESIDE for name in self.known[kind])}
        if found.kind == "option":  # all else is told apart from options
            ids |= {x for one in self.asked.values() for x in one.choices}
        taken = {*self.known["copy"]} if found.kind == "copy" else ids
        for new in (self.new, *(new for _, _, new in found.records)):
            if new in taken:
                message = f"something is called `{new}` already"
                raise TriageError(f"{message}, so nothing is changed")
        for keys, old, new in found.records:
            if (now := self.earlier(keys).get(new, old)) != old:
                message = f"`{new}` is what `{now}` was called before"
                raise TriageError(f"{message}, as `renamed` says: give another id")
        return found

    def earlier(self, keys: Sequence[str]) -> Mapping[str, str]:
        """Return where the ids of earlier versions lead, by the keys in `renamed`."""
        kind, *question = keys
        found: Mapping[str, Any] = getattr(self.tree.renamed, kind)
        return found.get(question[0], {}) if question else found

    def meant(self) -> Renaming:
        """Return what is meant by the old id."""
        question, dot, option = self.old.rpartition(".")
        kinds = [one for one, names in self.known.items() if self.old in names]
        if dot and kinds:
            message = f"`{self.old}` is of a module that runs as `{question}`"
            advice = f"rename `{option}`, in all copies; or `{question}`, the copy"
            raise TriageError(f"{message}: {advice}")
        if dot:
            return self.of_option(question, option)
        copied = {one: in_copies(self.old, names) for one, names in self.known.items()}
        kinds = kinds or [one for one, fronts in copied.items() if fronts]
        if not kinds or (self.kind and self.kind not in kinds):
            what = self.kind or "id"
            raise TriageError(f"`{self.tree.id}` has no {what} called `{self.old}`")
        if len(kinds) > 1 and not self.kind:
            several = " and a ".join(kinds)
            raise TriageError(f"`{self.old}` is a {several}: say which by --of")
        kind = self.kind or kinds[0]
        if kind == "copy":
            return self.of_copy()
        fronts = () if self.old in self.known[kind] else copied[kind]
        alike = self.having(self.old)
        return Renaming(self.old, self.new, kind, alike=alike, copies=fronts)

    def having(self, option: str) -> frozenset[str]:
        """Return the questions and values that have an option of that id."""
        found = (n for n, one in self.asked.items() if option in one.choices)
        return frozenset(found)

    def of_option(self, question: str, option: str) -> Renaming:
        """Return the renaming of an option, of all that take options from there."""
        declared: dict[str, Called] = {}
        for document in self.tree.documents:
            declared |= {str(entry.id): entry for entry in document.questions}
            declared |= {str(entry.id): entry for entry in document.values}
        fronts = [""] if question in declared else in_copies(question, declared)
        names = [f"{front}{question}" for front in fronts]
        if not names or names[0] not in self.having(option):
            raise TriageError(f"`{self.tree.id}` has no option `{question}.{option}`")
        if (like := declared[names[0]].like) is not None:
            message = f"`{question}` takes its options from `{like}`: name that"
            raise TriageError(message)
        lists, shared = self.of_list(question)
        names += [name for name in shared if name not in names]
        alike = [n for n, e in declared.items() if str(e.like) in names]
        every, copies = (*names, *alike), tuple(fronts if any(fronts) else ())
        inside = {name.rpartition(".")[2] for name in every} if copies else set()
        return Renaming(
            option,
            self.new,
            "option",
            every,
            self.having(option) | inside,
            frozenset(lists | self.beside(every)),
            copies,
        )

    def of_list(self, question: str) -> tuple[set[str], list[str]]:
        """Return the list that a question has its options from, and who else has."""
        for document in self.written:
            entries: tuple[Called, ...] = (*document.questions, *document.values)
            named = {
                str(x.id): x.options for x in entries if isinstance(x.options, Text)
            }
            if question in named:
                name = named[question]
                shared = [one for one, other in named.items() if other == name]
                return {LISTS.format(name)}, shared
        return set(), []

    def beside(self, questions: Iterable[str]) -> set[str]:
        """Return the lists of ids that stand beside some questions in conditions."""
        names = {*questions}
        lists = {str(one.id) for document in self.written for one in document.lists}
        every = chain.from_iterable(map(mentions, self.written))
        said = {one.name for one in every if one.question in names}
        return {LISTS.format(name) for name in lists & said}

    def of_copy(self) -> Renaming:
        """Return the renaming of a copy: of all that has its id in front."""
        inner = (step.as_ for doc in self.written[1:] for step in doc.steps)
        if any(one is not None and str(one.id) == self.old for one in inner):
            message = f"a module runs a copy called `{self.old}`, too"
            raise TriageError(f"{message}: give that one another id by hand first")
        ids = {
            kind: tuple(n for n in self.known[kind] if n.startswith(f"{self.old}."))
            for kind in ALL_IDS
        }
        return Renaming(self.old, self.new, "copy", ids=ids)


def in_copies(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return what stands in front of a name in copies of its module."""
    fronts = (one.removesuffix(name) for one in names if one.endswith(f".{name}"))
    return tuple(fronts)
