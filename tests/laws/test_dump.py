"""What is written reads back: the law of documents and files."""

import shutil
from pathlib import Path

import attrs
import pytest
import yaml
from hypothesis import HealthCheck, given, settings, strategies as st
from odd_texts import ODD, TRIPPING

import triage
from triage.base.text import Text
from triage.base.wording import ISOLATES
from triage.cases.casefile import CasesDocument
from triage.treefile import fields
from triage.treefile.decode import Reader, read
from triage.treefile.document import AssumeEntry, Document, StepEntry
from triage.treefile.dump import dump
from triage.treefile.fields import Each, Either, Few, Keyed, Record, Scalar, keys_of
from triage.treefile.files import source_from

ROOT = Path(__file__).parents[2]
TREES = sorted(
    path
    for folder in (ROOT / "trees", ROOT / "tests" / "trees" / "good")
    for path in folder.rglob("*.yaml")
    if "\ntriage: 1\n" in path.read_text()
)
ALONE = [path for path in TREES if "\nkind: module\n" not in path.read_text()]
CASES = sorted(ROOT.glob("trees/**/*.cases.yaml"))


def back(document):
    """Return what the file of a document says, as read from its text."""
    reader = Reader(source_from("written.yaml", dump(document)))
    return reader.whole(Record(type(document)))


def can_be_written(text):
    """Whether a file can hold a text: no lone line break beside what stands nowhere."""
    lone = "\n" in text.replace("\n\n", "")
    return not (lone and {"\r", *ISOLATES} & {*text})


def texts(shape):
    """Return texts that a shape takes."""
    if shape.name in ("text", "markdown", "word", "condition", "answer", "cell"):
        found = st.sampled_from(TRIPPING) | ODD
    elif shape.name == "date":
        found = st.dates().map(str)
    else:
        found = st.from_regex(f"\\A(?:{shape.pattern})\\Z")
    return found.filter(lambda t: shape.accepts(t) and can_be_written(t)).map(Text.of)


def keys(shape):
    """Return texts that can be keys, as the ids of records are."""
    short = texts(shape).filter(lambda t: len(t.value) < 80)
    return short.filter(lambda t: "\n" not in t.value and t.value != "<<")


def values(shape):
    """Return what a place of a file can hold."""
    match shape:
        case Scalar():
            return texts(shape)
        case Each(item):
            return st.lists(values(item), max_size=3).map(tuple)
        case Few(item, least):
            return st.lists(values(item), min_size=least, max_size=3).map(tuple)
        case Record(kind):
            return records(kind)
        case Keyed(Record(kind), names):
            return st.lists(
                records(kind, id=keys(names)),
                max_size=2,
                unique_by=lambda r: r.id.value,
            ).map(tuple)
        case Either(mapped, listed):
            return values(mapped) | values(listed)


def records(kind, **more):
    """Return records of a class, with any of the keys that they may have."""
    found = {
        key.field: values(key.shape)
        if key.required
        else st.just(attrs.fields_dict(kind)[key.field].default) | values(key.shape)
        for key in keys_of(kind)
    }
    return st.builds(kind, **more, **found)


@pytest.mark.parametrize("path", TREES, ids=lambda path: path.stem)
def test_a_tree_file_reads_back(path):
    """Every tree is the same document after it was written, and is written the same."""
    document = read(source_from(path.name, path.read_bytes()))
    written = dump(document)

    assert back(document) == document
    assert dump(back(document)) == written


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_cases_file_reads_back(path):
    """So is every other format that is declared in the same way."""
    source = source_from(path.name, path.read_bytes())
    document = Reader(source).whole(Record(CasesDocument))

    assert back(document) == document


@pytest.mark.slow
@pytest.mark.parametrize("path", ALONE, ids=lambda path: path.stem)
def test_a_written_tree_decides_the_same(path, tmp_path):
    """A tree that was written has the hashes of the tree that was read."""
    tree = triage.load(path)
    folder = shutil.copytree(path.parent, tmp_path / "trees")
    document = read(source_from(path.name, path.read_text()))
    (folder / path.name).write_text(dump(document))

    again = triage.load(folder / path.name)

    assert (again.logic, again.wording) == (tree.logic, tree.wording)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.filter_too_much])  # many are too long
@given(records(Document))
def test_any_document_reads_back(document):
    """Whatever a document holds, it is read from its text as it was built."""
    written = dump(document)

    assert back(document) == document
    assert dump(back(document)) == written


@given(st.sampled_from(TRIPPING) | ODD)
def test_any_text_survives(text):
    """A text comes back whatever YAML might take it for, or it is refused."""
    document = Document(
        triage=Text.of("1"),
        id=Text.of("one"),
        title=Text.of(text),
        start=Text.of("one"),
        assume=(
            AssumeEntry(that=Text.of(text)),
            AssumeEntry(that=Text.of(text), says=Text.of(text)),
        ),
        steps=(StepEntry(Text.of("one"), todo=Text.of("later")),),
    )
    if not fields.TEXT.accepts(text):
        return
    if not can_be_written(text):
        with pytest.raises(ValueError, match="no file can hold the text"):
            dump(document)
        return

    assert back(document).title.value == text
    assert back(document).assume == document.assume
    assert isinstance(yaml.safe_load(dump(document))["title"], str)
