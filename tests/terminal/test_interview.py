"""The interview, with a scripted person."""

import json
import stat
import sys
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st
from trees_for_tests import ON_THE_WAY, built_in

import triage
from triage.base.files import FileError
from triage.base.limits import LIMITS
from triage.terminal.interview import interview
from triage.terminal.storage import Keeper
from triage.terminal.talk import Talk
from triage.verify.solver import UNKNOWN, Solver

TREES = Path(__file__).parents[1] / "trees"
SORE_THROAT = triage.load(TREES / "good/sore_throat.yaml", place="GB")
EVERY_PROMPT = triage.load(TREES / "talk/every_prompt.yaml")

REPLYING = triage.loads(
    "{triage: 1, id: t, title: T, start: a, questions: {a: {text: Fell?, reply:"
    ' {yes: "Oh, *no*."}}, b: {text: Sore?, reply: {no: "- Good."}}}, recommendations:'
    " {r: {title: R, urgency: soon}}, steps: {a: {ask: [a, b], go: r}}}"
)

CALM = ["2", "0"]
"""Answers to the danger signs of the sore throat, all no."""


@attrs.define
class Person:
    """Type lines; at the end, or where a line is an exception, stop."""

    lines: list
    heard: list = attrs.field(factory=list)

    def read(self, prompt):
        line = self.lines.pop(0) if self.lines else EOFError()
        self.heard.append(prompt)
        if isinstance(line, BaseException):
            raise line
        self.heard.append(f"{line}\n")
        return line


@attrs.frozen
class Told:
    """Hold what came of an interview."""

    session: object
    text: str
    keeper: Keeper

    def after(self, words):
        """Return what was said after some words, with every space as one."""
        flat = " ".join(self.text.split())
        assert words in flat
        return flat.partition(words)[2]

    def says(self, words):
        """Whether some words were said, wherever lines were broken."""
        return words in " ".join(self.text.split())


def hold(*lines, tree=SORE_THROAT, session=None, typed=False, file="", width=80):
    """Hold an interview with a person who types some lines."""
    person = Person(list(lines))
    talk = Talk(person.read, person.heard.append, width, typed)
    keeper = Keeper(file, lambda name: f"triage run tree --resume {name}")
    session = interview(session or tree.start(), talk, keeper)
    return Told(session, "".join(person.heard), keeper)


def test_it_begins_with_what_to_do_in_an_emergency():
    """The emergency number comes before the first question, then for whom this is."""
    text = hold().text

    places = [
        text.index(words)
        for words in (
            "Sore throat (version 1.2.0, draft)",
            "If this may be an emergency, call 999 now",
            "Not medical advice",
            "For: Adults",
            "Not for: Anyone who struggles to breathe",
            "Type your answer, or the number before it",
            "Are you drooling",
        )
    ]
    assert places == sorted(places)


def test_a_tree_that_says_less_is_introduced_with_less():
    """Where a tree names no audience, no empty line stands in its place."""
    assert "For:" not in hold(tree=EVERY_PROMPT).text


def test_a_whole_interview_ends_with_the_result():
    """Answers by number lead to the recommendation and its safety net."""
    told = hold(*CALM, "60", "3 days", "1", "1")

    assert told.session.decision.end == "rest"
    result = told.after("Result: Care at home")
    for words in ("Rest and drink", "Watch for: You cannot swallow"):
        assert words in result
    assert "Good to know: Antibiotics will probably not help" in result
    assert "Not medical advice" in result


def test_what_is_said_back_comes_before_the_next_question():
    """A reply stands behind what was noted, its marks as words; also the last."""
    told = hold("1", "2", tree=REPLYING)

    assert told.says("Noted: yes. Oh, no. Sore?")
    assert told.says("Noted: no. - Good. Result:")


def test_an_emergency_is_told_at_once():
    """A danger sign ends the interview: nothing more is asked."""
    told = hold("2", "1")

    assert told.session.decision.urgency == "emergency"
    assert told.after("Noted: yes to 1").startswith(
        "; no to the rest. Result: Emergency"
    )
    assert told.says("Watch for: Trouble breathing")


