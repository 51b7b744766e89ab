"""Relay: interviews of a store, each opened by what its model was given for it."""

import json
from collections.abc import Callable, Mapping
from functools import cached_property

import attrs

from triage.base.exceptions import AnswerError, SessionError
from triage.base.immutable import immutable
from triage.base.reply import folded, menu
from triage.base.speech import Speech
from triage.engine.page import AnswerConflict, Page
from triage.engine.session import Session
from triage.model.tree import Tree
from triage.relay import telling
from triage.relay.refused import Refused
from triage.relay.telling import REVIEW, Json, name_of, right
from triage.terminal.prompt import Unclear, reply
from triage.web import guard
from triage.web.dialogue import derived
from triage.web.interview import TRIES, page_of
from triage.web.keeping import kept, written
from triage.web.store import Row, Store

LONGEST = 300
"""How many letters a reply has at most, besides what a question takes as a text."""


@immutable
class Relay:
    """Hold what interviews are made of, and where they are kept.

    Args:
        trees: The trees, by their ids.
        store: Where interviews are kept.
        pages: The address of pages that show them, too; empty where there are none.
    """

    trees: Mapping[str, Tree]
    store: Store
    pages: str = ""

    def begin(self, tree: str) -> "Held":
        """Begin an interview.

        Raises:
            Refused: There is no such tree, or it is out of date.
        """
        if tree not in self.trees:
            raise Refused("no_tree")
        try:
            session = self.trees[tree].start()
        except AnswerError:  # nobody was asked yet: it is the day that is wrong
            raise Refused("out_of_date") from None
        secret = guard.new_id() + guard.new_id()
        owner = guard.digest(derived("token", secret))
        held = Held(secret, Row(owner, tree, written(session)), session)
        self.store.add(held.name, held.row)
        return held

    def find(self, secret: str) -> "Held":
        """Return an interview.

        Raises:
            Refused: There is none, or it is another's by now.
        """
        row = self.store.get(derived("name", secret)[:16])
        owner = guard.digest(derived("token", secret))
        if (
            row is None
            or row.tree not in self.trees
            or not guard.same(row.owner, owner)
        ):
            raise Refused("gone")
        try:
            return Held(secret, row, kept(self.trees[row.tree], row.record))
        except SessionError:  # it was kept by something else
            raise Refused("gone") from None

    def change(self, secret: str, work: "Callable[[Held], Held]") -> "Held":
        """Change an interview, and keep it; judge again where another was faster.

        Raises:
            Refused: It cannot be changed so.
        """
        for _ in range(TRIES):
            before = self.find(secret)
            after = work(before)
            if after is before or self.store.put(after.name, after.written):
                return after
        raise Refused("busy")

    def drop(self, secret: str) -> None:
        """Delete an interview.

        Raises:
            Refused: There is none, or it is another's by now.
        """
        held = self.find(secret)
        if not self.store.drop(held.name, held.row.owner):
            raise Refused("gone")

    def link(self, secret: str) -> str:
        """Return an address that opens an interview once, and makes it another's.

        Raises:
            Refused: There is none, or there are no pages.
        """
        held, token = self.find(secret), guard.new_secret()
        if not self.pages:
            raise Refused("no_link")
        if not self.store.link(guard.digest(token), held.name, held.row.owner):
            raise Refused("gone")
        return f"{self.pages}/r/{token}"


