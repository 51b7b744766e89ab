"""Pages inside the apps of others: the recipes of the docs are run as they stand."""

import re
from pathlib import Path

import django.conf
import httpx2
import pytest
from browsing import send
from serving import served
from starlette.testclient import TestClient

import triage.web

PAGE = Path(__file__).parents[2] / "docs" / "web.md"
RECIPE = re.compile(r"^\*\*(\w+)\*\*.*?^```py\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def pages():
    return triage.web.app(["start"])


def recipes():
    """Return the recipes of the page, by what they are for."""
    return dict(RECIPE.findall(PAGE.read_text(encoding="utf-8")))


def mounted(name, pages):
    """Return somebody who visits the site of a recipe."""
    if name == "Django" and not django.conf.settings.configured:
        django.conf.settings.configure(ROOT_URLCONF=(), ALLOWED_HOSTS=["testserver"])
    names = {"pages": pages}
    exec(recipes()[name], names)  # noqa: S102  the docs are ours
    if name != "Flask":
        return TestClient(names["site"])
    where = {"base_url": "http://testserver", "follow_redirects": True}
    return httpx2.Client(transport=httpx2.WSGITransport(names["site"]), **where)


def is_led_below(client, path):
    """Whether an interview is led to its end, and stays below a path."""
    page = client.post(f"{path}/start/start")
    end = send(client, page, walks="yes")
    assert "<h1>Result: " in end.text
    assert page.url.path.startswith(f"{path}/i/")
    links = re.findall(r'(?:href|action)="(/[^"]*)"', page.text + end.text)
    assert links
    assert all(link.startswith(f"{path}/") for link in links)
    assert client.get(f"{path}/style.css").status_code == 200
    document = client.get(f"{path}/api/openapi.json").json()
    assert document["servers"] == [{"url": f"{path}/api"}]
    return True


@pytest.mark.parametrize("name", ["FastAPI", "Django", "Flask"])
def test_a_recipe_serves_interviews(name, pages):
    """What the docs say to write mounts the pages; other addresses stay the app's."""
    with mounted(name, pages) as client:
        assert is_led_below(client, "/care")
        other = client.get("/other")

    assert other.status_code == 404
    assert "no such page" not in other.text


class Proxy(httpx2.HTTPTransport):
    """Send on what people send, without the path that they see before it."""

    def handle_request(self, request):
        path = request.url.raw_path.removeprefix(b"/care")
        where = request.url.copy_with(raw_path=path)
        there = httpx2.Request(
            request.method, where, headers=request.headers, stream=request.stream
        )
        return super().handle_request(there)


def test_a_proxy_takes_the_prefix_away(pages):
    """Behind it, a server that adds the prefix again leads people below it."""
    with served(pages, root_path="/care") as address:
        where = {"base_url": f"http://{address}", "follow_redirects": True}
        with httpx2.Client(transport=Proxy(), **where) as client:
            assert is_led_below(client, "/care")
