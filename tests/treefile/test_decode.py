"""From bytes to a Document: what is read, and what is refused."""

import json
from pathlib import Path

import attrs
import pytest
import yaml
from bad_trees import BAD, FILES as BAD_FILES, code_of
from good_trees import GOOD
from hypothesis import given, strategies as st

import triage
from triage.base.exceptions import InvalidTree, TreeError
from triage.base.limits import LIMITS, Limits
from triage.base.text import Source, Span, Text
from triage.base.wording import ISOLATES, folded, printable
from triage.treefile import yaml_errors as traps, yaml_events as nodes
from triage.treefile.decode import read, read_entries
from triage.treefile.document import Document
from triage.treefile.fields import ID, Keyed, Record, key
from triage.treefile.files import contents, source_from
from triage.treefile.yaml_events import compose

HEAD = "triage: 1\nid: small\ntitle: Small\nstart: one\n"
SMALL = HEAD + "steps: {one: {todo: later}}\n"


def refused(data, limits=LIMITS):
    """Return the findings for which a text is refused."""
    with pytest.raises(InvalidTree) as caught:
        read(source_from("a.yaml", data, limits), limits)
    return caught.value.findings


def only(data, limits=LIMITS):
    """Return the code, message and underlined text of the one finding in a text."""
    (found,) = refused(data, limits)
    return found.code, found.message, found.span.text


def test_a_document_holds_every_word_with_its_place():
    """What was written is kept as written, and knows where."""
    document = read(source_from("a.yaml", SMALL))

    assert isinstance(document, Document)
    assert (str(document.id), str(document.id.span)) == ("small", "a.yaml:2:5")
    assert document.steps[0].todo.span.text == "later"
    assert document.span.text == SMALL


@pytest.mark.parametrize(
    "written", ["no", "yes", "on", "null", "1.10", "012", "1:30", "0x1F", "2026-11-22"]
)
def test_yaml_has_no_opinion(written):
    """A text is what was written, whatever YAML would make of it."""
    document = read(
        source_from("a", SMALL.replace("title: Small", f"title: {written}"))
    )

    assert document.title.value == written


def test_a_byte_order_mark_is_no_part_of_the_text():
    """A file of a program that marks its bytes is read as any other."""
    document = read(source_from("a.yaml", b"\xef\xbb\xbf" + SMALL.encode()))

    assert document.triage.span.column == 9


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "---\n...\n"])
def test_nothing_is_no_tree(text):
    """A file with nothing in it is refused as empty."""
    assert refused(text)[0].code in ("T105", "T109")


def test_five_million_bytes_are_enough():
    """A larger file is refused unread; one of that size is read."""
    assert only(b"a" * (LIMITS.file_bytes + 1)) == (
        "T108",
        "the file is larger than 5,000,000 bytes",
        "",
    )
    limits = Limits(file_bytes=len(SMALL))
    assert read(source_from("a", SMALL, limits)).id.value == "small"


@pytest.mark.parametrize("data", [b"\xff\xfet\x00", b"title: \xe4", b"title: \xc3"])
def test_other_bytes_than_utf8_are_refused_at_the_byte(data):
    """Text of another encoding is refused where it shows."""
    (found,) = refused(data)

    assert (found.code, found.message) == ("T109", "this is not UTF-8 text")
    assert found.span.start == data.decode("latin-1").find(found_byte(data))


def found_byte(data):
    """Return the first character of another encoding."""
    return next(char for char in data.decode("latin-1") if char > "\x7f")


@pytest.mark.parametrize(
    "char",
    "\x00\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9f\u2028\u2029\u202e\u2066\ud800\ufffe\uffff",
)
def test_characters_that_nobody_sees_are_refused(char):
    """Control characters, hidden line breaks and turned directions are refused."""
    code, message, underlined = only(SMALL + f"# a{char}b\n")

    assert (code, underlined) == ("T109", char)
    assert message == f"the character U+{ord(char):04X} is not allowed"


@pytest.mark.parametrize("char", ["\t", "\xa0", "é", "日", "\u200f", "\U0001f600"])
def test_characters_of_texts_are_read(char):
    """Letters of all languages, signs and spaces are read as they are."""
    text = SMALL.replace("title: Small", f"title: a{char}b")

    assert read(source_from("a", text)).title.value == f"a{char}b"


