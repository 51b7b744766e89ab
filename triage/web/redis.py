"""Redis: interviews kept by a server of Redis, which forgets them by itself."""

from collections.abc import Callable
from typing import Any

import redis
from redis.exceptions import RedisError

from triage.base.exceptions import TriageError
from triage.web.store import PATIENCE, WEEK, Row

KEPT = ("owner", "tree", "record", "draft", "revision")

ADD = """\
if redis.call('exists', KEYS[1]) == 1 then return 0 end
redis.call('hset', KEYS[1], 'owner', ARGV[2], 'tree', ARGV[3], 'record', ARGV[4],
  'draft', ARGV[5], 'revision', ARGV[6])
redis.call('pexpire', KEYS[1], ARGV[1])
return 1"""

PUT = """\
if redis.call('hget', KEYS[1], 'revision') ~= ARGV[6] then return false end
redis.call('hset', KEYS[1], 'owner', ARGV[2], 'tree', ARGV[3], 'record', ARGV[4],
  'draft', ARGV[5])
redis.call('hincrby', KEYS[1], 'revision', 1)
redis.call('pexpire', KEYS[1], ARGV[1])
return redis.call('hget', KEYS[1], 'link') or ''"""

DROP = """\
if redis.call('hget', KEYS[1], 'owner') ~= ARGV[1] then return false end
local link = redis.call('hget', KEYS[1], 'link') or ''
redis.call('del', KEYS[1])
return link"""

LINK = """\
if redis.call('hget', KEYS[1], 'owner') ~= ARGV[1] then return false end
local before = redis.call('hget', KEYS[1], 'link') or ''
redis.call('hset', KEYS[1], 'link', ARGV[2])
return before"""

FOLLOW = """\
if redis.call('hget', KEYS[1], 'link') ~= ARGV[2] then return 0 end
redis.call('hdel', KEYS[1], 'link')
redis.call('hset', KEYS[1], 'owner', ARGV[1])
redis.call('hincrby', KEYS[1], 'revision', 1)
return 1"""
"""Each script changes one interview at once, and nothing else: so a cluster runs it."""


FOREVER = 10**15
"""How many milliseconds are kept at most: servers refuse what is too far away."""


class Redis:
    """Keep interviews in a server of Redis, which several machines can share.

    An interview is one hash, beside which a key says where a link leads; both expire by
    the clock of the server. What was acknowledged outlives this process; whether it
    outlives the server is as its own settings say. It needs the extra ``redis``.

    Args:
        client: The URL of the server, or a client of the package ``redis``.
        seconds: How long an interview is kept after its last answer.
        prefix: What all keys begin with.

    Raises:
        TriageError: The server cannot be reached.
    """

    def __init__(
        self,
        client: redis.Redis | str,
        *,
        seconds: float = WEEK,
        prefix: str = "triage",
    ) -> None:
        self.seconds, self.prefix = seconds, prefix
        try:
            self.client = opened(client)
            self.client.ping()
        except (RedisError, ValueError) as error:
            what = type(error).__name__  # its text may say a password
            message = f"the Redis of interviews cannot be opened: {what}"
            raise TriageError(message) from None
        self.scripts: dict[str, Callable[..., Any]] = {
            text: self.client.register_script(text)
            for text in (ADD, PUT, DROP, LINK, FOLLOW)
        }

    def close(self) -> None:
        """Close all connections."""
        self.client.close()

    @property
    def _lasts(self) -> int:
        return int(min(self.seconds * 1000, FOREVER))

    def _at(self, name: str) -> str:
        return f"{self.prefix}:interview:{name}"

    def _leads(self, digest: str) -> str:
        return f"{self.prefix}:link:{digest}"

    def _run(self, script: str, name: str, *values: str | int) -> Any:
        """Return what a script says of an interview."""
        return self.scripts[script](keys=[self._at(name)], args=values)

    def add(self, name: str, row: Row) -> bool:
        """Keep a new interview, unless its id is taken, and say whether it did."""
        return bool(self._run(ADD, name, self._lasts, *values(row)))

    def get(self, name: str) -> Row | None:
        """Return an interview; None if there is none, or it has expired."""
        found = [text(one) for one in self.client.hmget(self._at(name), KEPT)]
        owner, tree, record, draft, revision = found
        return Row(owner, tree, record, draft, int(revision)) if revision else None

    def put(self, name: str, row: Row) -> bool:
        """Replace an interview that stands at a revision, and say whether it did."""
        link = self._run(PUT, name, self._lasts, *values(row))
        if link:
            self.client.pexpire(self._leads(text(link)), self._lasts)
        return link is not None

    def drop(self, name: str, owner: str) -> bool:
        """Delete an interview of an owner, with the link to it."""
        return self._unlinked(self._run(DROP, name, owner))

    def _unlinked(self, link: Any) -> bool:
        """Forget where a link led, and say whether there was an interview."""
        if link:
            self.client.delete(self._leads(text(link)))
        return link is not None

    def link(self, digest: str, name: str, owner: str) -> bool:
        """Keep the digest of a link that leads to an interview of an owner, once."""
        self.client.set(self._leads(digest), name, px=self._lasts)
        done = self._unlinked(self._run(LINK, name, owner, digest))
        if not done:
            self.client.delete(self._leads(digest))
        return done

    def linked(self, digest: str) -> bool:
        """Return whether a link leads anywhere still, without using it."""
        name = text(self.client.get(self._leads(digest)))
        here = self.client.hget(self._at(name), "link")
        return here is not None and text(here) == digest

    def follow(self, digest: str, owner: str) -> str:
        """Return the id to which a link leads, this one time; or nothing."""
        name = text(self.client.get(self._leads(digest)))
        if not self._run(FOLLOW, name, owner, digest):
            return ""
        self.client.delete(self._leads(digest))
        return name


def opened(client: redis.Redis | str) -> redis.Redis:
    """Return a client; one of ours does not wait for ever."""
    if not isinstance(client, str):
        return client
    waits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    return redis.Redis.from_url(client, **waits)


def values(row: Row) -> tuple[str | int, ...]:
    return tuple(getattr(row, name) for name in KEPT)


def text(said: Any) -> str:
    """Return what a server says, whether its client reads texts or bytes."""
    return said.decode() if isinstance(said, bytes) else said or ""
