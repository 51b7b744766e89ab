"""Speech: what an interview says between its questions, sentence by sentence.

A sentence comes with what its first line begins with, as ``Talk.say`` takes them.
"""

from collections.abc import Container, Iterable, Sequence

from triage.base.answer import Answer
from triage.base.exceptions import AnswerProblem
from triage.base.kinds import Words
from triage.base.markdown import lines
from triage.base.question import Question
from triage.base.wording import many
from triage.engine.decision import Decision, as_told
from triage.engine.page import Page
from triage.engine.part import part
from triage.engine.session import Session
from triage.model.tree import Recommendation, Tree
from triage.terminal.outlook import Sentences, outlook
from triage.terminal.prompt import (
    allowed,
    answered,
    choices,
    in_words,
    is_long,
    numbered,
    stem,
    subject,
    yes_or_no,
)
from triage.terminal.report import (
    citation,
    heading,
    is_knowledge,
    reasoned,
    sources,
)

COMMANDS = {
    "back": "take back your last answer",
    "why": "hear why this is asked",
    "review": "hear your answers, and change one",
    "more": "read on, when there is more to read",
    "sources": "hear where the advice comes from",
    "print": "see a page to show: type “print” and a file name to write it",
    "save": "keep your answers: type “save” and a file name",
    "quit": "stop here",
    "help": "hear this again",
}

HOW_TO_ANSWER = (
    "Type your answer, or the number before it, and press Enter. At any time you can "
    "also type help, why, back, review, save or quit."
)
KEPT = "Your answers are kept in {}."
FINISH = (
    "To finish, press Enter. You can also type {}why, sources, print, back, review or "
    "save."
)
NO_RESULT = "There is more to read once everything is answered."
READ_ON = "To read on ({} more), press Enter. To stop here, type quit."
NOT_KEPT = "Your answers are not kept. To keep them, start with --save and a file name."
NOT_KEPT_YET = (
    "Your answers are not kept yet. To keep them, type a file name. To drop "
    "them, press Enter."
)
SAVE_WHERE = "To keep your answers, type save and a file name."


def opening(session: Session, file: str) -> Sentences:
    tree = session.tree
    yield heading(tree), ""
    yield "", ""
    for text in (tree.profile.emergency, tree.profile.disclaimer):
        if text:
            yield text, ""
    for label, text in (("For", tree.audience), ("Not for", tree.not_for)):
        if text:
            yield f"{label}: {text}", ""
    yield "", ""
    yield HOW_TO_ANSWER, ""
    if file:
        yield KEPT.format(file), ""
    if session.pages:
        yield "Welcome back. Type review to hear your answers so far.", ""


def part_begins(session: Session, before: str) -> Sentences:
    """Yield the heading of a part where another was asked before."""
    here = part(session.tree, session.trace, session.answers)
    if here and here.title != before:
        count = many(here.about, "question")
        yield f"Part {here.number} of {here.of}: {here.title}. About {count}.", ""
        yield "", ""


def itemised(page: Page, series: Sequence[str], said: str = "") -> Sentences:
    """Yield what a page asks as an item of a list, which begins before its first."""
    question, place = page.question, series.index(page.question.id) + 1
    if place == 1:
        rule = f"Answer each of them with {yes_or_no(question)}."
        yield f"Here are {len(series)} questions. {rule}", ""
    lead = f"{place:>{len(str(len(series))) + 2}}  "
    yield unsaid(question, said), lead
    yield from told(question.help, " " * len(lead))


def unsaid(question: Question, said: str) -> str:
    """Return the text of a question, without a stem that was said just before."""
    return subject(question) if said and stem(question) == said else question.text


def asked(page: Page, before: Answer | None, said: str = "") -> Sentences:
    """Yield what a page asks and lets choose, and the answer that is being changed."""
    question = page.question
    if page.checklist:
        yield f"Here are {len(page.questions)} questions.", ""
    else:
        if page.again:
            yield "Let me ask that in another way.", ""
        yield unsaid(question, said), ""
        yield from told(question.help, "  ")
        if before is not None:
            given = in_words(question, before)
            yield f"You said: {given}. Type back to leave it so.", ""
    listed = choices(page)
    margin = max((len(label) for label, _ in listed), default=0) + 2
    for label, text in listed:
        yield text, f"{label:>{margin}}  "
    lists_none = is_long(question) or not isinstance(question.domain, Words)
    if page.checklist or lists_none:
        yield allowed(page), ""


