"""Columns: values that stand in a CSV file are those that a tree says itself."""

import json

import pytest
from hypothesis import given, settings, strategies as st
from strategies import BASE

import triage
from triage.linker.bundle import bundle


def loaded(file, **modules):
    """Return the tree of a document, with the files that it names."""
    return triage.loads(json.dumps(file), modules=modules or None)


def hashes(tree):
    """Return both hashes of a tree."""
    return tree.full_logic, tree.full_wording


PLAIN = st.sampled_from(["0", "1", "2.5", "-3", "0.25"])
WORDS = {"lo": "Low", "mid": "Middle", "hi": "High"}


SMALL = {
    "triage": "1",
    "id": "small",
    "title": "A small tree",
    "questions": BASE,
    "recommendations": {"go": "Go"},
    "start": "first",
    "steps": {"first": {"ask": [*BASE], "go": "go"}},
}


@st.composite
def tables(draw):
    """Return a value with rows of numbers or words, by an option or a threshold."""
    by, key, names = draw(
        st.sampled_from(
            [
                ("b1", "from", ["0", "3", "7"]),
                ("b2", "is", ["p", "q"]),
                ("b2", "is", ["p", "otherwise"]),
                ("b0", "is", ["no", "yes"]),
            ]
        )
    )
    cell, more = draw(
        st.sampled_from(
            [
                (PLAIN, {"decimals": "1", "unit": "mg"}),
                (st.sampled_from(sorted(WORDS)), {"options": WORDS, "ordered": "true"}),
                (st.sampled_from(["2024-02-29", "2030-01-01"]), {"title": "The day"}),
            ]
        )
    )
    return {"by": by, key: {name: draw(cell) for name in names}} | more


def filed(value, number):
    """Return a value as a column of a file, and the file, some of it notes."""
    key = "from" if "from" in value else "is"
    head = f"x-note,c{number},{'id' if key == 'is' else key}\r\n"
    rows = "".join(f"why,{cell},{name}\r\n" for name, cell in value[key].items())
    kept = {name: said for name, said in value.items() if name != key}
    file = f"rates/r{number}.csv"
    return kept | {"rows": file, "column": f"c{number}"}, {file: head + rows}


@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(tables(), min_size=1, max_size=2))
def test_a_column_of_a_file_is_as_good_as_rows(values):
    """Of values in files the same tree is made, and its bundle is that tree."""
    titled = [
        x | ({"title": f"Value {n}"} if "title" in x else {})
        for n, x in enumerate(values)
    ]
    own = {f"w{n}": value for n, value in enumerate(titled)}
    there = {f"w{n}": filed(value, n) for n, value in enumerate(titled)}
    files = {name: text for _, files in there.values() for name, text in files.items()}
    columns = {name: value for name, (value, _) in there.items()}

    inside = loaded(SMALL | {"values": own, "show": [*own]})
    outside = loaded(SMALL | {"values": columns, "show": [*own]}, **files)

    assert hashes(outside) == hashes(inside)
    assert outside.values == inside.values
    assert triage.loads(outside.bundle()) == outside


COUNTRIES = "id,text,fee,kind\nfrance,France,0,none\nghana,Ghana,12.5,full\n"
FEES = {"france": "0", "ghana": "12.5"}
KINDS = {"france": "none", "ghana": "full"}
TEXTS = {"none": "No visa", "full": "A visa"}


def visa(fee, kind, options="countries", **more):
    """Return a tree with a fee and a kind of visa by the passport, and their list."""
    return {
        "triage": "1",
        "id": "visa",
        "title": "A visa",
        "lists": {"countries": "countries.csv"},
        "questions": {
            "home": {"text": "Where do you live?", "options": options},
            "passport": {"text": "Which passport?", "like": "home"},
        },
        "values": {
            "fee": {"by": "passport"} | fee,
            "kind": {"by": "home", "options": TEXTS} | kind,
            "own": {"like": "home", "is": "home"},
            "more": {"by": "own"} | fee,
        },
        "show": ["fee", "kind", "more"],
        "recommendations": {"go": "Go"},
        "start": "first",
        "steps": {"first": {"ask": ["home", "passport"], "go": "go"}},
    } | more