def test_what_to_do_comes_first_then_the_warnings():
    """The most urgent is told first, with its reason, then the warnings."""
    told = hold(*CALM, "60", "4 days", "1", "1 2")

    result = told.after("Ask for a throat swab Because you said")
    assert "Warning: Keep drinking" in result


def test_an_empty_line_is_never_an_answer():
    """Pressing Enter changes nothing; what is allowed is said."""
    told = hold("", "   ", "2")

    assert told.text.count("Nothing was typed. Please type yes, no or not sure") == 2
    assert told.session.answers == {"drooling": "no"}


def test_a_wrong_answer_is_asked_again_without_the_whole_question():
    """After a wrong answer, one sentence says what is allowed before the prompt."""
    told = hold("whatever", "2")

    assert told.text.count("Are you drooling") == 1
    assert told.says("“whatever” is not an answer here. Please type yes, no")


def test_help_stands_under_its_question():
    """What helps to answer is read before answering, also in a list."""
    told = hold("2")

    assert told.says("swallow? If you can drink a sip of water, answer no. 1 Yes")
    assert told.says("side of the neck")


def test_a_time_needs_its_unit():
    """A bare number of weeks may be meant in days: it is asked again, with its unit."""
    told = hold(*CALM, "60", "3", "0", tree=SORE_THROAT)

    assert told.says("Please type the unit too: “3 days” or “3 weeks”.")
    assert told.session.answers["days"] == 0


STEMS = """
triage: 1
id: stems
title: Stems
questions:
  a: {text: "How often were these so? Being tired", type: yes_no}
  b: {text: "How often were these so? Being awake", type: yes_no}
recommendations: {rest: {title: Rest, urgency: self_care}}
start: first
steps: {first: {ask: [a, b], go: rest}}
"""


def test_a_stem_is_said_once():
    """Questions that begin alike say so once, unless something stood between."""
    tree = triage.loads(STEMS)

    assert hold("2", "2", tree=tree).text.count("How often were these so?") == 1
    assert hold("2", "help", tree=tree).text.count("How often were these so?") == 2


SIGNS = """
triage: 1
id: signs
title: Signs
questions:
  numb:
    text: Is it numb?
    help: Tingling counts
    unsure: {again: "Does it feel odd?"}
  weak: {text: "Is it weak?", unsure: true}
  fits: {text: "Is there a fit?", unsure: true, only_if: maybe(weak), otherwise: no}
  ill: {text: "Are you ill?", unsure: true}
recommendations: {rest: {title: Rest, urgency: self_care}}
start: first
steps: {first: {ask: [numb, weak, fits, ill], go: rest}}
"""
OPEN = SIGNS.replace("maybe(weak)", "maybe(ill)").replace(
    "[numb, weak, fits, ill]", "[numb, weak, ill, fits]"
)


def test_questions_of_yes_or_no_are_read_as_one_list():
    """They stand below each other, numbered, each with its help and its own answer."""
    told = hold("no", "no", "no", tree=triage.loads(OPEN))

    begin = "Here are 3 questions. Answer each of them with yes, no or not sure.\n"
    assert (
        begin
        + (
            "  1  Is it numb?\n     Tingling counts\nAnswer: no\n"
            "  2  Is it weak?\nAnswer: no\n  3  Are you ill?\nAnswer: no\n\n"
        )
        in told.text
    )
    assert told.session.decision.complete
    assert "Here are" not in hold("no", tree=triage.loads(SIGNS)).text


@pytest.mark.parametrize("typed", ["", "0", "1", "2", "none", "no no no"])
def test_no_key_answers_more_than_one_of_them(typed):
    """Neither Enter nor a number, which may mean another item, is an answer there."""
    told = hold("no", typed, "yes", tree=triage.loads(OPEN))

    assert told.session.answers == {"numb": "no", "weak": "yes"}
    assert told.says("Please type yes, no or not sure. Answer: yes 3 Are you ill?")


def test_doubt_in_a_list_is_asked_again_before_it_goes_on():
    """The plainer wording stands alone, with numbers; then the list goes on."""
    told = hold("idk", "3", "no", "back", tree=triage.loads(OPEN))

    assert told.after("Answer: idk").startswith(
        " Let me ask that in another way. Does it feel odd? Tingling counts 1 Yes 2 No "
        "3 Not sure Answer: 3 Noted: not sure. 2 Is it weak? Answer: no 3 Are you ill?"
    )
    assert told.text.count("Here are 3 questions") == 1
    assert told.after("Answer: back").count("2 Is it weak?") == 1


