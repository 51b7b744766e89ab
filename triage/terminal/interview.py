"""The interview in a terminal: a session, read aloud one page at a time."""

from contextlib import suppress
from datetime import datetime

import attrs

from triage.base.exceptions import AnswerError
from triage.base.files import FileError
from triage.base.reply import folded, menu, names
from triage.base.speech import Speech
from triage.engine.page import Page
from triage.engine.session import Session
from triage.terminal import speech
from triage.terminal.closing import Closing
from triage.terminal.outlook import leaving
from triage.terminal.prompt import Unclear, allowed, answered, noted, reply, stem
from triage.terminal.report import GOES_ON, blocks, most_urgent, recommended
from triage.terminal.series import series
from triage.terminal.sheet import sheet
from triage.terminal.speech import KEPT
from triage.terminal.storage import Keeper, Taken, claim, write_private
from triage.terminal.talk import Talk

WITH_MORE = ("why", "help", "print", "save")
LEADING_BACK = ("back", "review")


class Quit(Exception):
    """Stop, because the person asked for it."""


def interview(session: Session, talk: Talk, keeper: Keeper) -> Session:
    """Hold an interview from a session on, and return it as far as it came."""
    host = Host(session, talk, keeper)
    try:
        host.hold()
    except (EOFError, KeyboardInterrupt, Quit):
        host.stop()
    return host.session