SEEN_OR_NOT = st.characters(exclude_categories=["Cs", "Co", "Cn"], max_codepoint=0xFFFF)


@given(st.text(SEEN_OR_NOT | st.sampled_from([*ISOLATES, "\n"]), max_size=9))
def test_what_is_read_is_shown_as_it_was_written(text):
    """A text with what a reader could not be shown is refused, where that stands."""
    title = f"a {text} b"
    source = source_from("a", SMALL.replace("Small", json.dumps(title)))
    try:
        found = read(source).title.value
    except InvalidTree as refused:
        (finding,) = refused.findings
        assert finding.code == "T109"
        assert printable(title) != title
        assert finding.span.text != json.dumps(title)
    else:
        assert printable(folded(found)) == folded(found)


def test_a_text_may_name_a_hidden_character():
    """What may not stand in a file may be named in a text, where everybody sees it."""
    text = SMALL.replace("title: Small", r'title: "a\u2067b\u2069"')

    assert read(source_from("a", text)).title.value == "a\u2067b\u2069"


def test_all_findings_are_told_at_once():
    """One refusal tells of everything that is wrong in a file, in its order."""
    found = refused(HEAD.replace("id: small", "id: Small\nidd: x") + "stpes: {}\n")

    assert [(f.code, f.span.line) for f in found] == [
        ("T106", 2),
        ("T103", 3),
        ("T103", 6),
    ]


def test_reading_stops_at_a_hundred_findings():
    """A file with very many slips is not read to its end."""
    rows = "".join(f"  A{n}: {{todo: later}}\n" for n in range(500))

    assert len(refused(f"{HEAD}steps:\n{rows}")) == LIMITS.findings


def test_too_many_parts_are_refused():
    """Beyond a number of parts a file is refused where that is passed."""
    assert only(f"{HEAD}steps: [{'a, ' * 50}]", Limits(file_parts=20))[:2] == (
        "T108",
        "the file has more than 20 parts",
    )


@pytest.mark.parametrize(
    "rows",
    [
        "steps:\n" + "".join(f"  s{n}: {{todo: later}}\n" for n in range(6)),
        f"show: [{', '.join(f'v{n}' for n in range(6))}]\n",
    ],
)
def test_too_many_entries_are_refused(rows):
    """Beyond a number of entries a list or a mapping is refused."""
    found = refused(HEAD + rows, Limits(entries=5))[-1]

    assert found.code == "T108"
    assert found.message.endswith("` has more than 5 entries")


def test_too_long_conditions_are_refused():
    """Beyond a number of characters of conditions a file is refused at the next."""
    rows = "values: {a: b and c, d: e and f, g: h}\n"

    (found,) = refused(rows, Limits(conditions=14))

    assert found.code == "T108"
    assert found.message == "the conditions have more than 14 characters"
    assert found.span.text == "h"


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}", "? [a]\n"])
def test_a_key_is_a_word(key):
    """A list or a mapping cannot be a key."""
    found = refused(f"{HEAD}? {key}\n: x\nsteps: {{one: {{todo: later}}}}\n")

    assert found[0].code == "T105"
    assert found[0].message.startswith("a key must be a word, not ")


def test_an_unknown_error_of_the_parser_is_passed_on():
    """What no trap explains is told in the words of the parser, at its place."""
    source = Source("a.yaml", "one: two\n")
    mark = yaml.Mark("a", 5, 0, 5, None, None)
    error = yaml.MarkedYAMLError(None, None, "something new", mark)

    finding = traps.unreadable(error, source)

    assert finding.message == "this cannot be read as YAML: something new"
    assert str(finding.span) == "a.yaml:1:6"


@pytest.fixture
def without_libyaml(monkeypatch):
    """Be on a machine where PyYAML was built without its C library."""
    monkeypatch.delattr(yaml, "CSafeLoader")