def test_a_long_interview_says_which_part_begins():
    """Each part is announced once, with its title and about how much there is to it."""
    session = built_in("back_pain").start({"age": 35})

    told = hold("2", "back", "2", session=session)

    words = "Part 1 of 4: Signs of serious illness behind back pain. About"
    assert told.text.count(words) == 1
    assert "Part 1" not in hold("2").text


def test_not_sure_is_asked_again_in_another_way_once():
    """The plainer wording is introduced; the second not sure stands."""
    told = hold("3", "3")

    again = told.after("Let me ask that in another way.")
    assert again.startswith(" Does spit run out of your mouth?")
    assert told.session.decision.end == "ambulance"


def test_what_a_list_leaves_open_is_asked_one_by_one():
    """Items marked not sure come back alone, in their plainer wording."""
    told = hold("2", "1? 2? 3")

    assert told.says("Noted: yes to 3; not sure about 1 and 2.")
    assert told.says("Let me ask that in another way. Does your neck feel stiff?")


def test_a_list_with_one_question_left_is_no_list():
    """A page to tick of which one question is left shows that question alone."""
    session = SORE_THROAT.start({"drooling": "no", "stiff_neck": "no", "rash": "no"})

    text = hold(session=session).text

    assert "Here are" not in text
    assert "Does your voice sound muffled" in text


def test_every_kind_of_page_says_how_to_answer():
    """Numbers and lists of which several apply come with their rule."""
    told = hold("1", "a", "70.5", "20", "1 2", "2?", "2", tree=EVERY_PROMPT)

    assert told.says("Please type a number of kg from 1 to 300, or “not sure”.")
    assert told.says("Please type what applies from the list")
    assert told.says("Noted: 70.5 kg.")
    assert told.session.decision.complete


def test_back_takes_the_last_answer_back():
    """After back, the question before is asked again, and what fell is named."""
    told = hold("2", "back", "3")

    assert told.says("Taken back: - Are you drooling because you cannot swallow? no")
    assert told.session.again == {"drooling"}


def test_back_at_the_first_question_says_so():
    """Before the first answer there is nothing to take back."""
    assert hold("back").says("There is no answer to take back.")


def test_why_says_the_reason_and_the_source():
    """Why gives the reason of the question and where it comes from."""
    told = hold("why")

    assert told.says("Why this is asked: It can mean that the airway is closing.")
    assert told.says("Source: Choice made for this example (policy)")


def test_why_without_a_reason_says_so():
    """A question without a reason is not silently skipped."""
    assert hold("why", tree=EVERY_PROMPT).says("this tree gives no reason")


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("why", ("closing", "around the brain", "gives no reason")),
        ("why 1", ("around the brain",)),
        ("help", ("side of the neck", "You can also type")),
        ("help 1", ("side of the neck",)),
        ("help 9", ("side of the neck",)),
    ],
)
def test_why_and_help_speak_of_a_list_or_of_one_of_its_items(line, heard):
    """On a list, why and help take the number of an item."""
    told = hold("why", "2", line)

    for words in heard:
        assert told.says(words)


def test_why_of_one_item_is_silent_about_the_others():
    """The reason of one item of a list comes alone."""
    assert "2  Why" not in hold("2", "why 1").text


def test_help_helps_with_the_question_first():
    """Help says what helps to answer, then the commands, then the emergency number."""
    told = hold("help")

    rest = told.after("If you can drink a sip of water, answer no.")
    assert rest.index("back, to take back") < rest.index("call 999 now")


def test_a_word_that_is_an_answer_and_a_command_is_refused():
    """Where an option is called Back, the word alone is taken for neither."""
    told = hold("back", "/back", "1", "/back", "2", tree=EVERY_PROMPT)

    assert told.says("For the answer, type its number. For the command, type “/back”.")
    assert told.says("There is no answer to take back.")
    assert told.session.answers == {"where": "leg"}


