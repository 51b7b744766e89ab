"""Phrases: a part of a tree in words, as a list of edits says what stood at a place."""

from typing import Any

import triage.language.ast as e
from triage.base.question import Level, Question
from triage.base.wording import listed
from triage.language.english import English
from triage.model.reasons import ANY_OTHER
from triage.model.tree import DONE, Advice, Guard, Recommendation, Step, Tree, Way


class Phrases:
    """Say what stands at a place of one tree; of nothing, nothing."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.english = English(tree.questions, tree.values)

    def of(self, part: Any) -> str:  # noqa: C901, PLR0911, PLR0912
        match part:
            case None:
                return ""
            case bool():
                return "yes" if part else "no"
            case str():
                return self.target(part)
            case Way():
                return self.way(part)
            case Step():
                ways = dict.fromkeys(map(self.of, part.ways))  # of some, one for many
                return "; ".join([*map(self.of, part.advise), *ways])
            case Advice():
                when = "" if part.when is None else f" if {self.of(part.when)}"
                return f"{self.title(part.recommendation)}{when}"
            case Guard(when, otherwise):
                words = otherwise if isinstance(otherwise, tuple) else [otherwise]
                counts = ", ".join(map(str, words)) or "none"
                return f"if {self.of(when)}, otherwise {counts}"
            case e.Value():
                return self.english.meaning(part)
            case e.Sum():
                return self.english.number(part)
            case e.Node():
                return self.english.of(part)  # type: ignore[arg-type]
            case Question():
                return part.allowed
            case Level():
                return part.title
            case tuple():
                return listed([*map(self.question, part)], "and") if part else "nothing"
            case Recommendation(urgency=level, alone=alone, warning=warning):
                kinds = {"alone": alone, "warning": warning}
                told = [level.title if level else "no urgency"]
                return ", ".join([*told, *(kind for kind, so in kinds.items() if so)])
            case _:
                raise AssertionError(part)

    def way(self, way: Way) -> str:
        when = self.of(way.when)
        if way.is_any_other:
            when = ANY_OTHER
        elif way.answer:
            asked = self.tree.questions[self.asking(way)]
            when = asked.brief.describe(way.answer)
        return f"{when} → {self.target(way.to)}" if when else self.target(way.to)

    def asking(self, way: Way) -> str:
        return next(s.ask[0] for s in self.tree.steps.values() if way in s.ways)

    def question(self, name: str) -> str:
        return f"“{self.tree.questions[name].text}”"

    def title(self, name: str) -> str:
        return f"“{self.tree.recommendations[name].title}”"

    def target(self, to: str) -> str:
        if to in self.tree.recommendations:
            return self.title(to)
        if to in self.tree.step_names:
            return f"“{self.tree.step_names[to]}”"
        return {DONE: "the end", "": "what is not written yet"}.get(to, f"step {to}")
