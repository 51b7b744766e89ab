"""The properties of a tree, as linked: what must be true of every patient."""

from triage.base.kinds import Subset
from triage.base.question import Question
from triage.base.text import Text
from triage.base.wording import shortened
from triage.language import typecheck
from triage.language.ast import Advised, Condition
from triage.linker.convert import line
from triage.linker.resolve import Names, Report
from triage.model.tree import Property
from triage.treefile.document import PropertyEntry


def link_property(entry: PropertyEntry, names: Names) -> Property:
    check_kind(entry, names.found)
    check_order(entry, names)
    asked, look_up = names.questions, names.found.look_up
    return Property(
        id=entry.id.value,
        says=line(entry.says),
        given=names.maybe(entry.given, "given"),
        then=names.maybe(entry.then, "then"),
        worse=look_up("question or value", entry.monotone, [*asked, *names.values]),
        rising=look_up("question", entry.rising, asked),
        falling=look_up("question", entry.falling, asked),
        of=never_dropped(entry.of, names),
        asked=look_up("question", entry.asked, asked),
        before=look_up("question", entry.before, asked),
        reachable=look_up("recommendation", entry.reachable, names.recommendations),
        span=entry.id.span,
    )


def never_dropped(text: Text | None, names: Names) -> Condition | None:
    """Return the advice that a monotone property speaks of instead of the urgency."""
    if text is None:
        return None
    scope = names.scope(text.span.source, "then")
    advised = names.found.attempt(typecheck.condition, text, scope)
    if not isinstance(advised, Advised | None):
        message = f"`{shortened(text.value)}` is not of the form `advised(…)`"
        names.found.error("T303", message, text, "write `advised(recommendation)`")
    return advised


def check_kind(entry: PropertyEntry, found: Report) -> None:
    """Note a property that is of no kind, of two, or of one and a half."""
    compares = bool(entry.monotone or entry.rising or entry.falling)
    kinds = entry.then, compares, entry.asked and entry.before, entry.reachable
    rising = {text.value for text in entry.rising}
    twice = next((text for text in entry.falling if text.value in rising), None)
    if sum(map(bool, kinds)) != 1:
        message = f"the property `{entry.id}` must be of exactly one kind"
        advice = (
            "give one of: `then` (with `given`); `monotone`, `rising` or "
            "`falling`; `asked` with `before`; `reachable`"
        )
        found.error("T111", message, entry.id, advice)
    elif twice is not None:
        message = f"`{twice}` stands under `rising` and under `falling`"
        found.error("T111", message, twice, "list it under one of them")
    elif entry.given is not None and entry.then is None:
        message = "`given` belongs to `then`, which is not there"
        found.error("T111", message, entry.id, "remove `given`")
    elif entry.of is not None and not compares:
        message = "`of` belongs to `monotone`, which is not there"
        found.error("T111", message, entry.id, "remove `of`")


def check_order(entry: PropertyEntry, names: Names) -> None:
    for text in (*entry.monotone, *entry.rising, *entry.falling):
        question = names.questions.get(text.value)
        if question is not None and question.is_text:
            message = f"`{text}` is a text, and nothing gets worse by it"
            names.found.error("T303", message, text, "remove it")
            return
    for texts, ordered, has, keys in (
        (entry.monotone, True, "no order", "`rising` or `falling`"),
        ((*entry.rising, *entry.falling), False, "an order", "`monotone`"),
    ):
        for text in texts:
            question = names.questions.get(text.value)
            if question is not None and has_order(question) is not ordered:
                message = f"`{text}` has {has} of its own"
                names.found.error("T303", message, text, f"list it under {keys}")
    for text in entry.monotone:
        value = names.values.get(text.value)
        if value is not None and value.options and not value.ordered:
            message = f"the options of `{text}` have no order"
            advice = "say `ordered: true` of it, where they go from least to greatest"
            names.found.error("T303", message, text, advice)


def has_order(question: Question) -> bool:
    """Whether it is plain which answers are worse: a yes, or more that is chosen."""
    return question.kind.stands_alone or isinstance(question.domain, Subset)