def responses(decision: Decision, names: Iterable[str]) -> Sentences:
    """Yield what is said back to some answers."""
    for name in names:
        yield from told(decision.responses.get(name, ""), "")


def finish(decision: Decision, left: Sequence[Recommendation]) -> Sentences:
    """Yield what to do once more, and what can be typed after the result."""
    yield "", ""
    if decision.complete:
        yield f"In short: {decision.told[0].title}", ""
    if all(map(is_knowledge, left)):
        yield FINISH.format(f"more ({len(left)} to read), " if left else ""), ""
    else:
        yield READ_ON.format(len(left)), ""


def why(decision: Decision) -> Sentences:
    """Yield of everything to do which answers lead to it."""
    for item in decision.told:
        if not is_knowledge(item):
            reason = reasoned(decision, item.id)
            yield f"{item.title}: {reason or ALL_TOGETHER}", "- "


ALL_TOGETHER = "All of your answers together lead to this."


def cited(decision: Decision) -> Sentences:
    found = sources(decision)
    yield "Sources:" if found else "No source is named.", ""
    for text in found:
        yield text, "- "


def restored(session: Session, known: Container[str]) -> Sentences:
    """Yield the answers that were given before, and now count again."""
    given = (name for page in session.pages for name in page if name not in known)
    names = [name for name in dict.fromkeys(given) if name in session.answers]
    if names:
        yield "As you said before:", ""
        for name in names:
            yield said_before(session, name), "- "


def said_before(session: Session, name: str) -> str:
    return answered(session.decision.reading.question(name), session.answers[name])


def disagreement(
    session: Session, page: Page, problems: Iterable[AnswerProblem]
) -> Sentences:
    problems = [*problems]
    yield from ((said, "") for said in dict.fromkeys(map(own, problems)) if said)
    yield "This does not go together with an earlier answer:", ""
    for problem in problems:
        for name in problem.questions:
            if name in session.answers and name not in page.required:
                yield said_before(session, name), "- "
    yield "Please answer again, or type review to change the earlier one.", ""


def own(problem: AnswerProblem) -> str:
    """Return what the tree itself says of answers that do not go together, if it does.

    What it says of a day that is too far away is the library's.
    """
    is_general = problem.message == as_told(problem.reason)
    return "" if problem.code != "contradiction" or is_general else problem.message


def reasons(tree: Tree, page: Page, label: str) -> Sentences:
    for lead, question in about(page, label):
        reason = question.why or "this tree gives no reason."
        yield from told(reason, lead, "Why this is asked:")
        for name in question.cites:
            yield f"Source: {citation(tree.citations[name])}", ""


def helps(page: Page | None, label: str, tree: Tree) -> Sentences:
    if page is not None:
        for lead, question in about(page, label):
            yield from told(question.help, lead)
        yield allowed(page), ""
    yield "You can also type:", ""
    for name, text in COMMANDS.items():
        yield f"{name}, to {text}", "  "
    if tree.profile.emergency:
        yield tree.profile.emergency, ""


def told(text: str, lead: str, label: str = "") -> Sentences:
    """Yield the lines of a text in Markdown; what leads stands before the first."""
    for number, (line, mark) in enumerate(lines(text, label)):
        yield line, (" " * len(lead) if number else lead) + mark


def about(page: Page, label: str) -> Iterable[tuple[str, Question]]:
    """Return what a command is about, with its number in a list: one, or the page."""
    if not page.checklist:
        return [("", page.question)]
    items = numbered(page)
    chosen = {label: items[label]} if label in items else items
    return [(f"{number:>3}  ", question) for number, question in chosen.items()]


def review(session: Session, given: Iterable[tuple[str, bool]]) -> Sentences:
    """Yield the answers so far, each with whether it counts now, and what can be."""
    yield "Your answers so far:", ""
    for number, (name, counts) in enumerate(given, start=1):
        aside = "" if counts else " (not needed at the moment, but kept)"
        yield f"{said_before(session, name)}{aside}", f"{number:>4}  "
    if session.asking:
        yield outlook(session), ""
