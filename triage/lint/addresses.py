"""Addresses of sources: none that leads to somebody who merely relays them.

There is no list of publishers, as everybody can be one. Known are kinds of hosts that
are none; what tells them is in ``hosts.yaml`` beside this file.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from triage.base.frozen import FrozenMap
from triage.lint.catalogue import Problem
from triage.lint.sources import where_cited
from triage.lint.words import WordList
from triage.model.tree import Tree
from triage.treefile.decode import read_entries
from triage.treefile.fields import ID, Record


def relayed_source(tree: Tree, _: date) -> Iterator[Problem]:
    """Look for addresses that are not a publisher's, whoever that may be."""
    for text, citation in where_cited(tree):
        host = host_of(citation.url)
        what = next((what for what, is_one in KINDS.items() if is_one(host)), "")
        if citation.url and what:
            message = f"the source `{text}` leads to {what.format(host)}"
            advice = "give its address at the publisher, or a DOI; or leave out `url`"
            yield message, text.span, advice


def host_of(url: str) -> str:
    """Return the host of a page of the web; nothing where an address is none.

    >>> host_of("https://Uat.Example.org./page"), host_of("see page 3")
    ('uat.example.org', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.hostname if parts.scheme in ("http", "https") else None
    return (host or "").rstrip(".")


@cache
def hosts() -> FrozenMap[str, frozenset[str]]:
    file = Path(__file__).with_name("hosts.yaml")
    lists = read_entries(file, Record(WordList, short="words"), ID)
    return FrozenMap({name: frozenset(map(str, x.words)) for name, x in lists.items()})


def is_no_page(host: str) -> bool:
    return "." not in host


def is_test_server(host: str) -> bool:
    return not hosts()["test_servers"].isdisjoint(host.split(".")[:-2])


def is_proxy(host: str) -> bool:
    *labels, _ = host.split(".")
    written = re.compile(rf"\w+-\w[\w-]*-(?:{'|'.join(hosts()['rewritten'])})(-\w\w)?")
    named = not hosts()["proxies"].isdisjoint(labels)
    return named or any(map(written.fullmatch, labels[:-1]))


def is_short(host: str) -> bool:
    return is_below(host, "shorteners")


def is_relay(host: str) -> bool:
    return is_below(host, "relays")


def is_below(host: str, name: str) -> bool:
    return any(f".{host}".endswith(f".{one}") for one in hosts()[name])


KINDS: Mapping[str, Callable[[str], bool]] = {
    "no page of the web": is_no_page,
    "`{}`, a test server, which may say anything and be gone tomorrow": is_test_server,
    "`{}`, a proxy, which opens for some readers only": is_proxy,
    "`{}`, a short address that hides where it leads": is_short,
    "`{}`, a site that relays what others published": is_relay,
}
"""What is said of a host, by what tells that it is one."""
