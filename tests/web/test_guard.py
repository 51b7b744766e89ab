"""Guard: nobody reads, changes or loses the answers of another."""

import json
import re
import stat
from urllib.parse import quote

import attrs
import pytest
from browsing import Form, begin, here, record, send, visitor
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Mount
from starlette.testclient import TestClient

import triage
from triage.web import Files, Memory, pace


@pytest.fixture
def client():
    return visitor("start")


def elsewhere(client):
    """Return somebody else at the same site."""
    return TestClient(client.app)


def test_another_browser_finds_nothing(client):
    """Who has the address of an interview has none of it, and learns nothing."""
    page = begin(client, "start")
    other = visitor("start", store=Memory())
    stranger = elsewhere(client)

    for path in (page.url.path, f"{here(page)}/record"):
        assert stranger.get(path).status_code == 404
        assert "walk" not in stranger.get(path).text
    assert stranger.get(page.url.path).text == stranger.get("/i/nothing/1").text
    assert other.get(page.url.path).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://testserver"}, 200),
        ({"origin": "https://care.example"}, 200),
        ({}, 200),
    ],
)
def test_a_form_of_another_site_changes_nothing(headers, status):
    """Only our own pages can send answers."""
    client = visitor("start", origins=["https://care.example"])
    page = begin(client, "start")
    held = Form(page.text).held

    got = client.post(page.url.path, data={**held, "walks": "yes"}, headers=headers)

    assert got.status_code == status
    pages = record(client, page)["pages"]
    assert pages == ([{"walks": "yes"}] if status == 200 else [])


def test_nothing_is_kept_by_a_browser_or_runs_in_it(client):
    """Every page says that it is not stored, not framed, and loads nothing foreign."""
    page = begin(client, "start")

    for path in ("/", page.url.path, "/nowhere/at/all", "/style.css"):
        headers = client.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["content-security-policy"]


def test_the_cookie_is_out_of_reach_of_scripts(client):
    """The secret is sent by its own site alone, and only under TLS where there is."""
    cookie = client.post("/start/start", follow_redirects=False).headers["set-cookie"]
    under = visitor("start", https=True)
    tls = under.post("/start/start", follow_redirects=False).headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert "Secure" in tls


def test_no_answer_stands_in_an_address(client):
    """Addresses hold numbers, and no name of a step or a question."""
    page = begin(client, "start")
    seen = [page.url.path]
    for answer in ({"walks": "no"}, {"breathing": "yes"}):
        page = send(client, page, **answer)
        seen.append(page.url.path)

    assert all(re.fullmatch(r"/i/[\w-]{16}/(\d+|result)", path) for path in seen)


def test_a_long_form_is_refused(client):
    """A megabyte, or a thousand fields, is no answer; nothing changes."""
    page = begin(client, "start")

    long = client.post(page.url.path, data={"walks": "y" * 1_000_000})
    many = client.post(page.url.path, data={f"f{n}": "" for n in range(2_000)})

    assert (long.status_code, many.status_code) == (413, 400)
    assert "Nothing was changed" in long.text


def test_deleting_leaves_nothing(client):
    """A deleted interview is gone, from its store too."""
    page = begin(client, "start")

    said = client.post(f"{here(page)}/delete")

    assert "Your answers are deleted" in said.text
    assert client.get(page.url.path).status_code == 404


def test_a_link_opens_an_interview_once_elsewhere(client):
    """Looking uses nothing up; the button moves the interview to that browser."""
    page = begin(client, "start")
    token = re.search(r"/r/([\w-]{43})", client.post(f"{here(page)}/link").text)[0]
    other = elsewhere(client)

    assert other.get(token).status_code == other.get(token).status_code == 200
    there = other.post(token)

    assert there.url.path == page.url.path
    assert client.get(page.url.path).status_code == 404
    assert other.get(token).status_code == other.post(token).status_code == 410


def test_unknown_pages_and_methods_are_said_plainly(client):
    """What is not there is a page that says so."""
    for path, status in (("/nothing", 404), ("/a/b/c", 404), ("/i/x/1", 404)):
        assert client.get(path).status_code == status
    assert client.post("/nothing/start").status_code == 404
    assert client.get("/start/start").headers["allow"] == "POST"
    assert "Nothing was changed" in client.get("/start/start").text


@pytest.mark.parametrize(
    ("trees", "said"),
    [
        ([], "name a tree"),
        (["start", "start"], "one id"),
        (["nothing"], "no built-in tree"),
    ],
)
def test_a_site_needs_trees_that_can_be_told_apart(trees, said):
    """What cannot be served is refused at once."""
    with pytest.raises(triage.TriageError, match=said):
        triage.web.app(trees)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"origins": "care.example"}, "no origin: write one"),
        ({"origins": ["https://care.example/"]}, "no origin"),
        ({"templates": "nowhere"}, "no such folder"),
    ],
)
def test_what_a_site_cannot_use_is_refused(options, said):
    """An origin that no browser sends, and a folder that is not there, are said."""
    with pytest.raises(triage.TriageError, match=said):
        triage.web.app(["start"], **options)


