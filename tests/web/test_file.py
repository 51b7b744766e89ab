"""One file: what is in it, what it lets in, and what the command says."""

import builtins
import json
import re
from base64 import b64encode
from collections import Counter
from gzip import compress
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from runtimes import as_answer, needs_node, node
from trees_for_tests import built_in, every_part

import triage
import triage.web
from tests.support.strategies import trees_with_answers
from triage.base.answer import plain
from triage.cli.main import main
from triage.program.kit import EVERY_PART, beside
from triage.program.runtime import FOLDER as ENGINE, MODULES
from triage.web.form import standing
from triage.web.fragments import more
from triage.web.script import HERE, PAGES

DOCS = Path(__file__).parents[2] / "docs" / "web.md"


@pytest.fixture(scope="module")
def page():
    return triage.web.export(triage.load("back_pain", place="GB"))


@pytest.fixture(scope="module")
def parts():
    return triage.web.export(every_part())


class Seen(HTMLParser):
    """What a browser makes of a page: its tags, and what stands in scripts."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.inside, self.open = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open = tag

    def handle_data(self, data):
        if self.open in ("script", "style"):
            self.inside.append((self.open, data))

    def handle_endtag(self, _tag):
        self.open = ""


def hashed(text):
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_nothing_is_fetched_and_nothing_else_is_run(page):
    """The policy knows the one script and the one style, and no tag loads anything."""
    seen = Seen(page)
    [policy] = [
        attributes["content"]
        for tag, attributes in seen.tags
        if tag == "meta" and "http-equiv" in attributes
    ]
    style, _, _, script = (text for _, text in seen.inside)

    assert policy == (
        f"default-src 'none'; style-src {hashed(style)}; "
        f"script-src {hashed(script)}; form-action 'none'; base-uri 'none'"
    )
    for tag, attributes in seen.tags:
        assert tag not in ("link", "img", "iframe", "object", "base")
        assert not attributes.keys() & {"src", "style"}
        assert not [name for name in attributes if name.startswith("on")]
    assert not re.search(r"url\(|@import|fetch\(|innerHTML|localStorage|eval\(", script)


def test_it_is_as_large_as_the_docs_say(page):
    """What they say of `back_pain` is so, give or take a kilobyte."""
    docs = DOCS.read_text(encoding="utf-8")
    said = re.search(r"`back_pain` is (\d+) kB, (\d+) kB gzipped: texts", docs)
    found = [len(page.encode()) / 1000, len(compress(page.encode(), 9)) / 1000]

    assert [*map(int, said.groups())] == pytest.approx(found, abs=1)


def test_what_many_questions_share_is_said_once(page):
    """No rule of an answer and no source is in a page twice, or for nothing."""
    [text] = re.findall(r'id="more">(.*?)</script>', page)
    known = json.loads(text)

    for one, used in (
        ("rules", known["rule"]),
        ("sources", [n for names in known["cites"] for n in names]),
    ):
        assert len({*known[one]}) == len(known[one])
        assert {*used} == {*range(len(known[one]))}


def test_hostile_texts_are_letters():
    """No text of a tree ends a script, or begins a tag."""
    text = """
