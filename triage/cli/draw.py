"""`triage draw`: diagrams."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from triage import cases, frames
from triage.base.exceptions import TriageError
from triage.base.files import write
from triage.base.immutable import immutable
from triage.base.wording import many, quoted
from triage.cli.options import (
    Given,
    Told,
    answer_options,
    file_option,
    told_options,
)
from triage.cli.output import note, note_missing
from triage.cli.refusals import refused_in_words
from triage.cli.signals import stopped_at_once
from triage.cli.trees import opened
from triage.diagram import (
    Diagram,
    draw,
    draw_map,
    draw_parts,
    draw_path,
    fold,
    for_review,
)
from triage.diagram.diagram import bound_for, ending_of, refused_by, sort_of
from triage.engine.decision import Decision
from triage.engine.flow import Flow
from triage.model.tree import Tree

PIXELS = "--dpi is for a picture of pixels: draw it to a .png"
SHEETS = "--paper and --landscape are for sheets: draw them to a .pdf"
UNFOLD = "--unfold is for --against, without --map: nothing else is folded"
LONG_SIDE = "--landscape is for sheets: say which, such as --paper a4"
WHOLE_STEPS = (
    "--for and --paper draw every step whole: give them without --map and --parts"
)
ONLY_PATH = (
    "--only-path draws the steps that answers take: give it with answers, without "
    "--coverage, --population, --against, --from, --depth and --part"
)
WHOLE = (
    "--map and --parts draw a whole tree: give one of them, without --from, --depth, "
    "--part and --only-path, and --against with --map alone"
)


@immutable
class Look:
    """Hold for whom a picture is, and on what it is drawn."""

    reader: str | None = None
    paper: str | None = None
    landscape: bool = False
    dpi: int | None = None

    def check(self, output: str, *, several: bool) -> None:
        """Refuse what a file of this name cannot be.

        Raises:
            TriageError: Pixels or paper are wished of a file that has none.
        """
        suffix = Path(output).suffix.lower()
        if self.dpi is not None and (suffix != ".png" or several):
            raise TriageError(PIXELS)
        if (self.paper or self.landscape) and suffix != ".pdf":
            raise TriageError(SHEETS)
        if self.landscape and not (self.paper or self.reader):
            raise TriageError(LONG_SIDE)

    def of(self, diagram: Diagram, tree: Tree) -> Diagram:
        """Return a picture with all that its readers want to see."""
        return for_review(diagram, tree) if self.reader else diagram

    def drawn(self, diagram: Diagram, output: str) -> bytes:
        if self.dpi is not None:
            return diagram.png(self.dpi)
        if ending_of(output) == ".pdf" and (self.paper or self.reader):
            return diagram.pdf(self.paper or "a4", landscape=self.landscape)
        return diagram.drawn_for(output)


AS_EVER = Look()


@click.command("draw")
@click.argument("tree")
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="FILE",
    help="Where to draw: .svg, .png, .pdf, .dot, .mmd (Mermaid), .md (Mermaid for a "
    "code host) or .txt (outline). "
    "Without it, or for -, the outline is printed.",
)
@answer_options
@click.option(
    "--only-path",
    is_flag=True,
    help="Draw the path of the answers alone, step by step.",
)
@click.option(
    "--coverage", is_flag=True, help="Show how many of the cases beside it reach what."
)
@file_option(
    "--population",
    help="Show which share of the people of FILE, a table (.csv, .parquet, .jsonl), "
    "comes by what, and draw lines as wide.",
)
@click.option(
    "--against",
    "old",
    default="",
    metavar="OLD",
    help="Show what was added, changed and removed since OLD, a tree; steps that no "
    "change is next to are folded to their titles.",
)
@click.option("--unfold", is_flag=True, help="With --against, show every step whole.")
@click.option("--from", "start", default=None, metavar="STEP", help="Begin at STEP.")
@click.option(
    "--depth", type=click.IntRange(min=0), default=None, help="Draw so many steps deep."
)
@click.option(
    "--map", "as_map", is_flag=True, help="Draw titles and numbers alone, on a page."
)
@click.option(
    "--part", type=int, default=None, metavar="N", help="Draw the part of this number."
)
@click.option(
    "--parts",
    "all_parts",
    is_flag=True,
    help="Draw each part in a file of its own, into the folder FILE, or as a page of "
    "FILE if that ends with .pdf, or print all.",
)
@click.option(
    "--for",
    "reader",
    type=click.Choice(["review"]),
    default=None,
    help="Show all that people read, with its sources; a .pdf is drawn on sheets.",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "a3", "letter"]),
    default=None,
    help="Draw a .pdf on sheets, every step whole.",
)
@click.option("--landscape", is_flag=True, help="Lay the sheets on their long side.")
@click.option(
    "--dpi", type=click.IntRange(min=1), default=None, help="Pixels an inch of a .png."
)
@told_options
def command(
    *,
    tree: str,
    output: str,
    answers: Given,
    coverage: bool,
    only_path: bool,
    population: str,
    old: str,
    told: Told,
    **part: Any,
) -> None:
    """Draw a tree, and the path that answers take through it.

    Without a file to draw to, it is printed as an outline in words. Parts are the
    modules, and what lies between them; a long one is drawn in several.
    """
    as_map, all_parts = part.pop("as_map"), part.pop("all_parts")
    look = Look(*map(part.pop, ("reader", "paper", "landscape", "dpi")))
    look.check(output, several=all_parts)
    if (unfold := part.pop("unfold")) and (as_map or not old):
        raise TriageError(UNFOLD)
    limits = only_path or any_of(part) or (old and all_parts)
    if (as_map or all_parts) and (limits or (as_map and all_parts)):
        raise TriageError(WHOLE)
    if (all_parts or as_map) and (look.reader or look.paper):
        raise TriageError(WHOLE_STEPS)
    if as_map and coverage:
        raise TriageError("a map shows no coverage: draw the tree, or --parts")
    if only_path and (answers is None or coverage or population or old or any_of(part)):
        raise TriageError(ONLY_PATH)
    loaded = opened(tree, **told)
    decision = None if answers is None else decided(loaded, answers)
    shown: dict[str, Any] = {
        "decision": decision,
        "coverage": cases.load(tree).coverage() if coverage else None,
        "flow": flow_of(loaded, population) if population else None,
    }
    against = opened(old, **told) if old else None
    if all_parts:
        draw_all(loaded, draw_parts(loaded, **shown), output)
    elif as_map:
        del shown["coverage"]
        draw_one(draw_map(loaded, against=against, **shown), output, look)
    elif only_path and decision is not None:
        draw_one(look.of(draw_path(decision), loaded), output, look)
    else:
        diagram = draw(loaded, against=against, **shown, **part)
        is_whole = not old or unfold or look.reader or look.paper or any_of(part)
        shown_so = diagram if is_whole else fold(diagram)
        draw_one(look.of(shown_so, loaded), output, look)
    if decision is not None:
        note_missing(decision)


def decided(tree: Tree, answers: dict[str, object]) -> Decision:
    """Return the decision whose path is drawn, also of a tree out of use."""
    with refused_in_words(tree):
        return tree.decide(answers, allow_retired=True)


def flow_of(tree: Tree, people: str) -> Flow:
    """Return how many rows of a file take which way; what has no column is open.

    Raises:
        TriageError: No row could be counted.
    """
    flow = frames.count_file(tree, people, partial=True, allow_retired=True)
    if not flow.people:
        raise TriageError(f"{people}: has no row of which a way could be told")
    if flow.unknown:
        note(
            f"{people}: no column for {quoted(flow.unknown)}: these are open for "
            "everybody, so nobody goes on where one of them decides"
        )
    if flow.unread:
        note(f"{people}: not read, as no question is called so: {quoted(flow.unread)}")
    return flow


def any_of(part: Mapping[str, Any]) -> bool:
    """Whether a part is drawn, not a whole tree."""
    return any(value is not None for value in part.values())


def draw_all(tree: Tree, diagrams: Sequence[Diagram], folder: str) -> None:
    if folder == "-":
        click.echo("\n".join(diagram.outline() for diagram in diagrams), nl=False)
        return
    if Path(folder).suffix.lower() == ".pdf":
        with stopped_at_once():
            drawn = bound_for(folder, diagrams)
        write(folder, drawn, sort_of(folder))
        note(f"{folder} is drawn: {many(len(diagrams), 'page')}")
        return
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TriageError(f"`{folder}` is no folder to draw into: {error}") from None
    for number, diagram in enumerate(diagrams, start=1):
        draw_one(diagram, str(Path(folder, f"{tree.id}_{number}.svg")))


def draw_one(diagram: Diagram, output: str, look: Look = AS_EVER) -> None:
    suffix = Path(output).suffix.lower()
    if output == "-":
        click.echo(diagram.outline(), nl=False)
        return
    with stopped_at_once():
        drawn = look.drawn(diagram, output)
    write(output, drawn, sort_of(output))
    note(f"{output} is drawn")
    if refused := refused_by(diagram, suffix, drawn):
        note(f"{refused}: draw parts of it with --parts, or --map")
