"""Cases: what stands in a file is tried, and what fails is told."""

import json
from pathlib import Path

import pytest
from good_trees import as_json
from jsonschema import Draft202012Validator
from trees_for_tests import SORE_THROAT

import triage
import triage.cases
from triage.base.limits import LIMITS
from triage.cases.casefile import CaseEntry, CasesDocument, ExpectEntry, schema_text
from triage.linker.contacts import trees_folder
from triage.treefile.fields import keys_of

BASE = "{drooling: no, age: 30, pregnant: no, days: 3, cough: none, signs: []}"


def case(
    answers: str = "{}", expect: str = "{urgency: self_care}", **head: str
) -> triage.cases.Cases:
    """Write a file with one case about a sore throat, and load it."""
    Path("throat.yaml").write_text(SORE_THROAT)
    Path("throat.cases.yaml").write_text(
        f"triage_cases: 1\ntree: {head.get('tree', 'throat')}\n"
        f"base: {head.get('base', BASE)}\ncases:\n  one:\n"
        f"    says: A woman of 30\n      has a sore throat.\n"
        f"    answers: {answers}\n    expect: {expect}\n"
    )
    return triage.cases.load("throat.cases.yaml")


def said(answers: str, expect: str) -> list[str]:
    """Return what is said of a case that fails; nothing when it passes."""
    [result] = case(answers, expect).run()
    assert result.passed is not bool(result.failures)
    return [failure.message for failure in result.failures]


# Loading


def test_a_case_is_a_story_with_answers_and_expectations():
    """A loaded case has its story on one line, accepted answers, and its place."""
    [loaded] = case("{age: '31'}", "{urgency: soon, recommends: [swab, drink]}").cases

    assert loaded.id == "one"
    assert loaded.says == "A woman of 30 has a sore throat."
    assert loaded.answers["age"] == 31
    assert [(e.key, e.wanted) for e in loaded.expects] == [
        ("urgency", ("soon",)),
        ("recommends", ("swab",)),
        ("recommends", ("drink",)),
    ]
    assert str(loaded.span) == "throat.cases.yaml:5:3"


def test_the_answers_of_a_case_go_before_those_of_the_base():
    """A case changes what it names, and keeps the rest of the base."""
    [loaded] = case("{days: 9}", base="{days: 2, age: 40}").cases

    assert loaded.answers == {"days": 9, "age": 40}


def test_a_single_answer_may_stand_for_a_list():
    """`fever` and `[fever]` are one answer; `[]` is none of the options."""
    assert case("{signs: fever}").cases == case("{signs: [fever]}").cases
    assert case("{signs: []}").cases[0].answers["signs"] == ()


def test_a_tree_may_be_named_by_its_path():
    """A path is seen from the cases file, and no file need stand beside it."""
    case()
    folder = Path("cases")
    folder.mkdir()
    text = Path("throat.cases.yaml").read_text()
    other = folder / "more.cases.yaml"
    other.write_text(text.replace("tree: throat", "tree: ../throat.yaml"))

    assert triage.cases.load(other).tree.id == "throat"


def test_a_cases_file_may_have_a_name_of_its_own():
    """Beside several trees, the one is taken whose file has the name of the id."""
    case()
    Path("throat.cases.yaml").rename("children.cases.yaml")

    assert triage.cases.load("children.cases.yaml").tree.id == "throat"


def test_another_tree_beside_the_file_is_refused():
    """The id must be that of the tree in the file, as a reader would think."""
    with pytest.raises(triage.InvalidTree) as refused:
        case(tree="sore_throat")
    [finding] = refused.value.findings

    assert finding.code == "T701"
    assert "called `throat`" in finding.message
    assert finding.help == "write `tree: throat`"


def test_a_tree_in_a_file_with_another_name_is_found():
    """A tree stands in the file beside its cases, whatever it is called."""
    case()
    Path("throat.yaml").rename("Sore-Throat.yaml")
    Path("throat.cases.yaml").rename("Sore-Throat.cases.yaml")

    assert triage.cases.load("Sore-Throat.cases.yaml").tree.id == "throat"
    assert triage.cases.load("Sore-Throat.yaml").name == "Sore-Throat.cases.yaml"


def test_a_tree_that_is_refused_refuses_its_cases():
    """The findings are those of the tree, in its own file."""
    case()
    Path("throat.yaml").write_text(SORE_THROAT.replace("start: drooling", "start: x"))

    with pytest.raises(triage.InvalidTree) as refused:
        triage.cases.load("throat.cases.yaml")

    assert refused.value.findings[0].span.source.name == "throat.yaml"


def test_the_longest_lists_of_mistakes_are_cut():
    """Nobody mends more mistakes at once than a refusal lists."""
    answers = ", ".join(f"x{number}: yes" for number in range(2 * LIMITS.findings))

    with pytest.raises(triage.InvalidTree) as refused:
        case(f"{{{answers}}}")

    assert len(refused.value.findings) == LIMITS.findings