@attrs.define
class Host:
    session: Session
    talk: Talk
    keeper: Keeper
    changing: Page | None = None  # the page of an answer that is being changed
    closing: Closing | None = None  # once there is a result
    part: str = ""  # the part that was asked last
    stem: str = ""  # what the question that was answered last began with
    series: tuple[str, ...] = ()  # the list of questions that was begun last

    def hold(self) -> None:
        self.talk.tell(speech.opening(self.session, self.keeper.file))
        while True:
            page = self.changing or self.session.page
            if page is not None:
                self.ask(page)
            elif self.close():
                break
        if self.keep():
            self.talk.say(self.say(KEPT, file=self.keeper.file))

    @property
    def speech(self) -> Speech:
        return self.session.tree.speech

    def say(self, phrase: str, **holes: str) -> str:
        """Return a phrase in the language of the tree."""
        return self.speech.say(phrase, **holes)

    def ask(self, page: Page) -> None:
        """Ask a page; say what part begins with it, and no stem twice in a row."""
        before = self.session.answers.get(page.question.id) if self.changing else None
        if not self.changing and page.question.id not in self.series:
            self.series = series(self.session, page)
        if not self.goes_on(page):
            self.talk.say("")
        if not self.changing:
            self.talk.tell(speech.part_begins(self.session, self.part))
            self.part = self.session.section
        if self.is_item(page):
            self.talk.tell(speech.itemised(page, self.series, self.stem))
        else:
            self.talk.tell(speech.asked(page, before, self.stem))
        self.stem = ""
        self.listen(page)

    def is_item(self, page: Page) -> bool:
        """Whether a page is asked as an item of a list of questions of yes or no."""
        alone = self.changing or page.again or page.checklist
        return not alone and page.question.id in self.series

    def goes_on(self, page: Page) -> bool:
        """Whether a page stands right below the item before it."""
        return self.is_item(page) and page.question.id != self.series[0]

    def listen(self, page: Page) -> None:
        while True:
            text = self.talk.read(self.say("Answer: "))
            try:
                if order := command(self.speech, page, text):
                    self.obey(page, *order)
                else:
                    self.take(page, text)
            except Unclear as unclear:
                self.talk.say(str(unclear))
            except AnswerError as refused:
                self.talk.tell(
                    speech.disagreement(self.session, page, refused.problems)
                )
            else:
                return

    def take(self, page: Page, text: str) -> None:
        is_item = self.is_item(page)
        if is_item and folded(text) in menu(page.question):
            raise Unclear(allowed(page))  # it may be meant for another item
        answers, before = reply(page, text), self.session
        self.session = self.session.answer(answers, at=page.at)
        self.changing, self.stem = None, stem(page.question)
        if not is_item:
            self.talk.say(noted(page, answers, text))
        self.talk.tell(speech.responses(self.session.decision, answers))
        self.talk.tell(speech.restored(self.session, {*before.trace.asked, *answers}))
        self.keep()
        self.warn(before)

    def warn(self, before: Session) -> None:
        """Tell at once what is most urgent, where more is asked before the result."""
        known, decision = most_urgent(before.decision), self.session.decision
        new = [item for item in most_urgent(decision) if item not in known]
        if new and self.session.page is not None:
            width = self.talk.width
            told = [recommended(decision, item, width) for item in new]
            self.talk.write("\n" + blocks(*told, self.say(GOES_ON)) + "\n")

    def keep(self) -> bool:
        """Keep the session and return whether it is kept; say so when that fails."""
        try:
            return self.keeper.keep(self.session)
        except FileError as error:
            why = self.unwritten(error, self.keeper.file)
            self.talk.say(f"{self.say('Your answers could not be kept.')} {why}")
            return False

    def unwritten(self, error: FileError, file: str) -> str:
        """Return why something is in no file; in English alone with all details."""
        if not self.speech.language:
            return f"{error}."
        return self.say(TAKEN if isinstance(error, Taken) else UNWRITTEN, file=file)

    # Commands

    def obey(self, page: Page | None, name: str, rest: str) -> None:
        """Do what a command says; without a page, everything is answered."""
        match name:
            case "back":
                self.back()
            case "why" if page is not None:
                self.talk.tell(speech.reasons(self.session.tree, page, rest))
            case "why":
                self.talk.tell(speech.why(self.session.decision))
            case "more":
                self.more(page)
            case "sources":
                self.talk.tell(speech.cited(self.session.decision))
            case "print":
                self.print(rest)
            case "review":
                self.review(page)
            case "save":
                self.save(rest)
            case "help":
                self.talk.tell(speech.helps(page, rest, self.session.tree))
            case _:
                raise Quit

    def back(self) -> None:
        """Take back what was answered last, or give up changing an answer."""
        if self.changing is not None:
            self.changing = None
            self.talk.say(self.say("Nothing was changed."))
        elif not self.session.pages:
            self.talk.say(self.say("There is no answer to take back."))
        else:
            last = self.session.pages[-1]
            self.session = self.session.back()
            self.talk.say(self.say("Taken back:"))
            for name, answer in last.items():
                question = self.session.decision.reading.question(name)
                self.talk.say(answered(question, answer), "- ")
            self.keep()

    def more(self, page: Page | None) -> None:
        if page is None and self.closing is not None:
            self.closing.more()
        else:
            self.talk.say(self.say(speech.NO_RESULT))

    def print(self, file: str) -> None:
        """Show a page to hand over, or write it to a file."""
        when = datetime.now().astimezone()
        text = sheet(self.session.decision, self.talk.width, when=when) + "\n"
        if not file:
            self.talk.write(text)
            return
        try:
            write_private(claim(file), text)
        except FileError as error:
            raise Unclear(self.unwritten(error, file)) from None
        self.talk.say(self.say("The page is in {file}.", file=file))

    def save(self, file: str) -> None:
        if not file and not self.keeper.file:
            raise Unclear(self.say(speech.SAVE_WHERE))
        try:
            self.keeper.move(file, self.session)
        except FileError as error:
            raise Unclear(self.unwritten(error, file or self.keeper.file)) from None
        self.say_where()

    def say_where(self) -> None:
        file = self.keeper.file
        later = self.say("To continue later, run:")
        self.talk.say(f"{self.say(KEPT, file=file)} {later}")
        self.talk.write(f"  {self.keeper.command(file)}\n")

    def review(self, page: Page | None) -> None:
        """List the answers, those that count now first; read which one to change."""
        answers, asked = self.session.answers, self.session.trace.asked
        counting = [name for name in asked if answers.get(name) == asked[name]]
        given = [*counting, *(name for name in answers if name not in counting)]
        if not given:
            self.talk.say(self.say("You have not answered anything yet."))
            return
        listed = ((name, name in counting) for name in given)
        self.talk.tell(speech.review(self.session, listed))
        self.pick(page, given)

    def pick(self, page: Page | None, given: list[str]) -> None:
        numbers = {str(number): name for number, name in enumerate(given, start=1)}
        rule = self.say(CHANGE if len(given) > 1 else CHANGE_IT, last=f"{len(given)}")
        self.talk.say(rule)
        while text := self.talk.read(self.say("Change: ")).strip():
            if order := command(self.speech, None, text):
                self.obey(page, *order)
                return
            if text in numbers:
                self.changing = self.session.changing(numbers[text])
                return
            self.talk.say(rule)

    # The end

    def close(self) -> bool:
        """Tell the result; return whether the person is content with it."""
        self.talk.say("")
        self.closing = Closing(self.session.decision, self.talk)
        self.closing.tell()
        while text := self.closing.ask():
            try:
                if order := command(self.speech, None, text):
                    self.obey(None, *order)
                    if order[0] in LEADING_BACK:
                        return False
                else:
                    self.talk.say(self.say("Everything is answered."))
            except Unclear as unclear:
                self.talk.say(str(unclear))
        return True

    def stop(self) -> None:
        """Say how urgent it is so far, and what becomes of the answers."""
        self.talk.say("")
        if not self.session.pages:
            self.talk.say(self.say("Stopped. Nothing was answered."))
            return
        self.talk.say(self.say("You stopped before the end."))
        with suppress(KeyboardInterrupt):
            self.talk.tell(leaving(self.session))
        self.talk.say("")
        if self.keep():
            self.say_where()
        elif self.talk.typed:
            self.offer()
        else:
            self.talk.say(self.say(speech.NOT_KEPT))

    def offer(self) -> None:
        self.talk.say(self.say(speech.NOT_KEPT_YET))
        with suppress(EOFError, KeyboardInterrupt):
            while file := self.talk.read(self.say("File: ")).strip():
                try:
                    self.save(file)
                except Unclear as unclear:
                    self.talk.say(str(unclear))
                else:
                    return
        self.talk.say(self.say("Your answers are dropped."))


