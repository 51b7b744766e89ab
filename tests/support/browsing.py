"""A person without a browser: it reads the forms of a page, and sends them."""

import re
from html.parser import HTMLParser

from starlette.testclient import TestClient

import triage.web


def visitor(*trees, **options):
    """Return somebody who visits a new site with some trees."""
    raises = options.pop("raises", True)
    site = triage.web.app(trees, **{"place": "GB", **options})
    return TestClient(site, raise_server_exceptions=raises)


class Form(HTMLParser):
    """The first form of a page that asks: what it holds, and what it offers."""

    def __init__(self, text):
        super().__init__()
        self.held, self.offered, self.texts = {}, {}, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag in ("select", "textarea"):
            self.texts.append(found["name"])
        if tag == "input":
            name = found["name"]
            match found["type"]:
                case "hidden":
                    self.held[name] = [found["value"]]
                case "text":
                    self.texts.append(name)
                    if found.get("value"):
                        self.held[name] = [found["value"]]
                case _:
                    self.offered.setdefault(name, []).append(found["value"])
                    if "checked" in found:
                        self.held.setdefault(name, []).append(found["value"])


def begin(client, tree):
    """Return the first page of a new interview."""
    return client.post(f"/{tree}/start")


def here(page):
    """Return the address of the interview that a page is of."""
    return re.match(r"/i/[\w-]+", page.url.path)[0]


def record(client, page):
    """Return the record of the interview that a page is of."""
    return client.get(f"{here(page)}/record").json()


def send(client, page, **said):
    """Return the page after one that is sent as it stands, with some fields changed."""
    form = Form(page.text)
    fields = {**form.held, **said}
    return client.post(
        page.url.path, data={n: v for n, v in fields.items() if v is not None}
    )


def as_fields(form, answers):
    """Return the fields that say what answers say, on the page of a form."""
    if "*" in form.offered:
        said = {name: answers[name] for name in form.offered if name != "*"}
        return {n: a for n, a in said.items() if a != "no"} or {"*": "none"}
    [name] = {*form.offered, *form.texts}
    answer = answers[name]
    if answer == "unsure" and name in form.texts and name not in form.offered:
        return {name: ""}  # a text that is left blank
    if isinstance(answer, tuple):
        return {name: list(answer) or "none"}
    return {name: str(answer)}


def walked(client, tree, answers):
    """Return the last page of an interview that is answered so."""
    accepted = {n: tree.questions[n].accept(answer) for n, answer in answers.items()}
    page = begin(client, tree.id)
    while not page.url.path.endswith("/result"):
        before = page.url.path
        page = send(client, page, **as_fields(Form(page.text), accepted))
        assert page.status_code == 200
        assert page.url.path != before, page.text
    return page