def test_looking_at_a_link_uses_nothing_up(client):
    """What only asks for the head of a page is no button."""
    page = begin(client, "start")
    address = client.post(f"{here(page)}/link").text
    token = re.search(r"/r/([\w-]{43})", address)[0]

    assert elsewhere(client).head(token).status_code == 200
    assert client.get(page.url.path).status_code == 200


def test_what_breaks_is_a_page_too():
    """A store that fails tells a person nothing of it, and keeps no page either."""

    class Broken(Memory):
        def get(self, name):
            raise OSError(name)

    client = visitor("start", store=Broken(), raises=False)

    page = client.get("/i/aaaa/1")

    assert page.status_code == 503
    assert "Nothing was changed" in page.text
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (["GB"], 'If you were told to call <a href="tel:999">999</a>, call now.'),
        (["GB", "US"], "If you were told to get help, get it now."),
        ([], None),
    ],
)
def test_where_answers_cannot_be_had_the_call_is_not_lost(places, said):
    """Who was told to call in an emergency is told so by a page of trouble, too."""
    names = ["back_pain", "start"][: len(places)]
    trees = [triage.load(n, place=p) for n, p in zip(names, places, strict=True)]
    client = TestClient(triage.web.app(trees or [triage.loads(TAX)]))

    for page in (client.get("/i/gone/1"), client.get("/r/used"), client.get("/no/no")):
        assert page.status_code >= 400
        assert (said or "If you were told") in page.text or not said
        assert bool(said) == ("If you were told" in page.text)


TAX = """
triage: 1
id: tax
title: Tax
profile: general
questions:
  owes: {text: Is tax owed?}
recommendations:
  pay: {title: Pay}
start: one
steps:
  one: {ask: owes, go: pay}
"""


def test_a_record_of_something_else_is_gone():
    """What another program kept under an id is told as what is not there."""
    store = Memory()
    client = visitor("start", store=store)
    page = begin(client, "start")
    name = here(page).rpartition("/")[2]
    row = store.get(name)
    store.put(name, attrs.evolve(row, record='{"format": "triage-session/9"}'))

    assert client.get(page.url.path).status_code == 404


def test_a_tree_whose_days_are_over_is_not_begun():
    """Where nothing can be asked any more, that is what is said."""
    text = (
        "{triage: 1, id: old, title: Old, valid: {from: 2020-01-01, until: 2020-12-31},"
    )
    text += " steps: {o: {branches: [{when: today > 2020-06-01, go: r}, {go: r}]}},"
    text += " start: o, recommendations: {r: {title: R, urgency: soon}}}"
    client = visitor(triage.loads(text))

    assert "out of date" in client.post("/old/start").text


@pytest.mark.parametrize("number", ["0", "01", "-1", "1.0", "9" * 5000, "x"])
def test_what_is_no_page_leads_to_the_one_that_is(client, number):
    """Any number but that of a page leads to where the interview stands."""
    page = begin(client, "start")

    assert client.get(f"{here(page)}/{number}").url.path == page.url.path


def test_a_tree_cannot_have_the_address_of_interviews():
    """A tree called `i` has no page, and is told so."""
    text = "{triage: 1, id: i, title: T, start: o, steps: {o: {go: r}},"
    text += " recommendations: {r: {title: R, urgency: soon}}}"

    with pytest.raises(triage.TriageError, match="called `i`"):
        triage.web.app([triage.loads(text)])


def test_several_trees_are_offered():
    """A site of several trees begins with their titles."""
    page = visitor("start", "qsofa").get("/")

    assert 'href="/start"' in page.text
    assert 'href="/qsofa"' in page.text
    assert "Start</button>" in visitor("start", "qsofa").get("/qsofa").text


@pytest.mark.parametrize("path", ["/", "/start", "/nowhere"])
def test_every_page_says_its_language(path):
    """A screen reader speaks English where a tree names no other language."""
    page = TestClient(triage.web.app(["start"])).get(path)

    assert '<html lang="en">' in page.text


def test_another_window_that_is_faster_is_heard_first():
    """Two answers at once: one counts, and the other is shown beside it."""

    class Racing(Memory):
        raced = False

        def put(self, name, row):
            if not self.raced:
                self.raced = True
                other = json.loads(row.record)
                assert other["pages"]
                send(client, page, walks="no")
            return super().put(name, row)

    client = visitor("start", store=Racing())
    page = begin(client, "start")

    late = send(client, page, walks="yes")

    assert "You have answered this page already" in late.text
    assert record(client, page)["pages"] == [{"walks": "no"}]


