"""Addresses of sources: what is no publisher's, and what is left alone."""

import pytest
from trees_for_tests import built_in

from triage.linker.library import library
from triage.lint.addresses import KINDS, host_of
from triage.terminal.report import citation

NOT_PUBLISHERS = [
    "http://localhost/page",
    "ftp://www.example.org/page",
    "https://[broken/page",
    "see page 3",
    "https://uat.example.org/page",
    "https://www.staging.example.org/page",
    "https://www-example-org.ezproxy.example.edu/page",
    "https://bestpractice-example-com.library.example.be/page",
    "https://www-example-co-uk.translate.example/page",
    "https://TinyURL.com/page",
    "https://studylib.net/doc/1",
    "https://de.scribd.com./document/1",
]

PUBLISHERS = [
    "https://doi.org/10.1000/1",
    "https://www.example.org:443/test/uat",
    "https://example.dev/page",
    "https://test.de/page",
    "https://doc-net.example.de/page",
    "https://open-world.org/page",
    "https://nott.co/page",
    "https://www.example.qa/page",
]


def kinds(url):
    """Return what is said of the host of an address."""
    return [what for what, is_one in KINDS.items() if is_one(host_of(url))]


@pytest.mark.parametrize("url", NOT_PUBLISHERS)
def test_an_address_that_merely_relays_is_found(url):
    """Of what leads to no publisher, it is said why."""
    assert kinds(url)


@pytest.mark.parametrize("url", PUBLISHERS)
def test_a_host_is_a_publisher_unless_it_is_known_not_to_be(url):
    """Nobody has to be listed to be cited."""
    assert kinds(url) == []


def test_no_source_of_the_library_leads_to_a_relay():
    """Those that no tree cites are looked at as well."""
    urls = {name: str(one.url or "") for name, one in library().sources.items()}

    assert [name for name, url in urls.items() if url and kinds(url)] == []


def test_a_person_gets_no_link_to_a_page_that_repeats_another():
    """What was read elsewhere than at its publisher is named, and not linked to."""
    linked = [x for x in built_in("back_pain").citations.values() if x.url]

    assert {one.status for one in linked} == {"secondary", "verified"}
    for one in linked:
        assert "never opened at its publisher" in citation(one)
        assert (one.url in citation(one)) == (one.status == "verified")