@pytest.mark.parametrize(
    ("expect", "advice"),
    [
        ("{asks: zzz}", "name a question of the tree"),
        ("{shows: {zzz: 3}}", "remove it: there is none"),
    ],
)
def test_a_name_like_no_other_is_told_what_to_name(expect, advice):
    """Where the known names are too many to list, or none, the help is in words."""
    many = "".join(
        f"  q{number}: {{text: Question?, type: yes_no}}\n" for number in range(13)
    )
    Path("t.yaml").write_text(
        f"triage: 1\nid: t\ntitle: T\nquestions:\n{many}"
        "recommendations: {rest: {title: Rest, urgency: self_care}}\n"
        "start: q0\nsteps: {q0: {ask: q0, go: rest}}\n"
    )
    Path("t.cases.yaml").write_text(
        f"triage_cases: 1\ntree: t\ncases: {{a: {{says: A., expect: {expect}}}}}\n"
    )

    with pytest.raises(triage.InvalidTree) as refused:
        triage.cases.load("t.cases.yaml")

    assert [finding.help for finding in refused.value.findings] == [advice]


def test_an_end_that_may_be_hidden_can_be_ruled_out():
    """Where one that stands alone may take its place, an end need not be told."""
    alone = SORE_THROAT.replace("      - drink\n", "      - ambulance\n")
    answers = "{drooling: no}"
    expect = "{ends: rest, not_recommends: rest}"
    with pytest.raises(triage.InvalidTree):
        case(answers, expect)
    Path("throat.yaml").write_text(alone)

    [result] = triage.cases.load("throat.cases.yaml").run()

    assert result.passed


def test_a_tree_without_a_file_near_it_is_told_to_give_a_path():
    """Where no name is close, the help says what can be written."""
    Path("x.cases.yaml").write_text(
        "triage_cases: 1\ntree: far_away\n"
        "cases: {a: {says: A., expect: {urgency: none}}}\n"
    )

    with pytest.raises(triage.InvalidTree) as refused:
        triage.cases.load("x.cases.yaml")

    assert refused.value.findings[0].help == "write its path"


# Finding


def test_the_cases_of_a_folder_are_all_below_it():
    """A folder stands for every cases file below, in order of their names."""
    found = triage.cases.cases_files(str(trees_folder()))

    assert found == tuple(sorted(trees_folder().rglob("*.cases.yaml")))
    assert len(found) > 10


def test_a_folder_without_cases_is_refused():
    """Nothing to try is no success."""
    with pytest.raises(triage.TriageError, match=r"no file below `\.` ends with"):
        triage.cases.cases_files(".")


def test_a_tree_without_cases_says_how_to_begin():
    """A tree without cases names the command that writes the first ones."""
    Path("throat.yaml").write_text(SORE_THROAT)

    with pytest.raises(triage.TriageError, match=r"triage new-cases throat\.yaml"):
        triage.cases.cases_files("throat.yaml")


def test_a_tree_that_is_not_there_is_not_called_one_without_cases():
    """A path that leads nowhere is refused as such."""
    with pytest.raises(triage.TreeNotFound, match="cannot be read"):
        triage.cases.load("nothing.yaml")


# What is expected

MET = [
    ("{}", "{urgency: self_care, ends: rest}"),
    ("{}", "{recommends: [rest, drink, no_antibiotics], not_recommends: swab}"),
    ("{}", "{asks: [pregnant, signs], shows: {score: 1, likely: no, expecting: no}}"),
    ("{age: 70}", "{not_asks: pregnant, urgency: self_care}"),
    ("{cough: some}", "{shows: {score: 0.50}}"),
    ("{drooling: unsure}", "{not_asks: age, ends: ambulance}"),
    ("{drooling: unsure}", "{shows: {score: [0.5, 3]}}"),
    ("{pregnant: unsure}", "{shows: {expecting: unsure}, urgency: routine}"),
]


@pytest.mark.parametrize(("answers", "expect"), MET)
def test_what_comes_as_expected_passes(answers, expect):
    """A case whose expectations are met has no failure."""
    assert said(answers, expect) == []


FAILED = [
    ("{urgency: soon}", "expected the urgency `soon`, got `self_care`"),
    ("{urgency: none}", "expected the urgency `none`, got `self_care`"),
    ("{ends: swab}", "expected the end `swab`, got `rest`"),
    (
        "{recommends: swab}",
        "expected the recommendation `swab`, got `drink`, `rest`, `no_antibiotics`",
    ),
    ("{not_recommends: [rest]}", "expected no `rest`, but it is recommended"),
    ("{not_asks: [cough]}", "expected `cough` not to be asked, but it is"),
    ("{shows: {score: 2}}", "expected `score` to be 2, got 1"),
    ("{shows: {score: [1, 2]}}", "expected `score` to be 1 to 2, got 1"),
    ("{shows: {likely: unsure}}", "expected `likely` to be unsure, got no"),
    ("{missing: age}", "expected to be asked next: `age`; got nothing"),
]


