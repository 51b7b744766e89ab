"""What a browser shows, held against the pages of a server, for somebody at random."""

from random import Random

from browsing import Form, as_fields, begin, send, visitor
from paging import walked

import triage
from triage.base.answer import plain
from triage.base.reply import says_none
from triage.program.patients import random_answer


def sayable(tree, answers):
    """Return answers as forms can say them: "none of these" may be an option itself."""
    found = {n: tree.questions[n].accept(answer) for n, answer in answers.items()}
    for name in [name for name, answer in found.items() if answer == ()]:
        texts = tree.questions[name].labels.items()
        found[name] = next(((key,) for key, text in texts if says_none(text)), ())
    return found


def anybody(tree, seed):
    """Return the answers of somebody; None where they contradict what is assumed."""
    chance = Random(seed)
    drawn = {n: random_answer(q, chance) for n, q in tree.questions.items()}
    drawn = sayable(tree, {n: a for n, a in drawn.items() if n != "today"})
    try:
        tree.decide(drawn)
    except triage.AnswerError:
        return None
    return drawn


def served(tree, answers):
    """Return the main part of each page of the server, of an interview answered so."""
    client = visitor(tree)
    page, found = begin(client, tree.id), []
    while True:
        found.append(page.text.partition('tabindex="-1">')[2].partition("</main>")[0])
        if page.url.path.endswith("/result"):
            return found
        page = send(client, page, **as_fields(Form(page.text), answers))


def assert_shows_the_same(page, tree, answers):
    """Assert that a file shows, page by page, what the server does, and ends alike."""
    pages = served(tree, answers)
    made = walked(page, {name: plain(answer) for name, answer in answers.items()})

    assert made["screens"] == [page.evaluate("tidy", text) for text in pages]
    decision = tree.decide(answers)
    assert made["record"]["urgency"] == decision.urgency
    assert made["record"]["advice"] == [item.id for item in decision.recommendations]
