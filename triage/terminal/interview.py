"""The interview in a terminal: a session, read aloud one page at a time."""

from collections.abc import Callable
from contextlib import suppress

import attrs

from triage.base.exceptions import AnswerError, AnswerProblem, TriageError
from triage.base.question import Answer, Question
from triage.base.wording import paragraph
from triage.engine.page import Page
from triage.engine.session import Session
from triage.model.notice import DISCLAIMER
from triage.model.tree import Tree
from triage.terminal.prompt import (
    Names,
    Unclear,
    allowed,
    at_number,
    choices,
    folded,
    noted,
    reply,
    said,
)
from triage.terminal.report import citation, heading, level, report, result
from triage.terminal.storage import FileError, claim, write_private
from triage.verify.possible_outcomes import possible

COMMANDS = {
    "back": "take back your last answer",
    "why": "hear why this is asked",
    "review": "hear your answers, and change one",
    "save": "keep your answers: type “save” and a file name",
    "quit": "stop here",
    "help": "hear this again",
}
WITH_MORE = ("why", "help", "save")

PATIENCE = 0.5
"""How many seconds a person waits for one question to the solver."""


@attrs.frozen
class Talk:
    """Join the two ends of a conversation.

    Args:
        read: Show a prompt and return what is typed; ``EOFError`` when nothing more
            will come.
        write: Show a text.
        width: The most characters of a line.
        typed: Whether a person types, and not a program.
    """

    read: Callable[[str], str]
    write: Callable[[str], None]
    width: int = 80
    typed: bool = False

    def say(self, text: str, first: str = "") -> None:
        """Show one paragraph, its further lines indented like the first."""
        self.write(paragraph(text, self.width, first, " " * len(first)) + "\n")

    def gap(self) -> None:
        """Show an empty line."""
        self.write("\n")


@attrs.define
class Keeper:
    """Keep an interview in a file, after each answer.

    Args:
        file: The file; empty while there is none.
        command: How to continue from a file.
    """

    file: str
    command: Callable[[str], str]

    def keep(self, session: Session) -> bool:
        """Write the session, if there is a file for it, and return whether there is.

        Raises:
            FileError: It cannot be written.
        """
        if self.file:
            write_private(self.file, session.to_dict())
        return bool(self.file)

    def move(self, file: str, session: Session) -> None:
        """Write the session to another file, and to that one from now on.

        Raises:
            FileError: It cannot be written; the file stays the one it was.
        """
        new = self.file if file in ("", self.file) else claim(file)
        write_private(new, session.to_dict())
        self.file = new


class Quit(Exception):
    """Stop, because the person asked for it."""


def interview(session: Session, talk: Talk, keeper: Keeper, number: str) -> Session:
    """Hold an interview, and return the session as far as it came.

    Args:
        session: The session to go on from.
        talk: The conversation.
        keeper: What keeps the answers.
        number: The number to call in an emergency, or words for it.
    """
    host = Host(session, talk, keeper, number)
    try:
        host.open()
        host.hold()
    except (EOFError, KeyboardInterrupt, Quit):
        host.stop()
    return host.session