TAKEN = "{file} is there already: choose another name."
UNWRITTEN = "{file} cannot be written: choose another name."
CHANGE = "Type a number from 1 to {last} to change it, or press Enter to go on."
CHANGE_IT = "Type 1 to change it, or press Enter to go on."


def command(speech_of: Speech, page: Page | None, text: str) -> tuple[str, str] | None:
    """Return the command that was typed and what stands behind it, if any.

    Raises:
        Unclear: The word is an answer on this page too.
    """
    first, _, rest = text.strip().partition(" ")
    name, rest = speech.command_in(speech_of, first), rest.strip()
    if not name or (rest and name not in WITH_MORE):
        return None
    if page is not None and page.question.is_text and not first.startswith("/"):
        if rest:
            return None
        raise Unclear(speech_of.say(WRITTEN_OR_DONE, word=first))
    if first.startswith("/") or page is None or page.checklist:
        return name, rest
    if names(page.question).get(folded(text)) is not None:
        raise Unclear(speech_of.say(ANSWER_OR_DONE, word=first))
    return name, rest


WRITTEN_OR_DONE = (
    "“{word}” can be what you want to write, and is a command too. To write it, put it "
    "in quotes. For the command, type “/{word}”."
)
ANSWER_OR_DONE = (
    "“{word}” is an answer here, and a command too. For the answer, type its number. "
    "For the command, type “/{word}”."
)
