"""Document: a tree file as written, every word with its place, nothing looked up yet.

The classes are the format. Each field that is a key of the file says what may stand
behind it and what it is for; the reader, the writer, the JSON Schema and the format
reference are made from these declarations.
"""

from typing import TypeAlias

from triage.base.immutable import immutable
from triage.base.kinds import KINDS
from triage.base.text import Span, Text
from triage.treefile import fields as f
from triage.treefile.fields import Each, Either, Few, Keyed, Record, key, place


@immutable
class CodingEntry:
    """Say what something is called in a code system."""

    span: Span = place()
    system: Text = key(f.TEXT, "The system, by its address.", required=True)
    code: Text = key(f.WORD, "The code.", required=True)
    display: Text | None = key(f.TEXT, "What the system calls it.")


CODES = Each(Record(CodingEntry))
CALLED = "What it is called in code systems."


@immutable
class LevelEntry:
    """Declare one level of the urgency scale."""

    span: Span = place()
    id: Text = key(f.ID, "The id that recommendations name.", required=True)
    title: Text = key(f.TEXT, "What a person reads.", required=True, worded=True)
    colour: Text | None = key(f.COLOUR, "How pictures paint it.")


@immutable
class SourceEntry:
    """Declare where facts come from."""

    id: Text
    span: Span = place()
    title: Text = key(f.TEXT, "The title of the publication.", required=True)
    year: Text | None = key(f.YEAR, "The year it was published.")
    identifier: Text | None = key(f.TEXT, "A DOI, PMID, ISBN or guideline number.")
    url: Text | None = key(f.TEXT, "Where it can be read.")
    status: Text | None = key(
        f.choice("verified", "secondary", "recalled", "policy"),
        "Whether the fact was read there, read elsewhere, recalled, or is a choice.",
    )
    checked_on: Text | None = key(f.DATE, "The day on which it was last looked up.")
    opened: Text | None = key(
        f.OPENED, "The day on which it was opened at its publisher, or `never`."
    )


@immutable
class UnsureEntry:
    """Allow "not sure" as an answer."""

    span: Span = place()
    allowed: Text | None = key(f.FLAG, "Whether not being sure is an answer.")
    again: Text | None = key(
        f.TEXT,
        "A plainer wording, shown once before `not sure` is accepted.",
        worded=True,
    )


SHORT_NAME = "What reasons and pictures call it; its text in quotes, unless said."


@immutable
class OptionEntry:
    """Declare an option of a question."""

    id: Text
    span: Span = place()
    text: Text = key(f.TEXT, "What a person reads.", required=True, worded=True)
    name: Text | None = key(f.WORD, SHORT_NAME, worded=True)
    points: Text | None = key(f.NUMBER, "What the option adds to `points(question)`.")
    alone: Text | None = key(
        f.FLAG, "Whether nothing else can be chosen beside it, in an `any_of` question."
    )
    codes: tuple[CodingEntry, ...] = key(CODES, CALLED)


OPTIONS = Keyed(Record(OptionEntry, short="text"), f.ID)


@immutable
class ListEntry:
    """Name some options: with their texts for questions, or alone for conditions."""

    id: Text
    span: Span = place()
    options: Text | tuple[OptionEntry, ...] | tuple[Text, ...] = key(
        Either(f.TABLE_FILE, Either(OPTIONS, Each(f.ID))),
        "Options as a question has them, or a CSV file of them; or their ids alone.",
        required=True,
    )


@immutable
class ReplyEntry:
    """Say something back to an answer."""

    id: Text
    span: Span = place()
    text: Text = key(f.MARKDOWN, "What is said.", required=True, worded=True)


