"""Renaming: what a record says, in the ids of a later version of its tree."""

from collections.abc import Mapping
from functools import cached_property
from itertools import starmap
from typing import Any

import attrs

from triage.base.holes import with_names
from triage.base.immutable import immutable
from triage.engine.record import WORDS, Json
from triage.engine.saved import Answers, Saved
from triage.model.renamed import Renamed, now_called


def worded(key: str, said: Any, now: Renamed) -> Any:
    """Return what a question said; what its texts show has other ids by now."""
    is_text = key in WORDS and isinstance(said, str)
    return with_names(said, now.questions) if is_text else said


def renamed(saved: Saved, now: Renamed) -> Saved:
    """Return what a record says, in the words of a later version of its tree."""
    chosen = words_by_question(saved)
    ids = now_called((*chosen, *saved.asked, *saved.missing), now.questions)
    options = {
        name: now_called(chosen.get(old, ()), now.options[name])
        for old, name in ids.items()
        if name in now.options
    }

    def answers(given: Answers) -> dict[str, Any]:
        new = {ids[name]: item for name, item in given.items()}
        return {n: called(item, options.get(n, {})) for n, item in new.items()}

    said_of = {
        ids[name]: {key: worded(key, text, now) for key, text in said.items()}
        for name, said in (saved.questions or {}).items()
    }
    for name, names in options.items():
        said = said_of.get(name, {}).get("options")
        if isinstance(said, dict):
            said_of[name]["options"] = {names[k]: v for k, v in said.items()}
    here = Called(now, ids, options)
    return attrs.evolve(
        saved,
        prefill=answers(saved.prefill),
        pages=tuple(map(answers, saved.pages)),
        outcome=here.outcome(saved.outcome),
        wordless=bool(here.left_out),
        asked=tuple(ids[name] for name in saved.asked),
        aside=answers(saved.aside),
        missing=tuple(ids[name] for name in saved.missing),
        questions=None if saved.questions is None else said_of,
    )


@immutable
class Called:
    """Say what came of a record in the words of a later version of its tree.

    Args:
        now: What is called otherwise.
        ids: What each question of the record is called now.
        options: So of the words of each question, by its id now.
    """

    now: Renamed
    ids: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]

    def outcome(self, then: Json) -> Json:
        levels, advice = self.now.levels, self.now.recommendations
        found = self.each(
            then,
            urgency=levels,
            bounds=levels,
            end=advice,
            advice=advice,
            missing=self.ids,
            unused=self.ids,
        )
        told = {"id": advice, "urgency": levels, "end": advice}
        if isinstance(settled := then.get("settled"), dict):
            found["settled"] = self.each(settled, recommendations=advice, **told)
        if isinstance(shows := then.get("shows"), dict):
            found["shows"] = dict(starmap(self.value, shows.items()))
        for key, names in (("recommendations", told), ("path", {})):
            if isinstance(items := then.get(key), list):
                found[key] = [self.part(item, names) for item in items]
        return found

    def value(self, name: str, shown: object) -> tuple[str, object]:
        """Return what a value is called, and what it was, in the words of now."""
        name = self.now.values.get(name, name)
        return name, called(shown, self.now.options.get(name, {}))

    def each(self, then: Json, **names: Mapping[str, str]) -> Json:
        """Return a mapping with what stands at some of its keys as it is called now."""
        return then | {k: called(then[k], names[k]) for k in names if k in then}

    def part(self, then: object, names: Mapping[str, Mapping[str, str]]) -> object:
        """Return advice, or a step of a path, without words that name other ids."""
        if not isinstance(then, dict):
            return then
        found = self.each(then, **names)
        if isinstance(given := then.get("answers"), dict):
            step = str(then.get("step"))
            found = self.each(found, step={step: self.now.step(step)}, why=self.ids)
            found["answers"] = {
                (new := self.ids.get(name, name)): called(it, self.options.get(new, {}))
                for name, it in given.items()
            }
            found = {key: found[key] for key in found if key not in self.left_out}
        return found

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The keys of a step whose words name ids, where one is another now."""
        every = (self.ids, *self.options.values())
        other = any(old != new for names in every for old, new in names.items())
        return IN_WORDS if other else ()


IN_WORDS = ("branch", "because")
"""The keys of a step of a path that say in words what its answers say."""


def words_by_question(saved: Saved) -> dict[str, dict[str, None]]:
    """Return the words that a record has for each question: options, and answers."""
    found: dict[str, dict[str, None]] = {}
    for name, said in (saved.questions or {}).items():
        options = said.get("options")
        found[name] = dict.fromkeys(options if isinstance(options, dict) else ())
    for name, value in saved.given:
        words = value if isinstance(value, list) else [value]
        chosen = (word for word in words if isinstance(word, str))
        found.setdefault(name, {}).update(dict.fromkeys(chosen))
    return found


def called(value: object, names: Mapping[str, str]) -> Any:
    """Return an id, or those of a list, or of lists in it, as they are called now."""
    if isinstance(value, list):
        return [
            [word_of(inner, names) for inner in item]
            if isinstance(item, list)
            else word_of(item, names)
            for item in value
        ]
    return word_of(value, names)


def word_of(value: object, names: Mapping[str, str]) -> object:
    return names.get(value, value) if isinstance(value, str) else value