@immutable
class Held:
    """Hold an interview, and what a model opens it by."""

    secret: str = attrs.field(repr=False)
    row: Row = attrs.field(repr=False)
    session: Session

    @property
    def name(self) -> str:
        return derived("name", self.secret)[:16]

    @property
    def confirmed(self) -> bool:
        """Whether the person has looked through all answers, as they stand."""
        return bool(self.draft.get("confirmed") == self.session.at)

    @property
    def elsewhere(self) -> bool:
        """Whether the person was led to a page of their own."""
        return bool(self.draft.get("elsewhere"))

    @property
    def draft(self) -> Json:
        found: Json = json.loads(self.row.draft or "{}")
        return found

    @property
    def written(self) -> Row:
        return attrs.evolve(self.row, record=written(self.session))

    @property
    def told(self) -> Json:
        """Where it stands."""
        found = telling.stands(self.session, confirmed=self.confirmed)
        if self.elsewhere:
            found = telling.elsewhere(self.session.decision)
        return found | {"interview": self.secret, "tree": self.session.tree.id}

    def here(self) -> "Held":
        """Return it, where the person is asked by the model.

        Raises:
            Refused: They were led to a page of their own.
        """
        if self.elsewhere:
            raise Refused("elsewhere")
        return self

    def led(self, *, away: bool) -> "Held":
        """Return it after the person went to a page of their own, or stayed."""
        if self.elsewhere == away:
            return self
        draft = json.dumps(self.draft | {"elsewhere": away})
        return attrs.evolve(self, row=attrs.evolve(self.row, draft=draft))

    def page(self, number: int) -> Page:
        """Return a page that was answered, or is asked.

        Raises:
            Refused: There is none of that number, or not yet.
        """
        found = page_of(self.session, number)
        if found is None:
            raise Refused("no_page")
        return found

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages, with that which is asked now."""
        count = len(self.session.pages) + (self.session.page is not None)
        return tuple(map(self.page, range(1, count + 1)))

    def answered(self, at: str, name: str, words: str) -> "Held":
        """Return it after a reply to what is asked, or was.

        The same reply to the same page once more changes nothing.

        Raises:
            Refused: It is no answer, or not to what was asked.
        """
        if name == REVIEW:
            return self.looked_through(at, words)
        pages = [page for page in self.pages if name_of(page) == name]
        if not pages:
            raise Refused("not_asked")
        here = next((page for page in pages if page.at == at), None)
        if here is None:
            return self.repeated(pages, at, words)
        after = self.after(here, heard(here, words))
        return self if after is self.session else self.by_model(after)

    def by_model(self, session: Session) -> "Held":
        return attrs.evolve(self, session=attrs.evolve(session, asked_by="model"))

    def repeated(self, pages: list[Page], at: str, words: str) -> "Held":
        """Return it as it is, where the same reply was sent before.

        Raises:
            Refused: It was another, or another page.
        """
        why = "stale"
        for page in pages:
            try:
                if self.session.answer(heard(page, words), at=at) is self.session:
                    return self
            except AnswerConflict as conflict:
                why = "answered" if conflict.code == "answered" else why
            except (Refused, AnswerError):
                pass
        raise Refused(why)

    def after(self, page: Page, answers: Mapping[str, object]) -> Session:
        """Return the session after answers to a page.

        Raises:
            Refused: They do not go together with others.
        """
        try:
            after = self.session.answer(answers, at=page.at)
        except AnswerError as error:
            said = dict.fromkeys(problem.message for problem in error.problems)
            raise Refused("contradiction", " ".join(said)) from None
        return after if after is self.session else after.apart()

    def looked_through(self, at: str, words: str) -> "Held":
        """Return it after what the person says to all answers.

        Raises:
            Refused: That is not asked now, or not yes.
        """
        if self.session.page is not None:
            raise Refused("not_asked")
        if at != self.session.at:
            raise Refused("stale")
        if not said_yes(words, self.session.tree.speech):
            raise Refused("review")
        if self.confirmed:
            return self
        draft = json.dumps({"confirmed": at})
        return attrs.evolve(self, row=attrs.evolve(self.row, draft=draft))

    def back(self, at: str) -> "Held":
        """Return it without its last page.

        Raises:
            Refused: It is not where the model thinks.
        """
        if at != self.session.at:
            raise Refused("stale")
        before = self.session.back()
        return self if before is self.session else attrs.evolve(self, session=before)


def said_yes(words: str, speech: Speech) -> bool:
    """Return whether a person says that all is right, by no number: pages have those.

    Raises:
        Refused: It is neither yes nor no, or longer than that.
    """
    if len(words) > LONGEST:
        raise Refused("long")
    asked = right(speech)
    either = speech.listed([speech.say("yes"), speech.say("no")], "or")
    again = f"{asked.text} {speech.say('Please type {options}.', options=either)}"
    try:
        if folded(words) in menu(asked):
            raise Refused("unclear", again)
        return asked.reply(words) == "yes"
    except AnswerError:
        raise Refused("unclear", again) from None


def heard(page: Page, words: str) -> Mapping[str, object]:
    """Return the answers that a reply means.

    Raises:
        Refused: It is none, or longer than any.
    """
    if len(words) > LONGEST + page.question.most:
        raise Refused("long")
    try:
        return reply(page, words)
    except Unclear as error:
        raise Refused("unclear", str(error)) from None
