"""Name resolution: from a hazards file as written to the hazards of its tree."""

from collections.abc import Collection, Iterable, Iterator

from triage.base.diagnostics import Diagnostics
from triage.base.exceptions import collect
from triage.base.immutable import immutable
from triage.base.suggest import did_you_mean
from triage.base.text import Text
from triage.hazards.hazardfile import HazardEntry, HazardsDocument, RiskEntry
from triage.hazards.model import Hazard, Risk
from triage.lint import CHECKS
from triage.model.traversal import span_of
from triage.model.tree import Tree


def resolve(
    document: HazardsDocument, tree: Tree, cases: Collection[str]
) -> tuple[Hazard, ...]:
    """Return the hazards of a file, or raise its T8xx errors all at once.

    Args:
        document: The file as written.
        tree: The tree beside it.
        cases: The ids of the cases beside the tree.
    """
    found = Diagnostics()
    resolver = Resolver(document, tree, cases, found)
    return collect(found, resolver.hazards)


@immutable
class Resolver:
    document: HazardsDocument
    tree: Tree
    cases: Collection[str]
    found: Diagnostics

    def hazards(self) -> tuple[Hazard, ...]:
        named = self.document.tree
        if named.value != self.tree.id:
            message = f"the tree beside this file is called `{self.tree.id}`"
            self.found.error("T801", message, named, f"write `tree: {self.tree.id}`")
        if not self.document.hazards:
            message = "the file has no hazards"
            self.found.error("T803", message, named, "write one, or remove the file")
        hazards = tuple(map(self.hazard, self.document.hazards))
        self.check_exceptions(hazards)
        self.check_properties(hazards)
        return hazards

    def hazard(self, entry: HazardEntry) -> Hazard:
        controls = entry.controls
        if not (controls.properties or controls.cases or controls.checks):
            message = f"nothing controls the hazard `{entry.id}`"
            advice = "name under `controls` a property, a case or a check"
            self.found.error("T803", message, entry.id, advice)
        return Hazard(
            id=entry.id.value,
            says=line(entry.says),
            harm=line(entry.harm),
            causes=tuple(map(line, entry.causes)),
            before=risk(entry.before),
            after=self.left(entry),
            properties=self.named(
                "property", controls.properties, self.tree.properties
            ),
            cases=self.named("case", controls.cases, self.cases),
            checks=tuple(filter(None, map(self.check, controls.checks))),
            owner=line(entry.owner),
            span=entry.id.span,
        )

    def left(self, entry: HazardEntry) -> Risk:
        after = risk(entry.after)
        if after.exceeds(risk(entry.before)):
            message = f"with its controls, the hazard `{entry.id}` is a greater risk"
            advice = "rate `before` without them, or name a control that helps"
            self.found.error("T805", message, entry.after.likelihood, advice)
        return after

    def named(
        self, kind: str, texts: Iterable[Text], known: Collection[str]
    ) -> tuple[str, ...]:
        return tuple(text.value for text in texts if self.known(kind, text, known))

    def known(self, kind: str, text: Text, names: Collection[str]) -> bool:
        """Whether a word names something; noted when it does not."""
        if text.value not in names:
            message = f"`{self.tree.id}` has no {kind} called `{text}`"
            advice = did_you_mean(text.value, names) or NAME[kind, bool(names)]
            self.found.error("T802", message, text, advice)
        return text.value in names

    def check(self, text: Text) -> str:
        """Return the code of a check; nothing, once noted, where it is of no use."""
        if text.value in CHECKS:
            return text.value
        message = f"`{text}` is no check that warns of a tree"
        advice = "name one that can be found in a tree that loads, such as `T504`"
        self.found.error("T802", message, text, advice)
        return ""

    def check_exceptions(self, hazards: tuple[Hazard, ...]) -> None:
        for entry in self.document.not_safety:
            if not self.known("property", entry.id, self.tree.properties):
                continue
            for hazard in hazards:
                if entry.id.value in hazard.properties:
                    message = f"`{entry.id}` controls the hazard `{hazard.id}`"
                    advice = "remove it here, as it is a safety property; or there"
                    self.found.error("T806", message, entry.id, advice)

    def check_properties(self, hazards: tuple[Hazard, ...]) -> None:
        for name in self.unnamed(hazards):
            message = f"no hazard names the property `{name}`"
            advice = (
                "name it under `controls` of the hazard that it keeps from doing harm, "
                "or under `not_safety` with the reason"
            )
            at = span_of(self.tree.properties[name])
            self.found.error("T804", message, at, advice)

    def unnamed(self, hazards: tuple[Hazard, ...]) -> Iterator[str]:
        """Yield the properties that no hazard names, and that are not excepted."""
        named = {name for hazard in hazards for name in hazard.properties}
        named |= {entry.id.value for entry in self.document.not_safety}
        yield from (name for name in self.tree.properties if name not in named)


NAME = {
    ("property", True): "name a property of the tree",
    ("property", False): "remove it: the tree has none",
    ("case", True): "name a case beside the tree",
    ("case", False): "remove it: no cases stand beside the tree",
}
"""What to do about a name that is like no other, where there are others or none."""


def risk(entry: RiskEntry) -> Risk:
    return Risk(entry.likelihood.value, entry.severity.value)


def line(text: Text) -> str:
    return " ".join(text.value.split())
