"""The reference of the file formats, made from the classes that are the formats."""

from collections.abc import Iterator
from typing import Any

import attrs

from making.places import MADE
from making.text import table
from triage.base.dates import EARLIEST, LATEST
from triage.base.kinds import KINDS
from triage.base.kinds.duration import UNITS
from triage.base.limits import Limits
from triage.cases.casefile import CasesDocument
from triage.hazards.hazardfile import HazardsDocument
from triage.treefile import fields as shapes
from triage.treefile.document import Document

__all__ = ["format_page"]

FILES = {
    Document: "The tree file, format 1",
    CasesDocument: "The cases file, format 1",
    HazardsDocument: "The hazards file, format 1",
}
"""The classes that stand for a whole file, and what is said of it."""

HEAD = """\
# File formats

Trees, cases and hazards are YAML, read as text: `no` is the answer no, `1.10` is a
version. Anchors, aliases, tags, merge keys, equal keys, unknown keys and a second
document are refused. For editors there is the tree format as a JSON Schema,
[`schema.json`](../triage/schema.json), which `triage schema` prints.

Keys with a `*` must be there. The words of the tables:

"""


ASKED = """
## What is asked

The questions that a step lists under `ask` or `checklist` are its page. A front end may
put those of `ask` one at a time, or show the page as a form; a `checklist` is put whole
either way. Whoever answers one question at a time may be asked less; what is said of
asking is said of both ways.

"""

PAGES = (
    (
        "a page",
        "is asked whole and in its order, whatever its first answers decide already",
    ),
    (
        "the rest of a page",
        (
            "is left out where the answers so far make certain which of several "
            "`branches` is taken and what is advised, that ends the walk, and with it "
            "the highest level of the scale is reached: an emergency does not wait; on "
            "a scale of one level, never"
        ),
    ),
    (
        "a `checklist`",
        (
            "is one question in this: all that is to tick is put and answered before "
            "anything is decided by it; what its answers open, and what is asked again "
            "in plainer words, follows one at a time"
        ),
    ),
    ("`whole: true`", "asks the rest of the page even then"),
    (
        "a question with `only_if`",
        (
            "is passed over where the condition does not hold, and counts as answered "
            "with its `otherwise`; while earlier questions of the page leave that "
            "open, it waits"
        ),
    ),
    (
        "a question that was asked",
        "on an earlier page, or whose answer was known before, is not asked again",
    ),
    (
        "`asked(q)` in a property",
        "says that `q` is put to the person, or passed over because of its `only_if`",
    ),
    ("`answered(q)` in a property", "says that `q` is put to the person"),
    (
        "a property about asking, also `asked` … `before`",
        "is proved if it is true one question at a time, and page by page",
    ),
    (
        "`asks` of a case, and coverage",
        "take a question that is put to the person in both ways",
    ),
    ("`not_asks` of a case", "takes one that is put to the person in neither"),
    (
        "a question without an answer in a case",
        "is put to the person if the walk waits for it, and else not",
    ),
    (
        "`asked(q)`, `answered(q)` in a step",
        (
            "speak of the way there; a page that is left early ends the walk, so no "
            "step sees the difference"
        ),
    ),
)
"""What is asked, and what is said of it, as rows of a table."""

TYPES = """
## Types of questions

"""

TIMES = f"""
### Numbers and times as people write them

A number is written in digits with a point, with the unit of its question or without.
Where the unit is one of time ({", ".join(f"`{unit}s`" for unit in UNITS)}), another of
them will do, and several, the longest first: `3 days`, `90 s`, `2 h 30 min`,
`2 years 3 months`. A single `m` is refused, as it may be minutes or months; so is a
comma, unless whoever asks knows that the language has it as its decimal mark, and says
so: `question.reply(text, comma=True)`.

Where the unit is money, a person may type its sign, its code or its name, and commas
between threes: `£500`, `1,250.50`, `500 pounds`. `1.250,50` is refused, with how to
write it.

What is said in another unit is rounded down to the last decimal of the question. It is
refused where a comparison of the tree could tell the difference: where `age < 1` is
asked in years, `365 days` may be a year or a day less, and `13 weeks` do not answer
`months < 3`, as months have 28 to 31 days. A number that is added to others, or shown,
is taken from another unit only if it is exact.
"""

DATES = f"""
### Dates as people write them

`min` and `max` of a `date` are days such as `1900-01-01`, from {EARLIEST} to {LATEST},
or go by [`today`](conditions.md#today).
An answer names the month, `1 April 2026`, `1st Apr 2026`, `April 1, 2026`, or is like
`2026-04-01`. Of day, month and year in numbers, what can be one day only is taken,
`13/04/2026` or `4/4/2026`; `03/04/2026` is refused, as it can be in April or in March.
So is a year of two digits. Programs may give a `date`, or a time of day zero without a
zone, as pandas, numpy and polars keep days; any other time is refused.
"""

LIMITS = """
## Limits

The limits keep hostile files from doing harm, messages readable, and proofs from going
on for ever. What is larger than a file or a tree may be is refused with the finding
named here; see [Checks](checks.md).

"""