def test_a_command_with_more_behind_it_is_an_answer():
    """Only why, help and save take something behind them."""
    assert hold("back pain").says("“back pain” is not an answer here")


def test_review_lists_the_answers_and_changes_one():
    """A changed answer counts from then on, and the path follows it."""
    told = hold(*CALM, "30", "2", "review", "5", "60", "review", "")

    assert told.says("5 How old are you? 30 years")
    assert told.says("How old are you? You said: 30 years. Type back to leave it so.")
    assert told.session.answers["age"] == 60
    assert told.says("Could you be pregnant? no")
    assert not told.says("Could you be pregnant? no (not needed")
    assert "pregnant" not in {q.id for q in told.session.asking}


def test_review_shows_what_is_kept_but_not_needed():
    """An answer that the path no longer asks for is listed as such."""
    told = hold(*CALM, "30", "1", "review", "5", "60", "review", "")

    listing = told.after("Change: 5")
    assert "Could you be pregnant? yes (not needed at the moment, but kept)" in listing


def test_review_says_what_is_still_possible():
    """With the solver, each result that some patient reaches is named, and no other."""
    assert hold(*CALM, "60", "review", "").says(
        "Not decided yet. With the answers so far it can still be: “Care at home” or "
        "“Routine appointment”. Type a number"
    )


@pytest.mark.parametrize("is_here", [False, True])
def test_review_without_proof_says_what_the_shape_of_the_tree_allows(
    monkeypatch, is_here
):
    """Without the solver, or where it is slow, bounds are told that need no proof."""
    if is_here:
        monkeypatch.setattr(Solver, "ask", lambda *_, **__: UNKNOWN)
    else:
        monkeypatch.setitem(sys.modules, "z3", None)
    assert hold(*CALM, "60", "review", "").says(
        "With the answers so far it can still be: from “Care at home” to “Routine "
        "appointment”. Type a number"
    )


def test_review_after_the_end_needs_no_outlook():
    """When everything is answered, the result was told already."""
    assert hold("1", "review", "").says("still be") is False


def test_review_before_the_first_answer_says_so():
    """Without answers there is nothing to review."""
    assert hold("review").says("You have not answered anything yet.")


def test_review_can_be_left_and_asks_for_a_number_of_the_list():
    """Enter goes on, a command is obeyed, and anything else meets the rule again."""
    told = hold("2", "review", "7", "x", "", "review", "help")

    assert told.text.count("Type 1 to change it") == 4
    assert told.says("You can also type")


def test_back_gives_up_a_change():
    """While an answer is being changed, back leaves it as it was."""
    told = hold("2", "review", "1", "back")

    assert told.says("Nothing was changed.")
    assert told.session.answers == {"drooling": "no"}


def test_answers_that_cannot_both_be_true_are_shown_together():
    """An answer at odds with an earlier one is refused, with that one named."""
    told = hold("1", "a", "5", "30", "9", tree=EVERY_PROMPT)

    rest = told.after("This does not go together with an earlier answer:")
    assert rest.startswith(" - How much do you weigh? 5 kg Please answer again")
    assert told.session.answers["stairs"] == 9


@pytest.mark.parametrize("begins", ["Look", "These answers do not go together. Look"])
def test_what_the_author_says_of_such_answers_is_read_first(begins):
    """The tree's own sentence stands before the answer that it is about."""
    says = f"{begins}: {{weight}}."
    tree = attrs.evolve(EVERY_PROMPT, denials={EVERY_PROMPT.assume[0]: says})

    told = hold("1", "a", "5", "30", "9", tree=tree)

    assert told.says(f"{begins}: 5. This does not go together with an earlier answer:")


def test_an_unfinished_part_of_a_tree_is_admitted():
    """Where a tree is not written yet, the interview says so and is not complete."""
    told = hold("3", "a", "70", "20", "0", "0", tree=EVERY_PROMPT, typed=True)

    assert not told.says("In short")
    assert told.says("this part of the tree is not written yet: Nobody has written")
    assert not told.session.decision.complete