@attrs.define
class Host:
    """Lead an interview.

    Args:
        session: The session so far.
        talk: The conversation.
        keeper: What keeps the answers.
        number: The number to call in an emergency, or words for it.
        changing: The page on which an answer is being changed.
    """

    session: Session
    talk: Talk
    keeper: Keeper
    number: str
    changing: Page | None = None

    @property
    def tree(self) -> Tree:
        """The tree of the interview."""
        return self.session.tree

    def emergency(self) -> None:
        """Say what to do in an emergency."""
        self.talk.say(
            f"If this may be an emergency, call {self.number} now. Do not wait for the "
            "end of the questions."
        )

    def open(self) -> None:
        """Say what this is, for whom, and how to answer."""
        self.talk.say(heading(self.tree))
        self.talk.gap()
        self.emergency()
        self.talk.say(DISCLAIMER)
        for label, text in (
            ("For", self.tree.audience),
            ("Not for", self.tree.not_for),
        ):
            if text:
                self.talk.say(f"{label}: {text}")
        self.talk.gap()
        self.talk.say(
            "Type the number of your answer and press Enter. At any time you can also "
            "type help, why, back, review, save or quit."
        )
        if self.keeper.file:
            self.talk.say(f"Your answers are kept in {self.keeper.file}.")
        if self.session.pages:
            self.talk.say("Welcome back. Type review to hear your answers so far.")

    def hold(self) -> None:
        """Ask until the walk ends and the person is content."""
        while True:
            self.talk.gap()
            page = self.changing or self.session.page
            if page is not None:
                self.show(page)
                self.listen(page)
            elif self.close():
                break
        if self.keep():
            self.talk.say(f"Your answers are kept in {self.keeper.file}.")

    def show(self, page: Page) -> None:
        """Show a page: what is asked, and what can be chosen."""
        if page.checklist:
            self.talk.say(f"Here are {len(page.questions)} questions.")
        else:
            self.pose(page)
        lines = choices(page)
        margin = max((len(label) for label, _ in lines), default=0) + 2
        for label, text in lines:
            self.talk.say(text, f"{label:>{margin}}  ")
        if page.checklist or page.question.type not in ("yes_no", "one_of"):
            self.talk.say(allowed(page))

    def pose(self, page: Page) -> None:
        """Show a question, and why it comes a second time."""
        if page.again:
            self.talk.say("Let me ask that in another way.")
        self.talk.say(page.question.text)
        if self.changing is not None:
            before = said(page.question, self.session.answers[page.question.id])
            self.talk.say(f"You said: {before}. Type back to leave it so.")

    def listen(self, page: Page) -> None:
        """Read until there is an answer that counts, or a command."""
        while True:
            text = self.talk.read("Answer: ")
            try:
                order = command(page, text)
                if order:
                    self.obey(page, *order)
                else:
                    self.take(page, reply(page, text))
            except Unclear as unclear:
                self.talk.say(str(unclear))
            except AnswerError as refused:
                self.disagree(refused.problems, page)
            else:
                return

    def take(self, page: Page, answers: dict[str, Answer]) -> None:
        """Go on with answers."""
        self.session = self.session.answer(answers)
        self.changing = None
        self.talk.say(noted(page, answers))
        self.keep()

    def keep(self) -> bool:
        """Keep the session and return whether it is kept; say so when that fails."""
        try:
            return self.keeper.keep(self.session)
        except FileError as error:
            self.talk.say(f"Your answers could not be kept. {error}.")
            return False

    def disagree(self, problems: tuple[AnswerProblem, ...], page: Page) -> None:
        """Say which answers cannot all be true."""
        self.talk.say("This does not go together with an earlier answer:")
        now = {question.id for question in page.questions}
        for problem in problems:
            for name in problem.question.split(", "):
                before = self.session.answers.get(name)
                if name not in now and before is not None:
                    self.talk.say(self.line(name, before), "- ")
        self.talk.say("Please answer again, or type review to change the earlier one.")

    def line(self, name: str, answer: Answer) -> str:
        """Return a question and an answer to it."""
        question = self.tree.questions[name]
        return f"{question.text} {said(question, answer)}"

    # Commands

    def obey(self, page: Page | None, name: str, rest: str) -> None:
        """Do what a command says."""
        match name:
            case "back":
                self.back()
            case "why":
                self.why(page, rest)
            case "review":
                self.review(page)
            case "save":
                self.save(rest)
            case "help":
                self.help(page, rest)
            case _:
                raise Quit

    def back(self) -> None:
        """Take back what was answered last, or give up changing an answer."""
        if self.changing is not None:
            self.changing = None
            self.talk.say("Nothing was changed.")
        elif not self.session.pages:
            self.talk.say("There is no answer to take back.")
        else:
            last = self.session.pages[-1]
            self.session = self.session.back()
            self.talk.say("Taken back:")
            for name, answer in last.items():
                self.talk.say(self.line(name, answer), "- ")
            self.keep()

    def why(self, page: Page | None, rest: str) -> None:
        """Say why something is asked, or how the result was reached."""
        if page is None:
            self.talk.write(report(self.session.decision, self.talk.width) + "\n")
            return
        for question in about(page, rest):
            reason = question.why or "this tree gives no reason."
            self.talk.say(f"Why this is asked: {reason}", named(page, question))
            for name in question.cites:
                self.talk.say(f"Source: {citation(self.tree.citations[name])}")

    def help(self, page: Page | None, rest: str) -> None:
        """Say what helps to answer, and what can be typed."""
        for question in () if page is None else about(page, rest):
            if question.help:
                self.talk.say(question.help, named(page, question))
        if page is not None:
            self.talk.say(allowed(page))
        self.talk.say("You can also type:")
        for name, text in COMMANDS.items():
            self.talk.say(f"{name}, to {text}", "  ")
        self.emergency()

    def save(self, file: str) -> None:
        """Keep the answers in a file from now on."""
        if not file and not self.keeper.file:
            raise Unclear("To keep your answers, type save and a file name.")
        try:
            self.keeper.move(file, self.session)
        except FileError as error:
            raise Unclear(f"{error}.") from None
        self.kept()

    def kept(self) -> None:
        """Say where the answers are, and how to continue."""
        file = self.keeper.file
        self.talk.say(f"Your answers are kept in {file}. To continue later, run:")
        self.talk.write(f"  {self.keeper.command(file)}\n")

    def review(self, page: Page | None) -> None:
        """List the answers, and let the person choose one to change."""
        given = self.given()
        if not given:
            self.talk.say("You have not answered anything yet.")
            return
        self.talk.say("Your answers so far:")
        for number, (name, live) in enumerate(given, start=1):
            aside = "" if live else " (not needed at the moment, but kept)"
            line = self.line(name, self.session.answers[name])
            self.talk.say(f"{line}{aside}", f"{number:>4}  ")
        if self.session.asking:
            self.talk.say(outlook(self.session))
        self.pick(page, [name for name, _ in given])

    def given(self) -> list[tuple[str, bool]]:
        """Return the questions with an answer, and whether the answer counts now."""
        answers, asked = self.session.answers, self.session.trace.asked
        live = [name for name in asked if answers.get(name) == asked[name]]
        aside = [name for name in answers if name not in live]
        return [*((name, True) for name in live), *((name, False) for name in aside)]

    def pick(self, page: Page | None, names: list[str]) -> None:
        """Read which answer to change, if any."""
        last = len(names)
        rule = f"Type a number from 1 to {last} to change it, or press Enter to go on."
        numbers = {str(number): name for number, name in enumerate(names, start=1)}
        self.talk.say(rule)
        while text := self.talk.read("Change: ").strip():
            order = command(None, text)
            if order:
                self.obey(page, *order)
                return
            if text in numbers:
                self.changing = self.session.changing(numbers[text])
                return
            self.talk.say(rule)

    # The end

    def close(self) -> bool:
        """Tell the result; return whether the person is content with it."""
        decision = self.session.decision
        self.talk.write(report(decision, self.talk.width, path=False) + "\n")
        self.talk.gap()
        while True:
            text = self.ask_more()
            if not text:
                return True
            try:
                order = command(None, text)
                if order:
                    self.obey(None, *order)
                    return False
                self.talk.say("Everything is answered.")
            except Unclear as unclear:
                self.talk.say(str(unclear))

    def ask_more(self) -> str:
        """Return what a person still wants; nothing when that is nothing."""
        if self.talk.typed:
            self.talk.say(MORE)
        try:
            text = self.talk.read("Enter: " if self.talk.typed else "")
        except (EOFError, KeyboardInterrupt):
            return ""
        return "" if command(None, text) == ("quit", "") else text.strip()

    def stop(self) -> None:
        """Take leave before the end, and say where the answers are."""
        self.talk.gap()
        if not self.session.pages:
            self.talk.say("Stopped. Nothing was answered.")
        elif self.keep():
            self.talk.say("Stopped.")
            self.kept()
        elif self.talk.typed:
            self.offer()
        else:
            self.talk.say(
                "Stopped. Your answers are not kept. To keep them, start with --save "
                "and a file name."
            )

    def offer(self) -> None:
        """Ask where to keep the answers."""
        self.talk.say(
            "Stopped. Your answers are not kept yet. To keep them, type a file name. "
            "To drop them, press Enter."
        )
        with suppress(EOFError, KeyboardInterrupt):
            while file := self.talk.read("File: ").strip():
                if self.saved(file):
                    return
        self.talk.say("Your answers are dropped.")

    def saved(self, file: str) -> bool:
        """Keep the answers in a file; return whether that worked."""
        try:
            self.save(file)
        except Unclear as unclear:
            self.talk.say(str(unclear))
            return False
        return True