def format_page() -> str:
    """Return the reference of the formats."""
    rows = [(scalar.name, said(scalar)) for scalar in scalars()]
    sections = [f"\n{section(record)}" for record in records()]
    words = table(("word", "stands for"), rows)
    pages = table(("what", "means"), PAGES)
    rest = (ASKED, pages, TYPES, types(), TIMES, DATES, LIMITS, limits())
    return "".join((MADE, HEAD, words, *sections, *rest))


def types() -> str:
    """Return the table of the types of questions."""
    rows = [
        (f"`{kind.name}`", kind.noun, names(kind.needs), names(kind.takes))
        for kind in KINDS.values()
    ]
    return table(("type", "an answer is", "needs", "may have"), rows)


def names(keys: tuple[str, ...]) -> str:
    """Return keys as a table shows them."""
    return ", ".join(f"`{key}`" for key in keys)


def limits() -> str:
    """Return the table of every limit."""
    rows = [
        (f"`{field.name}`", f"{field.default:,}", field.metadata["bounds"], told(field))
        for field in attrs.fields(Limits)
    ]
    return table(("limit", "at most", "of what", "finding"), rows)


def told(field: "attrs.Attribute[float]") -> str:
    """Return the finding that says that a limit is passed, if there is one."""
    said = field.metadata["said"]
    return f"`{said}`" if said else ""


def scalars() -> tuple[shapes.Scalar, ...]:
    """Return the forms of single words and texts that the formats use, each once."""
    keys = (key for record in records() for key in shapes.keys_of(record))
    found = {scalar.name: scalar for key in keys for scalar in singles(key.shape)}
    return tuple(scalar for name, scalar in found.items() if name != "choice")


def singles(shape: shapes.Shape) -> Iterator[shapes.Scalar]:
    """Yield the forms of single words and texts that a shape names itself."""
    match shape:
        case shapes.Scalar():
            yield shape
        case shapes.Each(item) | shapes.Few(item):
            yield from singles(item)
        case shapes.Keyed(_, names):
            yield names
        case shapes.Either(mapped, listed):
            yield from singles(mapped)
            yield from singles(listed)
        case shapes.Record():
            return


def said(scalar: shapes.Scalar) -> str:
    """Return the form of a scalar; for conditions, where they are explained."""
    if scalar is shapes.CONDITION:
        return "a [condition](conditions.md), such as `fever in signs and days > 2`"
    return scalar.form


def records() -> Iterator[type[Any]]:
    """Yield the classes of the formats, file by file, outermost first."""
    for file in FILES:
        yield from within(file)


def within(file: type[Any]) -> Iterator[type[Any]]:
    """Yield the classes of one format, each once, outermost first."""
    found: dict[type[Any], None] = {file: None}
    waiting = [file]
    while waiting:
        for key in shapes.keys_of(waiting.pop(0)):
            for record in inside(key.shape):
                if record not in found:
                    found[record] = None
                    waiting.append(record)
    return iter(found)


def inside(shape: shapes.Shape) -> Iterator[type[Any]]:
    """Yield the classes that a shape names."""
    match shape:
        case shapes.Record(_, short) if is_mapped(shape):
            yield from inside(shape.table[short].shape)
        case shapes.Record(record):
            yield record
        case shapes.Each(item) | shapes.Few(item) | shapes.Keyed(item):
            yield from inside(item)
        case shapes.Either(mapped, listed):
            yield from inside(mapped)
            yield from inside(listed)
        case _:
            return


def is_mapped(shape: shapes.Record) -> bool:
    """Return whether a record is written as what stands for its one key."""
    return bool(shape.short) and isinstance(
        shape.table[shape.short].shape, shapes.Keyed
    )


def title(record: type[Any]) -> str:
    """Return the name of a class of a format, as a heading."""
    return FILES.get(record) or record.__name__.removesuffix("Entry")


def section(record: type[Any]) -> str:
    """Return the table of the keys of a class."""
    first = (record.__doc__ or "").partition("\n")[0]
    rows = [
        (f"`{key.name}`{' *' if key.required else ''}", form(key.shape), key.doc)
        for key in shapes.keys_of(record)
    ]
    level = "##" if record in FILES else "###"
    keys = table(("key", "what stands there", "meaning"), rows)
    return f"{level} {title(record)}\n\n{first}\n\n{keys}"


def form(shape: shapes.Shape, *, many: bool = False) -> str:
    """Return what may stand at a place, in words for a table."""
    match shape:
        case shapes.Scalar(name):
            if name == "choice":
                return shape.form.removeprefix("one of ").replace("|", "\\|")
            return f"{name}s" if many else name
        case shapes.Each(item):
            return f"list of {form(item, many=True)}"
        case shapes.Few(item):
            return f"{form(item)}, or a list of {form(item, many=True)}"
        case shapes.Record(record, short):
            link = f"[{title(record)}](#{title(record).lower()})"
            if not short:
                return link
            said = form(shape.table[short].shape)
            return said if is_mapped(shape) else f"{said} or {link}"
        case shapes.Keyed(item, names):
            return f"mapping: {names.name} to {form(item)}"
        case shapes.Either(mapped, listed):
            return f"{form(mapped)}; or {form(listed)}"