def test_a_page_can_be_shown_or_written(tmp_path):
    """Print shows a page to hand over, or writes it where nobody else reads it."""
    file = tmp_path / "page.txt"

    told = hold("1", "print", f"print {file}", f"print {file}", typed=True)

    for text in (told.text, file.read_text()):
        assert "Situation\n- Result: Emergency care now" in text
        assert "Assessment: yes\n- Are you drooling" in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert told.says(f"The page is in {file}.")
    assert told.says(f"{file} is there already: choose another name")


LEAVING = """
triage: 1
id: two
title: Two questions
questions:
  a: {text: "A?", type: yes_no}
  b: {text: "B?", type: yes_no}
recommendations:
  now: {title: Go now, urgency: same_day, watch_for: %s}
  fact: {title: A fact}
  home: {title: Stay, urgency: self_care}
  soon: {title: Go soon, urgency: soon}
  out: {title: Call, urgency: emergency}
start: first
steps:
  first: {ask: a, branches: [{when: a, advise: [now, fact], go: second}, {go: third}]}
  second: {ask: b, answers: {yes: %s, no: soon}}
  third: {ask: b, answers: {yes: home, no: soon}}
"""


@pytest.mark.parametrize(
    ("tree", "line", "words"),
    [
        (LEAVING % ("Pain.", "out"), "1", "So far: at least “Be seen today”. It can "),
        (LEAVING % ("Pain.", "out"), "1", "- Go now Watch for: Pain. If this may be"),
        (LEAVING % ("Pain.", "soon"), "1", "So far: Be seen today. - Go now"),
        (LEAVING % ("Pain.", "soon"), "2", "“Care at home” or “See a clinician within"),
    ],
)
def test_leaving_early_says_how_urgent_it_is_so_far(tree, line, words):
    """Whoever leaves hears the urgency so far, what to do, and what to watch for."""
    told = hold(line, "quit", tree=triage.loads(tree), typed=True)

    assert (
        told.after("You stopped before the end.").startswith(" So far") or line == "2"
    )
    assert told.says(words)
    assert "A fact" not in told.text


def test_leaving_early_speaks_of_no_emergency_where_there_is_none():
    """A tree of another field has no number to call, and none is named."""
    text = LEAVING % ("Pain.", "soon")
    general = text.replace("title: ", "profile: general\ntitle: ", 1)

    assert "emergency" not in hold("1", "quit", tree=triage.loads(general)).text


def test_leaving_early_says_what_to_watch_for_in_the_mildest_case():
    """Where nothing is certain yet, it is the net of the least urgent result."""
    assert hold("2", "quit").says("Watch for: You cannot swallow, or you are no better")


def test_leaving_early_without_proof_says_what_the_shape_of_the_tree_allows(
    monkeypatch,
):
    """Without the solver, bounds are told that need no proof."""
    monkeypatch.setitem(sys.modules, "z3", None)

    assert hold("2", "quit").says("from “Care at home” to “Emergency care now”.")


def test_after_the_result_an_answer_can_still_be_changed():
    """A slip in the last answer is mended by back, and the result told anew."""
    told = hold("1", "back", "2", typed=True)

    assert told.says("Result: Emergency care now")
    assert told.session.answers == {"drooling": "no"}


@pytest.mark.parametrize("line", ["", "quit", "exit", KeyboardInterrupt(), EOFError()])
def test_after_the_result_every_way_of_leaving_is_an_end(line):
    """Enter, quit, Ctrl-C and Ctrl-D finish an interview that has its result."""
    told = hold("1", line, typed=True)

    assert told.text.count("To finish, press Enter") == 1
    assert "Stopped" not in told.text


def test_after_the_result_the_reasons_can_be_heard():
    """Why, after the result, says which answers led to it, and nothing else again."""
    told = hold("1", "why", "save", "next", "more")

    assert told.says("because you cannot swallow?”")
    assert told.text.count("Result: Emergency care now") == 1
    assert told.says("To keep your answers, type save and a file name.")
    assert told.says("Everything is answered.")
    assert told.says("There is no more to read.")


def test_sources_are_told_on_request():
    """Sources stand nowhere until they are asked for; then each stands once."""
    told = hold(*CALM, "60", "3 days", "1", "1", "sources")

    before, after = told.text.split("sources\n")
    assert "Large-scale validation" not in before
    assert after.startswith("Sources:\n")
    assert after.count("Large-scale validation") == 1