@immutable
class QuestionEntry:
    """Declare a question."""

    id: Text
    span: Span = place()
    text: Text = key(f.TEXT, "What is asked.", required=True, worded=True)
    name: Text | None = key(
        f.WORD,
        "What people call it in a few words; its id in words, unless said.",
        worded=True,
    )
    type: Text | None = key(
        f.choice(*KINDS),
        "What kind of answer it takes; unless said, `one_of` where there are "
        "`options`, else `yes_no`.",
    )
    like: Text | None = key(
        f.NAME,
        "Another question, from which type, options, points and unsure are taken.",
    )
    options: Text | tuple[OptionEntry, ...] = key(
        Either(f.ID, OPTIONS),
        "What can be chosen, in the order shown, or a list.",
    )
    ordered: Text | None = key(
        f.FLAG, "Whether the options go from the least to the greatest, to be compared."
    )
    min: Text | None = key(
        f.BOUND, "The least number or first day allowed, which may go by `today`."
    )
    max: Text | None = key(
        f.BOUND, "The greatest number or last day allowed, which may go by `today`."
    )
    decimals: Text | None = key(
        f.DIGIT, "How many digits after the point a `number` keeps; 1 unless said."
    )
    unit: Text | None = key(f.WORD, "What a number counts, such as `weeks`.")
    most: Text | None = key(
        f.LENGTH, "How many characters a `text` may have; 200 unless said."
    )
    lines: Text | None = key(f.FLAG, "Whether a `text` may have several lines.")
    personal: Text | None = key(
        f.FLAG, "Whether records of decisions leave out what is written in a `text`."
    )
    unsure: UnsureEntry | None = key(
        Record(UnsureEntry, short="allowed"), "Whether `not sure` is an answer."
    )
    help: Text | None = key(f.MARKDOWN, "What helps a person to answer.", worded=True)
    why: Text | None = key(f.MARKDOWN, "Why this is asked.", worded=True)
    if_wrong: Text | None = key(
        f.TEXT,
        "What is said where an answer is refused, in place of what is allowed.",
        worded=True,
    )
    reply: tuple[ReplyEntry, ...] = key(
        Keyed(Record(ReplyEntry, short="text"), f.ANSWER),
        "What an interview says back to an answer, before it asks the next question.",
    )
    cites: tuple[Text, ...] | None = key(
        Few(f.ID), "The ids of the sources.", has_default=True
    )
    only_if: Text | None = key(
        f.CONDITION, "When it is asked; otherwise it counts as answered `otherwise`."
    )
    otherwise: tuple[Text, ...] = key(
        Few(f.ANSWER), "The answer that counts when it is not asked."
    )
    ordinary: tuple[Text, ...] = key(Few(f.ANSWER), "The answer of a well person.")
    codes: tuple[CodingEntry, ...] = key(CODES, CALLED)


@immutable
class CaseEntry:
    """Say what a value is in one case."""

    span: Span = place()
    when: Text | None = key(f.CONDITION, "When it is that; the last case has none.")
    is_: Text = key(f.CONDITION, "What it is then.", required=True, name="is")


@immutable
class RowEntry:
    """Say what a value is for one option, or from a threshold on."""

    id: Text
    span: Span = place()
    is_: Text = key(f.CONDITION, "What it is then.", required=True, name="is")


ROW = Record(RowEntry, short="is")


@immutable
class WordEntry:
    """Declare one word that a value can be."""

    id: Text
    span: Span = place()
    text: Text = key(f.TEXT, "What a person reads.", required=True, worded=True)
    name: Text | None = key(f.WORD, SHORT_NAME, worded=True)


@immutable
class ValueEntry:
    """Name a condition, a number, or one of some words."""

    id: Text
    span: Span = place()
    options: Text | tuple[WordEntry, ...] = key(
        Either(f.ID, Keyed(Record(WordEntry, short="text"), f.ID)),
        "The words that it can be one of, or a list.",
    )
    like: Text | None = key(
        f.ID, "A question of type `one_of`, whose options it can be one of."
    )
    ordered: Text | None = key(
        f.FLAG, "Whether the options go from the least to the greatest, to be compared."
    )
    by: Text | None = key(
        f.CONDITION, "The question, number or word that the rows of a table go by."
    )
    is_: tuple[CaseEntry, ...] | tuple[RowEntry, ...] = key(
        Either(Keyed(ROW, f.ID), Few(Record(CaseEntry, short="is"))),
        "What it is; a list of cases; with `by`, a row for each option.",
        name="is",
    )
    from_: tuple[RowEntry, ...] = key(
        Keyed(ROW, f.THRESHOLD),
        "With `by`, a row for each threshold, which holds up to the next.",
        name="from",
    )
    column: Text | None = key(
        f.ID, "With `by`, the column of a CSV file in which its rows stand."
    )
    rows: Text | None = key(
        f.TABLE_FILE,
        "With `column`, the file; that of the options of `by`, unless said.",
    )
    decimals: Text | None = key(
        f.DIGIT, "How many digits after the point a number is rounded to."
    )
    unit: Text | None = key(f.WORD, "What a number counts, such as `mg` or `GBP`.")
    title: Text | None = key(f.TEXT, "What people call it.", worded=True)


