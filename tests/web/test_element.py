"""The element for other pages: its markup as nodes, and what the command writes."""

import json
import re
from gzip import compress
from pathlib import Path

import pytest
from click.testing import CliRunner
from trees_for_tests import built_in

import triage
import triage.web
from triage.cli.main import cli
from triage.web.element import nodes
from triage.web.fragments import fragments
from triage.web.templating import environment

DOCS = Path(__file__).parents[2] / "docs" / "web.md"


def run(*arguments):
    return CliRunner().invoke(cli, ["export", *map(str, arguments)])


def test_no_text_becomes_markup_and_nothing_else_is_loaded():
    """The module makes no markup of text, and no code, and fetches what `src` names."""
    script = triage.web.component_script()
    assert not re.search(r"innerHTML|insertAdjacent|DOMParser|eval\(|import\(", script)
    assert re.findall(r"\bfetch\((\w+)", script) == ["address"]
    assert not re.search(r"localStorage|sessionStorage|cookie", script)


def test_it_is_as_large_as_the_docs_say():
    """What they say of `back_pain` and the module is so, give or take a kilobyte."""
    tree = triage.load("back_pain", place="GB")
    docs = " ".join(DOCS.read_text(encoding="utf-8").split())
    size = r"(\d+) kB, (\d+) kB gzipped,"
    said = re.search(rf"`back_pain` is {size} beside {size} of the module", docs)
    texts = (triage.web.component(tree), triage.web.component_script())
    files = [text.encode() for text in texts]
    found = [len(x) / 1000 for file in files for x in (file, compress(file, 9))]

    assert [*map(int, said.groups())] == pytest.approx(found, abs=1)


def test_markup_is_nodes():
    """Elements are lists, with their attributes; what is nothing inside has no end."""
    found = nodes("x", '<p>a &amp; <b class="c">b</b><input disabled><br></p>\n')
    inside = ["p", {}, "a & ", ["b", {"class": "c"}, "b"], ["input", {"disabled": ""}]]
    assert found == [[*inside, ["br", {}]], "\n"]
    assert nodes("x", "<p>a<br/>b</p>") == [["p", {}, "a", ["br", {}], "b"]]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>a", "`<p>` has no end"),
        ("<p>a</b></p>", "`</b>` ends what did not begin there"),
        ("<script>a</script>", "`<script>` does something"),
        ('<p onclick="a">a</p>', "`<p>` does something"),
    ],
)
def test_a_page_of_ones_own_that_is_no_markup_is_refused(tmp_path, html, said):
    """A template that is not whole, or runs something, is named, with what is wrong."""
    (tmp_path / "say.html").write_text(html)
    with pytest.raises(triage.TriageError, match="template of `say`") as refused:
        triage.web.component(built_in("start"), templates=tmp_path)
    assert said in str(refused.value)


def test_the_command_writes_the_element_into_a_folder(tmp_path):
    """The module stands there once, and the tree for each place that was named."""
    for place in ("", "GB"):
        done = run("start", "--component", "-o", tmp_path, "--place", place)
        assert done.exit_code == 0, done.output

    names = {file.name for file in tmp_path.iterdir()}
    assert names == {"triage-interview.js", "start.json", "start.GB.json"}
    made = json.loads((tmp_path / "start.GB.json").read_text(encoding="utf-8"))
    assert made["program"]["place"] == "GB"
    script = (tmp_path / "triage-interview.js").read_text(encoding="utf-8")
    assert script == triage.web.component_script()


def test_the_format_names_what_the_content_is_made_of():
    """The module takes that format alone; whoever changes this changes its number."""
    made = json.loads(triage.web.component(built_in("start")))
    rules = made["more"]["rules"]

    assert made["format"] == "triage-component/2"
    assert f'"{made["format"]}"' in triage.web.component_script()
    assert [*made] == ["format", "program", "more", "markup"]
    assert [*made["more"]] == [
        *["tel", "phrases", "language", "menu", "rules", "rule", "none"],
        *["parts", "part", "sources", "cites", "shows"],
    ]
    assert {rules[number] for number in made["more"]["rule"]} == {*rules}


def test_the_command_says_where_it_cannot_write(tmp_path):
    """It needs a folder, and writes over nothing that is not its own."""
    assert "name a folder with -o" in run("start", "--component").output
    missing = run("start", "--component", "-o", tmp_path / "none")
    assert "there is no such folder" in str(missing.exception)
    (tmp_path / "start.json").write_text("{}")
    other = run("start", "--component", "-o", tmp_path)
    assert "is there already" in str(other.exception)
    assert [*tmp_path.iterdir()] == [tmp_path / "start.json"]


def test_the_module_knows_the_markup_that_it_needs():
    """What it asks the content for is what the content has, but for long texts."""
    script = triage.web.component_script()
    needed = re.search(r"const NEEDED = \[(.*?)\n\];", script, re.DOTALL)[1]
    forms = re.search(r"\.\.\.\[([^]]*)\]\.flatMap", needed)[1]
    names = {*re.findall(r'"([\w-]+)"', needed)}
    names |= {f"{form}-alone" for form in re.findall(r'"([\w-]+)"', forms)}
    assert names == {"start", *dict(fragments(environment(marked=True)))}
