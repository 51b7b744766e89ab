"""Attacks: what somebody may try to read, change or lose the answers of another."""

import pytest
from browsing import begin, here, record, send, visitor
from programs_by_http import FLAGS, Program
from starlette.testclient import TestClient

import triage
from triage.web.guard import COOKIE

ANSWER = "breathing"
"""What stands on the page of the one who is attacked, and nowhere else."""


@pytest.fixture
def client():
    return visitor("start", place="", origins=["https://care.example"])


@pytest.fixture
def page(client):
    """Return a page of somebody who has answered one before it."""
    return send(client, begin(client, "start"), walks="no")


def thief(client, **cookies):
    """Return somebody else at the same site, with some cookies."""
    return TestClient(client.app, cookies=cookies, follow_redirects=False)


SECRETS = {
    "none": lambda _own: {},
    "empty": lambda _own: {COOKIE: ""},
    "of another": lambda own: {COOKIE: own[::-1]},
    "a digest": lambda _own: {COOKIE: "0" * 64},
    "shorter": lambda own: {COOKIE: own[:-1]},
    "longer": lambda own: {COOKIE: f"{own}A"},
    "under another name": lambda own: {f"{COOKIE}-12345678": own},
    "of odd letters": lambda own: {COOKIE: own[:-1] + "%"},
}


@pytest.mark.parametrize("kind", SECRETS)
def test_no_other_secret_opens_an_interview(client, page, kind):
    """Neither its pages nor its record; and nothing of it is changed or deleted."""
    own = client.cookies[COOKIE]
    other = thief(client, **SECRETS[kind](own))
    at = here(page)

    for method in ("GET", "HEAD"):
        for path in (at, f"{at}/1", f"{at}/2", f"{at}/check", f"{at}/record"):
            got = other.request(method, path)
            assert got.status_code == 404, path
            assert ANSWER not in got.text
    for path in (f"{at}/1", f"{at}/2", f"{at}/delete", f"{at}/link"):
        assert other.post(path, data={"walks": "yes"}).status_code == 404
    assert record(client, page)["pages"] == [{"walks": "no"}]


def test_a_secret_that_was_planted_opens_nothing_by_itself(client):
    """Who made a browser keep a secret of theirs does not know what it has begun."""
    planted = "p" * 43
    victim = TestClient(client.app, cookies={COOKIE: planted})
    page = begin(victim, "start")
    other = thief(client, **{COOKIE: planted})

    for path in ("/", "/start", "/i/", "/i/x/1", f"{here(page)[:-1]}/1"):
        assert here(page).rpartition("/")[2] not in other.get(path).text
    assert other.get(f"{here(page)[:-1]}/1").status_code == 404


@pytest.mark.parametrize(
    "way", ["/i/{}%2F1", "/i/%2e%2e/i/{}/1", "/i/{}%00/1", "//i/{}/1"]
)
def test_no_spelling_of_an_address_goes_round_the_guard(client, page, way):
    """Whatever a server or a proxy makes of it, nothing of the interview is shown."""
    name = here(page).rpartition("/")[2]

    got = thief(client).get(way.format(name))

    assert got.status_code in (303, 404)
    assert ANSWER not in got.text


def test_a_link_is_where_we_are_seen_and_not_where_a_header_says(client, page):
    """Who can have a header sent does not have the link lead to them."""
    headers = {"host": "evil.example", "x-forwarded-host": "evil.example"}
    headers |= {"sec-fetch-site": "same-origin"}

    said = client.post(f"{here(page)}/link", headers=headers).text

    assert "https://care.example/r/" in said
    assert "evil" not in said


def test_nothing_that_tells_of_an_answer_is_kept_on_the_way(client, page):
    """No page, no redirection and no refusal may be stored, or is "not modified"."""
    at, kept = here(page), {"if-none-match": "*", "if-modified-since": "now"}
    for path in (at, f"{at}/1", f"{at}/2", f"{at}/9", f"{at}/check", f"{at}/record"):
        for who in (client, thief(client)):
            got = who.get(path, headers=kept, follow_redirects=False)
            assert got.headers["cache-control"] == "no-store", path
            assert got.status_code != 304
            assert "etag" not in got.headers
    program = Program(visitor(triage.loads(FLAGS)))
    state = program.begin("flags")
    where = f"{program.server['url']}/interviews/{state['interview']}"
    for token in (program.token, "wrong", ""):
        headers = {**kept, "authorization": f"Bearer {token}"}
        for path in (where, f"{where}/pages/1", f"{where}/decision", f"{where}/record"):
            got = program.client.get(path, headers=headers)
            assert got.headers["cache-control"] == "no-store"
            assert got.status_code in ((200,) if token == program.token else (401, 404))


def test_a_key_that_is_sent_again_gives_back_nothing_that_has_moved():
    """Who began an interview and has let it go to a browser gets no token to it."""
    site = visitor(triage.loads(FLAGS))
    key = {"Idempotency-Key": "0b9e6a3c-4d0e-4c6f-8a51-0c4f1b2d3e4f"}
    program = Program(site)
    first = program.call("begin", {"tree": "flags"}, key).json()
    program.token = first["token"]
    address = program.call("link", interview=first["interview"]).json()["address"]
    reader = TestClient(site.app)
    page = reader.post(address.removeprefix("http://testserver"))

    again = program.call("begin", {"tree": "flags"}, key)

    assert again.json()["code"] == "gone"
    assert "page" not in again.json()
    assert reader.get(page.url.path).status_code == 200