@immutable
class PieceEntry:
    """Say a part of a text, to everybody or only to some."""

    span: Span = place()
    when: Text | None = key(
        f.CONDITION, "Who reads it, by what was answered; everybody, unless said."
    )
    text: Text | None = key(f.MARKDOWN, "What they read.", worded=True)
    use: Text | None = key(f.ID, "The text of `texts` that they read, in its place.")
    otherwise: Text | None = key(f.MARKDOWN, "What all others read.", worded=True)


@immutable
class SharedTextEntry:
    """Name a text that several recommendations have."""

    id: Text
    span: Span = place()
    text: Text = key(f.MARKDOWN, "What people read.", required=True, worded=True)


Prose: TypeAlias = Text | tuple[PieceEntry, ...]
"""A text: the same for everybody, or in pieces; without any, there is none."""

PROSE = Either(f.MARKDOWN, Each(Record(PieceEntry, short="text"), least=1))


@immutable
class RecommendationEntry:
    """Declare what a person can be told."""

    id: Text
    span: Span = place()
    title: Text = key(f.TEXT, "What to do, in a few words.", required=True, worded=True)
    text: Prose = key(
        PROSE,
        "What to do and why; a list of pieces, some of them only for some.",
        worded=True,
    )
    urgency: Text | None = key(
        f.ID, "A level of the scale; without one it is information."
    )
    watch_for: Prose = key(
        PROSE,
        "The safety net: what to look out for; a text, or a list of pieces.",
        worded=True,
    )
    signs: tuple[Text, ...] = key(
        Few(f.NAME),
        "The yes_no questions about what `watch_for` names: nobody is told it who said "
        "yes to one.",
    )
    alone: Text | None = key(
        f.FLAG, "Whether nothing else is shown beside it, warnings excepted."
    )
    warning: Text | None = key(f.FLAG, "Whether it is listed first and never dropped.")
    rank: Text | None = key(
        f.RANK,
        "Its place among warnings, or information, of one level: 1 is told first, and "
        "what has none comes last.",
    )
    cites: tuple[Text, ...] | None = key(
        Few(f.ID), "The ids of the sources.", has_default=True
    )
    codes: tuple[CodingEntry, ...] = key(CODES, CALLED)


@immutable
class AdviceEntry:
    """Collect a recommendation on the way."""

    span: Span = place()
    add: Text = key(f.NAME, "The recommendation.", required=True)
    when: Text | None = key(f.CONDITION, "When it is given; always, unless said.")


ADVICE = Few(Record(AdviceEntry, short="add"))
GO = "A step, a recommendation, or `done`."
TODO = "Why this way on is not written yet."


@immutable
class WayEntry:
    """Lead on from a step for one answer."""

    id: Text
    span: Span = place()
    advise: tuple[AdviceEntry, ...] = key(ADVICE, "What is collected on this way.")
    go: Text | None = key(f.NAME, GO)
    todo: Text | None = key(f.TEXT, TODO)


@immutable
class BranchEntry:
    """Lead on from a step when a condition holds."""

    span: Span = place()
    when: Text | None = key(f.CONDITION, "When this way is taken; the last has none.")
    advise: tuple[AdviceEntry, ...] = key(ADVICE, "What is collected on this way.")
    go: Text | None = key(f.NAME, GO)
    todo: Text | None = key(f.TEXT, TODO)


