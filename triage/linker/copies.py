"""Copies of modules: for each ``as``, a module read again, with ids of its own.

What depends on a question that the module asks has the copy's id in front of its own:
``arm.severe``. All else is one thing for all copies, and what the module needs is its
caller's. The modules that a module runs belong to its copy.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import attrs

from triage.base.holes import with_words
from triage.base.text import Text, lengthened
from triage.language.english import humanise
from triage.linker.mentions import Naming, seen
from triage.linker.roles import ASKED, Kind
from triage.treefile.document import (
    CopyEntry,
    Document,
    QuestionEntry,
    RenameEntry,
    RenamesEntry,
)
from triage.treefile.texts import Called, name_of, options_of, words_of

SECTION = "section"
"""What the texts of a module call the part that it is."""

KINDS: Mapping[str, tuple[Kind, ...]] = {
    "questions": ("question",),
    "values": ("value",),
    "recommendations": ("recommendation",),
    "properties": ("property",),
}
"""What a module declares that a copy may have of its own, and what it is called as."""

Question = Callable[[str], QuestionEntry | None]


@attrs.define(eq=False)
class Copy:
    """Know what a copy has of its own.

    Args:
        id: What stands in front of its ids; dots part those inside one another.
        entry: The ``as`` that makes it.
        files: The module, and those that it runs in the same copy.
        caller: The copy that runs it; None for the tree itself.
        question: What question of the tree has an id, as far as is known.
        outside: What the module needs that its caller has.
    """

    id: str
    entry: CopyEntry
    files: tuple[Document, ...]
    caller: "Copy | None"
    question: Question
    outside: frozenset[str]
    own: dict[Kind, set[str]] = attrs.field(factory=dict, init=False)
    inside: frozenset[str] = attrs.field(default=frozenset(), init=False)

    def __attrs_post_init__(self) -> None:
        steps = [*chain(*(file.steps for file in self.files))]
        asked = {str(text) for step in steps for text in (*step.ask, *step.checklist)}
        declared = {str(one.id) for one in chain(*(f.questions for f in self.files))}
        self.own = {kind: set() for kinds in KINDS.values() for kind in kinds}
        self.own["question"] = (asked & declared) - self.outside
        self.inside = frozenset(str(s.as_.id) for s in steps if s.as_ is not None)
        while self.grows():
            pass

    def grows(self) -> bool:
        """Take up what depends on something that is taken up, and whether it did."""
        before = sum(map(len, self.own.values()))
        for file in self.files:
            for key, (kind,) in KINDS.items():
                others = self.own[kind] | self.outside
                left = [x for x in getattr(file, key) if str(x.id) not in others]
                found = (x for x in left if seen(x, self.renamed) is not x)
                self.own[kind].update(str(entry.id) for entry in found)
        return sum(map(len, self.own.values())) > before

    def of(self, file: Document) -> Document:
        """Return a file of the copy as it is when its ids have the copy's in front."""
        made: Document = seen(file, self.renamed)
        title = self.entry.title
        return attrs.evolve(
            made,
            title=title if title is not None and file == self.files[0] else made.title,
            questions=tuple(map(self.called, file.questions, made.questions)),
            values=tuple(map(self.called, file.values, made.values)),
            renamed=None if made.renamed is None else self.led(made.renamed),
        )

    def renamed(self, text: Text, names: Iterable[Naming]) -> Text:
        """Return a text that names what the copy has of its own as such."""
        fronts = ((one.at, self.front(one)) for one in names)
        made = lengthened(text, [(at, front) for at, front in fronts if front])
        return entitled(made, self.files, self.title)

    @property
    def title(self) -> Text:
        return self.entry.title or self.files[0].title

    def front(self, name: Naming) -> str:
        """Return what stands in front of a name in the tree."""
        if self.is_option(name):
            return ""
        is_own = any(name.name in self.own.get(kind, ()) for kind in name.kinds)
        if is_own or self.is_inside(name):
            return f"{self.id}."
        if name.name in self.outside and self.caller is not None:
            return self.caller.front(name)
        return ""

    def is_inside(self, name: Naming) -> bool:
        """Whether a name is that of something in a copy that the module runs."""
        copy, dot, _ = name.name.partition(".")
        return bool(dot) and copy in self.inside and name.name not in self.outside

    def is_option(self, name: Naming) -> bool:
        """Whether a name is an option of what stands beside it."""
        if "option" not in name.kinds:
            return False
        beside = self.asked(name.question)
        return beside is not None and name.name in map(str, self.options(beside))

    def asked(self, name: str) -> Called | None:
        for file in self.files:
            entries: tuple[Called, ...] = (*file.questions, *file.values)
            if found := next((x for x in entries if str(x.id) == name), None):
                return found
        return self.question(self.front(Naming(name, 0, ("question",))) + name)

    def options(self, entry: Called) -> Iterator[Text]:
        like = None if entry.like is None else self.asked(str(entry.like))
        match like or entry:
            case QuestionEntry() as asked:
                yield from (option.id for option in options_of(asked))
            case value:
                yield from (option.id for option in words_of(value))

    def called(self, old: Any, new: Any) -> Any:
        """Return a question or value that is called otherwise than in other copies."""
        entry: Called = old
        name = name_of(entry)
        if new.id == old.id or name is None:
            return new
        about = self.entry.title or humanise(self.id.replace(".", " "))
        key = "name" if isinstance(new, QuestionEntry) else "title"
        return attrs.evolve(new, **{key: Text(f"{name} ({about})", name.span)})

    def led(self, renames: RenamesEntry) -> RenamesEntry:
        """Return what was called otherwise, as it was called in this copy."""
        moved: dict[str, Any] = {
            key: tuple(self.moved(entry, kind) for entry in getattr(renames, key))
            for key, (kind,) in KINDS.items()
        }
        return attrs.evolve(renames, **moved)

    def moved(self, entry: RenameEntry, kind: Kind) -> RenameEntry:
        front = self.front(Naming(str(entry.to), 0, (kind,)))
        old, new = (Text(f"{front}{x}", x.span) for x in (entry.id, entry.to))
        return attrs.evolve(entry, id=old, to=new) if front else entry


def naming(name: str) -> Naming:
    """Return what the word for a question or a value is the name of."""
    return Naming(name, 0, ASKED)


def entitled(text: Text, files: Iterable[Document], title: Text) -> Text:
    """Return a text that says which part it belongs to where it shows `{section}`."""
    if SECTION not in text.value or any(map(has_section, files)):
        return text
    return Text(with_words(text.value, SECTION, title.value), text.span)


def has_section(file: Document) -> bool:
    """Whether a file speaks of something else that is called so."""
    entries: tuple[Called, ...] = (*file.questions, *file.values)
    return SECTION in map(str, (*file.needs, *(entry.id for entry in entries)))


def told_of_itself(module: Document) -> Document:
    """Return a module whose texts say its title where they show `{section}`."""
    if SECTION not in module.span.source.text:
        return module
    made: Document = seen(
        module, lambda text, _: entitled(text, [module], module.title)
    )
    return made
