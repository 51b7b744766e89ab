"""Drawing: how a tree becomes a diagram, with what is laid over it."""

from typing import TYPE_CHECKING

import attrs

from triage.base.exceptions import TriageError
from triage.base.lazy import Later
from triage.diagram.build import Reading, part_view, view
from triage.diagram.diagram import Diagram
from triage.diagram.full import in_full
from triage.diagram.model import View
from triage.diagram.others import folded
from triage.diagram.overview import Overview
from triage.diagram.parts import parts
from triage.model.tree import Tree

if TYPE_CHECKING:
    from triage.diagram import compare, over_map, overlay, shares, stack, unchanged
    from triage.engine.coverage import Coverage
    from triage.engine.decision import Decision
    from triage.engine.flow import Flow
else:  # most pictures are of a tree alone
    compare = Later("triage.diagram.compare")
    over_map = Later("triage.diagram.over_map")
    overlay = Later("triage.diagram.overlay")
    shares = Later("triage.diagram.shares")
    stack = Later("triage.diagram.stack")
    unchanged = Later("triage.diagram.unchanged")


def draw_parts(
    tree: Tree,
    *,
    decision: "Decision | None" = None,
    coverage: "Coverage | None" = None,
    flow: "Flow | None" = None,
) -> tuple[Diagram, ...]:
    """Draw the parts of a tree, each as a picture that can be read.

    Args:
        tree: The tree.
        decision: A decision whose path is set apart.
        coverage: What cases have come by, instead of a path.
        flow: How many people take which way, instead of a path.

    Raises:
        TriageError: What is given is of another tree, or it is several.

    >>> import triage
    >>> from triage.diagram import draw_parts
    >>> [part.view.title for part in draw_parts(triage.load("start"))]
    ['START, sorting adults in a mass casualty incident']
    """
    return tuple(
        draw(tree, decision=decision, coverage=coverage, flow=flow, part=part.number)
        for part in parts(tree)
    )


def draw_map(
    tree: Tree,
    *,
    decision: "Decision | None" = None,
    flow: "Flow | None" = None,
    against: Tree | None = None,
    breaks: str = "",
    worse: str = "",
) -> Diagram:
    """Draw a map of a tree: titles and numbers alone, on one page.

    Of a tree that is too large for a page its parts are shown, and it says so.

    Args:
        tree: The tree.
        decision: A decision whose path is set apart.
        flow: How many people come by each step, instead of a path.
        against: An older version of the tree: the steps that were added, changed and
            removed are set apart, instead of a path.
        breaks: What the decision breaks, in words, such as what a property says.
        worse: What is worse than on another map, in words; empty for nothing.

    Raises:
        TriageError: What is given is of another tree, or it is several, or something is
            broken or worse and no decision given.

    >>> import triage
    >>> from triage.diagram import draw_map
    >>> print(draw_map(triage.load("start")).outline().splitlines()[-1])
      Down to: Delayed (Level 3 of 4)
    """
    refuse_several(decision, flow, against)
    refuse_of_others(tree, decision=decision, flow=flow)
    if (breaks or worse) and decision is None:
        raise TriageError("what is broken is said of a decision: give `decision`, too")
    here = Overview(Reading.of(tree))
    if flow is not None:
        return Diagram(over_map.people_on_map(here, flow))
    if decision is not None:
        return Diagram(breaking(over_map.path_on_map(here, decision), breaks, worse))
    if against is not None:
        return Diagram(over_map.changes_on_map(here, against))
    return Diagram(here.view())


def for_review(diagram: Diagram, tree: Tree) -> Diagram:
    """Return a picture with all that people read at the steps and ends it shows.

    That is help, second questions, what is said back, advice with what to watch for,
    and the sources, numbered, with how far each can be trusted.

    Args:
        diagram: A picture of the tree.
        tree: The tree.

    >>> import triage
    >>> from triage.diagram import draw, for_review
    >>> tree = triage.load("start")
    >>> shown = for_review(draw(tree), tree).outline().splitlines()
    >>> [line for line in shown if line.startswith("Sources")]
    ['Sources']
    """
    return Diagram(in_full(diagram.view, tree))


def fold(diagram: Diagram) -> Diagram:
    """Return a picture of two versions, whole only where something changed.

    What changed stays, and so do the steps next to it. All others are grey boxes with
    their numbers and titles, those side by side one box. Of two versions that do not
    differ, and of any other picture, nothing is folded.

    Args:
        diagram: A picture of the whole tree, drawn with ``against``.

    >>> import triage
    >>> from triage.diagram import draw, fold
    >>> old = triage.load("start")
    >>> text = old.documents[0].span.source.text
    >>> new = triage.loads(text.replace(old.questions["walks"].text, "Walks?"))
    >>> fold(draw(new, against=old)).view.details[-1]
    '4 unchanged steps folded'
    """
    return Diagram(unchanged.folded(diagram.view))