triage: 1
id: hostile
title: T </script><script>1</script> <!-- <img src=x>
questions: {a: {text: "</script><script>2</script>", help: "*x* \\\\</template>"}}
recommendations: {go: {title: "</title><b>", urgency: routine}}
start: one
steps: {one: {ask: a, go: go}}
"""
    seen = Seen(triage.web.export(triage.loads(text)))

    kinds = Counter(tag for tag, _ in seen.tags)
    assert kinds["script"] == len(["program", "more", "the page"])
    assert not {"img", "b"} & kinds.keys()


NAMED = re.compile(
    r"^(?:export )?(?:async )?(?:function\*?|const|let|class) "
    r"(?:(\w+)|[\[{]([^\]}]*)[\]}])",
    re.MULTILINE,
)
TAKEN = re.compile(r'^import \{([^}]*)\} from "\.\./\.\./', re.MULTILINE)


def named(folder, modules, pattern):
    for module in modules:
        text = (folder / f"{module}.js").read_text(encoding="utf-8")
        for found in pattern.finditer(text):
            yield from re.findall(r"\w+", "".join(filter(None, found.groups())))


@pytest.mark.parametrize("last", ["app", "component"])
def test_no_name_of_the_script_means_two_things(last):
    """Its modules stand behind each other, and what they take from the engine is it."""
    own = [*named(HERE, (*PAGES, last), NAMED)]
    engine = [*named(ENGINE, MODULES, NAMED)]
    taken = {*named(HERE, (*PAGES, last), TAKEN)}

    assert [name for name, times in Counter(own).items() if times > 1] == []
    assert [name for name, times in Counter(engine).items() if times > 1] == []
    assert taken <= {*engine}
    assert taken.isdisjoint(own)


def test_each_text_with_marks_has_its_markup(parts):
    """Lists, emphasis and pieces are set beforehand, with a slot for each hole."""
    found = dict(
        re.findall(
            r'<template id="([qa]\d[\w-]*)">(.*?)\n?</template>', parts, re.DOTALL
        )
    )

    assert found["q7-reply-jackets"].startswith("<ul>\n<li>One for each of \ue000hole0")
    assert found["a1-text-1-otherwise"] == "<ul>\n<li>It may be short.</li>\n</ul>"
    assert "q0-why" not in found


def test_a_page_of_ones_own_is_in_the_file(tmp_path):
    """A template in a folder is taken instead of that of its name."""
    (tmp_path / "check.html").write_text("<h1>Ours</h1>")

    page = triage.web.export(built_in("start"), templates=tmp_path)

    assert '<template id="check"><h1>Ours</h1></template>' in page


@pytest.mark.parametrize(
    ("changed", "templates", "said"),
    [("status: retired", "", "retired"), ("", "nowhere", "no such folder")],
)
def test_what_cannot_be_asked_is_refused(changed, templates, said):
    """A tree out of use, and a folder that is not there."""
    tree = triage.loads(beside(EVERY_PART) + changed)

    with pytest.raises(triage.TriageError, match=said):
        triage.web.export(tree, templates=templates)


def test_the_command_writes_a_page_over_a_page_at_most(tmp_path, capsys):
    """It is printed without a name, and nothing but a page is written over."""
    path, other = tmp_path / "page.html", tmp_path / "other.html"
    other.write_text("my own")

    for arguments in (["-o", str(path)], ["-o", str(path)], [], ["-o", str(other)]):
        with pytest.raises(SystemExit):
            main(["export", "start", *arguments])

    out, err = capsys.readouterr()
    assert out == path.read_text(encoding="utf-8")
    assert f"{path} is written" in err
    assert "is there already, and is no page of HTML" in err
    assert other.read_text() == "my own"


def test_without_templates_the_command_says_what_to_install(monkeypatch, capsys):
    """Who has no Jinja is told how to get it."""
    real = builtins.__import__

    def none(name, *more):
        if name == "triage.web":
            raise ModuleNotFoundError(name="jinja2")
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", none)
    with pytest.raises(SystemExit):
        main(["export", "start"])

    assert 'pip install "triage-trees[web]"' in capsys.readouterr().err


@needs_node
@settings(max_examples=settings.default.max_examples // 2)
@given(trees_with_answers())
def test_nothing_that_can_still_become_of_it_is_left_out(case):
    """Whoever stops early is told a range within which `bounds` lie."""
    tree, answers = case
    decision = tree.decide(answers)
    given_now = {name: as_answer(answer) for name, answer in answers.items()}
    ranks = {None: -1, **{level.id: n for n, level in enumerate(tree.levels)}}

    low, high = node("bounds", program=tree.program().to_dict(), answers=given_now)[
        "found"
    ]

    least, most = (ranks[name] for name in decision.bounds)
    assert decision.complete or (low <= least and most <= high)


TYPED = """
triage: 1
id: typed
title: Typed
questions:
  weeks: {text: W?, type: integer, min: 0, max: 99, unit: weeks, unsure: true}
  years: {text: Y?, type: number, min: 0, max: 99, decimals: 1, unit: years}
  cost: {text: C?, type: number, min: -900, max: 9000, decimals: 2, unit: GBP}
  mass: {text: M?, type: number, min: 0, max: 9000, decimals: 3, unit: kg}
  born: {text: B?, type: date, min: 1900-01-01, max: 2030-12-31, unsure: true}