def test_where_no_source_is_named_none_is_told():
    """A tree without sources says so when it is asked."""
    assert hold("sources", tree=EVERY_PROMPT).says("No source is named.")


MUCH = """
triage: 1
id: much
title: Much to read
questions: {a: {text: "A?", type: yes_no}}
recommendations:
  now: {title: Now, urgency: emergency, text: Do it.}
  mind: {title: Mind, warning: true, text: Mind that.}
  also: {title: Also, urgency: routine, text: %s}
  fact: {title: A fact, text: It is so.}
start: first
steps:
  first: {ask: a, advise: [mind, fact, also], answers: {yes: now, no: now}}
"""


def test_what_does_not_fit_is_read_on_with_enter():
    """Enter reads on while something to do was told by its title, then finishes."""
    tree = triage.loads(MUCH % ("word " * 200))

    told = hold("1", "", "more", "", tree=tree, typed=True)

    screen, rest, none = told.text.split("Enter: ")[:3]
    assert "Mind that." in screen
    assert "Routine appointment: Also\n\nExample" in screen
    assert "In short: Now\nTo read on (2 more), press Enter." in screen
    assert "word word" in rest
    assert "In short: Now\nTo finish, press Enter." in rest
    assert "Good to know: A fact\n  It is so." in rest
    assert "There is no more to read." in none


def test_before_the_result_there_is_no_more_to_read():
    """More, at a question, says when there will be something."""
    assert hold("more").says("There is more to read once everything is answered.")


def test_help_after_the_result_names_the_commands():
    """Help works after the result too."""
    assert hold("1", "help").says("You can also type: back")


@pytest.mark.parametrize(
    "line", ["quit", "exit", "/quit", EOFError(), KeyboardInterrupt()]
)
def test_nothing_answered_is_nothing_to_keep(line):
    """Leaving before the first answer asks for nothing."""
    assert hold(line, typed=True).says("Stopped. Nothing was answered.")


def test_in_a_pipe_leaving_says_how_to_keep_answers():
    """Where nobody types, no file name is asked for."""
    assert hold("2").says("To keep them, start with --save and a file name.")


def test_at_a_terminal_leaving_asks_where_to_keep_answers(tmp_path):
    """A name that cannot be used is asked for again; then the way back is told."""
    file = tmp_path / "mine.json"

    told = hold("2", KeyboardInterrupt(), f"{tmp_path}/no/x", str(file), typed=True)

    assert told.says("cannot be written: No such file or directory")
    assert told.text.endswith(f"  triage run tree --resume {file}\n")
    assert triage.resume(SORE_THROAT, json.loads(file.read_text())) == told.session


@pytest.mark.parametrize("line", ["", EOFError(), KeyboardInterrupt()])
def test_answers_are_dropped_only_when_asked_to(line):
    """An empty file name, or leaving twice, drops the answers, and says so."""
    assert hold("2", "quit", line, typed=True).says("Your answers are dropped.")


def test_with_a_file_every_answer_is_kept_at_once(tmp_path):
    """The file holds each answer before the next question is asked."""
    file = tmp_path / "mine.json"

    told = hold("2", "0", "back", KeyboardInterrupt("now"), file=str(file), typed=True)

    assert triage.resume(SORE_THROAT, json.loads(file.read_text())) == told.session
    assert told.says("Your answers are kept in")


def test_a_finished_interview_is_kept_too(tmp_path):
    """After the result, the file and its name are told."""
    told = hold("1", file=str(tmp_path / "mine.json"))

    assert told.says(f"Your answers are kept in {tmp_path}/mine.json.")


def test_when_answers_cannot_be_kept_the_interview_goes_on(tmp_path):
    """A folder that disappears costs the file, not the answers."""
    told = hold("2", "0", file=str(tmp_path / "gone/mine.json"))

    assert told.text.count("Your answers could not be kept.") == 3
    assert len(told.session.pages) == 2


def test_a_file_that_cannot_be_written_at_the_end_is_not_called_kept(tmp_path):
    """Leaving never claims that answers are kept when they are not."""
    told = hold("2", file=str(tmp_path / "gone/mine.json"))

    assert "Your answers are kept in" not in told.after("Noted")
    assert told.says("Your answers are not kept.")


