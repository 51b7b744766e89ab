"""Speech: what an interview says between its questions, sentence by sentence.

A sentence comes with what its first line begins with, as ``Talk.say`` takes them.
"""

from collections.abc import Container, Iterable, Iterator, Sequence

from triage.base.answer import Answer
from triage.base.exceptions import AnswerProblem
from triage.base.kinds import Words
from triage.base.markdown import lines
from triage.base.question import Question
from triage.base.speech import Speech
from triage.engine.decision import Decision
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

COMMAND = "command: {}"
"""The phrase that says how a command is typed in another language."""

HOW_TO_ANSWER = (
    "Type your answer, or the number before it, and press Enter. At any time you can "
    "also type help, why, back, review, save or quit."
)
KEPT = "Your answers are kept in {file}."
FINISH = (
    "To finish, press Enter. You can also type why, sources, print, back, review or "
    "save."
)
FINISH_WITH_MORE = (
    "To finish, press Enter. You can also type more ({count} to read), why, sources, "
    "print, back, review or save."
)
NO_RESULT = "There is more to read once everything is answered."
READ_ON = "To read on ({count} more), press Enter. To stop here, type quit."
NOT_KEPT = "Your answers are not kept. To keep them, start with --save and a file name."
NOT_KEPT_YET = (
    "Your answers are not kept yet. To keep them, type a file name. To drop "
    "them, press Enter."
)
SAVE_WHERE = "To keep your answers, type save and a file name."


def typed_as(speech: Speech, command: str) -> str:
    """Return how a command is typed in a language.

    >>> from triage.base.speech import ENGLISH
    >>> typed_as(ENGLISH, "why")
    'why'
    """
    return next(iter(speech.phrases.get(COMMAND.format(command), (command,))))


def command_in(speech: Speech, word: str) -> str:
    """Return the command that a word is in a language, or in English; may be none.

    >>> from triage.base.speech import ENGLISH
    >>> command_in(ENGLISH, "/Exit"), command_in(ENGLISH, "perhaps")
    ('quit', '')
    """
    name = word.casefold().removeprefix("/")
    known = {typed_as(speech, command).casefold(): command for command in COMMANDS}
    ours = {command: command for command in COMMANDS} | {"exit": "quit"}
    return (ours | known).get(name, "")


def opening(session: Session, file: str) -> Sentences:
    tree, say = session.tree, session.tree.speech.say
    yield heading(tree), ""
    yield "", ""
    yield from ((text, "") for text in preface(tree))
    yield "", ""
    yield say(HOW_TO_ANSWER), ""
    if file:
        yield say(KEPT, file=file), ""
    if session.pages:
        yield say("Welcome back. Type review to hear your answers so far."), ""


def preface(tree: Tree) -> Iterator[str]:
    """Yield what is to be known of a tree before anything is answered."""
    say = tree.speech.say
    yield from filter(None, (tree.profile.emergency, tree.profile.disclaimer))
    if tree.translation is not None and not tree.translation.reviewed:
        yield say(UNREVIEWED)
    for label, text in (("For:", tree.audience), ("Not for:", tree.not_for)):
        if text:
            yield f"{say(label)} {text}"


def part_begins(session: Session, before: str) -> Sentences:
    """Yield the heading of a part where another was asked before."""
    here = part(session.tree, session.trace, session.answers)
    if here and here.title != before:
        speech = session.tree.speech
        about = speech.say("About {count}.", count=speech.many(here.about, "question"))
        yield f"{part_of(speech, here.title, here.number, here.of)}. {about}", ""
        yield "", ""


def part_of(speech: Speech, title: str, number: int, of: int) -> str:
    """Return which part of an interview something is."""
    return speech.say(PART, number=f"{number}", of=f"{of}", title=title)


UNREVIEWED = "This translation has not been reviewed by anybody."
PART = "Part {number} of {of}: {title}"


def itemised(page: Page, series: Sequence[str], said: str = "") -> Sentences:
    """Yield what a page asks as an item of a list, which begins before its first."""
    question, place = page.question, series.index(page.question.id) + 1
    if place == 1:
        rule = question.speech.say(EACH_WITH, options=yes_or_no(question))
        yield f"{here_are(question.speech, len(series))} {rule}", ""
    lead = f"{place:>{len(str(len(series))) + 2}}  "
    yield unsaid(question, said), lead
    yield from told(question.help, " " * len(lead))


EACH_WITH = "Answer each of them with {options}."


def here_are(speech: Speech, number: int) -> str:
    return speech.say("Here are {count}.", count=speech.many(number, "question"))