@immutable
class TableEntry:
    """Lead on from a step by the row of a table that fits."""

    span: Span = place()
    inputs: tuple[Text, ...] = key(
        Few(f.NAME, least=1),
        "The questions and values that the columns are about.",
        required=True,
    )
    rows: Text | tuple[tuple[Text, ...], ...] = key(
        Either(f.TABLE_FILE, Each(Each(f.CELL))),
        "A cell for each input and where the row leads, or a CSV file of them.",
        required=True,
    )
    advise: Text | None = key(
        f.FLAG,
        "Whether rows have a cell for what is collected, before where they lead: `-`, "
        "or recommendations with `and` between them.",
    )
    hit: Text | None = key(
        f.choice("unique", "first"),
        "Whether one row alone may fit, as it is unless said, or the first is taken.",
    )


@immutable
class CopyEntry:
    """Run a copy of a module, with ids of its own for all that it asks."""

    span: Span = place()
    id: Text = key(f.ID, "What stands in front of its ids.", required=True)
    title: Text | None = key(
        f.TEXT,
        "What it is about: the title of its part, and `{section}` in its texts.",
        worded=True,
    )


@immutable
class StepEntry:
    """Declare a step: what is asked and advised there, and the way on."""

    id: Text
    span: Span = place()
    title: Text | None = key(
        f.TEXT,
        "What people call it, or the module that it runs: steps of one title are one "
        "part of an interview.",
        worded=True,
    )
    ask: tuple[Text, ...] = key(
        Few(f.NAME), "A question, or the questions of one page."
    )
    checklist: tuple[Text, ...] = key(
        Each(f.NAME), "yes_no questions shown as one list to tick."
    )
    whole: Text | None = key(
        f.FLAG, "Whether the page is asked whole even if the worst is decided."
    )
    run: Text | None = key(
        f.PLACE,
        "A module beside the file, whose steps stand here; `library/…` is built in.",
    )
    as_: CopyEntry | None = key(
        Record(CopyEntry, short="id"),
        "The copy of the module that is run: it asks anew what the module asks.",
        name="as",
    )
    advise: tuple[AdviceEntry, ...] = key(ADVICE, "What is collected here.")
    go: Text | None = key(f.NAME, GO)
    answers: tuple[WayEntry, ...] = key(
        Keyed(Record(WayEntry, short="go"), f.ANSWER),
        "A way on for every answer; `otherwise` stands for options that are not named.",
    )
    branches: tuple[BranchEntry, ...] = key(
        Each(Record(BranchEntry)), "Ways on; the first whose condition holds is taken."
    )
    table: TableEntry | None = key(
        Record(TableEntry), "Ways on by a decision table, a row for each."
    )
    todo: Text | None = key(f.TEXT, TODO)


@immutable
class AssumeEntry:
    """State what is true of everybody, and what is said where answers deny it."""

    span: Span = place()
    that: Text = key(f.CONDITION, "What is true.", required=True)
    says: Text | None = key(
        f.TEXT,
        "What a person is told whose answers deny it, in place of what is true; it may "
        "show answers and values.",
        worded=True,
    )


@immutable
class PropertyEntry:
    """State what must be true of every patient."""

    id: Text
    span: Span = place()
    says: Text = key(f.TEXT, "The property in plain words.", required=True)
    given: Text | None = key(f.CONDITION, "Of which patients; of all, unless said.")
    then: Text | None = key(f.CONDITION, "What must hold of the outcome.")
    monotone: tuple[Text, ...] = key(
        Few(f.NAME), "Questions whose worse answers never lower the urgency."
    )
    rising: tuple[Text, ...] = key(
        Few(f.NAME), "Numbers or one_of questions for which more is worse."
    )
    falling: tuple[Text, ...] = key(
        Few(f.NAME), "Numbers or one_of questions for which less is worse."
    )
    of: Text | None = key(
        f.CONDITION, "Instead of the urgency, `advised(…)` that is never dropped."
    )
    asked: tuple[Text, ...] = key(Few(f.NAME), "Questions that must be asked …")
    before: tuple[Text, ...] = key(Few(f.NAME), "… in an earlier step than these.")
    reachable: tuple[Text, ...] = key(
        Few(f.NAME), "Recommendations that some patient must get."
    )


@immutable
class RenameEntry:
    """Say what is called otherwise now."""

    id: Text
    span: Span = place()
    to: Text = key(f.NAME, "The id it has now.", required=True)