recommendations: {go: {title: Go, urgency: routine}}
start: one
steps: {one: {ask: [weeks, years, cost, mass, born], go: go}}
"""

TEXTS = (
    *("3", " 3 weeks ", "3week", "14 days", "15 days", "2 months", "1,000", "?", "x"),
    *("18 months", "1.5 years", "1.5", "1.55", "7 days", "48 hours", "-3", "3 3", ""),
    *("\N{POUND SIGN}1,250.50", "1.250,50", "500 pounds", "5 gbp", "- 5", "$5", "1,2"),
    *("1.250", "1,250", "1.250,5", "1,125 kg"),
    *("1 April 2026", "april 1st, 2026", "1 sept 2026", "3/4/2026", "13/4/2026"),
    *("1. März 2026", "3 Wochen", "14 Tage", "1,5 Jahre", "weiß nicht", "5 €", "3 x"),
    *("4.4.2026", "31 June 2026", "1 Ap 2026", "1/4/26", "2026-04-01", "not sure"),
)


def heard(tree, name, *texts):
    """Return what the page makes of texts that are typed."""
    asked = {"program": tree.program().to_dict(), "id": name, "more": more(tree)}
    return node("heard", **asked, texts=[*texts])["found"]


@needs_node
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_typed_means_what_it_means_to_the_library(language):
    """A number or a day in other words is read as `reply` reads it, or not at all."""
    tree = triage.loads(TYPED, language=language, fallback="en")
    taken = 0
    for name, question in tree.questions.items():
        made = heard(tree, name, *TEXTS)
        for text, found in zip(TEXTS, made, strict=True):
            code = found.get("found", {}).get("answer")
            try:
                answer = question.reply(text)
            except triage.AnswerError:
                assert code is None, (name, text)
                continue
            plainly = question.from_scaled(code) if isinstance(code, int) else code
            assert plainly in (None, answer), (name, text)
            taken += code is not None

    assert taken > len(TEXTS) // 2
    september = "1 sept 2026" if language == "en" else "1. September 2026"
    assert plain(tree.questions["born"].reply(september)) == "2026-09-01"


@needs_node
def test_a_number_stands_in_its_field_as_it_can_be_sent_again():
    """Who goes back finds decimals as the language writes them, and can go on."""
    tree = triage.loads(TYPED, language="de", fallback="en")
    given = {"weeks": 3, "years": "1.5", "cost": "1.25", "mass": "1.125"}
    session = tree.start().answer(given | {"born": "2026-09-01"})
    asked = {"program": tree.program().to_dict(), "more": more(tree)}
    answers = {name: as_answer(answer) for name, answer in session.answers.items()}

    found = standing(session.shown(1))

    assert node("standing", **asked, answers=answers)["found"] == {"*": [], **found}
    assert found["mass"] == ["1,125"]
    for name, (text,) in found.items():
        assert tree.questions[name].reply(text) == session.answers[name]


@needs_node
@pytest.mark.parametrize(
    ("own", "taken"),
    [("", False), ('msgid "accept: not sure"\nmsgstr "je ne sais pas"\n', True)],
    ids=["nothing", "not sure"],
)
def test_what_is_typed_is_no_english_where_the_tree_speaks_another_language(own, taken):
    """Also where its phrases are few, or none of those that the page says."""
    own = f'msgid "Not now"\nmsgstr "Plus tard"\n\n{own}'
    said = {"language": "fr", "fallback": "en", "modules": {"triage.fr.po": own}}
    tree = triage.loads(TYPED, **said)
    texts = ("dunno", "not sure", "1st sept 2026", "je ne sais pas")

    found = heard(tree, "born", *texts)

    born = tree.questions["born"]
    assert [one.get("found", {}).get("answer") for one in found] == [
        *(None, None, None, "unsure" if taken else None)
    ]
    for text in texts[:3]:
        with pytest.raises(triage.AnswerError):
            born.reply(text)


@needs_node
def test_a_page_says_in_its_language_that_answers_do_not_go_together():
    """Where the author wrote no words of it, it says those of the library."""
    tree = triage.loads(
        TYPED.replace("start:", "assume: [weeks != 4]\nstart:"),
        language="de",
        fallback="en",
    )
    asked = {"program": tree.program().to_dict(), "more": more(tree)}

    found = node("filled", **asked, fields={"weeks": ["4"]})["found"]

    with pytest.raises(triage.AnswerError) as refused:
        tree.decide({"weeks": 4})
    assert found == {"weeks": refused.value.problems[0].message}
    assert found["weeks"].startswith("Diese Antworten")


@needs_node
@pytest.mark.parametrize(
    ("forms", "said"),
    [(["W"], "Give it in W."), (["W", "Ws", "Wz"], "Give it in Ws.")],
    ids=["one form", "three"],
)
def test_a_unit_is_said_of_several_in_the_forms_that_there_are(forms, said):
    """That is the second form, or the only one."""
    lines = [f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms)]
    own = f'msgid "week"\nmsgid_plural "weeks"\n{"".join(lines)}'
    spoken = {"language": "xx", "fallback": "en", "modules": {"triage.xx.po": own}}
    tree = triage.loads(TYPED, **spoken)

    refused, *taken = heard(tree, "weeks", "15 days", f"3 {forms[-1]}")

    assert refused["message"] == said
    assert taken == [{"found": {"answer": 3}}]