@pytest.mark.parametrize(("expect", "message"), FAILED)
def test_what_comes_otherwise_is_told(expect, message):
    """A failure says what was expected, and what came instead."""
    assert said("{}", expect) == [message]


def test_a_question_that_is_not_asked_says_why():
    """It is off the path, or skipped by its condition."""
    off = "expected `age` to be asked, but it is not on the path"
    skipped = (
        "expected `pregnant` to be asked, but it is skipped, as its `only_if` does "
        "not hold"
    )

    assert said("{drooling: yes}", "{asks: age}") == [off]
    assert said("{age: 70}", "{asks: pregnant}") == [skipped]


def failures_without(question: str, expect: str) -> list[str]:
    """Return what is said of a case in which one question is not answered."""
    parts = [p for p in BASE.strip("{}").split(", ") if not p.startswith(question)]
    [result] = case(expect=expect, base=f"{{{', '.join(parts)}}}").run()
    return [failure.message for failure in result.failures]


def test_a_walk_that_does_not_end_fails():
    """Without `missing`, the questions still to be answered are named."""
    assert failures_without("days", "{asks: days}") == [
        "expected an end, but still to be answered: `days`"
    ]
    assert failures_without("days", "{ends: rest}")[1:] == [
        "expected the end `rest`, but still to be answered: `days`"
    ]


def test_a_walk_may_be_expected_to_wait():
    """With `missing`, the case passes when just those questions are asked next."""
    assert failures_without("days", "{missing: days, urgency: none}") == []
    assert failures_without("days", "{missing: [age]}") == [
        "expected to be asked next: `age`; got `days`"
    ]


def test_a_way_that_is_not_written_yet_is_told():
    """A walk that comes to a `todo` does not end, and says why."""
    case()
    unfinished = SORE_THROAT.replace("- go: swab", "- todo: Ask somebody")
    Path("throat.yaml").write_text(unfinished)
    text = Path("throat.cases.yaml").read_text()
    Path("throat.cases.yaml").write_text(
        text.replace("answers: {}", "answers: {days: 9}")
    )

    [result] = triage.cases.load("throat.cases.yaml").run()

    assert result.failures[0].message == (
        "expected an end, but the tree is not written yet there: Ask somebody"
    )


def test_a_failure_names_its_place():
    """A failure begins with the file and the line of the expectation."""
    [result] = case(expect="\n      urgency: soon\n      ends: swab").run()

    assert [str(failure).partition(": ")[0] for failure in result.failures] == [
        "throat.cases.yaml:10",
        "throat.cases.yaml:11",
    ]


def test_the_path_of_a_result_says_why():
    """A path names its steps and end, and the reason of the last choice."""
    [result] = case("{days: 9}").run()

    assert result.path.startswith("drooling → about_you → decide → swab, because ")
    assert "days: 9 days" in result.path


def test_a_path_without_a_choice_has_no_reason():
    """Where the walk waits at its first step, nothing was chosen."""
    [result] = case(base="{}", expect="{missing: drooling}").run()

    assert result.path == "drooling"


def test_a_result_is_json():
    """A result says where it led, how long it was, and what failed where."""
    [result] = case(expect="{urgency: soon}").run()

    assert result.to_dict() == {
        "id": "one",
        "passed": False,
        "urgency": "self_care",
        "ends": "rest",
        "missing": [],
        "answers": 6,
        "pages": 2,
        "file": "throat.cases.yaml",
        "line": 5,
        "failures": [
            {
                "message": "expected the urgency `soon`, got `self_care`",
                "file": "throat.cases.yaml",
                "line": 9,
            }
        ],
        "path": ["drooling", "about_you", "decide"],
    }


# The JSON Schema

VALIDATOR = Draft202012Validator(json.loads(schema_text()))


def test_the_published_schema_of_cases_is_fresh():
    """The schema in the package is what `triage schema --cases` prints."""
    published = Path(triage.cases.__file__).with_name("schema.json")

    assert published.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize(
    "file", sorted(trees_folder().rglob("*.cases.yaml")), ids=lambda path: path.stem
)
def test_every_builtin_cases_file_validates(file):
    """What the reader accepts, an editor accepts."""
    assert [*VALIDATOR.iter_errors(as_json(file))] == []


@pytest.mark.parametrize("name", ["T103_key", "T104_says", "T106_empty"])
def test_no_cases_file_of_another_shape_validates(name):
    """What the reader refuses for its shape, an editor refuses."""
    bad = Path(__file__).parents[1] / "cases" / "bad" / f"{name}.cases.yaml"

    assert not VALIDATOR.is_valid(as_json(bad))


def test_the_page_about_cases_names_every_key():
    """A reader finds all that can stand in a cases file."""
    page = Path(__file__).parents[2].joinpath("docs", "cases.md").read_text()
    records = (CasesDocument, CaseEntry, ExpectEntry)
    keys = [key.name for record in records for key in keys_of(record)]

    assert len(keys) > 12
    assert [name for name in keys if f"`{name}`" not in page] == []
