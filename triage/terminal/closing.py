"""Closing: the result of an interview, what else there is to read, and the farewell."""

import attrs

from triage.base.wording import paragraph
from triage.engine.decision import Decision
from triage.model.tree import Recommendation
from triage.terminal import speech
from triage.terminal.report import is_knowledge, report
from triage.terminal.screen import LINES, Screen, height, page, screen
from triage.terminal.talk import Talk


@attrs.define
class Closing:
    decision: Decision
    talk: Talk
    left: tuple[Recommendation, ...] = ()  # what of the result was not read yet

    def tell(self) -> None:
        """Tell what was decided: all of it, or to a person what fits a screen."""
        decision, width = self.decision, self.talk.width
        if self.talk.typed and decision.complete:
            self.show(screen(decision, width, self.room))
        else:
            self.show(Screen(report(decision, width, path=False)))

    def show(self, found: Screen) -> None:
        self.left = found.left
        self.talk.write(found.text + "\n")

    @property
    def room(self) -> int:
        """How many lines are left beside what stands below a result."""
        said = speech.finish(self.decision, self.decision.recommendations)
        texts = (paragraph(text, self.talk.width) for text, _ in said)
        return LINES - sum(max(1, height(text)) for text in texts)

    def more(self) -> None:
        """Tell what comes next of what was left."""
        if self.left:
            self.show(page(self.decision, self.left, self.talk.width, self.room))
        else:
            self.talk.say(self.decision.tree.speech.say("There is no more to read."))

    def ask(self) -> str:
        """Return what a person still wants; nothing when that is nothing."""
        if self.talk.typed:
            self.talk.tell(speech.finish(self.decision, self.left))
        try:
            enter = self.decision.tree.speech.say("Enter: ")
            text = self.talk.read(enter if self.talk.typed else "").strip()
        except (EOFError, KeyboardInterrupt):
            return ""
        if not text and not all(map(is_knowledge, self.left)):
            return "more"
        speech_of = self.decision.tree.speech
        return "" if speech.command_in(speech_of, text) == "quit" else text