def unsaid(question: Question, said: str) -> str:
    """Return the text of a question, without a stem that was said just before."""
    return subject(question) if said and stem(question) == said else question.text


def asked(page: Page, before: Answer | None, said: str = "") -> Sentences:
    """Yield what a page asks and lets choose, and the answer that is being changed."""
    question, say = page.question, page.question.speech.say
    if page.checklist:
        yield here_are(question.speech, len(page.questions)), ""
    else:
        if page.again:
            yield say("Let me ask that in another way."), ""
        yield unsaid(question, said), ""
        yield from told(question.help, "  ")
        if before is not None:
            given = in_words(question, before)
            yield say(YOU_SAID, answer=given), ""
    listed = choices(page)
    margin = max((len(label) for label, _ in listed), default=0) + 2
    for label, text in listed:
        yield text, f"{label:>{margin}}  "
    lists_none = is_long(question) or not isinstance(question.domain, Words)
    if page.checklist or lists_none:
        yield allowed(page), ""


YOU_SAID = "You said: {answer}. Type back to leave it so."


def responses(decision: Decision, names: Iterable[str]) -> Sentences:
    """Yield what is said back to some answers."""
    for name in names:
        yield from told(decision.responses.get(name, ""), "")


def finish(decision: Decision, left: Sequence[Recommendation]) -> Sentences:
    """Yield what to do once more, and what can be typed after the result."""
    say, count = decision.tree.speech.say, f"{len(left)}"
    yield "", ""
    if decision.complete:
        yield say("In short: {title}", title=decision.told[0].title), ""
    if not all(map(is_knowledge, left)):
        yield say(READ_ON, count=count), ""
    else:
        yield say(FINISH_WITH_MORE, count=count) if left else say(FINISH), ""


def why(decision: Decision) -> Sentences:
    """Yield of everything to do which answers lead to it."""
    for item in decision.told:
        if not is_knowledge(item):
            reason = reasoned(decision, item.id)
            all_of_it = decision.tree.speech.say(ALL_TOGETHER)
            yield f"{item.title}: {reason or all_of_it}", "- "


ALL_TOGETHER = "All of your answers together lead to this."


def cited(decision: Decision) -> Sentences:
    found, say = sources(decision), decision.tree.speech.say
    yield say("Sources:") if found else say("No source is named."), ""
    for text in found:
        yield text, "- "


def restored(session: Session, known: Container[str]) -> Sentences:
    """Yield the answers that were given before, and now count again."""
    given = (name for page in session.pages for name in page if name not in known)
    names = [name for name in dict.fromkeys(given) if name in session.answers]
    if names:
        yield session.tree.speech.say("As you said before:"), ""
        for name in names:
            yield said_before(session, name), "- "


def said_before(session: Session, name: str) -> str:
    return answered(session.decision.reading.question(name), session.answers[name])


def disagreement(
    session: Session, page: Page, problems: Iterable[AnswerProblem]
) -> Sentences:
    problems, say = [*problems], session.tree.speech.say
    said = dict.fromkeys(each.message for each in problems if each.by_author)
    yield from ((text, "") for text in said)
    yield say("This does not go together with an earlier answer:"), ""
    for problem in problems:
        for name in problem.questions:
            if name in session.answers and name not in page.required:
                yield said_before(session, name), "- "
    yield say("Please answer again, or type review to change the earlier one."), ""


def reasons(tree: Tree, page: Page, label: str) -> Sentences:
    say = tree.speech.say
    for lead, question in about(page, label):
        reason = question.why or say("this tree gives no reason.")
        yield from told(reason, lead, say("Why this is asked:"))
        for name in question.cites:
            source = citation(tree.citations[name], tree.speech)
            yield say("Source: {source}", source=source), ""


def helps(page: Page | None, label: str, tree: Tree) -> Sentences:
    if page is not None:
        for lead, question in about(page, label):
            yield from told(question.help, lead)
        yield allowed(page), ""
    say = tree.speech.say
    yield say("You can also type:"), ""
    for name, text in COMMANDS.items():
        typed = typed_as(tree.speech, name)
        yield say("{command}, to {purpose}", command=typed, purpose=say(text)), "  "
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
    say = session.tree.speech.say
    yield say("Your answers so far:"), ""
    for number, (name, counts) in enumerate(given, start=1):
        aside = "" if counts else f" {say('(not needed at the moment, but kept)')}"
        yield f"{said_before(session, name)}{aside}", f"{number:>4}  "
    if session.asking:
        yield outlook(session), ""
