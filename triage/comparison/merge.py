"""Merge: two trees as one, with a switch for each place that was edited.

With no switch on it is the old tree, with all of them the new one; with some, what
stands between: the old tree with just these edits. A step, value or question of one
tree only is always there, and matters when a switch leads to it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

import triage.language.ast as e
from triage.base.limits import LIMITS
from triage.base.question import Question
from triage.base.wording import quoted
from triage.comparison.alignment import Alignment
from triage.comparison.phrases import Phrases
from triage.comparison.switch import (
    Place,
    Switch,
    content,
    core,
    domain,
    expressions,
    mentioned,
    slots,
)
from triage.model.reasons import ANY_OTHER, OTHERWISE
from triage.model.tree import Advice, Guard, Recommendation, Step, Tree, Way

Set: TypeAlias = frozenset[int]
"""The numbers of the switches that are on."""

Choice: TypeAlias = Callable[[Set], Any]
"""What stands at a place, with some switches on; None where nothing does."""

FINE, COARSE, WHOLE = range(3)
"""How much one switch is: the smallest part, a step or the like, or all."""


def always(part: Any) -> Choice:
    return lambda _: part


class Merge:
    """Hold two trees as one.

    Attributes:
        switches: The edits, in the order of the new tree.
    """

    def __init__(self, trees: Alignment, grain: int = FINE) -> None:
        self.trees = trees
        self.old, self.new = trees.old, trees.new
        self.grain = grain
        self.phrases = Phrases(self.old), Phrases(self.new)
        self.switches: list[Switch] = []
        self.of_question: dict[str, int] = {}
        self.renamed = {was: name for name, was in trees.renamed.items()}
        titles = {**self.old.step_names, **self.new.step_names}
        self.titles = {name: f"“{title}”" for name, title in titles.items()}
        self.values = {**self.old.values, **self.new.values}
        self.narrowed = frozenset(
            name
            for name, q in self.new.questions.items()
            if domain(q) != domain(self.old.questions.get(name, q))
        )
        if grain == WHOLE:
            logic = f"{self.old.logic} {self.new.logic}"
            self.switches.append(
                Switch(0, "tree", "The tree as a whole", content=logic)
            )
        else:
            self.parts = {
                "questions": self.mapping("questions", "question {}"),
                "guards": self.mapping("guards", "question {}, only_if", both=True),
                "values": self.mapping("values", "value {}"),
                "recommendations": self.mapping("recommendations", "advice {}"),
                "first": self.leaf(
                    Place("start", "the start"), self.old.first, self.new.first
                ),
                "steps": self.mapping("steps", "step {}"),
            }

    @property
    def all(self) -> Set:
        """All that can be switched on."""
        return frozenset(range(len(self.switches)))

    def tree(self, on: Set) -> Tree | None:
        """Return the tree with some edits; None where it would go in a circle."""
        if not on:
            return self.old
        if on == self.all:
            return self.new
        parts = {name: choice(on) for name, choice in self.parts.items()}
        steps = in_order(parts["first"], parts["steps"])
        if steps is None:
            return None
        return attrs.evolve(self.new, **parts | {"steps": numbered(steps)})

    @property
    def local(self) -> Set:
        """The edits of one place each, and not of what can be answered."""
        return (
            frozenset()
            if self.grain == WHOLE
            else self.all - {*self.of_question.values()}
        )

    # Switches

    def number(
        self, place: Place, old: Any, new: Any, names: Iterable[str] = ()
    ) -> int:
        """Return the switch of an edit; what a question now means is one edit."""
        name = self.reinterpreted(old, new, names) or self.refolded(old, new)
        if isinstance(new, Question):
            name = new.id
        if name:
            return self.switch_of(name)
        return self.add(place, old, new, looked_at(self, (old, new)))

    def add(self, place: Place, old: Any, new: Any, looks: Iterable[str]) -> int:
        number = len(self.switches)
        said, says = (p.of(x) for p, x in zip(self.phrases, (old, new), strict=True))
        if said == says:  # two of one title: their ids tell them apart
            said, says = map(named, (old, new))
        what = repr((place.short, content(old), content(new)))
        where = place.words[:1].upper() + place.words[1:]
        looks_at = tuple(dict.fromkeys(looks))
        self.switches.append(
            Switch(
                number=number,
                place=place.short,
                where=where,
                old=said,
                new=says,
                content=what,
                looks_at=looks_at,
                step=place.step,
            )
        )
        return number

    def switch_of(self, name: str) -> int:
        """Return the switch of a question, which is one whatever uses it."""
        if name not in self.of_question:
            was = self.trees.renamed.get(name, name)
            place = Place(name, f"question {name}")
            old, new = self.old.questions[was], self.new.questions[name]
            number = self.add(place, old, new, (was, name))
            self.of_question[name] = number
            if was != name:
                switch = self.switches[number]
                self.switches[number] = attrs.evolve(switch, reinterprets=True)
        return self.of_question[name]

    def reinterpreted(self, old: Any, new: Any, names: Iterable[str]) -> str:
        """Return a question in some parts, or by name, that is another one now."""
        found = (self.renamed.get(x, x) for x in (*names, *mentioned((old, new))))
        return next((x for x in found if x in self.trees.renamed), "")

    def refolded(self, old: Any, new: Any) -> str:
        """Return the question whose new range makes equal words mean something else."""
        if not (isinstance(old, e.Node) and isinstance(new, e.Node)):
            return ""
        if old.span is None or new.span is None or old.span.text != new.span.text:
            return ""
        names = looked_at(self, (old, new))
        return next((name for name in names if name in self.narrowed), "")

    # Choices

    def leaf(
        self, place: Place, old: Any, new: Any, names: Iterable[str] = ()
    ) -> Choice:
        if core(old) == core(new):
            return always(new)
        return appearing(self.number(place, old, new, names), old, new)

    def mapping(self, field: str, words: str, *, both: bool = False) -> Choice:
        """Return what a field of the tree holds; ``both``, also of one tree only."""
        old: Mapping[str, Any] = getattr(self.old, field)
        new: Mapping[str, Any] = getattr(self.new, field)
        choices: dict[str, Choice] = {}
        for name in dict.fromkeys([*new, *old]):
            shown = self.renamed.get(name, name)
            step = name if field == "steps" else ""
            said = self.titles.get(name, shown) if step else shown
            place = Place(shown, words.format(said), step)
            if name in old and name in new:
                choices[name] = self.part(place, old[name], new[name])
            elif both:
                choices[name] = self.leaf(place, old.get(name), new.get(name))
            else:
                choices[name] = always(old.get(name, new.get(name)))

        def chosen(on: Set) -> dict[str, Any]:
            found = {name: choice(on) for name, choice in choices.items()}
            return {name: part for name, part in found.items() if part is not None}

        return chosen

    def part(self, place: Place, old: Any, new: Any) -> Choice:
        """Return what stands at a place of both trees, its own parts apart."""
        if self.grain == COARSE or type(old) is not type(new) or core(old) == core(new):
            return self.leaf(place, old, new)
        fields = self.fields(place, old, new)
        if fields is None:
            return self.leaf(place, old, new)
        return lambda on: attrs.evolve(new, **{k: f(on) for k, f in fields.items()})

    def fields(self, at: Place, old: Any, new: Any) -> dict[str, Choice] | None:
        match old, new:
            case Step(), Step():
                return self.step(at, old, new)
            case Way(), Way():
                return {
                    "when": self.part(at, old.when, new.when),
                    "to": self.target(at, old, new),
                    "advise": self.items(at, "advice", old.advise, new.advise),
                }
            case Advice(), Advice():
                return {
                    "when": self.part(at, old.when, new.when),
                    "recommendation": self.target(at, old, new, "recommendation"),
                }
            case Guard(), Guard() if old.otherwise == new.otherwise:
                return {"when": self.part(at, old.when, new.when)}
            case Recommendation(), Recommendation():
                return {
                    key: self.leaf(
                        at.inside(key, key), getattr(old, key), getattr(new, key)
                    )
                    for key in ("urgency", "alone", "warning")
                }
            case e.Value(), e.Value() if not old.choices and not new.choices:
                return {"body": self.part(at, old.body, new.body)}
            case (e.And(), e.And()) | (e.Or(), e.Or()):
                return {"items": self.items(at, "", old.items, new.items)}
            case (e.Not(), e.Not()) | (e.Maybe(), e.Maybe()) | (e.Surely(), e.Surely()):
                return {"item": self.part(at, old.item, new.item)}
            case _:
                return None

    def target(self, at: Place, old: Any, new: Any, key: str = "to") -> Choice:
        """Return where a way leads, or what is advised; its condition is looked at."""
        one, other = getattr(old, key), getattr(new, key)
        if one == other:
            return always(other)
        looks = looked_at(self, (old.when, new.when))
        return appearing(self.add(at, one, other, looks), one, other)

    def step(self, at: Place, old: Step, new: Step) -> dict[str, Choice] | None:
        if style(old) != style(new):
            return None
        if new.by_answer:
            ways = self.by_answer(at, old, new)
        else:
            ways = self.branches(at, old.ways, new.ways)
        return {
            "ask": self.leaf(
                at.inside("ask", "questions"), old.ask, new.ask, (*old.ask, *new.ask)
            ),
            "advise": self.items(at, "advice", old.advise, new.advise),
            "ways": ways,
        }

    def by_answer(self, at: Place, old: Step, new: Step) -> Choice:
        was = old.by_answer
        alone = [way for way in old.ways if way.answer not in new.by_answer]
        choices = [*map(always, alone)]
        others: dict[Any, Choice] = {}
        for way in new.ways:
            before = was.get(way.answer, way)
            if not (before.others and way.others and before.when == way.when):
                place = at.inside(way.answer, f"answer {way.answer}")
                choices.append(self.part(place, before, way))
                continue
            key = core((before.to, before.advise, way.to, way.advise))
            if key not in others:
                others[key] = self.part(at.inside(OTHERWISE, ANY_OTHER), before, way)
            choices.append(led_as(others[key], way))
        return lambda on: tuple(choice(on) for choice in choices)

    def branches(self, at: Place, old: tuple[Way, ...], new: tuple[Way, ...]) -> Choice:
        """Return the ways of a step; the last, which always holds, stays the last."""
        place = at.inside(str(len(new)), f"branch {len(new)}")
        last = self.part(place, old[-1], new[-1])
        others = self.items(at, "branch", old[:-1], new[:-1])
        return lambda on: (*others(on), last(on))

    def items(
        self, at: Place, word: str, old: tuple[Any, ...], new: tuple[Any, ...]
    ) -> Choice:
        """Return what a list holds; what moved within it is one edit."""
        choices: list[Choice] = []
        moved: dict[Any, int] = {}
        for one, other, index in slots(old, new):
            place = at
            if word:
                short = str(index + 1) if word == "branch" else f"{word}.{index + 1}"
                gone = "old " if other is None else ""
                place = at.inside(short, f"{gone}{word} {index + 1}")
            if one is not None and other is not None:
                choices.append(self.part(place, one, other))
                continue
            key = core(other if one is None else one)
            if key not in moved:
                moved[key] = self.number(place, one, other)
            number = moved[key]
            choices.append(appearing(number, one, other))

        def chosen(on: Set) -> tuple[Any, ...]:
            found = (choice(on) for choice in choices)
            return tuple(item for item in found if item is not None)

        return chosen


def named(part: Any) -> str:
    """Return the ids of a target, or of questions; empty for any other part."""
    names = [part] if isinstance(part, str) else part
    return quoted(names) if isinstance(names, list | tuple) else ""


def appearing(number: int, old: Any, new: Any) -> Choice:
    return lambda on: new if number in on else old


def led_as(choice: Choice, way: Way) -> Choice:
    """Return where a way leads, by what another is with some switches on."""

    def led(on: Set) -> Way:
        other: Way = choice(on)
        return attrs.evolve(way, to=other.to, advise=other.advise, todo=other.todo)

    return led


def style(step: Step) -> tuple[str, ...]:
    """Return the question by whose answers the ways of a step are listed, if any."""
    return step.ask[:1] if step.by_answer else ()


def looked_at(merge: Merge, parts: tuple[Any, ...]) -> Iterator[str]:
    """Yield the questions on whose answers some parts depend, through values too."""
    exprs = [expr for part in parts for expr in expressions(part)]
    for expr in e.parts_through(exprs, merge.values):
        yield from e.own_questions(expr)


def in_order(first: str, steps: Mapping[str, Step]) -> list[Step] | None:
    """Return the steps that can be reached, each before those it leads to."""
    order: list[Step] = []
    entered = {first}
    done = set[str]()
    stack = [(first, iter(steps[first].ways))]
    while stack:
        name, ways = stack[-1]
        to = next(
            (way.to for way in ways if way.to in steps and way.to not in done), ""
        )
        if not to:
            order.append(steps[name])
            done.add(name)
            stack.pop()
        elif to in entered:
            return None
        else:
            entered.add(to)
            stack.append((to, iter(steps[to].ways)))
    return order[::-1]


def numbered(steps: Iterable[Step]) -> dict[str, Step]:
    """Return steps by id, their ways numbered anew."""
    found: dict[str, Step] = {}
    number = 0
    for step in steps:
        ways = []
        for way in step.ways:
            ways.append(attrs.evolve(way, number=number))
            number += 1
        found[step.id] = attrs.evolve(step, ways=tuple(ways))
    return found


def merge(trees: Alignment) -> Merge:
    """Return two trees as one, with no more switches than can be looked at."""
    for grain in (FINE, COARSE):
        found = Merge(trees, grain)
        if 0 < len(found.switches) <= LIMITS.edits:
            return found
    return Merge(trees, WHOLE)