def draw(
    tree: Tree,
    *,
    decision: "Decision | None" = None,
    coverage: "Coverage | None" = None,
    flow: "Flow | None" = None,
    against: Tree | None = None,
    start: str | None = None,
    depth: int | None = None,
    part: int | None = None,
) -> Diagram:
    """Draw a tree.

    Args:
        tree: The tree.
        decision: A decision whose path is set apart.
        coverage: What cases have come by, instead of a path.
        flow: How many people take which way, instead of a path: each has its share, and
            its line is as wide.
        against: An older version of the tree: what was added, changed and removed
            is set apart, instead of a path.
        start: The id of the step to begin with, when only the part below it is
            wanted.
        depth: How many steps below the first are shown; 0 shows the first alone.
        part: The number of a part, when only that is wanted: parts are the modules,
            and what lies between them.

    Raises:
        TriageError: There is no such step or part, the depth is negative, the decision
            or the coverage is of another tree, or what is given does not go together.

    >>> import triage
    >>> tree = triage.load("back_pain")
    >>> print(triage.draw(tree).mermaid().splitlines()[5])
    flowchart TD
    """
    refuse_several(decision, coverage, flow, against)
    if part is not None and (start, depth, against) != (None, None, None):
        raise TriageError("a part is drawn whole, and alone: give only its number")
    refuse_of_others(tree, decision=decision, coverage=coverage, flow=flow)
    if part is not None:
        shown = part_view(Reading.of(tree), part)
    elif against is not None:
        shown = compare.view_against(tree, against, start=start, depth=depth)
    else:
        shown = view(tree, start=start, depth=depth)
    return Diagram(folded(laid_over(shown, decision, coverage, flow)))


def laid_over(
    shown: View,
    decision: "Decision | None",
    coverage: "Coverage | None",
    flow: "Flow | None",
) -> View:
    """Return a view with what is to be seen on it, if anything."""
    if decision is not None:
        return overlay.with_path(shown, decision)
    if coverage is not None:
        return overlay.with_coverage(shown, coverage)
    return shown if flow is None else shares.with_flow(shown, flow)


def draw_path(decision: "Decision", *, breaks: str = "", worse: str = "") -> Diagram:
    """Draw the path of a decision alone: a short stack of the steps that it took.

    Each step has what was answered, what counts where nothing was asked, and what was
    advised there; each way has what of its condition decided.

    Args:
        decision: The decision.
        breaks: What it breaks, in words, such as what a property says; empty for
            nothing.
        worse: What is worse than in another picture, in words; empty for nothing.

    >>> import triage
    >>> from triage.diagram import draw_path
    >>> decision = triage.load("start").decide({"walks": "yes"})
    >>> print(draw_path(decision).outline().splitlines()[1])
    version 1.0.0 · draft · logic 40df6f1a · only the path: 1 of 6 steps
    """
    whole = overlay.with_path(view(decision.tree), decision)
    shown = stack.stacked(whole, decision)
    return Diagram(folded(breaking(shown, breaks, worse)))


def breaking(view: View, breaks: str, worse: str) -> View:
    """Return a picture of a path that says, before all else, what the path breaks.

    Of two people by whom it is broken, that of whoever is worse off says in what.
    """
    broken = breaks.strip().rstrip(".").rstrip()
    said = [f"breaks “{broken}”"] * bool(broken) + [f"worse off: {worse}"] * bool(worse)
    return attrs.evolve(view, details=(*said, *view.details))


def refuse_several(*given: object) -> None:
    """Refuse to lay several things over one picture.

    Raises:
        TriageError: More than one is given.
    """
    if sum(one is not None for one in given) > 1:
        raise TriageError(
            "a picture shows one of a decision, coverage, people and changes: give one "
            "of them"
        )


def refuse_of_others(tree: Tree, **given: "Decision | Coverage | Flow | None") -> None:
    """Refuse what is laid over a picture of another tree.

    Raises:
        TriageError: It is of another one.
    """
    for name, found in given.items():
        if found is not None and found.tree.logic != tree.logic:
            made = "was made with" if name == "decision" else "is of"
            raise TriageError(f"the {name} {made} another tree")
