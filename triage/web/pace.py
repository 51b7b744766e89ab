"""Pace: how often one address may ask, so that nobody keeps a site from all others.

Nothing is written down of whom it was: numbers of the last minutes, in memory.
"""

import time
from collections.abc import Callable
from ipaddress import IPv4Address, ip_address, ip_network
from math import ceil

import attrs
from starlette.requests import Request

from triage.base.immutable import immutable

MOST = 100_000
"""How many addresses are known at once; who has not asked for longest goes first."""

HOME = 64
"""How many bits of a long address are of one home."""

MINUTE = 60


@immutable
class Pace:
    """Count what each address asks.

    Args:
        a_minute: How many requests a minute it may send; so many at once, too.
        clock: What says the time, in seconds.
        seen: Of each address, how many it may send still, and when that was so.
    """

    a_minute: int
    clock: Callable[[], float] = time.monotonic
    seen: dict[str, tuple[float, float]] = attrs.field(factory=dict, repr=False)

    def wait(self, request: Request) -> int:
        """Return how many seconds an address has to wait; 0 where it may go on."""
        if not self.a_minute or request.client is None:
            return 0
        name, now = home(request.client.host), self.clock()
        left, then = self.seen.pop(name, (self.a_minute, now))
        left = min(self.a_minute, left + (now - then) * self.a_minute / MINUTE)
        self.seen[name] = left - 1 if left >= 1 else left, now
        if len(self.seen) > MOST:
            del self.seen[next(iter(self.seen))]
        return 0 if left >= 1 else ceil((1 - left) * MINUTE / self.a_minute)


def home(host: str) -> str:
    """Return what is counted as one address.

    >>> home("192.0.2.7"), home("2001:db8::7:1"), home("a name")
    ('192.0.2.7', '2001:db8::/64', 'a name')
    >>> home("::ffff:192.0.2.7")  # a short address, written as a long one
    '192.0.2.7'
    """
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv4Address):
        return host
    short = address.ipv4_mapped
    return str(short or ip_network((host, HOME), strict=False))