def test_a_result_that_cannot_be_kept_is_not_called_kept(tmp_path):
    """After the result, too, only what is in the file is called kept."""
    told = hold("1", file=str(tmp_path / "gone/mine.json"))

    assert "Your answers are kept in" not in told.after("Result: Emergency care now")


def test_save_keeps_the_answers_from_then_on(tmp_path):
    """After save and a file name, later answers are kept there too."""
    file = tmp_path / "mine.json"

    told = hold("save", "2", f"save {file}", "save", "0")

    assert told.says("To keep your answers, type save and a file name.")
    assert told.text.count(f"--resume {file}") == 3
    assert triage.resume(SORE_THROAT, json.loads(file.read_text())) == told.session


def test_save_never_writes_over_another_file(tmp_path):
    """A file that is there already stays as it is."""
    file = tmp_path / "diary.txt"
    file.write_text("dear diary")

    told = hold("2", f"save {file}")

    assert told.says("is there already: choose another name")
    assert file.read_text() == "dear diary"
    assert told.keeper.file == ""


def test_a_keeper_without_a_file_keeps_nothing():
    """Without a file, keeping is no error."""
    assert Keeper("", str).keep(SORE_THROAT.start()) is False
    with pytest.raises(FileError):
        Keeper("/", str).keep(SORE_THROAT.start())


def test_a_resumed_interview_says_welcome_and_goes_on():
    """An interview goes on where it was left."""
    told = hold(session=SORE_THROAT.start().answer({"drooling": "no"}))

    assert told.says("Welcome back. Type review to hear your answers so far.")
    assert told.says("Here are 3 questions.")


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_terminal(width):
    """Lines are wrapped; only a word that is wider itself stands out."""
    text = hold("why", "help", *CALM, "60", "9", "1", "1 2", width=width).text

    wide = [line for line in text.splitlines() if len(line) > width]
    typed = ("Answer: ",)
    assert all(len(line.split()) <= 2 or line.startswith(typed) for line in wide)


def test_nothing_but_plain_text_is_shown():
    """No escape, no box, no colour: a screen reader reads every line."""
    hostile = attrs.evolve(SORE_THROAT, title="Sore \x1b[31mthroat")

    text = hold("3", "1", tree=hostile).text

    assert all(c == "\n" or c.isprintable() for c in text)
    assert not set("│─┌└") & set(text)


WORDS = ("back", "why", "help", "review", "quit", "save", "/back", "exit")
LINES = st.sampled_from([*WORDS, *"1230", "30", "1?", "3,4"]) | st.text(max_size=8)


@given(st.lists(LINES, max_size=30), st.booleans(), st.sampled_from([0, 1]))
def test_no_line_ever_breaks_an_interview(lines, typed, which):
    """Whatever is typed, the interview ends in order, and can be resumed."""
    tree = (SORE_THROAT, EVERY_PROMPT)[which]
    lines = [line for line in lines if not line.strip().startswith("save ")]

    told = hold(*lines, "", tree=tree, typed=typed)

    record = json.loads(json.dumps(told.session.to_dict()))
    assert triage.resume(tree, record) == told.session


def test_what_counts_again_is_told():
    """Answers that were taken back, and are not asked again, are read out."""
    told = hold(*CALM, "60", "back", "back", "0")

    assert told.says("As you said before: - How old are you?")
    assert told.session.answers["age"] == 60


COUNTRIES = ("France", "French Guiana", "Ghana", "Guinea", "Guinea-Bissau", "Mali")

MANY = [*COUNTRIES, *(f"Land {n}" for n in range(LIMITS.menu))]


def asked_where(kind="one_of"):
    """Return an interview about a question with many options."""
    question = {
        "text": "Where do you live?",
        "type": kind,
        "unsure": "true",
        "options": {f"c{n}": name for n, name in enumerate(MANY)},
    }
    when = "surely(where == c5)" if kind == "one_of" else "surely(c5 in where)"
    tree = {
        "triage": "1",
        "id": "long",
        "title": "A long list",
        "questions": {"where": question},
        "recommendations": {"rest": {"title": "Rest", "urgency": "self_care"}},
        "start": "first",
        "steps": {
            "first": {
                "ask": "where",
                "branches": [{"when": when, "go": "rest"}, {"go": "rest"}],
            }
        },
    }
    return triage.loads(json.dumps(tree))


