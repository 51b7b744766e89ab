"""Standing in: a module by itself, with questions for what its callers would have.

Of what kind each is follows from how the module uses it. They are asked before all
else, and `done` ends the walk.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any

import attrs

from triage.base.text import Text
from triage.language.english import humanise
from triage.linker.named_files import Files
from triage.linker.uses import ORDER, Kind, Use, Uses, declared, numbers_in
from triage.treefile import document as d

TYPES: Mapping[Kind, str] = {
    "words": "one_of",
    "several": "any_of",
    "date": "date",
    "number": "integer",
    "condition": "yes_no",
}

ANYTHING_ELSE, LESS, MORE = "anything_else", "anything_less", "anything_more"
"""The options that stand for all that a module does not name."""

HIGHEST = "999999"
"""The most that stands in for a number; more, where a module has large ones itself."""

FIRST, LAST = "1900-01-01", "2099-12-31"


def standing_in(module: d.Document, files: Files) -> d.Document:
    """Return a module that asks first what it needs, and nobody in it declares."""
    parts = {"": module, **inside(module, files)}
    known = set[str]().union(*map(declared, parts.values()))
    known |= {str(one.id) for file in parts.values() for one in file.recommendations}
    copies = {str(step.as_.id) for step in module.steps if step.as_ is not None}
    free = [
        name
        for name in module.needs
        if name.value not in known and name.value.partition(".")[0] not in copies
    ]
    if not free:
        return module
    uses = [
        use
        for name, file in parts.items()
        for use in Uses(file, partial(files.sheet_of, (name,) if name else ())).found()
    ]
    most = sum(map(abs, chain.from_iterable(map(numbers_in, parts.values()))))
    highest = max(HIGHEST, "9" * (len(f"{most:.0f}") + 1), key=len)
    asked = tuple(question(name, uses, highest) for name in free)
    name = Text(free_id("needs", module), free[0].span)
    first = d.StepEntry(name, name.span, ask=tuple(free), go=module.start)
    return attrs.evolve(
        module,
        needs=tuple(name for name in module.needs if name not in free),
        questions=(*asked, *module.questions),
        start=name,
        steps=(first, *module.steps),
    )


def inside(module: d.Document, files: Files) -> Mapping[str, d.Document]:
    """Return the modules that a module runs, but as copies of their own."""
    found: dict[str, d.Document] = {}
    for step in module.steps:
        if step.run is not None and step.as_ is None:
            files.in_one_copy(step.run, found)
    return found


def free_id(name: str, module: d.Document) -> str:
    """Return an id that no step and no advice of a module has."""
    taken = {str(step.id) for step in module.steps}
    taken |= {str(told.id) for told in module.recommendations}
    while name in taken:
        name += "_"
    return name


def question(need: Text, uses: Iterable[Use], highest: str) -> d.QuestionEntry:
    """Return the question that stands in for something."""
    own = [use for use in uses if use.name == need.value]
    kinds = {use.kind for use in own}
    kind: Kind = next((one for one in ORDER if one in kinds), "condition")
    words = [*dict.fromkeys(chain.from_iterable(use.words for use in own))]
    ordered = kind == "words" and any(use.ordered for use in own)

    def text(value: str) -> Text:
        return Text(value, need.span)

    said: dict[str, Any] = {}
    if kind in ("words", "several"):
        if ordered:
            words = [LESS, *words, MORE]
        elif kind == "words" and not any(use.every for use in own):
            words = [*words, ANYTHING_ELSE]
        options = (d.OptionEntry(text(w), text=text(humanise(w))) for w in words)
        said["options"] = tuple(options)
    if ordered:
        said["ordered"] = text("true")
    made = TYPES[kind]
    if kind == "number":
        numbers = [Decimal(use.number) for use in own if use.number]
        digits = max((-int(n.as_tuple().exponent) for n in numbers), default=0)
        ends = {Decimal(use.number) for use in own if use.number and use.every}
        least = [Decimal(use.number) for use in own if use.number and use.least]
        low, high = limits(numbers, ends, least, highest)
        said |= {"min": text(low), "max": text(high)}
        has_zero = Decimal(low) <= 0 <= Decimal(high)
        said["ordinary"] = (text("0" if has_zero else low),)
        if digits > 0:
            made, said["decimals"] = "number", text(str(digits))
    if kind == "date":
        said |= {"min": text(FIRST), "max": text(LAST)}
    bare = {use.bare for use in own}
    if "open" in kinds or (False in bare and True not in bare):
        said["unsure"] = d.UnsureEntry(allowed=text("true"))
    shown = f"{humanise(need.value).capitalize()}?"
    return d.QuestionEntry(need, need.span, text=text(shown), type=text(made), **said)


def limits(
    numbers: Sequence[Decimal],
    ends: Collection[Decimal],
    least: Sequence[Decimal],
    high: str,
) -> tuple[str, str]:
    """Return the least and the greatest number that stands in for something.

    An end that a module gives, beyond which it names no number, is one, and so is
    where the first row of its tables begins.
    """
    low = "-" + HIGHEST if any(n < 0 for n in numbers) else "0"
    others = [number for number in numbers if number not in ends]
    if len(ends) > 1 and not any(n <= min(ends) for n in others):
        low = f"{min(ends)}"
    if ends and not any(n >= max(ends) for n in others):
        high = f"{max(ends)}"
    return f"{max(least)}" if least else low, high