RENAMES = Keyed(Record(RenameEntry, short="to"), f.ID)
NAMES_RENAMED = Keyed(Record(RenameEntry, short="to"), f.NAME)


@immutable
class OptionRenamesEntry:
    """Say which options of a question or value are called otherwise now."""

    id: Text
    span: Span = place()
    options: tuple[RenameEntry, ...] = key(RENAMES, "Old ids, each with the new one.")


@immutable
class RenamesEntry:
    """Say what is called otherwise than in an earlier version, old ids first."""

    span: Span = place()
    questions: tuple[RenameEntry, ...] = key(NAMES_RENAMED, "Questions.")
    options: tuple[OptionRenamesEntry, ...] = key(
        Keyed(Record(OptionRenamesEntry, short="options"), f.NAME),
        "Options, by the id that their question or value has now.",
    )
    recommendations: tuple[RenameEntry, ...] = key(NAMES_RENAMED, "Recommendations.")
    steps: tuple[RenameEntry, ...] = key(RENAMES, "Steps.")
    levels: tuple[RenameEntry, ...] = key(RENAMES, "Levels of the scale.")
    values: tuple[RenameEntry, ...] = key(NAMES_RENAMED, "Values.")
    properties: tuple[RenameEntry, ...] = key(NAMES_RENAMED, "Properties.")


@immutable
class SameMeaningEntry:
    """Say which earlier wordings of a question ask the same as it does."""

    id: Text
    span: Span = place()
    wordings: tuple[Text, ...] = key(
        Few(f.WORDING, least=1),
        "Wordings, as `triage migrate` shows them.",
        required=True,
    )


@immutable
class DefaultsEntry:
    """Say what holds of every entry of this file that does not say it itself."""

    span: Span = place()
    cites: tuple[Text, ...] = key(
        Few(f.ID), "The sources of questions and recommendations; `cites: []` is none."
    )
    unsure: UnsureEntry | None = key(
        Record(UnsureEntry, short="allowed"),
        "Whether `not sure` is an answer, of questions without `like`.",
    )


@immutable
class WordsEntry:
    """Say what people are called who answer."""

    span: Span = place()
    person: Text = key(f.WORD, "One of them, such as `applicant`.", required=True)
    people: Text = key(f.WORD, "Several, such as `applicants`.", required=True)


@immutable
class ReviewEntry:
    """Say who reviewed which version, and with what outcome."""

    span: Span = place()
    by: Text = key(f.TEXT, "Who.", required=True)
    role: Text | None = key(f.TEXT, "In which role.")
    number: Text | None = key(f.WORD, "The number under which they are registered.")
    on: Text = key(f.DATE, "The day.", required=True)
    decision: Text = key(
        f.choice("approved", "changes", "rejected"),
        "Whether it was approved, is to be changed first, or was rejected.",
        required=True,
    )
    logic: Text = key(f.HASH, "The hash of the logic they saw.", required=True)
    wording: Text = key(f.HASH, "The hash of the wording they saw.", required=True)


@immutable
class AcceptEntry:
    """Accept warnings, and say why."""

    span: Span = place()
    check: Text = key(f.CODE, "The code of the check, such as `T504`.", required=True)
    for_: tuple[Text, ...] = key(
        Few(f.ID), "Of which entries of this file; of all, unless said.", name="for"
    )
    because: Text = key(f.TEXT, "Why it is as it should be.", required=True)
    until: Text | None = key(f.DATE, "The last day on which it is accepted.")


@immutable
class ValidEntry:
    """Say of which days a tree says something: in proofs, `today` is one of them."""

    span: Span = place()
    from_: Text | None = key(
        f.DATE, "The first day; 2000-01-01, unless said.", name="from"
    )
    until: Text | None = key(f.DATE, "The last day; 2099-12-31, unless said.")


