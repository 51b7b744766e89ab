"""A real browser with an interview in a page: it is filled in, sent, and looked at."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

import triage.web

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--force-color-profile=srgb"),
]

HELPERS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed"
)


KINDS = """
triage: 1
id: kinds
title: Every kind of question
questions:
  fever: {text: Fever?, help: "*Hot* to the touch.", type: yes_no, unsure: true}
  cough: {text: Cough?, type: yes_no}
  well: {text: Are you well?, why: It matters., type: yes_no}
  sore: {text: What is sore?, type: any_of, options: {ear: Ear, toe: Toe}}
  days: {text: For how long?, type: integer, min: 0, max: 99, unit: days, unsure: true}
  since: {text: Since when?, type: date, min: 2020-01-01, max: 2030-01-01}
recommendations:
  go: {title: Go, text: "See [them](https://example.org).", urgency: emergency}
  stay: {title: Stay, text: Rest., watch_for: Worse., urgency: self_care}
  know: {title: To know, text: A thing.}
start: one
steps:
  one: {title: Today, checklist: [fever, cough], go: two}
  two:
    title: Before today
    ask: [well, sore, days, since]
    advise: [know]
    branches: [{when: cough, go: go}, {go: stay}]
"""

LOOKS = ({}, {"color_scheme": "dark"})
SIZES = ((320, 640), (320, 256), (1280, 720))
"""A small phone, a screen enlarged four times, and a desk."""


@contextmanager
def chromium():
    playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with playwright() as running:
        yield running.chromium.launch(executable_path=CHROMIUM, args=QUIET)


def opened(context, tree, folder):
    """Return a window with the file of a tree, which notes what it should not do."""
    path = folder / f"{tree.id}.html"
    path.write_text(triage.web.export(tree), encoding="utf-8")
    page = context.new_page()
    page.goto(path.as_uri())
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("request", lambda request: page.wrong.append(request.url))
    page.on("dialog", lambda dialog: page.wrong.append(dialog.message))
    page.evaluate(HELPERS)
    return page


HOST = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';
  script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';
  form-action 'none'; require-trusted-types-for 'script'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Our clinic</title>
<link rel="stylesheet" href="host.css">
<script type="module" src="triage-interview.js"></script>
</head>
<body><main><h1>Our clinic</h1><p id="summary">Welcome</p>{elements}</main></body>
</html>
"""
"""A page of somebody else, which lets no markup be made of text."""

FOREIGN = """
html { font: 20px/2 serif; } h1 { font-size: 3rem; text-transform: uppercase; }
label, input { display: block; width: 100%; font-style: italic; }
fieldset, p { border: 2px dotted; } button { border-radius: 2rem; }
"""
"""The style of it."""


def hosted(context, elements, trees):
    """Return a window with a page of somebody else, which has elements in it."""
    files = {
        "/": ("text/html", HOST.replace("{elements}", elements)),
        "/host.css": ("text/css", FOREIGN),
        "/triage-interview.js": ("text/javascript", triage.web.component_script()),
    }
    contents = {name: triage.web.component(tree) for name, tree in trees.items()}
    files |= {f"/{n}": ("application/json", text) for n, text in contents.items()}

    def answer(route):
        kind, text = files.get("/" + route.request.url.rpartition("/")[2], ("", ""))
        route.fulfill(content_type=kind, body=text, status=200 if text else 404)

    page = context.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.route("**/*", answer)
    page.goto("http://clinic.example/")
    return page


def walked(page, answers):
    """Return each screen of an interview that is answered so, and its record."""
    found = page.evaluate("answers => walk(answers)", answers)
    assert page.wrong == []
    return found


def press(page, name):
    page.get_by_role("button", name=name).press("Enter")


def answer(page, answers):
    """Answer a page by keys alone, and send it."""
    if page.locator('[id$="q-*"]').count():
        ticked = [
            each
            for each in page.locator("form input").all()
            if answers.get(each.get_attribute("name")) == "yes"
        ]
        for box in ticked or [page.locator('[id$="q-*"]')]:
            box.focus()
            page.keyboard.press("Space")
    else:
        name = page.locator("form [name]").first.get_attribute("name")
        first = page.locator(f'[name="{name}"]').first
        if first.get_attribute("type") == "text":
            first.focus()
            page.keyboard.type(str(answers[name]))
        else:
            answer = answers[name] or ("none",)
            for value in answer if isinstance(answer, tuple) else [answer]:
                page.locator(f'[name="{name}"][value="{value}"]').focus()
                page.keyboard.press("Space")
    press(page, "Continue")


def hindrances(page):
    """Return what an audit finds on a page in each look, and what sticks out."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = []
    for look in LOOKS:
        page.emulate_media(**look)
        found += [one["id"] for one in axe.run(page).response["violations"]]
    page.emulate_media(forced_colors="active")  # whose colours are those of the system
    rules = {"rules": {"color-contrast": {"enabled": False}}}
    found += [one["id"] for one in axe.run(page, options=rules).response["violations"]]
    page.emulate_media(forced_colors="none")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{width} wide")
    return found


KIND_ANSWERS = {
    "fever": "no",
    "cough": "no",
    "well": "yes",
    "sore": ("ear",),
    "days": "3",
    "since": "1 April 2026",
}
