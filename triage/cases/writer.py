"""Writer: a case to be pasted into a cases file, or a whole file, as text.

What the tree decides now stands under ``expect``: a person must confirm it, or it
proves nothing but that the tree is as it is.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain, count
from textwrap import wrap

import attrs

from triage.base.answer import Answer
from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.text import Source, Span
from triage.base.wording import indented, printable
from triage.cases.model import NONE, Case, Expectation, Key
from triage.engine.decision import Decision
from triage.model.tree import Tree

WIDEST = 88
"""How long a line may be."""

NO_ANSWERS: Mapping[str, Answer] = FrozenMap()


@immutable
class DraftCase:
    """Hold a case that nobody has confirmed, with the answers that are its own.

    >>> import triage
    >>> answers = {"walks": "yes"}
    >>> decision = triage.load("start").decide(answers)
    >>> print(DraftCase("walking", "She walks over.", answers, decision))
      walking:
        says: >-
          She walks over.
        answers: {walks: yes}
        expect:  # confirm: this is what the tree decides now
          urgency: minor
          ends: minor
          recommends: [minor]
    """

    id: str
    says: str
    answers: Mapping[str, Answer] = attrs.field(converter=frozen)
    decision: Decision
    never: tuple[str, ...] = ()  # recommendations that it must not get

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def as_case(self, base: Mapping[str, Answer] = NO_ANSWERS) -> Case:
        """Return the case, as it is when it was pasted into a file and confirmed.

        The ``base`` are the answers that the file states for all of its cases.
        """
        text = str(self)
        span = Span(Source(self.id, text), 0, len(text))
        decision, told = self.decision, self.told
        expects: list[tuple[Key, str]] = [
            ("urgency", decision.urgency or NONE),
            ("ends", decision.end),
            *(("recommends", name) for name in told),
            *(("not_recommends", name) for name in self.never),
        ]
        wanted = tuple(Expectation(key, (name,), span) for key, name in expects)
        answers = {**base, **self.answers}
        return Case(self.id, self.says, answers, wanted, span)

    @property
    def told(self) -> list[str]:
        return [item.id for item in self.decision.recommendations]

    def lines(self) -> Iterator[str]:
        yield f"  {self.id}:"
        yield "    says: >-"
        yield from indented(wrap(printable(self.says), WIDEST - 6), 6)
        rows = [f"{name}: {written(answer)}" for name, answer in self.answers.items()]
        if rows:
            yield from indented(collection("answers", "{}", rows, ""), 4)
        yield "    expect:  # confirm: this is what the tree decides now"
        yield f"      urgency: {self.decision.urgency or NONE}"
        yield f"      ends: {self.decision.end}"
        if self.told:
            yield from indented(collection("recommends", "[]", self.told, "- "), 6)
        if self.never:
            never = [*self.never]
            yield from indented(collection("not_recommends", "[]", never, "- "), 6)


def collection(key: str, brackets: str, rows: list[str], dash: str) -> list[str]:
    """Return what stands under a key: on one line where it fits."""
    line = f"{key}: {brackets[0]}{', '.join(rows)}{brackets[1]}"
    if len(line) <= WIDEST - 6:
        return [line]
    return [f"{key}:", *(f"  {dash}{row}" for row in rows)]


def written(answer: Answer) -> str:
    return f"[{', '.join(answer)}]" if isinstance(answer, tuple) else str(answer)


def file_text(
    tree: Tree, base: Mapping[str, Answer], drafts: Iterable[DraftCase]
) -> str:
    """Return a whole cases file, with the answers that its cases share, for a tree."""
    rows = [f"  {name}: {written(answer)}" for name, answer in base.items()]
    shared = ["base:", *rows, ""] if rows else []
    head = ["triage_cases: 1", f"tree: {tree.id}", "", *shared, "cases:", ""]
    return "\n".join([*head, "\n\n".join(map(str, drafts)), ""])


def free_id(name: str, taken: Container[str]) -> str:
    """Return a name, numbered where a case has it."""
    names = chain([name], (f"{name}_{number}" for number in count(2)))
    return next(one for one in names if one not in taken)
