"""The properties of a tree, as linked: what must be true of every patient."""

from triage.base.text import Text
from triage.base.wording import shortened
from triage.language import typecheck as types
from triage.language.ast import Advised, Condition
from triage.linker.convert import line
from triage.linker.resolve import Names
from triage.model.tree import Property
from triage.treefile.document import Document, PropertyEntry


class Properties:
    """Link the properties of a tree.

    Args:
        names: What its names stand for.
    """

    def __init__(self, names: Names) -> None:
        self.names = names

    def linked(self, entry: PropertyEntry) -> Property:
        """Return a property."""
        self.check_kind(entry)
        home = self.names.parts.home(entry)
        return Property(
            id=entry.id.value,
            says=line(entry.says),
            given=self.names.condition(entry.given, home, "given"),
            then=self.names.condition(entry.then, home, "then"),
            worse=self.ordered_names(entry.monotone),
            rising=self.counting_names(entry.rising),
            falling=self.counting_names(entry.falling),
            of=self.never_dropped(entry, home),
            asked=self.question_names(entry.asked),
            before=self.question_names(entry.before),
            reachable=self.recommendation_names(entry.reachable),
            span=entry.id.span,
        )

    def check_kind(self, entry: PropertyEntry) -> None:
        """Note a property that is of no kind, of two, or of one and a half."""
        kinds = (
            entry.then is not None,
            bool(entry.monotone or entry.rising or entry.falling),
            bool(entry.asked and entry.before),
            bool(entry.reachable),
        )
        if sum(kinds) != 1:
            message = f"the property `{entry.id}` must be of exactly one kind"
            advice = (
                "give one of: `then` (with `given`); `monotone`, `rising` or "
                "`falling`; `asked` with `before`; `reachable`"
            )
            self.names.found.error("T111", message, entry.id, advice)
        elif twice := self.both_ways(entry):
            message = f"`{twice}` stands under `rising` and under `falling`"
            self.names.found.error("T111", message, twice, "list it under one of them")
        elif entry.given is not None and entry.then is None:
            message = "`given` belongs to `then`, which is not there"
            self.names.found.error("T111", message, entry.id, "remove `given`")
        elif entry.of is not None and not kinds[1]:
            message = "`of` belongs to `monotone`, which is not there"
            self.names.found.error("T111", message, entry.id, "remove `of`")

    def both_ways(self, entry: PropertyEntry) -> Text | None:
        """Return a name for which more is said to be worse, and less too."""
        rising = {text.value for text in entry.rising}
        return next((text for text in entry.falling if text.value in rising), None)

    def never_dropped(self, entry: PropertyEntry, home: Document) -> Condition | None:
        """Return the advice that a monotone property speaks of."""
        text, scope = entry.of, self.names.scopes(home, "then")
        if text is None:
            return None
        found = self.names.attempt(lambda: types.condition(text, scope))
        if found is not None and not isinstance(found, Advised):
            message = f"`{shortened(text.value)}` is not of the form `advised(…)`"
            self.names.found.error(
                "T303", message, text, "write `advised(recommendation)`"
            )
        return found

    def ordered_names(self, texts: tuple[Text, ...]) -> tuple[str, ...]:
        """Return questions and values whose answers have an order by themselves."""
        for text in texts:
            question = self.names.questions.get(text.value)
            if question is not None and question.type not in ("yes_no", "any_of"):
                message = f"`{text}` has no order of its own"
                advice = "list it under `rising` or `falling`"
                self.names.found.error("T303", message, text, advice)
            elif question is None and text.value not in self.names.values:
                names = [*self.names.questions, *self.names.values]
                self.names.unknown("question or value", text, names)
        return tuple(map(str, texts))

    def counting_names(self, texts: tuple[Text, ...]) -> tuple[str, ...]:
        """Return questions whose answers have an order that must be said."""
        for text in texts:
            question = self.names.questions.get(text.value)
            if question is not None and question.type in ("yes_no", "any_of"):
                message = f"`{text}` has an order of its own"
                self.names.found.error(
                    "T303", message, text, "list it under `monotone`"
                )
        return self.question_names(texts)

    def question_names(self, texts: tuple[Text, ...]) -> tuple[str, ...]:
        """Return the ids of questions, noting those that are unknown."""
        for text in texts:
            if text.value not in self.names.parts.questions:
                self.names.unknown("question", text, self.names.questions)
        return tuple(map(str, texts))

    def recommendation_names(self, texts: tuple[Text, ...]) -> tuple[str, ...]:
        """Return the ids of recommendations, noting those that are unknown."""
        for text in texts:
            if text.value not in self.names.parts.recommendations:
                self.names.unknown("recommendation", text, self.names.recommendations)
        return tuple(map(str, texts))
