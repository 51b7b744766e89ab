"""Export: a tree as a program, which says all that it asks, decides and tells."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from triage.base.dates import MONTHS, WEEKDAYS
from triage.base.immutable import immutable
from triage.base.kinds import Free, Range, Subset, Words
from triage.base.money import FORM
from triage.base.question import Question
from triage.base.speech import MARK, THOUSANDS
from triage.engine.decision import as_told
from triage.language.ast import (
    AnswerOf,
    Condition,
    Pick,
    Sum,
    Value,
    ValueWord,
    Word,
)
from triage.language.distance import limits
from triage.language.lower import Lowering
from triage.model.fingerprint import worded
from triage.model.tree import TODAY, Advice, Recommendation, Step, Tree, Way
from triage.program.codes import code
from triage.program.nodes import Kept, Nodes
from triage.program.texts import Texts

if TYPE_CHECKING:
    from triage.base.shapes import (
        AdviceJSON,
        InputJSON,
        ProgramJSON,
        ProgramTextsJSON,
        ShowJSON,
        StepJSON,
        ToldJSON,
        WayJSON,
    )

NO_LANGUAGE = "und"
"""The language of texts where nobody said it, as BCP 47 has it."""


@immutable
class Export:
    """Say the parts of a tree as those of a program."""

    tree: Tree

    @cached_property
    def nodes(self) -> Nodes:
        return Nodes(self.tree.questions)

    @cached_property
    def kept(self) -> Kept:
        return Kept(self.nodes)

    @cached_property
    def lowering(self) -> Lowering[int, int]:
        return Lowering(self.nodes, self.tree.questions, self.tree.values)

    @cached_property
    def advice(self) -> dict[str, int]:
        return {name: index for index, name in enumerate(self.tree.recommendations)}

    def truth(self, condition: Condition) -> int:
        return self.kept.keep(self.lowering.plain(condition))

    def truths(self, condition: Condition) -> list[int]:
        return [*map(self.kept.keep, self.lowering.condition(condition))]

    def number(self, total: Sum) -> list[int]:
        return [*map(self.kept.keep, self.lowering.number(total))]

    def program(self) -> "ProgramJSON":
        """Return the program without its hash, which is of all the rest."""
        tree = self.tree
        return {
            "format": "triage-program/1",
            "sha256": "",
            "tree": tree.id,
            "version": tree.version,
            "logic": tree.full_logic,
            "wording": tree.full_wording,
            "status": tree.status,
            "review_by": tree.review_by,
            "profile": tree.profile.name,
            "place": tree.place,
            "levels": [level.id for level in tree.levels],
            "questions": [*map(self.question, tree.questions.values())],
            "assume": [self.truths(condition)[1] for condition in tree.assume],
            "recommendations": [*map(self.told, tree.recommendations.values())],
            "first": tree.first,
            "steps": [*map(self.step, tree.steps.values())],
            "show": [*map(self.show, tree.show)],
            "texts": {tree.language or NO_LANGUAGE: self.texts()},
            "nodes": self.kept.rows,
        }

    def question(self, question: Question) -> "InputJSON":
        found = domain(question)
        if question.is_date:
            found["dated"] = True
        if question.id == TODAY:
            found["today"] = True
        if kept := limits([question]):
            found["limits"] = {
                code: self.truths(condition)[1] for condition, (_, code) in kept.items()
            }
        if (since := question.since) is not None:
            found["since"] = [since.months, since.days]
        if (until := question.until) is not None:
            found["until"] = [until.months, until.days]
        if question.unit:
            found["unit"] = question.unit
        if question.unsure:
            found["unsure"] = True
        if question.again:
            found["again"] = True
        if guard := self.tree.guards.get(question.id):
            found["only_if"] = self.truth(guard.when)
            found["otherwise"] = code(question, guard.otherwise)
        return found

    def told(self, item: Recommendation) -> "ToldJSON":
        found: ToldJSON = {"id": item.id, "level": item.rank}
        if item.precedence:
            found["rank"] = item.precedence
        if item.alone:
            found["alone"] = True
        if item.warning:
            found["warning"] = True
        return found

    def step(self, step: Step) -> "StepJSON":
        found: StepJSON = {"id": step.id, "ways": []}
        if step.ask:
            found["ask"] = [self.nodes.numbers[name] for name in step.ask]
        if step.checklist:
            found["checklist"] = True
        if step.ask and step.may_be_left:
            found["may_be_left"] = True
        if step.advise:
            found["advise"] = self.collected(step.advise)
        found["ways"] = [self.way(step, way) for way in step.ways]
        return found

    def way(self, step: Step, way: Way) -> "WayJSON":
        found: WayJSON = {"to": way.to}
        if way.answer:
            node = self.nodes.answered(step.ask[0], way.answer)
            found["when"] = self.kept.keep(node)
        elif way.when is not None:
            found["when"] = self.truth(way.when)
        if way.advise:
            found["advise"] = self.collected(way.advise)
        if way.todo:
            found["todo"] = way.todo
        return found

    def collected(self, advise: Iterable[Advice]) -> "list[AdviceJSON]":
        found: list[AdviceJSON] = []
        for item in advise:
            one: AdviceJSON = {"recommendation": self.advice[item.recommendation]}
            if item.when is not None:
                one["when"] = self.truth(item.when)
            found.append(one)
        return found

    def show(self, name: str) -> "ShowJSON":
        value = self.tree.values[name]
        found: ShowJSON
        match value.body:
            case Sum() as body:
                found = {"id": name, "kind": "number", "nodes": self.number(body)}
                found["scale"] = body.scale
                if body.dated:
                    found["dated"] = True
            case Word() | AnswerOf() | ValueWord() | Pick():
                found = {"id": name, "kind": "word", "nodes": self.possible(value)}
                found["words"] = [*value.choices]
            case condition:
                found = {"id": name, "kind": "truth", "nodes": self.truths(condition)}
        return found

    def possible(self, value: Value) -> list[int]:
        """Return for each word of a value whether it is still possible."""
        known = self.lowering.words(ValueWord(value.id))
        never = self.nodes.constant(False)  # noqa: FBT003
        return [self.kept.keep(known.get(word, never)) for word in value.choices]

    def texts(self) -> "ProgramTextsJSON":
        tree, parts = (
            self.tree,
            Texts(self.tree, self.truth, self.number, self.possible),
        )
        advice, shown = tree.recommendations.values(), tree.show
        found: ProgramTextsJSON = {
            "title": tree.title,
            "audience": tree.audience,
            "not_for": tree.not_for,
            "disclaimer": tree.profile.disclaimer,
            "emergency": tree.profile.emergency,
            "levels": {level.id: level.title for level in tree.levels},
            "values": {n: v.title for n in shown if (v := tree.values[n]).title},
            "questions": [*map(parts.question, tree.questions.values())],
            "recommendations": [*map(parts.recommendation, advice)],
        }
        if phrases := tree.speech.shared(ours(tree)):
            found["phrases"] = phrases
        if any(says := [*map(self.denied, tree.assume)]):
            found["assume"] = [*map(parts.short, says)]
        return worded(tree, found, tree.full_texts)

    def denied(self, condition: Condition) -> str:
        """Return what is said where answers deny what is assumed; may be empty."""
        said, speech = self.tree.denials.get(condition, ""), self.tree.speech
        if said or not speech.language:
            return said
        told = as_told(self.tree.words.of(condition), speech)
        return told.replace("{", "{{").replace("}", "}}")


def ours(tree: Tree) -> Iterator[str]:
    """Yield what an engine says that is no text of the tree."""
    yield from (*MONTHS, *WEEKDAYS, MARK, THOUSANDS, FORM, *PHRASES)
    yield from (question.unit for question in tree.questions.values())
    yield from (value.unit for value in tree.values.values())


PHRASES = (
    *("Yes", "No", "Not sure", "none of these", "or", "accept: or"),
    *("{day} {month} {year}", "{month} {year}", "{weekday} {date}"),
    "These answers do not go together.",
)
"""What engines say, beside the names of days and units."""


def domain(question: Question) -> "InputJSON":
    """Return what can be answered to a question, "not sure" apart."""
    name, kind, found = question.id, question.type, question.domain
    match found:
        case Words(keys):
            return {"id": name, "type": kind, "domain": "one", "options": [*keys]}
        case Subset(keys):
            some: InputJSON = {"id": name, "type": kind, "domain": "some"}
            alone = [keys.index(key) for key in question.alone]
            some["options"] = [*keys]
            if alone:
                some["alone"] = alone
            return some
        case Range(low, high, decimals):
            number: InputJSON = {"id": name, "type": kind, "domain": "number"}
            number["range"] = [low, high]
            if decimals:
                number["decimals"] = decimals
            return number
        case Free(most):
            text: InputJSON = {"id": name, "type": kind, "domain": "text"}
            text["most"] = most
            if question.lines:
                text["lines"] = True
            if question.personal:
                text["personal"] = True
            return text
        case _:
            assert_never(found)
