"""Sheets: each step whole, as the patient reads it and as the tree goes on from it."""

from collections.abc import Iterator

from triage.base.immutable import immutable
from triage.base.question import Question
from triage.diagram.lines import allowed, choices, guarded, replies
from triage.diagram.model import Edge, Line, Node, View
from triage.diagram.notation import PictureVoice
from triage.diagram.overview import title
from triage.diagram.phrases import advised, goal, numbered
from triage.diagram.scores import option_points
from triage.model.tree import Tree


@immutable
class Asked:
    """Show a question of a step with all that belongs to it.

    Args:
        question: The question.
        name: The words by which conditions speak of it; may be empty.
        answers: What can be answered.
        points: What each answer counts, where it counts.
        only: When it is asked, if that depends, and what counts otherwise.
        replies: What is said back to answers: the answer, and the text in Markdown.
    """

    question: Question
    name: str
    answers: tuple[str, ...]
    points: tuple[str, ...]
    only: tuple[str, ...]
    replies: tuple[tuple[str, str], ...]


@immutable
class Way:
    """Show a way on from a step.

    Args:
        number: Its number in the tree.
        when: When it is taken, in words.
        told: What is advised on the way, in words.
        to: Where it leads, in words.
        step: The number of the step there; 0 at an end.
        advice: The id of the recommendation there; may be empty.
        cells: What a row of a table says of each column.
    """

    number: int
    when: str
    told: tuple[str, ...]
    to: str
    step: int
    advice: str
    cells: tuple[str, ...]


@immutable
class Sheet:
    """Show a step whole.

    Args:
        id: The id of the step.
        number: Its number, the same in every picture.
        title: What it is called.
        part: The part of the tree that it stands in.
        asked: Its questions.
        notes: What else stands there, such as a total.
        is_list: Whether its questions are shown as one list to tick.
        told: What is advised there, in words.
        ordered: Whether the first way that holds is taken.
        columns: Of a table, what each column is about.
        ways: The ways on.
        before: The numbers of the steps that lead here.
    """

    id: str
    number: int
    title: str
    part: str
    asked: tuple[Asked, ...]
    notes: tuple[str, ...]
    is_list: bool
    told: tuple[str, ...]
    ordered: bool
    columns: tuple[str, ...]
    ways: tuple[Way, ...]
    before: tuple[int, ...]


def sheets(tree: Tree, view: View, words: PictureVoice) -> Iterator[Sheet]:
    """Yield a sheet for each step of a picture of a whole tree."""
    nodes = {node.id: node for node in view.nodes}
    ways: dict[str, list[Edge]] = {}
    before: dict[str, set[int]] = {}
    for edge in view.edges:
        ways.setdefault(edge.source, []).append(edge)
        before.setdefault(edge.target, set()).add(nodes[edge.source].number)
    for node in view.nodes:
        if node.kind == "step":
            leads = ways.get(node.id, [])
            yield Sheet(
                id=node.id,
                number=node.number,
                title=title(tree, tree.steps[node.id]),
                part=tree.steps[node.id].part,
                asked=tuple(asked(tree, node, words)),
                notes=tuple(text(line) for line in node.lines if not line.question),
                is_list=any(line.choice == "tick" for line in node.lines),
                told=tuple(map(advised, node.notes)),
                ordered=any(edge.order for edge in leads),
                columns=node.columns,
                ways=tuple(way(tree, edge, nodes[edge.target]) for edge in leads),
                before=tuple(sorted(before.get(node.id, ()))),
            )


def asked(tree: Tree, node: Node, words: PictureVoice) -> Iterator[Asked]:
    for line in node.lines:
        if not line.question:
            continue
        question = tree.questions[line.question]
        yield Asked(
            question,
            line.name,
            tuple(choices(question) or [allowed(question)]),
            line.points or option_points(question),
            tuple(guarded(tree, question, words)),
            tuple(replies(question)),
        )


def text(line: Line) -> str:
    return f"{line.text}: {', '.join(line.points)}" if line.points else line.text


def way(tree: Tree, edge: Edge, target: Node) -> Way:
    is_step = target.kind == "step"
    name = f"{target.number}. {title(tree, tree.steps[target.id])}" if is_step else ""
    return Way(
        number=edge.number,
        when=numbered(edge) or "Always",
        told=tuple(map(advised, edge.notes)),
        to=name or goal(target),
        step=target.number,
        advice=target.id if target.kind == "recommendation" else "",
        cells=edge.cells,
    )