MORE = "To finish, press Enter. You can also type why, back, review or save."


def outlook(session: Session) -> str:
    """Return which results are still possible: each of them, if that can be proved.

    Without the solver, or where it takes too long, only from where to where.
    """
    try:
        found = possible(session, PATIENCE)
    except TriageError:
        return result(session.decision)
    if not found.proved:
        return result(session.decision)
    titles = [level(session.tree, name) or "no urgency" for name in found.urgencies]
    listed = " or ".join(f"“{title}”" for title in titles)
    return f"Not decided yet. With the answers so far it can still be: {listed}."


def command(page: Page | None, text: str) -> tuple[str, str] | None:
    """Return the command that was typed and what stands behind it, if any.

    Raises:
        Unclear: The word is an answer on this page too.
    """
    first, _, rest = text.strip().partition(" ")
    name = first.casefold().removeprefix("/")
    name = "quit" if name == "exit" else name
    rest = rest.strip()
    if name not in COMMANDS or (rest and name not in WITH_MORE):
        return None
    if not first.startswith("/") and page is not None and is_answer(page, text):
        raise Unclear(
            f"“{first}” is an answer here, and a command too. For the answer, type its "
            f"number. For the command, type “/{first}”."
        )
    return name, rest


def is_answer(page: Page, text: str) -> bool:
    """Whether a word names a choice of a page."""
    if page.checklist or page.question.is_number:
        return False
    return Names(page.question).key(folded(text)) is not None


def about(page: Page, rest: str) -> tuple[Question, ...]:
    """Return the question of a list that a command names, or all of the page."""
    found = at_number(page, rest) if page.checklist else None
    return (found,) if found else page.questions


def named(page: Page | None, question: Question) -> str:
    """Return the number of a question in a list, to begin a line with."""
    if page is None or not page.checklist:
        return ""
    return f"{page.questions.index(question) + 1:>3}  "