def test_what_is_never_taken_in_time_is_given_up():
    """An interview that changes all the time, or is deleted meanwhile, says so."""

    class Busy(Memory):
        gone = False

        def put(self, name, _row):
            if self.gone:
                self.drop(name, self.get(name).owner)
            return False

    client = visitor("start", store=Busy())
    page = begin(client, "start")

    assert send(client, page, walks="yes").status_code == 503
    Busy.gone = True
    assert send(client, page, walks="yes").status_code == 404


def test_what_passes_to_another_meanwhile_is_theirs():
    """Who sends a page while another takes the interview over changes nothing of it."""

    class Passing(Memory):
        def put(self, name, row):
            super().link("digest", name, self.get(name).owner)
            self.follow("digest", "another")
            return super().put(name, row)

    store = Passing()
    client = visitor("start", store=store)
    page = begin(client, "start")

    assert send(client, page, walks="yes").status_code == 404
    row = store.get(here(page).rpartition("/")[2])
    assert (row.owner, json.loads(row.record)["pages"]) == ("another", [])


def test_what_passed_to_another_is_neither_deleted_nor_linked():
    """Not even in the moment after it was looked up."""

    class Late(Memory):
        def drop(self, _name, _owner):
            return False

        def link(self, _digest, _name, _owner):
            return False

    client = visitor("start", store=Late())
    address = here(begin(client, "start"))

    for what in ("delete", "link"):
        assert client.post(f"{address}/{what}").status_code == 404


def test_a_file_is_for_its_owner_alone(tmp_path):
    """Nobody else on the machine can read what is kept."""
    store = Files(tmp_path / "kept.db")
    client = visitor("start", store=store)
    begin(client, "start")

    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_one_address_can_ask_only_so_often():
    """Who sends more is told to wait, by page and by JSON; others go on."""
    client = visitor("start", rate=3)
    other = TestClient(client.app, client=("2001:db8::1", 1))
    for _ in range(3):
        assert client.get("/").status_code == 200

    page, told = client.get("/"), client.get("/api/trees")

    assert (page.status_code, told.status_code) == (429, 429)
    assert "Wait a minute" in page.text
    assert told.json()["code"] == "too_many"
    assert 0 < int(page.headers["retry-after"]) <= 20
    assert 0 < int(told.headers["retry-after"]) <= 20
    assert other.get("/").status_code == 200
    assert client.get("/style.css").status_code == 200
    short = [
        TestClient(client.app, client=(f"::ffff:192.0.2.{n}", 1)) for n in range(4)
    ]
    assert {each.get("/").status_code for each in short} == {200}


def test_a_pace_is_kept_over_time(monkeypatch):
    """After a time an address may send again; only so many are known at once."""
    monkeypatch.setattr(pace, "MOST", 2)
    now = [0.0]
    kept = pace.Pace(60, clock=lambda: now[0])

    def asks(host):
        return kept.wait(Request({"type": "http", "client": (host, 1)}))

    assert [asks("a") for _ in range(61)] == [0] * 60 + [1]
    now[0] += 1
    assert [asks("a"), asks("a")] == [0, 1]
    assert [asks(host) for host in "bc"] == [0, 0]
    assert [*kept.seen] == ["b", "c"]
    assert kept.wait(Request({"type": "http", "client": None})) == 0


def test_sites_can_be_mounted_one_below_another():
    """Each has interviews of its own in one browser, also where one path is longer."""
    outer, inner = triage.web.app(["qsofa"]), triage.web.app(["start"])
    below = Starlette(routes=[Mount("/start", inner), Mount("/", outer)])
    client = TestClient(Starlette(routes=[Mount("/care", below), Mount("/", outer)]))

    pages = [
        client.post(path)
        for path in ("/care/start/start/start", "/care/qsofa/start", "/qsofa/start")
    ]

    for page in pages:
        assert client.get(page.url.path).text == page.text
        assert page.url.path.endswith("/1")
    assert [page.url.path.partition("/i/")[0] for page in pages] == [
        *("/care/start", "/care", ""),
    ]
    assert len({cookie.name for cookie in client.cookies.jar}) == 3


@pytest.mark.parametrize("path", ["/care", "/日本", "/a b"])
def test_a_site_can_be_mounted_anywhere(path):
    """Under a path of another app every link, form and cookie stays below it."""
    inner = triage.web.app(["start"])
    client = TestClient(Starlette(routes=[Mount(path, inner)]))
    below = quote(path)

    begun = client.post(f"{path}/start/start", follow_redirects=False)
    page = client.get(begun.headers["location"])
    after = send(client, page, walks="yes")

    assert f"Path={below};" in begun.headers["set-cookie"]
    assert begun.headers["location"].startswith(f"{below}/i/")
    assert after.url.path.startswith(f"{path}/i/")
    assert after.url.path.endswith("/result")
    links = re.findall(r'(?:href|action)="(/[^"]*)"', page.text + after.text)
    assert links
    assert all(link.startswith(f"{below}/") for link in links)
