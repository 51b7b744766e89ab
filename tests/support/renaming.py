"""The same tree with other ids, and in it what the ids were before."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import attrs
from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]
Names = dict[str, str]


def other_names(draw: Draw, names: Any, form: str) -> Names:
    """Return other ids for some of the names."""
    return {n: form.format(n) for n in names if draw(st.booleans())}


def by_way_of(draw: Draw, names: Names) -> Names:
    """Return renamings that lead to the same ids, some of them in two steps."""
    found = {}
    for old, new in names.items():
        steps = [old, f"{old}_then", new] if draw(st.booleans()) else [old, new]
        found |= dict(pairwise(steps))
    return found


KEPT = ("decimals", "unit", "title", "options", "ordered")
"""The keys of a value in which nothing is named."""


def own_options(question: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a question, unless it shares them with others."""
    options = question.get("options", {})
    return options if isinstance(options, dict) else {}


@attrs.frozen
class Renaming:
    """Give a tree file as a mapping other ids; values have options of questions."""

    questions: Names
    options: dict[str, Names]
    recommendations: Names
    steps: Names
    values: Names
    like: Names

    @classmethod
    def drawn(cls, draw: Draw, document: dict[str, Any]) -> "Renaming":
        asked = document["questions"]
        options = {
            name: other_names(draw, own_options(question), "{}_new")
            for name, question in asked.items()
        }
        values = document["values"].items()
        like = {n: v["like"] for n, v in values if isinstance(v, dict) and "like" in v}
        return cls(
            other_names(draw, asked, "new_{}"),
            options | {name: options[question] for name, question in like.items()},
            other_names(draw, document["recommendations"], "{}_told"),
            other_names(draw, document["steps"], "at_{}"),
            other_names(draw, document["values"], "{}_made"),
            like,
        )

    def entry(self, draw: Draw) -> dict[str, Any]:
        """Return what the file says was renamed."""
        return {
            "questions": by_way_of(draw, self.questions),
            "options": {
                self.question(name): by_way_of(draw, names)
                for name, names in self.options.items()
                if names and name not in self.like
            },
            "recommendations": by_way_of(draw, self.recommendations),
            "steps": by_way_of(draw, self.steps),
            "values": by_way_of(draw, self.values),
        }

    def question(self, name: str) -> str:
        """Return what a question is called, or a value."""
        return self.questions.get(name, self.values.get(name, name))

    def option(self, name: str, key: Any) -> Any:
        return self.options.get(name, {}).get(key, key)

    def place(self, name: str) -> str:
        return self.steps.get(name, self.recommendations.get(name, name))

    def answer(self, name: str, answer: Any) -> Any:
        if isinstance(answer, tuple):
            return tuple(self.option(name, key) for key in answer)
        return self.option(name, answer)

    def answers(self, given: Any) -> dict[str, Any]:
        return {self.question(n): self.answer(n, a) for n, a in given.items()}

    def condition(self, text: str) -> str:
        """Return a condition in the new ids, options first: they have a question."""
        for name in self.options:
            parts = (
                rf"\b{name} (?:[!=]=|[<>]=?) \w+",
                rf"\w+ in {name}\b",
                rf"\b{name} in \[.*?\]",
            )
            for part in parts:
                text = re.sub(part, lambda m, n=name: self.words(m[0], n), text)
        return re.sub(r"\w+", lambda m: self.question(m[0]), text)

    def value(self, item: Any) -> Any:
        """Return a value in the new ids, whatever form it has."""
        if isinstance(item, list):
            return [*map(self.value, item)]
        if not isinstance(item, dict):
            return self.condition(str(item))
        made = {key: self.value(x) for key, x in item.items() if key not in KEPT}
        if "like" in item:
            made["is"] = self.words(made["is"], item["like"])
        if isinstance(item.get("is"), dict):
            made["is"] = {
                self.option(item["by"], key): self.value(x)
                for key, x in item["is"].items()
            }
        return item | made

    def words(self, text: str, name: str) -> str:
        return re.sub(r"\w+", lambda m: self.option(name, m[0]), text)

    def document(self, old: dict[str, Any]) -> dict[str, Any]:
        """Return the tree file in the new ids."""
        told = self.recommendations
        return old | {
            "questions": {
                self.question(name): self.asked(name, question)
                for name, question in old["questions"].items()
            },
            "values": {
                self.question(name): self.value(item)
                for name, item in old["values"].items()
            },
            "show": [*map(self.question, old.get("show", []))],
            "recommendations": {
                told.get(name, name): self.told(item)
                for name, item in old["recommendations"].items()
            },
            "start": self.place(old["start"]),
            "steps": {
                self.place(name): self.step(step) for name, step in old["steps"].items()
            },
        }

    def asked(self, name: str, question: dict[str, Any]) -> dict[str, Any]:
        made = question | {"text": self.shown(question["text"])}
        if "reply" in made:
            made["reply"] = {
                self.option(name, key): self.shown(text)
                for key, text in made["reply"].items()
            }
        if own_options(made):
            made["options"] = {
                self.option(name, key): item for key, item in made["options"].items()
            }
        if "only_if" in made:
            made["only_if"] = self.condition(made["only_if"])
        if "otherwise" in made:
            made["otherwise"] = self.option(name, made["otherwise"])
        return made

    def told(self, item: dict[str, Any]) -> Any:
        signs = (
            {"signs": [*map(self.question, item["signs"])]} if "signs" in item else {}
        )
        return self.shown(item) | signs

    def shown(self, text: Any) -> Any:
        """Return texts whose holes name questions by their new ids."""
        if isinstance(text, dict):
            made = {key: self.shown(item) for key, item in text.items()}
            when = {"when": self.condition(text["when"])} if "when" in text else {}
            return made | when
        if isinstance(text, list):
            return [*map(self.shown, text)]
        if not isinstance(text, str):
            return text
        return re.sub(r"(?<=\{)\w+", lambda m: self.question(m[0]), text)

    def step(self, step: dict[str, Any]) -> dict[str, Any]:
        asked = step.get("ask") or step.get("checklist") or [""]
        made = self.way(step)
        for key in {"ask", "checklist"} & step.keys():
            made[key] = [*map(self.question, step[key])]
        if "answers" in step:
            made["answers"] = {
                self.option(asked[0], key): self.place(to)
                for key, to in step["answers"].items()
            }
        if "table" in step:
            made["table"] = self.table(step["table"])
        if "branches" in step:
            made["branches"] = [*map(self.way, step["branches"])]
        return made

    def table(self, table: dict[str, Any]) -> dict[str, Any]:
        inputs = table["inputs"]
        count = len(inputs)
        rows = [
            [
                *map(self.words, row[:count], inputs),
                *(" and ".join(map(self.place, x.split(" and "))) for x in row[count:]),
            ]
            for row in table["rows"]
        ]
        return table | {"inputs": [*map(self.question, inputs)], "rows": rows}

    def way(self, way: dict[str, Any]) -> dict[str, Any]:
        made = dict(way)
        if "go" in way:
            made["go"] = self.place(way["go"])
        if "when" in way:
            made["when"] = self.condition(way["when"])
        if "advise" in way:
            made["advise"] = [*map(self.advice, way["advise"])]
        return made

    def advice(self, item: Any) -> Any:
        if isinstance(item, str):
            return self.place(item)
        when = self.condition(item["when"])
        return {"add": self.place(item["add"]), "when": when}
