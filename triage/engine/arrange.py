"""Arranging: what was given, as the pages of a path in order, and the rest aside."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

import attrs

from triage.base.answer import UNSURE, Answer
from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.engine.decision import broken
from triage.engine.interview import doubted
from triage.engine.trace import Engine, Trace, steps_of
from triage.language.ast import questions_in
from triage.model.tree import Tree

Given = Mapping[str, Answer]
Pages = tuple[FrozenMap[str, Answer], ...]
Aside = Mapping[str, tuple[Answer, ...]]
Standing = tuple[FrozenMap[str, Answer], frozenset[str]]
"""The answers that stand, and the questions that were asked again."""

Changes = Mapping[str, Answer | None]
"""What is answered anew, by question id; None takes an answer away."""


@immutable
class Kept:
    """Hold what was given in an interview: before it, on its pages, and aside.

    Of a question that is aside, the answers are in the order they were given: "not
    sure" before the answer to its plainer wording.
    """

    prefill: Mapping[str, Answer] = attrs.field(converter=frozen)
    pages: Pages = ()
    aside: Aside = attrs.field(factory=FrozenMap, converter=frozen)

    @property
    def stands(self) -> dict[str, Answer]:
        """The last answer to each question, whether it has an effect or not."""
        found = {name: answers[-1] for name, answers in self.aside.items()}
        for page in (self.prefill, *self.pages):
            found |= page
        return found

    def page_of(self, name: str) -> int:
        """Return on which page a question was answered last; 0 for none."""
        given = (number for number, page in enumerate(self.pages, 1) if name in page)
        return max(given, default=0)

    @property
    def answers(self) -> dict[str, tuple[Answer, ...]]:
        """The answers to each question, in the order they were given."""
        found: dict[str, list[Answer]] = {}
        for page in (self.prefill, *self.pages):
            for name, answer in page.items():
                found.setdefault(name, []).append(answer)
        for name, answers in self.aside.items():
            found.setdefault(name, []).extend(answers)
        return {name: tuple(answers) for name, answers in found.items()}

    def without(self, *names: str) -> "Kept":
        """Return the same without the answers to some questions."""
        prefill, *pages = (
            {name: answer for name, answer in page.items() if name not in names}
            for page in (self.prefill, *self.pages)
        )
        aside = {name: given for name, given in self.aside.items() if name not in names}
        return Kept(prefill, tuple(map(FrozenMap, filter(None, pages))), aside)

    def back(self) -> "Kept":
        """Return the same with the last page taken back, and kept aside."""
        *pages, last = self.pages
        aside = {n: (a, *self.aside.get(n, ())) for n, a in last.items()}
        return attrs.evolve(self, pages=tuple(pages), aside={**self.aside, **aside})

    def changed(self, changes: Changes, number: int, asked: Container[str]) -> "Kept":
        """Return the same with some answers changed; new ones are on a last page.

        Args:
            changes: The answers.
            number: The page whose answers these are; 0 for what is asked now.
            asked: What is asked now.
        """
        prefill, aside = dict(self.prefill), dict(self.aside)
        pages, new = [*self.pages], dict[str, Answer]()
        for name, answer in changes.items():
            first, *rest = aside.pop(name, (None,))
            prefill.pop(name, None)
            here = 0 if answer is None else self._place(name, number, asked)
            if here or answer is None:
                pages[here:] = [without(page, name) for page in pages[here:]]
            if here and answer is not None:
                pages[here - 1] = FrozenMap({**pages[here - 1], name: answer})
            elif answer is not None:
                new[name] = answer
                aside |= {name: tuple(rest)} if rest and first == answer else {}
        given = tuple(page for page in (*pages, frozen(new)) if page)
        return Kept(prefill, given, aside)

    def _place(self, name: str, number: int, asked: Container[str]) -> int:
        """Return the page on which an answer is changed; 0 where it is a new one."""
        if number and name in self.pages[number - 1]:
            return number
        return 0 if name in asked else self.page_of(name)


def without(page: FrozenMap[str, Answer], name: str) -> FrozenMap[str, Answer]:
    """Return a page without the answer to a question."""
    if name not in page:
        return page
    return FrozenMap({n: answer for n, answer in page.items() if n != name})


def laid_out(
    tree: Tree,
    kept: Kept,
    engine: Engine,
    before: Trace | None = None,
    loose: Iterable[str] = (),
) -> tuple[Kept, Trace, Standing | None]:
    """Return what was given, arranged along the path that it takes, and the walk.

    Third comes what stands, where arranging changed nothing of that.

    What is aside comes back. Where it contradicts what was answered, it stays; so
    does, of whatever else is ``loose``, what the path asks last.
    """
    held: dict[str, tuple[Answer, ...]] = {}
    while True:
        given = [page for page in (*kept.pages, *groups(kept.aside)) if page]
        stood = standing(tree, kept.prefill, given)
        trace = engine(tree, stood[0], before)
        free = {*kept.aside, *loose} - held.keys()
        names = clashing(tree, trace, free) if free else set()
        if not names:
            break
        held |= {name: given for name, given in kept.answers.items() if name in names}
        kept = kept.without(*names)
    pages, aside = arranged(tree, trace, given)
    arranged_so = Kept(kept.prefill, pages, {**aside, **held})
    return arranged_so, trace, stood if [*pages] == given else None


def gone_on(
    tree: Tree, kept: Kept, new: Changes, engine: Engine, before: Trace, stood: Standing
) -> tuple[Kept, Trace, Standing | None] | None:
    """Return what was given with one more page behind it, and the walk.

    None where that is not plain: where something is aside, or is skipped by now, or
    where more is answered than is asked, as where an emergency leaves a page.

    Args:
        tree: The tree.
        kept: What was given, arranged along its path.
        new: What is answered.
        engine: What walks the tree.
        before: The walk until now.
        stood: What stood until now.
    """
    page = {name: answer for name, answer in new.items() if answer is not None}
    asked = {*before.missing} - kept.prefill.keys()
    if kept.aside or len(page) < len(new) or not page.keys() <= asked:
        return None
    stands = standing(tree, stood[0], [page], stood[1])
    trace = engine(tree, stands[0], before)
    waiting = tree.steps[trace.step].ask if trace.missing else ()
    given = (stands[0].keys() | stands[1]) - kept.prefill.keys()
    if not given - trace.asked.keys() <= {*waiting} or given & {*trace.skipped}:
        return None
    pages = (*kept.pages, FrozenMap(page))
    return Kept(kept.prefill, pages, kept.aside), trace, stands


def clashing(tree: Tree, trace: Trace, loose: Container[str]) -> set[str]:
    """Return an answer to leave out for each thing that the tree assumes in vain."""
    found = set()
    for condition in broken(tree, trace.asked):
        names = questions_in(condition, tree.values)
        used = [n for n in trace.asked if n in names and n in loose and trace.used(n)]
        found |= {*used[-1:]}
    return found


def standing(
    tree: Tree,
    prefill: Given,
    pages: Iterable[Given],
    asked_again: Iterable[str] = (),
) -> Standing:
    """Return the answers that stand after some pages, and what is asked again."""
    answers, again = dict(prefill), {*asked_again}
    for page in pages:
        answers |= page
        if DOUBTS.isdisjoint(page.values()):
            continue
        for name in page.keys() - again:
            if doubted(tree, name, page[name]):
                again.add(name)
                del answers[name]
    return FrozenMap(answers), frozenset(again)


DOUBTS = frozenset({UNSURE, (UNSURE,)})
"""The answers with which a question may be asked again."""


def arranged(tree: Tree, trace: Trace, given: Sequence[Given]) -> tuple[Pages, Aside]:
    """Return what was given as the pages of a path, in order, and what is aside.

    What was given together stays together, as far as one step asks it.
    """
    asked, place = {*trace.asked, *trace.missing} - {*trace.skipped}, dict[str, int]()
    for number, step in enumerate(steps_of(tree, trace)):
        for name in step.ask:
            if name in asked:
                place.setdefault(name, number)
    if in_order(given, place):
        return tuple(map(frozen, given)), {}
    pages: list[tuple[int, FrozenMap[str, Answer]]] = []
    aside: dict[str, tuple[Answer, ...]] = {}
    for group in given:
        numbers = {*map(place.get, group)}
        for at in numbers:
            part = group
            if len(numbers) > 1:
                part = {n: a for n, a in group.items() if place.get(n) == at}
            if at is not None:
                pages.append((at, frozen(part)))
            else:
                aside |= {n: (*aside.get(n, ()), a) for n, a in part.items()}
    pages.sort(key=itemgetter(0))
    return tuple(page for _, page in pages), aside


def in_order(given: Sequence[Given], place: Mapping[str, int]) -> bool:
    """Whether what was given stands along a path, each page at one place of it."""
    order = [place.get(name, -1) for group in given for name in group]
    several = [group for group in given if len(group) > 1]
    together = all(len({*map(place.get, group)}) == 1 for group in several)
    return together and all(given) and -1 not in order and order == sorted(order)


def one_by_one(tree: Tree, trace: Trace, pages: Pages) -> Pages:
    """Return pages as an interview asks them: one question, or a list, at a time."""
    lists = {n for step in steps_of(tree, trace) if step.checklist for n in step.ask}
    found: list[FrozenMap[str, Answer]] = []
    for page in pages:
        whole = len(page) == 1 or page.keys() <= lists
        found += [page] if whole else [FrozenMap([pair]) for pair in page.items()]
    return tuple(found)


def groups(aside: Aside) -> Iterator[Given]:
    """Yield what is aside as it was given: first answers, and then each second one."""
    yield {name: answers[0] for name, answers in aside.items()}
    for name, answers in aside.items():
        yield from ({name: answer} for answer in answers[1:])
