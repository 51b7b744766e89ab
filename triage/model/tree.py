"""A tree: checked, flat and acyclic; every name resolved, every condition typed."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from triage.base import dates
from triage.base.answer import Answer
from triage.base.exceptions import RetiredTree, TriageError
from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.panel import panel
from triage.base.question import Coding, Level, Question
from triage.base.speech import ENGLISH, Speech
from triage.base.suggest import did_you_mean
from triage.base.text import Source, Span
from triage.base.wording import folded
from triage.language.ast import And, Condition, Value, questions_in
from triage.language.definite import NOTHING, Known
from triage.language.evaluate import Compiled
from triage.language.rows import Rows
from triage.language.words import Voice, voice
from triage.model.fingerprint import SHORT, logic_hash, texts_hash, wording_hash
from triage.model.profile import Profile
from triage.model.reasons import Reasons
from triage.model.registry import register
from triage.model.renamed import Renamed
from triage.model.translation import Translation
from triage.treefile.document import Document
from triage.treefile.extras import Kept, extras
from triage.treefile.sheet import Sheet

if TYPE_CHECKING:
    from triage.base.shapes import RecommendationJSON
    from triage.engine.decision import Decision, Extra
    from triage.engine.session import Session
    from triage.program.fast import Fast
    from triage.program.program import Program

TODAY = dates.TODAY
"""The question of a tree that reads `today`; its answer is the day of a decision."""

TODAY_STEP = "/today"
"""The step before all others, at which it is asked; no file can name one so."""

DONE = "done"
"""The way on that ends a walk with what was advised."""


@immutable
class Citation:
    """Say where facts come from.

    Args:
        id: The id that the tree cites.
        title: The title of the publication.
        year: The year it was published; may be empty.
        identifier: A DOI, PMID, ISBN or guideline number; may be empty.
        url: Where it can be read; may be empty.
        status: ``verified``, ``secondary``, ``recalled``, ``policy`` or empty.
        checked_on: The day it was last looked up, as ``2026-11-22``; may be empty.
        opened: The day it was opened at its publisher, or ``never``; may be empty.

    >>> import triage
    >>> triage.load("start").citations["start_1983"].title[:35]
    'START, simple triage and rapid trea'
    """

    id: str
    title: str
    year: str = ""
    identifier: str = ""
    url: str = ""
    status: str = ""
    checked_on: str = ""
    opened: str = attrs.field(default="", metadata={"new": True})


@immutable
class Piece:
    """Say a part of a text, to everybody or only to some.

    Args:
        of: The text that it is a part of: ``text`` or ``watch_for``.
        text: What they read, in Markdown.
        when: Who does, by what was answered; None for everybody.
        otherwise: What all others read; may be empty.

    >>> Piece("text", "Rest.", otherwise="Go on.").said
    ('Rest.', 'Go on.')
    """

    of: str
    text: str
    when: Condition | None = None
    otherwise: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """All that somebody may read of it."""
        return tuple(filter(None, (self.text, self.otherwise)))


@immutable
class Recommendation:
    """Tell a person what to do.

    Args:
        id: The id; stable for ever.
        title: What to do, in a few words.
        text: What to do and why, in Markdown; may be empty. Of a tree, all that
            somebody may read of it; of a decision, what this person reads.
        urgency: The level; None for information, which never raises anything.
        watch_for: The safety net, in Markdown: what to look out for; as ``text``.
        alone: Whether nothing else is shown beside it, warnings excepted.
        warning: Whether it is listed first and never dropped.
        precedence: Of warnings, or information, of one level, what is told first: the
            ``rank`` in the file, from 1 to 99; 0 for those without, which come last.
        cites: Ids of the sources.
        codes: What it is called in code systems.
        pieces: The parts of texts that are made of several, until they are read.
        signs: Ids of the questions about what ``watch_for`` names.

    >>> import triage
    >>> advice = triage.load("start").recommendations["minor"]
    >>> advice.title, advice.urgency.title
    ('Minor', 'Minor')
    """

    id: str
    title: str = attrs.field(repr=False)  # a person's answers may be filled into texts
    text: str = attrs.field(default="", repr=False)
    urgency: Level | None = None
    watch_for: str = attrs.field(default="", repr=False)
    alone: bool = False
    warning: bool = False
    precedence: int = 0
    cites: tuple[str, ...] = ()
    codes: tuple[Coding, ...] = ()
    pieces: tuple[Piece, ...] = ()
    signs: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        """The place of its urgency on the scale; -1 for information."""
        return -1 if self.urgency is None else self.urgency.rank

    def to_dict(self) -> "RecommendationJSON":
        """Return the recommendation as JSON."""
        found: RecommendationJSON = {
            "id": self.id,
            "urgency": None if self.urgency is None else self.urgency.id,
            "title": self.title,
            "text": self.text,
            "watch_for": self.watch_for,
            "warning": self.warning,
            "cites": list(self.cites),
        }
        if self.codes:
            found["codes"] = [coding.to_dict() for coding in self.codes]
        if self.precedence:
            found["rank"] = self.precedence
        return found


@immutable
class Advice:
    """Collect a recommendation on the way.

    Args:
        recommendation: Its id.
        when: The condition; None for always.
    """

    recommendation: str
    when: Condition | None = None


@immutable
class Cell:
    """Say of an input of a table which answers fit.

    Args:
        text: What was written.
        when: The condition; None for any answer.
    """

    text: str
    when: Condition | None


@immutable
class Way:
    """Lead on from a step.

    Args:
        number: The number of this edge in the tree.
        to: The id of a step or of a recommendation, ``done``, or empty when the
            way is not written yet.
        when: When it is taken, if no way before it is; None for always.
        answer: The answer of the step's question that leads here; empty for ways
            that are not listed by answer.
        advise: What is collected on the way.
        todo: Why it is not written yet; empty otherwise.
        span: Where it was written.
        cells: What a row of a table says of each input.
        others: How many answers lead here with this one, as `otherwise` stands for
            them; 0 for an answer that is named.
    """

    number: int
    to: str
    when: Condition | None = None
    answer: str = ""
    advise: tuple[Advice, ...] = ()
    todo: str = ""
    span: Span | None = attrs.field(default=None, eq=False, repr=False)
    cells: tuple[Cell, ...] = attrs.field(default=(), eq=False, repr=False)
    others: int = attrs.field(default=0, eq=False, repr=False)

    @property
    def is_any_other(self) -> bool:
        """Whether `otherwise` leads here, for more answers than one reads."""
        return self.others > LIMITS.others

    @property
    def said(self) -> Condition | None:
        """The condition that people are told, which a last row of a table has too."""
        items = tuple(cell.when for cell in self.cells if cell.when is not None)
        if self.when is not None or not items:
            return self.when
        return items[0] if len(items) == 1 else And(items)


@immutable
class Step:
    """Ask, advise, and lead on.

    Args:
        id: The id; in a module it begins with the id of the step that runs it.
        ask: The questions of the page; empty for a step that asks nothing.
        checklist: Whether the page is shown as one list to tick.
        whole: Whether the page is asked whole even if the top of the scale is reached.
        advise: What is collected here.
        ways: The ways on; the first that holds is taken.
        table: What the columns are about, where the ways are the rows of a table.
        known: What is known when the walk arrives here.
        module: The id of the step that runs the module; empty at the top.
        section: The title of the file it stands in, or that of the step that runs it.
        title: What people call it; may be empty.
        span: Where it was written.
    """

    id: str
    ask: tuple[str, ...] = ()
    checklist: bool = False
    whole: bool = False
    advise: tuple[Advice, ...] = ()
    ways: tuple[Way, ...] = ()
    table: tuple[str, ...] = ()
    known: Known = NOTHING
    module: str = ""
    section: str = attrs.field(default="", eq=False, repr=False)
    title: str = attrs.field(default="", eq=False, repr=False)
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def part(self) -> str:
        """The part of an interview that it belongs to, by its title."""
        return self.title or self.section

    @cached_property
    def by_answer(self) -> Mapping[str, Way]:
        """The ways by answer; empty unless every way is listed by answer."""
        return FrozenMap({way.answer: way for way in self.ways if way.answer})

    @property
    def may_be_left(self) -> bool:
        """Whether the rest of its page may stay unasked once the worst is decided."""
        return len(self.ways) > 1 and not self.whole and not self.by_answer


@immutable
class Guard:
    """Skip a question unless a condition holds.

    Args:
        when: The condition under which it is asked.
        otherwise: The answer that counts when it is skipped.
    """

    when: Condition
    otherwise: Answer


@immutable
class Property:
    """State what must be true of every patient.

    Args:
        id: The id.
        says: The property in plain words.
        given: Of which patients; None for all.
        then: What must hold of the outcome; None for the other kinds.
        worse: Questions or values whose worse answers never lower the urgency.
        rising: Numbers and ``one_of`` questions for which more is worse.
        falling: Numbers and ``one_of`` questions for which less is worse.
        of: The recommendation that is never dropped, instead of the urgency.
        asked: Questions that must be asked in an earlier step than ``before``.
        before: See ``asked``.
        reachable: Recommendations that some patient must get.
        span: Where it was written.
    """

    id: str
    says: str
    given: Condition | None = None
    then: Condition | None = None
    worse: tuple[str, ...] = ()
    rising: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    of: Condition | None = None
    asked: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    reachable: tuple[str, ...] = ()
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    def compared(self, values: Mapping[str, Value]) -> frozenset[str]:
        """Return the questions whose better and worse answers it compares."""
        names = {*self.worse, *self.rising, *self.falling}
        bodies = [values[name].body for name in names if name in values]
        behind = (questions_in(body, values) for body in bodies)
        return frozenset(names - values.keys()).union(*behind)


@attrs.frozen(repr=False)
class Tree:
    """Hold a decision tree that can be walked, drawn, proved and compared.

    Trees are made by ``triage.load`` and ``triage.loads``, never by hand. They are
    frozen to the bottom, equal when they say the same, and safe to share among threads.

    Args:
        id: The id of the tree.
        title: Its title.
        version: Its version; may be empty.
        status: ``draft``, ``reviewed`` or ``retired``.
        review_by: The day after which it is stale; may be empty.
        audience: Whom it is for; may be empty.
        not_for: Whom it is not for; may be empty.
        profile: How it is spoken of: whom it calls people, and what it says of itself.
        levels: The urgency scale, lowest first.
        questions: The questions by id.
        guards: For questions that may be skipped, when they are asked.
        values: The named conditions and numbers by id.
        assume: What is true of every patient.
        show: The values that a decision shows.
        recommendations: The recommendations by id.
        citations: The sources by id, of those cited that are declared; ``triage.check``
            says which are not.
        first: The id of the first step.
        steps: The steps by id; a step stands before every step it leads to.
        properties: The properties by id.
        renamed: What had another id in an earlier version.
        same_meaning: Of questions, by id, the earlier wordings that ask the same.
        place: The code of its place; empty where none was given.
        contacts: What the placeholders in its texts stand for, at its place.
        documents: The files it was made from, the tree's own first.
        sheets: The CSV files of its tables, by their names.
        denials: What is said where answers deny what is assumed, if its file says it.
        translation: How it speaks another language than its files; None where it does
            not.
        own_texts: The texts that were given in place of those of its files, by their
            keys.
        speech: What the library itself says beside its texts, in its language.
        phrase_files: The file beside it that has such phrases, by its name.

    >>> import triage
    >>> triage.load("start")
    Tree('start', version='1.0.0', steps=6, logic='40df6f1a454a2382')
    """

    id: str
    title: str
    version: str
    status: str
    review_by: str
    audience: str
    not_for: str
    profile: Profile
    levels: tuple[Level, ...]
    questions: Mapping[str, Question] = attrs.field(converter=frozen)
    guards: Mapping[str, Guard] = attrs.field(converter=frozen)
    values: Mapping[str, Value] = attrs.field(converter=frozen)
    assume: tuple[Condition, ...]
    show: tuple[str, ...]
    recommendations: Mapping[str, Recommendation] = attrs.field(converter=frozen)
    citations: Mapping[str, Citation] = attrs.field(converter=frozen)
    first: str
    steps: Mapping[str, Step] = attrs.field(converter=frozen)
    properties: Mapping[str, Property] = attrs.field(converter=frozen)
    renamed: Renamed
    same_meaning: Mapping[str, tuple[str, ...]] = attrs.field(converter=frozen)
    place: str
    contacts: Mapping[str, str] = attrs.field(converter=frozen)
    documents: tuple[Document, ...]
    sheets: Mapping[str, Sheet] = attrs.field(default=FrozenMap(), converter=frozen)
    denials: Mapping[Condition, str] = attrs.field(
        default=FrozenMap(), converter=frozen
    )
    translation: Translation | None = None
    own_texts: Mapping[str, str] = attrs.field(default=FrozenMap(), converter=frozen)
    speech: Speech = attrs.field(default=ENGLISH, eq=False, repr=False)
    phrase_files: Mapping[str, Source] = attrs.field(
        default=FrozenMap(), converter=frozen, eq=False, repr=False
    )

    def __hash__(self) -> int:
        return hash(self.logic)

    def __reduce__(self) -> tuple[Any, ...]:
        return unpickled, attrs.astuple(self, recurse=False)

    def __repr__(self) -> str:
        return (
            f"Tree({self.id!r}, version={self.version!r}, steps={len(self.steps)}, "
            f"logic={self.logic!r})"
        )

    def _repr_html_(self) -> str:
        """Return the tree as a notebook shows it."""
        counts = {
            "steps": len(self.steps),
            "questions": len(self.questions),
            "recommendations": len(self.recommendations),
            "properties": len(self.properties),
        }
        facts = {
            "id": self.id,
            "version": self.version,
            "status": self.status,
            "place": self.place,
            **{name: str(number) for name, number in counts.items()},
            "logic": self.logic,
            "wording": self.wording,
        }
        return panel(self.title, facts, self.profile.disclaimer)

    @property
    def language(self) -> str:
        """The language of its texts, such as ``en-GB``; empty where no file says it."""
        spoken = self.translation
        return self._said("language") if spoken is None else spoken.language

    @property
    def stands_alone(self) -> bool:
        """Whether it is a module by itself, which asks first what it needs."""
        return self._said("kind") == "module"

    @property
    def stand_ins(self) -> frozenset[Span]:
        """Where a module by itself says what it needs, for which questions stand in."""
        asked = self.documents[0].questions if self.stands_alone else ()
        return frozenset(one.span for one in asked if one.span == one.id.span)

    @property
    def url(self) -> str:
        """Where it is published; may be empty."""
        return self._said("url")

    @property
    def publisher(self) -> str:
        """Who publishes it; may be empty."""
        return self._said("publisher")

    def _said(self, key: str) -> str:
        text = getattr(self.documents[0], key) if self.documents else None
        return "" if text is None else folded(text.value)

    @cached_property
    def extras(self) -> Mapping[str, Mapping[str, Kept]]:
        """What its file holds for other programs, under keys that begin with ``x-``.

        By the place where it stands, such as ``questions.fever``; texts are as they
        were written.
        """
        return extras(self.documents[0].span.source) if self.documents else frozen({})

    @cached_property
    def full_logic(self) -> str:
        """A hash of what is asked and decided, whatever the words: all its digits."""
        return logic_hash(self)

    @cached_property
    def full_wording(self) -> str:
        """A hash of texts and sources, the same at every place: all its digits.

        It is of the texts of the files, in whatever language these are shown.
        """
        spoken = self.translation
        return wording_hash(self) if spoken is None else spoken.original.full_wording

    @cached_property
    def full_texts(self) -> str:
        """A hash of what is shown, in which language and where: all its digits."""
        return texts_hash(self)

    @property
    def logic(self) -> str:
        """A hash of what is asked and decided, as people compare it: 16 digits."""
        return self.full_logic[:SHORT]

    @property
    def wording(self) -> str:
        """A hash of texts and sources, as people compare it: 16 digits."""
        return self.full_wording[:SHORT]

    @property
    def texts(self) -> str:
        """A hash of what is shown, as people compare it: 16 digits."""
        return self.full_texts[:SHORT]

    @cached_property
    def edges(self) -> tuple[tuple[Step, Way], ...]:
        """Every way with the step it leaves, by the number of the way."""
        return tuple((step, way) for step in self.steps.values() for way in step.ways)

    @cached_property
    def step_names(self) -> Mapping[str, str]:
        """What people call the steps that have a title, each otherwise.

        >>> import triage
        >>> triage.load("start").step_names
        FrozenMap({})
        """
        titles = Counter(step.title for step in self.steps.values())
        return FrozenMap(
            (name, step.title if titles[step.title] == 1 else f"{step.title} ({name})")
            for name, step in self.steps.items()
            if step.title
        )

    @cached_property
    def compiled(self) -> Compiled:
        """The conditions, compiled for walks."""
        return Compiled(self.questions, self.values)

    @cached_property
    def engine(self) -> "Fast":
        """What walks the tree: functions made of its steps, once it is used much."""
        from triage.program.fast import Fast  # noqa: PLC0415  as `decide` below

        return Fast()

    @cached_property
    def reasons(self) -> Reasons:
        """Why each way is taken, as far as that is the same for everybody."""
        return Reasons(self.edges, self.compiled, self.tables, self.words, self.speech)

    @cached_property
    def words(self) -> Voice:
        """How conditions are said in its language."""
        titles = {name: item.title for name, item in self.recommendations.items()}
        about = self.questions, self.values, self.speech, self.levels
        return voice(*about, FrozenMap(titles))

    @cached_property
    def tables(self) -> Mapping[str, Rows]:
        """The rows of the steps that lead on by a table, to be looked up."""
        steps = (step for step in self.steps.values() if step.table)
        plain = self.compiled.plain
        return FrozenMap({s.id: Rows((w.when for w in s.ways), plain) for s in steps})

    @cached_property
    def bounds(self) -> Mapping[str, tuple[int, int]]:
        """The least and greatest rank that can still be collected from each step.

        It follows from the shape of the tree alone: no condition is looked at.
        """
        found = {x.id: (x.rank, x.rank) for x in self.recommendations.values()}
        for step in reversed(tuple(self.steps.values())):
            ends = [(way.advise, *found.get(way.to, (-1, -1))) for way in step.ways]
            lows, highs = zip(*(self._raised(*end) for end in ends), strict=True)
            found[step.id] = self._raised(step.advise, min(lows), max(highs))
        return FrozenMap({name: found[name] for name in self.steps})

    def _raised(
        self, advise: tuple[Advice, ...], low: int, high: int
    ) -> tuple[int, int]:
        for advice in advise:
            rank = self.recommendations[advice.recommendation].rank
            low, high = low if advice.when else max(low, rank), max(high, rank)
        return low, high

    def is_top(self, rank: int) -> bool:
        """Return whether nothing can be worse; never so on a scale of one level."""
        return rank == len(self.levels) - 1 > 0

    def level_id(self, rank: int) -> str | None:
        """Return the id of the level of a rank; None for that below all."""
        return self.levels[rank].id if rank >= 0 else None

    def level(self, name: str) -> Level:
        """Return a level of the scale, to compare with that of a decision.

        Args:
            name: The id of the level.

        Raises:
            TriageError: The scale has no such level.
        """
        for level in self.levels:
            if level.id == name:
                return level
        advice = did_you_mean(name, (level.id for level in self.levels))
        message = f"`{self.id}` has no level called `{name}`"
        raise TriageError(f"{message}: {advice}".rstrip(": "))

    def refuse_retired(self, *, allowed: bool) -> None:
        """Refuse to serve people with a tree out of use, unless that is allowed."""
        if self.status == "retired" and not allowed:
            named = f"{self.id} {self.version}".strip()
            raise RetiredTree(
                f"the tree `{named}` is retired, so it decides for nobody, unless you "
                "allow it: `allow_retired=True`, or `--allow-retired`"
            )

    def decide(
        self,
        answers: Mapping[str, object],
        *,
        extra: "Extra" = "refuse",
        today: date | None = None,
        allow_retired: bool = False,
    ) -> "Decision":
        """Return the decision for some answers, complete or not.

        Args:
            answers: Answers by question id, in any form that
                ``Question.accept`` takes. Not answered is never read as "no"; None,
                NaN and other marks of an empty cell are no answers.
            extra: ``"ignore"`` leaves out names that are no questions, such as the
                other columns of a record; then a misspelt one is not noticed.
            today: The day on which it is decided, of a tree that reads ``today``; that
                of this machine unless it is given, here or among the answers.
            allow_retired: Whether a tree decides although its ``status`` is
                ``retired``.

        Raises:
            RetiredTree: The tree is retired.
            AnswerError: An answer is not allowed, or no question has that id; every
                problem at once, with the decision for the other answers. Also, the
                tree says nothing of the day.

        >>> import triage
        >>> decision = triage.load("back_pain").decide({"overdose_signs": "yes"})
        >>> decision.complete, decision.urgency
        (True, 'emergency')
        """
        if today is None and (quick := self.engine.quick) is not None:
            found = quick(answers)
            if found is not None:
                return found

        from triage.engine.decision import decide  # noqa: PLC0415  the one arrow back
        from triage.engine.today import on_day  # noqa: PLC0415

        self.refuse_retired(allowed=allow_retired)
        given = on_day(self, answers, today)
        return decide(self, given, extra=extra, engine=self.engine)

    def bundle(self) -> str:
        """Return the tree and all that it names as one text, which loads anywhere.

        Its modules, sources and wordings are inside, so ``triage.loads`` makes the
        same tree of it, with the same hashes, wherever there is no file of it.

        Raises:
            TriageError: The tree was changed after it was loaded, or is too large.

        >>> import triage
        >>> tree = triage.load("back_pain", place="GB")
        >>> triage.loads(tree.bundle()) == tree
        True
        """
        from triage.linker.bundle import bundle  # noqa: PLC0415  the one arrow back

        return bundle(self)

    def program(self) -> "Program":
        """Return the tree in a portable form, which engines in other languages run.

        Raises:
            Unportable: The tree uses what no program can say.

        >>> import triage
        >>> program = triage.load("start").program()
        >>> program.to_dict()["format"]
        'triage-program/1'
        """
        from triage.program.program import program_of  # noqa: PLC0415  as above

        return program_of(self)

    @property
    def only_day(self) -> date | None:
        """The day on which the tree decides, where there is one only."""
        low, high = self.questions[TODAY].range if TODAY in self.questions else (0, 1)
        return date.fromordinal(low) if low == high else None

    def on(self, day: date) -> "Tree":
        """Return the tree as it decides on one day, to be proved or compared.

        A tree that does not read ``today`` is the same on every day. Of another, the
        hashes are those of how it decides on that day alone.

        Args:
            day: The day, without a time.

        Raises:
            AnswerError: It is no day, or the tree says nothing of it.

        >>> import triage
        >>> from datetime import date
        >>> tree = triage.load("back_pain")
        >>> tree.on(date(2026, 4, 1)) == tree
        True
        """
        from triage.engine.today import only_on  # noqa: PLC0415

        return only_on(self, day)

    def start(
        self,
        prefill: Mapping[str, object] | None = None,
        *,
        today: date | None = None,
        allow_retired: bool = False,
    ) -> "Session":
        """Begin an interview.

        Args:
            prefill: Answers known beforehand; each is used when its question is
                reached, and not asked then.
            today: As for ``decide``; it is kept in the session, also when that is
                saved and goes on another day.
            allow_retired: As for ``decide``.

        Raises:
            RetiredTree: The tree is retired.
            AnswerError: A prefilled answer is not allowed.

        >>> import triage
        >>> session = triage.load("back_pain").start({"age": 44})
        >>> [question.id for question in session.asking]
        ['who', 'overdose_signs']
        """
        from triage.engine.session import start  # noqa: PLC0415  the one arrow back
        from triage.engine.today import on_day  # noqa: PLC0415

        self.refuse_retired(allowed=allow_retired)
        return start(self, on_day(self, {} if prefill is None else prefill, today))


def unpickled(*fields: Any) -> Tree:
    """Return a tree that came from elsewhere, known to whatever comes after it."""
    return register(Tree(*fields))
