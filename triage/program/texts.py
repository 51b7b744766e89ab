"""Texts of a program: templates taken apart, the places of answers by number."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from triage.base import holes, markdown
from triage.base.immutable import immutable
from triage.base.question import Question
from triage.language.ast import Condition, Sum, Value
from triage.model.tree import Piece, Recommendation, Tree

if TYPE_CHECKING:
    from triage.base.shapes import (
        AdviceTextsJSON,
        AnswerHoleJSON,
        AskedTextsJSON,
        LongJSON,
        NumberHoleJSON,
        PieceJSON,
        TemplateJSON,
        WordHoleJSON,
    )

    HoleJSON: TypeAlias = AnswerHoleJSON | NumberHoleJSON | WordHoleJSON

T = TypeVar("T")


@immutable
class Texts:
    """Take the texts of a tree apart.

    Args:
        tree: The tree.
        truth: Returns the node of a plain condition.
        number: Returns the nodes of the least and the greatest of a number.
        possible: Returns a node for each word of a value: whether it is possible.
    """

    tree: Tree
    truth: Callable[[Condition], int]
    number: Callable[[Sum], list[int]]
    possible: Callable[[Value], list[int]]

    def question(self, question: Question) -> "AskedTextsJSON":
        found: AskedTextsJSON = {
            "text": self.short(question.text),
            "again": self.short(question.again),
            "help": self.long(question.help),
            "why": self.long(question.why),
            "if_wrong": self.short(question.if_wrong),
            "replies": {one.to: self.long(one.text) for one in question.responses},
            "name": question.name,
            "options": {
                key: question.describe(key)
                for key in question.keys
                if question.describe(key) != key
            },
            "names": {item.id: item.name for item in question.options if item.name},
        }
        return said(found)

    def recommendation(self, item: Recommendation) -> "AdviceTextsJSON":
        found: AdviceTextsJSON = {
            "title": self.short(item.title),
            "text": self.told(item, "text"),
            "watch_for": self.told(item, "watch_for"),
        }
        return said(found)

    def told(self, item: Recommendation, of: str) -> "LongJSON":
        pieces = [self.piece(piece) for piece in item.pieces if piece.of == of]
        return {"pieces": pieces} if pieces else self.long(getattr(item, of))

    def piece(self, piece: Piece) -> "PieceJSON":
        found: PieceJSON = {"text": self.long(piece.text)}
        if piece.when is not None:
            found["when"] = self.truth(piece.when)
        if piece.otherwise:
            found["otherwise"] = self.long(piece.otherwise)
        return found

    def long(self, text: str) -> "TemplateJSON":
        """Return a text in Markdown, which is no list where a hole begins it."""
        return self.short(markdown.numbered(text) if holes.has_braces(text) else text)

    def short(self, text: str) -> "TemplateJSON":
        if not holes.has_braces(text):
            return text
        parts = holes.template(text)
        return [part if isinstance(part, str) else self.hole(part) for part in parts]

    def hole(self, hole: holes.Hole) -> "HoleJSON":
        found: HoleJSON
        if hole.name in self.tree.questions:
            found = {"question": [*self.tree.questions].index(hole.name)}
        else:
            found = self.shown(hole.name)
        if hole.look:
            found["look"] = hole.look
        if hole.otherwise is not None:
            found["otherwise"] = hole.otherwise
        return found

    def shown(self, name: str) -> "NumberHoleJSON | WordHoleJSON":
        value = self.tree.values[name]
        if value.options:
            words = [option.text for option in value.options]
            return {"word": self.possible(value), "words": words}
        body = cast("Sum", value.body)  # no text shows another
        found: NumberHoleJSON = {"number": self.number(body), "scale": body.scale}
        if body.dated:
            found["dated"] = True
        if value.unit:
            found["unit"] = value.unit
        return found


def said(texts: T) -> T:
    """Return texts without those that are empty."""
    return cast("T", {key: text for key, text in cast("Any", texts).items() if text})
