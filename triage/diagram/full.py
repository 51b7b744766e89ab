"""In full: all that people read, laid over a finished view, for those who sign it."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from triage.base.frozen import frozen
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.markdown import lines
from triage.base.question import Question
from triage.base.speech import ENGLISH, Speech
from triage.diagram.lines import in_short, replies
from triage.diagram.model import Line, Node, Reference, View
from triage.diagram.notation import PictureVoice, notation
from triage.model.tree import Citation, Recommendation, Tree


@immutable
class Whole:
    """Hold a tree, and the numbers of the sources that a view of it cites."""

    tree: Tree
    words: PictureVoice
    numbers: Mapping[str, int] = attrs.field(converter=frozen)

    def node(self, node: Node) -> Node:
        told = self.tree.recommendations.get(node.id)
        if node.kind == "recommendation" and told is not None:
            texts = tuple(self.told(told))
            shown = tuple(attrs.evolve(line, texts=texts) for line in node.lines)
            return attrs.evolve(node, lines=shown)
        return attrs.evolve(node, lines=tuple(map(self.line, node.lines)))

    def line(self, line: Line) -> Line:
        question = self.tree.questions.get(line.question)
        if question is None:
            return line
        short = {*in_short(question)}
        details = tuple(text for text in line.details if text not in short)
        return attrs.evolve(line, details=details, texts=tuple(self.asked(question)))

    def asked(self, question: Question) -> Iterator[str]:
        """Yield all that is read at a question, besides itself and its answers."""
        say = self.tree.speech.say
        if len(question.options) > LIMITS.menu:
            every = "; ".join(one.text for one in question.options)
            yield say("All answers: {answers}", answers=every)
        yield from self.read(say("Help:"), question.help)
        yield from self.read(say("Why:"), question.why)
        yield from self.read(say("If not sure, asks:"), question.again)
        yield from self.read(say("If an answer is wrong:"), question.if_wrong)
        for answer, said in replies(question):
            yield from self.read(say("Says back to “{answer}”:", answer=answer), said)
        yield from self.cited(question.cites)

    def told(self, item: Recommendation) -> Iterator[str]:
        """Yield all that is read of a recommendation, besides its title."""
        say = self.tree.speech.say
        for label, key in (("", "text"), (say("Watch for:"), "watch_for")):
            pieces = [piece for piece in item.pieces if piece.of == key]
            if not pieces:
                yield from self.read(label, getattr(item, key))
            for piece in pieces:
                when = ""
                if piece.when is not None:
                    said = self.words.of(piece.when)
                    when = say("If {condition}:", condition=said)
                yield from self.read(f"{label} {when}".strip(), piece.text)
                yield from self.read(
                    f"{label} {say('Otherwise:')}".strip(), piece.otherwise
                )
        yield from self.cited(item.cites)

    def read(self, label: str, text: str) -> Iterator[str]:
        if text:
            shown = lines(self.words.with_holes(text), label)
            yield from (f"{lead}{line}" for line, lead in shown if line)

    def cited(self, names: Iterable[str]) -> Iterator[str]:
        found = sorted(self.numbers[name] for name in names if name in self.numbers)
        if found:
            yield f"{self.tree.speech.say('Sources:')} {', '.join(map(str, found))}"


OPENED = "opened at its publisher: {day}"


def in_full(view: View, tree: Tree) -> View:
    """Return a view with all that people read at its steps and ends, and sources."""
    cited = {*cites(view, tree)}
    numbers = {n: at for n, at in source_numbers(tree).items() if n in cited}
    whole = Whole(tree, notation(tree), numbers)
    return attrs.evolve(
        view,
        nodes=tuple(map(whole.node, view.nodes)),
        sources=tuple(
            Reference(
                number,
                text_of(tree.citations[name], tree.speech),
                tree.citations[name].url,
            )
            for name, number in numbers.items()
        ),
    )


def source_numbers(tree: Tree) -> Mapping[str, int]:
    """Return the numbers of the sources of a tree, the same wherever they are cited."""
    return {name: at for at, name in enumerate(sorted(tree.citations), start=1)}


def cites(view: View, tree: Tree) -> Iterator[str]:
    """Yield the sources of what a view shows."""
    for node in view.nodes:
        for line in node.lines:
            if (question := tree.questions.get(line.question)) is not None:
                yield from question.cites
        if (told := tree.recommendations.get(node.id)) is not None:
            yield from told.cites


def text_of(cited: Citation, speech: Speech = ENGLISH) -> str:
    """Return a source as it is looked up, with how far it can be trusted."""
    looked_up = f"{speech.say(cited.status)} {cited.checked_on}".strip()
    opened = speech.say(OPENED, day=cited.opened) if cited.opened else ""
    about = (cited.title, cited.year, cited.identifier, cited.url, looked_up, opened)
    return ", ".join(filter(None, about))
