"""The commands that write trees: what they write is right, and nothing is lost."""

import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import triage
from triage.base.exceptions import InvalidTree
from triage.cli.new import texts, written

SAID = ["--title", "Lost keys", "--question", "Is it dark?", "--yes", "Wait"]

TYPED = "Lost keys\n\n Did you look: in your bag? # 1 \nGo \N{EURO SIGN} & look\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder of one's own."""
    monkeypatch.chdir(tmp_path)


def command(*arguments, typed=""):
    """Run the real command; return its exit status, output and messages."""
    words = [sys.executable, "-m", "triage", *arguments]
    done = subprocess.run(words, input=typed.encode(), capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def contents():
    """Return what stands in the folder."""
    return {path.name: path.read_text(encoding="utf-8") for path in Path().iterdir()}


def test_what_is_answered_makes_a_tree_that_passes():
    """Three answers through a pipe make a tree without warnings; its cases pass."""
    code, out, err = command("new", "keys", typed=TYPED)

    assert (code, out) == (0, "")
    assert err.count("?") == 3
    assert err.endswith("are written; `triage run keys.yaml` tries the tree\n")
    tree = triage.load("keys.yaml")
    assert tree.title == "Lost keys"
    assert tree.questions["first"].text == "Did you look: in your bag? # 1"
    assert tree.decide({"first": "yes"}).end == "to_do"
    assert tree.recommendations["to_do"].title == "Go \N{EURO SIGN} & look"
    assert command("check", "--strict", ".")[0] == 0
    assert command("test", ".", "--fail-under", "100")[0] == 0


def test_an_editor_finds_the_schemas_that_the_files_name(run):
    """The first line of each file names a schema that is there, as it is printed."""
    run("new", "keys", *SAID)

    for name, options in (("tree", ()), ("cases", ("--cases",))):
        file = Path(f"{name}.schema.json")
        assert file.read_text() == run("schema", *options)[1]
    first = [
        Path(name).read_text().splitlines()[0] for name in sorted(Path().glob("k*"))
    ]
    assert first == [
        "# yaml-language-server: $schema=cases.schema.json",
        "# yaml-language-server: $schema=tree.schema.json",
    ]


def test_options_answer_what_would_be_asked(run):
    """What options say is not asked, and nothing is read."""
    code, _, err = run("new", "keys", *SAID, "--no", "Switch on the light")

    assert code == 0
    assert "?" not in err
    titles = [item.title for item in triage.load("keys.yaml").recommendations.values()]
    assert titles == ["Wait", "Switch on the light"]


@pytest.mark.parametrize("there", ["keys.yaml", "keys.cases.yaml"])
def test_no_file_is_replaced(run, there):
    """Where one of the files is there, none is written, and that one stays."""
    Path(there).write_text("precious")

    code, out, err = run("new", "keys", *SAID)

    assert (code, out) == (2, "")
    assert err == f"error: {there} is there already: choose another name\n"
    assert contents() == {there: "precious"}


def test_a_schema_that_is_there_stays(run):
    """A schema in the folder is left as it is: other files are checked by it."""
    Path("tree.schema.json").write_text("{}")

    assert run("new", "keys", *SAID)[0] == 0
    assert contents()["tree.schema.json"] == "{}"


@pytest.mark.parametrize(
    ("arguments", "typed", "message"),
    [
        (["2bad", *SAID], "", "`id` cannot be `2bad`"),
        (["../bad", *SAID], "", "`id` cannot be `../bad`"),
        (["sources", *SAID], "", "`sources.yaml` is no tree beside trees"),
        (["keys"], "", "Nothing was answered: give --title."),
        (["keys"], "Keys\n\n \n", "Nothing was answered: give --question."),
        (["keys", *SAID, "--no", "a\x07b"], "", "No file can hold the text"),
        (["keys", *SAID, "--no", "Call $nobody"], "", "`$nobody`"),
    ],
)
def test_what_makes_no_tree_is_refused(run, arguments, typed, message):
    """A wrong id, a text that no file can hold or a missing answer has status 2."""
    code, out, err = run("new", *arguments, typed=typed.encode())

    assert (code, out) == (2, "")
    assert message in err
    assert contents() == {}


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_at_a_question_leaves_nothing_behind():
    """Ctrl-C while it asks ends it with its status, quietly, and writes nothing."""
    words = [sys.executable, "-m", "triage", "new", "keys"]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stderr.read(4) == b"What"
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)

    assert (child.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert contents() == {}


TEXTS = st.text(min_size=1, max_size=120).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXTS, question=TEXTS, to_do=TEXTS)
def test_whatever_is_said_is_what_the_tree_says(title, question, to_do):
    """A text is refused, or it is what the tree says, with its spaces made single."""
    given = {"title": title, "question": question, "to_do": to_do, "nothing": "Wait"}
    try:
        tree = triage.loads(texts("keys", given)["keys.yaml"])
    except (InvalidTree, click.UsageError):
        return

    said = (tree.title, tree.questions["first"].text)
    assert said == (" ".join(title.split()), " ".join(question.split()))
    assert tree.recommendations["nothing"].title == "Wait"


def test_a_long_text_is_written_over_several_lines():
    """A text that is long stands in the file as a person would write it."""
    text = written("one word after another " * 8)

    assert text.startswith(">-\n      one word")
    assert max(map(len, text.splitlines())) < 88
