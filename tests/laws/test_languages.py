"""The law of languages: who answers in one language reads no other."""

import re
from contextlib import suppress
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest
from browsing import Form, as_fields, begin, here, visitor
from phrases import phrases
from pseudo import LANGUAGE, in_marks, unmarked

from triage.base.reply import menu
from triage.base.speech import speech
from triage.cli.decide import MORE
from triage.diagram import draw, draw_map, draw_path, for_review
from triage.diagram.layout import lay_out
from triage.engine.defaults import ordinary
from triage.relay.refused import Refused
from triage.relay.relay import Relay
from triage.relay.telling import REVIEW, right
from triage.terminal.interview import Host, Quit
from triage.terminal.report import report
from triage.terminal.screen import whole_or_screen
from triage.terminal.sheet import sheet
from triage.terminal.storage import Keeper
from triage.terminal.talk import Talk
from triage.web import Memory

TREES = Path(__file__).parents[1] / "trees"
NAMES = ("talk/every_prompt.yaml", "good/sore_throat.yaml")
WHEN = datetime(2026, 4, 1, 12).astimezone()


@pytest.fixture(scope="module", params=NAMES)
def spoken(request):
    return in_marks(TREES / request.param)


class Read(HTMLParser):
    """What a person reads of a page."""

    def __init__(self, html):
        super().__init__()
        self.told, self.hidden = [], False
        self.feed(html)

    def handle_starttag(self, tag, _):
        self.hidden = tag in ("style", "script")

    def handle_endtag(self, _):
        self.hidden = False

    def handle_data(self, data):
        if not self.hidden:
            self.told.append(data)


def read(html):
    return "".join(Read(html).told)


def test_no_text_of_a_site_is_in_another_language(spoken):
    """From the beginning to the result, no page has a word that is not translated."""
    client = visitor(spoken)
    answers = {n: spoken.questions[n].accept(a) for n, a in ordinary(spoken).items()}
    pages = [client.get("/"), client.get("/nowhere")]
    page = begin(client, spoken.id)
    while not page.url.path.endswith("/result"):
        empty = client.post(page.url.path, data=Form(page.text).held)
        pages += [page, empty, client.get(f"{here(page)}/check")]
        form = Form(page.text)
        page = client.post(
            page.url.path, data={**form.held, **as_fields(form, answers)}
        )
    again = {**Form(pages[2].text).held, "*at": "other"}
    pages += [client.post(pages[2].url.path, data=again), page]
    address = here(page)
    pages += [client.get(f"{address}/check"), client.post(f"{address}/link")]
    pages += [client.post(f"{address}/delete"), client.get(f"{address}/1")]

    for each in pages:
        text = re.sub(r"http://testserver/r/\S+", "", read(each.text))
        assert unmarked(spoken, text) == []
        assert f'<html lang="{LANGUAGE}">' in each.text


def typed(question, answer):
    """Return an answer as a person types it."""
    labels = {key: label for label, key in menu(question).items()}
    if question.is_text:
        return '"help"'
    if question.kind.stands_alone:
        return answer
    if isinstance(answer, tuple):
        return " ".join(labels[key] for key in answer) or "0"
    return labels.get(answer, f"{answer} {question.unit}".strip())


def lines(host, usual):
    """Yield what a person types who tries everything, once for each page."""
    yield from ("review", "/back", "print", "more")
    asked = ""
    for _ in range(99):
        if (page := host.session.page) is None:
            break
        if page.at != asked:
            yield from ("/help", "/why", "", "qqq", "0?", "/review", "")
        asked, question = page.at, page.question
        yield "0" if page.checklist else typed(question, usual[question.id])
    yield from ("why", "sources", "print", "more", "qqq", "review", "1", "/back")
    yield from ("save", "save /", "save /0/0", "print /", "review", "", "quit")


def test_no_text_of_the_terminal_is_in_another_language(spoken):
    """Whatever is typed, nothing is said that is not translated."""
    heard, going = list[str](), ordinary(spoken)
    host = Host(spoken.start(), Talk(None, heard.append, typed=True), Keeper("", str))
    person = lines(host, going)

    def read(prompt):
        heard.append(f"{prompt}\n")
        return next(person, "")

    host.talk = attrs.evolve(host.talk, read=read)
    with suppress(Quit):
        host.hold()
    host.stop()

    said = "\n".join("".join(heard).split("\n"))
    assert [*person] == []
    assert unmarked(spoken, re.sub(r"\s+", " ", said)) == []


def test_no_text_that_a_model_shows_is_in_another_language(spoken):
    """From the first page to the advice, it is told nothing else to pass on."""
    usual, shown = ordinary(spoken), list[str]()
    held = Relay({spoken.id: spoken}, Memory()).begin(spoken.id)
    while (page := held.session.page) is not None:
        told = held.told
        shown.append(told["show"])
        with pytest.raises(Refused) as refused:
            held.answered(told["at"], told["question"], "qqq")
        words = "0" if page.checklist else typed(page.question, usual[page.question.id])
        shown.append(refused.value.message)
        held = held.answered(told["at"], told["question"], words)
    told, yes = held.told, right(spoken.speech).labels["yes"]
    with pytest.raises(Refused) as refused:
        held.answered(told["at"], REVIEW, "qqq")
    shown += [told["show"], refused.value.message]
    shown += [held.answered(told["at"], REVIEW, yes).told["show"]]

    assert [told["question"], told["state"]] == [REVIEW, "review"]
    assert unmarked(spoken, re.sub(r"\s+", " ", " ".join(shown))) == []


def test_no_text_of_a_decision_is_in_another_language(spoken):
    """Neither what is decided, nor why, nor what is missing, nor a page to show."""
    answers = ordinary(spoken)
    some = dict([*answers.items()][: len(answers) // 2])
    for decision in (spoken.decide(answers), spoken.decide(some), spoken.decide({})):
        told = [report(decision), sheet(decision, when=WHEN)]
        told += [whole_or_screen(decision, 40, MORE)]
        for text in told:
            names = re.compile(r"(?m)^- \w+(?=: )|^- \w+$")
            assert unmarked(spoken, re.sub(r"\s+", " ", names.sub("", text))) == []


def test_no_text_of_a_picture_is_in_another_language(spoken):
    """Neither of a tree, of a path, of a map, nor of all that its readers read."""
    decision = spoken.decide(ordinary(spoken))
    waits = spoken.decide({})
    pictures = [draw(spoken), draw(spoken, decision=decision), draw_map(spoken)]
    pictures += [draw_path(decision), draw(spoken, decision=waits), draw_path(waits)]
    for picture in (*pictures, for_review(pictures[0], spoken)):
        layout = lay_out(picture.view)
        boxes = [x.text for node in layout.flow for x in layout.paragraphs(node)]
        told = [*layout.about(), *layout.names(), *boxes, picture.view.summary]
        for text in (picture.outline(), " ".join(told)):
            assert unmarked(spoken, re.sub(r"\s+", " ", text)) == []


def test_every_phrase_is_in_the_catalogs():
    """What modules, templates and scripts say is translated into each language."""
    for language in ("es", "de"):
        known = speech(language).phrases

        assert sorted(phrases() - known.keys() - {""}) == []