@pytest.mark.usefixtures("without_libyaml")
@pytest.mark.parametrize("name", [n for n in BAD_FILES if code_of(n) < "T112"])
def test_the_slow_parser_refuses_what_the_fast_one_refuses(name):
    """Without the C library, bad files are refused too, with a place."""
    late = ("T104_n", "T106_ord", "T106_oth", "T108_l", "T108_o", "T109_csv", "T111")
    if not name.startswith(late):
        assert all("^" in str(found) for found in refused((BAD / name).read_bytes()))


@pytest.mark.usefixtures("without_libyaml")
@pytest.mark.parametrize(
    "name",
    [n for n in BAD_FILES if code_of(n) == "T101" and "{" not in (BAD / n).read_text()],
)
def test_the_slow_parser_says_the_same(name):
    """The traps of YAML are told alike by both parsers."""
    (found,) = refused((BAD / name).read_bytes())

    assert found.message in (BAD / name).read_text()


@pytest.mark.usefixtures("without_libyaml")
def test_the_slow_parser_reads_the_same():
    """Both parsers read one tree from one file."""
    data = (GOOD / "sore_throat.yaml").read_bytes()

    assert compose(source_from("a", data), "") == fast(data)


def fast(data):
    """Return what the fast parser reads."""
    loader = yaml.cyaml.CSafeLoader
    source = source_from("a", data)
    return nodes.gathered(yaml.parse(source.text, Loader=loader), source, LIMITS)[0]


@attrs.frozen
class Entry:
    """Stand for a record of another file."""

    id: Text
    span: Span = attrs.field(eq=False, repr=False)
    name: Text = key(ID, "A name.", required=True)


def test_other_files_are_read_by_the_same_rules(tmp_path):
    """Tables beside the trees are read as trees are: every word with its place."""
    path = tmp_path / "table.yaml"
    path.write_text("one: {name: uno}\ntwo: {name: due}\n")

    entries = read_entries(path, Record(Entry), ID)

    assert [(key, str(e.id), str(e.name)) for key, e in entries.items()] == [
        ("one", "one", "uno"),
        ("two", "two", "due"),
    ]
    path.write_text("one: {nam: uno}\n")
    with pytest.raises(InvalidTree) as caught:
        read_entries(path, Record(Entry), ID)
    assert caught.value.findings[0].help == "did you mean `name`?"
    path.write_text("")
    with pytest.raises(InvalidTree) as caught:
        read_entries(path, Record(Entry), ID)
    assert caught.value.findings[0].help == "write an entry, or remove the file"


@pytest.mark.parametrize(
    "name",
    [
        "x\0.yaml",
        "\ud800.yaml",
        "a" * 5000 + ".yaml",
        "nowhere.yaml",
        ".",
        "\x1b[2J.yml",
    ],
)
def test_a_path_that_leads_nowhere_is_told(name):
    """Whatever stands for a path, a file that cannot be read is one plain error."""
    with pytest.raises(triage.TreeNotFound, match="cannot be read: ") as caught:
        contents(Path(name))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("name", ["x\0y", "\ud800", "a" * 5000, "", ".", "/", "a/b"])
def test_an_id_that_is_none_is_told(name):
    """Whatever stands for an id, a tree that there is not is one plain error."""
    with pytest.raises(
        triage.TreeNotFound, match="no built-in tree is called"
    ) as caught:
        triage.load(name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def test_no_more_is_read_than_may_be(tmp_path):
    """Of a file that is too large, no more is read than shows that it is."""
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a" * 1000)

    assert len(contents(path, Limits(file_bytes=10))) == 11


def test_a_node_knows_what_it_is():
    """Messages call a part of a file by what an author sees."""
    found = compose(Source("a", "{a: text, b: [], c: {}, d: }"), "")

    kinds = [child.kind for _, child in found.pairs()]
    assert kinds == ["a text", "a list", "a mapping", "nothing"]


def test_a_text_that_is_no_yaml_is_one_error():
    """Composing raises one error, with a finding, for whatever YAML refuses."""
    with pytest.raises(TreeError, match="T101"):
        compose(Source("a", "a: [1"), "")


def test_keyed_records_take_their_key_as_id():
    """A mapping of records needs no shape of its own: the key is the id."""
    assert Keyed(Record(Entry), ID).names is ID