def test_a_long_list_is_looked_up():
    """What is typed is the beginning of names, which are told; none is taken so."""
    told = hold("franc", "1", tree=asked_where())

    assert "Land 3" not in told.text
    assert told.says("Please type a name, or the beginning of one, or “not sure”.")
    assert told.says("Type 1 for France. Please type a name")
    assert told.session.answers == {"where": "c0"}


def test_a_name_that_begins_others_is_itself():
    """A whole name is that option, whatever begins with it."""
    told = hold("gui", "guinea", tree=asked_where())

    assert told.says("Type 2 for French Guiana, 4 for Guinea or 5 for Guinea-Bissau.")
    assert told.session.answers == {"where": "c3"}


def test_too_many_names_are_counted():
    """Of many names the first are told, and that more of the name is needed."""
    told = hold("land", "xyz", tree=asked_where())

    assert told.says("18 for Land 11 or more of the name: 18 others begin so.")
    assert told.says("“xyz” is not an answer here. Please type a name")


def test_several_of_a_long_list_are_looked_up():
    """Names of which several may apply are looked up one by one."""
    told = hold("mali, franc", "mali, france", tree=asked_where("any_of"))

    assert told.says("or the beginning of one, or 0 for none, or “not sure”.")
    assert told.says("Type 1 for France.")
    assert told.session.answers == {"where": ("c0", "c5")}


def test_help_about_a_general_tree_says_nothing_of_emergencies():
    """What a tree does not say is not said: no line stands where nothing is."""
    text = (
        "triage: 1\nid: t\ntitle: T\nprofile: general\nquestions: {q: Is it so?}\n"
        "recommendations: {r: {title: R, urgency: routine}}\n"
        "start: a\nsteps: {a: {ask: q, go: r}}\n"
    )
    told = hold("help", "no", tree=triage.loads(text)).text

    assert "You can also type:" in told
    assert "emergency" not in told


WRITING = triage.loads(
    "{triage: 1, id: t, title: T, profile: general, start: a, questions: {a: {text:"
    " 'What is it?', type: text, most: 20, if_wrong: Say it in short.}, b: Sore?},"
    " scale: [{id: told, title: Told}], recommendations: {r: {title: 'R: {a else"
    " nothing}', urgency: told}}, steps: {a: {ask: [a, b], go: r}}}"
)


@pytest.mark.parametrize(
    ("typed", "kept", "noted"),
    [
        (["My *Back*"], "My *Back*", "Noted: My *Back*."),
        ([""], "unsure", "Noted: left blank."),
        (["back", '"back"'], "back", "“back” can be what you want to write"),
        (["/why", "sore"], "sore", "Why this is asked: this tree gives no reason."),
        (["help me up"], "help me up", "Noted: help me up."),
        (["x" * 21, "x"], "x", "That is more than 20 characters. Say it in short."),
        (["“Why”"], "Why", "Noted: Why."),
    ],
)
def test_a_text_is_typed_as_it_is_meant(typed, kept, noted):
    """Enter leaves it blank; a command is behind a slash, and its word in quotes."""
    told = hold(*typed, "no", "", tree=WRITING)

    assert told.session.answers["a"] == kept
    assert noted in " ".join(told.text.split())
    assert "on one line, up to 20 characters, or press Enter to leave it blank" in (
        " ".join(told.text.split())
    )


def test_what_is_most_urgent_is_told_before_the_next_question():
    """Once, and with the result; whoever takes it back is not told it again."""
    told = hold("yes", "nothing", "3", tree=triage.loads(ON_THE_WAY, place="GB"))

    first, _, rest = told.text.partition("What else?")
    assert first.count("Call 999 now") == first.count("Stay with somebody") == 1
    assert "Do that first. What else is asked can wait." in first
    assert rest.partition("Result:")[0].count("Call 999 now") == 0
    assert rest.count("Call 999 now") == 1
    calm = hold("no", "nothing", "3", tree=triage.loads(ON_THE_WAY, place="GB"))
    assert "Call 999" not in calm.text