def test_a_list_has_columns_for_values():
    """What is known of each option stands in its file, also of questions like it."""
    named = visa({"column": "fee"}, {"column": "kind"})
    options = {"france": "France", "ghana": "Ghana"}
    written = visa({"is": FEES}, {"is": KINDS}, options, lists={})

    filed = loaded(named, **{"countries.csv": COUNTRIES})

    assert hashes(filed) == hashes(loaded(written))
    shown = filed.decide({"home": "ghana", "passport": "france"}).shows
    assert shown == {"fee": 0, "kind": "full", "more": 12.5}


def test_a_module_reads_columns_of_its_own_each_time_that_it_runs():
    """Copies of a module have the values of its file, and a module alone has them."""
    part = visa({"column": "fee"}, {"column": "kind"}, show=["fee"]) | {
        "kind": "module"
    }
    part["steps"]["first"]["go"] = "done"
    whole = {
        "triage": "1",
        "id": "whole",
        "title": "Whole",
        "start": "a",
        "show": ["one.fee", "two.fee"],
        "recommendations": {"end": "The end"},
        "steps": {
            "a": {"run": "part", "as": "one", "go": "b"},
            "b": {"run": "part", "as": "two", "go": "end"},
        },
    }
    files = {"countries.csv": COUNTRIES, "part": json.dumps(part)}
    answers = {"one.home": "ghana", "one.passport": "ghana"}
    answers |= {"two.home": "france", "two.passport": "france"}

    shown = loaded(whole, **files).decide(answers).shows

    assert (shown["one.fee"], shown["two.fee"]) == (12.5, 0)
    assert "fee" in loaded(part, **files).values


def test_a_file_stands_beside_the_module_that_names_it(tmp_path):
    """In a folder of its own, too: never another of the same name beside the tree."""
    (tmp_path / "sub").mkdir()
    tree = "triage: 1\nid: whole\ntitle: Whole\nstart: a\nrecommendations: {end: End}\n"
    (tmp_path / "t.yaml").write_text(
        f"{tree}steps: {{a: {{run: sub/fees, go: end}}}}\n"
    )
    (tmp_path / "sub" / "fees.yaml").write_text(
        "triage: 1\nkind: module\nid: fees\ntitle: Fees\nstart: a\nshow: [fee]\n"
        "questions: {n: {text: N?, type: integer, min: 0, max: 9}}\n"
        "values: {fee: {by: n, rows: fees.csv, column: fee}}\n"
        "steps: {a: {ask: n, go: done}}\n"
    )
    (tmp_path / "fees.csv").write_text("from,fee\n0,99\n")
    with pytest.raises(triage.InvalidTree) as caught:
        triage.load(tmp_path / "t.yaml")
    assert caught.value.findings[0].help == "put `fees.csv` beside this file"
    (tmp_path / "sub" / "fees.csv").write_text("from,fee\n0,1\n")

    found = triage.load(tmp_path / "t.yaml")

    assert found.decide({"n": 3}).shows == {"fee": 1}
    bundled = triage.loads(bundle(found))
    assert bundled.decide({"n": 3}).shows == {"fee": 1}


@pytest.mark.parametrize("cell", ["1,000", "£1", "12%", "home", "", "1e3", "2026-4-1"])
def test_a_cell_is_plain(cell):
    """A cell is a number or a day as files have it, and is shown where it is not."""
    text = f'id,text,fee,kind\nfrance,France,"{cell}",none\nghana,Ghana,1,full\n'

    with pytest.raises(triage.InvalidTree) as refused:
        loaded(visa({"column": "fee"}, {"column": "kind"}), **{"countries.csv": text})

    (first,) = refused.value.findings
    assert (first.code, first.span.source.name) == ("T112", "countries.csv")
    assert first.span.text.strip('"') == cell