@immutable
class Document:
    """Hold a tree file as written."""

    span: Span = place()
    triage: Text = key(f.choice("1"), "The version of the format.", required=True)
    id: Text = key(f.ID, "The id of the tree.", required=True)
    title: Text = key(f.TEXT, "The title of the tree.", required=True, worded=True)
    kind: Text | None = key(
        f.choice("tree", "module"), "`module` for a file that others run; else `tree`."
    )
    version: Text | None = key(f.VERSION, "The version of the tree.")
    status: Text | None = key(
        f.choice("draft", "reviewed", "retired"), "How far it can be relied on."
    )
    review_by: Text | None = key(f.DATE, "The day after which it is stale.")
    reviews: tuple[ReviewEntry, ...] = key(
        Each(Record(ReviewEntry)),
        "Who reviewed which version; `status: reviewed` needs two who approved this.",
    )
    url: Text | None = key(f.TEXT, "Where it is published.")
    publisher: Text | None = key(f.TEXT, "Who publishes it.")
    language: Text | None = key(f.LANGUAGE, "The language of its texts.")
    valid: ValidEntry | None = key(
        Record(ValidEntry), "The days on which it decides; on others it refuses to."
    )
    audience: Text | None = key(f.TEXT, "Whom it is for.", worded=True)
    not_for: Text | None = key(
        f.TEXT, "Whom it is not for, and where they turn.", worded=True
    )
    profile: Text | None = key(
        f.choice("clinical", "general"),
        "What field it is of; unless said, `general` with a scale of its own.",
    )
    words: WordsEntry | None = key(
        Record(WordsEntry), "What people are called; patients, or people, unless said."
    )
    disclaimer: Text | None = key(
        f.TEXT, "What every picture and every answer says about the tree.", worded=True
    )
    emergency: Text | None = key(
        f.TEXT, "What is said of emergencies before anything is asked.", worded=True
    )
    needs: tuple[Text, ...] = key(
        Each(f.NAME), "Questions and values that a module takes from its callers."
    )
    sources: tuple[Text | SourceEntry, ...] = key(
        Either(Keyed(Record(SourceEntry), f.ID), Few(f.ID)),
        "Ids of `sources.yaml`, or sources given here.",
    )
    defaults: DefaultsEntry | None = key(
        Record(DefaultsEntry), "What entries of the file say unless they say otherwise."
    )
    scale: tuple[LevelEntry, ...] = key(
        Each(Record(LevelEntry)), "The levels of urgency, lowest first."
    )
    lists: tuple[ListEntry, ...] = key(
        Keyed(Record(ListEntry, short="options"), f.ID),
        "Options by name, which questions share and conditions speak of.",
    )
    questions: tuple[QuestionEntry, ...] = key(
        Keyed(Record(QuestionEntry, short="text"), f.ID),
        "What can be asked; a text alone is a question of yes or no.",
    )
    values: tuple[ValueEntry, ...] = key(
        Keyed(Record(ValueEntry, short="is"), f.ID), "Named conditions and numbers."
    )
    assume: tuple[AssumeEntry, ...] = key(
        Few(Record(AssumeEntry, short="that")),
        "What is true of every patient; answers on a path must agree.",
    )
    show: tuple[Text, ...] = key(Few(f.NAME), "Values that the decision shows.")
    texts: tuple[SharedTextEntry, ...] = key(
        Keyed(Record(SharedTextEntry, short="text"), f.ID),
        "Texts by name, which pieces of recommendations `use`.",
    )
    recommendations: tuple[RecommendationEntry, ...] = key(
        Keyed(Record(RecommendationEntry, short="title"), f.ID),
        "What a person can be told; a title alone is information.",
    )
    start: Text = key(f.ID, "The first step.", required=True)
    steps: tuple[StepEntry, ...] = key(
        Keyed(Record(StepEntry), f.ID), "The steps.", required=True
    )
    properties: tuple[PropertyEntry, ...] = key(
        Keyed(Record(PropertyEntry), f.ID), "What must be true of every patient."
    )
    accept: tuple[AcceptEntry, ...] = key(
        Each(Record(AcceptEntry)),
        "Warnings that are accepted; an error never is.",
    )
    renamed: RenamesEntry | None = key(
        Record(RenamesEntry), "What had another id in an earlier version."
    )
    same_meaning: tuple[SameMeaningEntry, ...] = key(
        Keyed(Record(SameMeaningEntry, short="wordings"), f.NAME),
        "Questions that were reworded and still ask the same, so that answers count.",
    )
