"""Store: what is kept, for how long, and that nothing acknowledged is lost."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import attrs
import killed
import postgres
import pytest
import redis
import redis_server
from redis_server import needs_redis
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from triage.base.exceptions import TriageError
from triage.base.files import FileError
from triage.web import Database, Files, Memory, Redis
from triage.web.store import Row

ROW = Row("owner", "start", "{}")


class Clock:
    """Say the time that a test wants."""

    now = 1000.0

    def __call__(self):
        return self.now

    def passes(self, seconds):
        self.now += seconds


@attrs.frozen
class ServersClock:
    """Let all that a server keeps expire sooner: its clock is its own."""

    client: redis.Redis

    def passes(self, seconds):
        for key in self.client.scan_iter():
            self.client.pexpire(key, self.client.pttl(key) - seconds * 1000)


STORES = {
    "memory": Memory,
    "file": partial(Files, "kept.db"),
    "database": partial(Database, "sqlite:///base.db"),
}


@pytest.fixture(scope="module")
def redis_url():
    with redis_server.folder() as folder, redis_server.server(folder) as (url, _):
        yield url


@pytest.fixture(params=[*STORES, pytest.param("redis", marks=needs_redis)])
def store(request):
    if request.param == "redis":
        made = Redis(request.getfixturevalue("redis_url"), seconds=60)
        made.client.flushall()
        made.now = ServersClock(made.client)
    else:
        clock = Clock()
        made = STORES[request.param](seconds=60, clock=clock)
        made.now = clock
    yield made
    made.close()


def test_what_is_kept_comes_back(store):
    """A row is what was put, at its next revision."""
    store.add("a", ROW)

    assert store.get("a") == ROW
    assert store.put("a", attrs.evolve(ROW, record="[]"))
    assert store.get("a") == attrs.evolve(ROW, record="[]", revision=1)


def test_only_the_latest_can_be_replaced(store):
    """Of two who write at once one is told to look again."""
    store.add("a", ROW)

    assert store.put("a", ROW)
    assert not store.put("a", ROW)
    assert not store.put("b", ROW)


def test_an_id_is_given_once(store):
    """A second interview under the id of another is not kept, and changes nothing."""
    assert store.add("a", ROW)

    assert not store.add("a", attrs.evolve(ROW, owner="other"))
    assert store.get("a") == ROW


def test_what_cannot_be_kept_changes_nothing(store):
    """Whatever goes wrong on the way, the store is as before, and takes the next."""
    store.add("a", ROW)

    for change in (store.put, store.add):
        with pytest.raises((sqlite3.Error, SQLAlchemyError, redis.RedisError)):
            change("ab"[change == store.add], attrs.evolve(ROW, record=None))
    assert store.get("a") == ROW
    assert store.put("a", ROW)


def test_what_is_not_answered_for_long_expires(store):
    """An interview and its links go after a time, which each answer begins anew."""
    store.add("a", ROW)
    store.link("digest", "a", "owner")
    store.now.passes(59)
    assert store.put("a", ROW)
    store.now.passes(59)
    assert store.get("a")
    assert store.linked("digest")
    store.now.passes(2)

    assert store.get("a") is None
    assert not store.linked("digest")
    store.add("b", ROW)
    assert store.follow("digest", "new") == ""


def test_a_link_leads_once(store):
    """Looking at a link changes nothing; following it uses it up."""
    store.add("a", ROW)
    store.link("digest", "a", "owner")

    assert store.linked("digest")
    assert store.follow("digest", "new") == "a"
    assert not store.linked("digest")
    assert store.follow("digest", "new") == ""


def test_only_an_owner_deletes_an_interview_or_makes_a_link_to_it(store):
    """Who lost it to another a moment ago changes nothing; the link that was, stays."""
    store.add("a", ROW)
    store.link("first", "a", "owner")

    assert not store.link("second", "a", "another")
    assert not store.drop("a", "another")
    assert not store.drop("b", "owner")
    assert store.linked("first")
    assert not store.linked("second")
    assert store.follow("first", "new") == "a"
    assert not store.drop("a", "owner")
    assert store.link("third", "a", "new")
    assert store.drop("a", "new")


def test_a_link_moves_an_interview_and_drops_the_links_before(store):
    """One link is open at a time; whoever follows it is the owner from then on."""
    store.add("a", ROW)
    store.link("first", "a", "owner")
    store.link("second", "a", "owner")

    assert not store.linked("first")
    assert store.follow("second", "new") == "a"
    assert store.get("a") == attrs.evolve(ROW, owner="new", revision=1)


def test_nothing_of_what_was_deleted_is_left_in_the_file(tmp_path):
    """Neither the file nor what SQLite keeps beside it holds a deleted answer."""
    clock = Clock()
    store = Files(tmp_path / "kept.db", seconds=60, clock=clock)
    for name in ("dropped", "expired"):
        store.add(name, attrs.evolve(ROW, record=f"ZQ {name}"))

    store.drop("dropped", "owner")
    assert b"ZQ dropped" not in b"".join(x.read_bytes() for x in tmp_path.iterdir())
    clock.now += 61
    store.add("new", ROW)
    assert b"ZQ" not in b"".join(x.read_bytes() for x in tmp_path.iterdir())
    store.close()


def test_a_file_of_other_tables_is_refused(tmp_path):
    """A file of SQLite in which `interview` is something else is said to be so."""
    with sqlite3.connect(tmp_path / "other.db") as base:
        base.execute("create table interview (name text)")

    with pytest.raises(FileError, match="cannot be opened: no such column"):
        Files(tmp_path / "other.db")


ODD = ("", "%", "_", "*", "?", "[a]", "a ", "A", "á", "a\0", "a%", "a*", "../a")
ODD += ("' or '1'='1", "a; drop table interview", "interview:a", "link:digest")
"""Names by which somebody may hope to be given what is another's."""


def test_no_name_finds_what_has_another(store):
    """A name is what it is, letter for letter: no pattern, path or statement."""
    store.add("a", ROW)
    store.link("digest", "a", "owner")

    for name in ODD:
        assert store.get(name) is None, name
        assert not store.put(name, ROW), name
        assert not store.drop(name, "owner"), name
        assert not store.link("other", name, "owner"), name
        assert not store.linked(name), name
        assert store.follow(name, "thief") == "", name
        assert not store.drop("a", name), name
    assert store.get("a") == ROW
    assert store.linked("digest")


def test_what_has_expired_is_nobodys(store):
    """It is neither answered nor linked to any more, by its owner either."""
    store.add("a", ROW)
    store.link("digest", "a", "owner")
    store.now.passes(61)

    assert not store.put("a", ROW)
    assert not store.link("late", "a", "owner")
    assert store.follow("digest", "thief") == ""
    assert not store.linked("late")
    assert store.get("a") is None


def test_what_is_dropped_is_gone_with_its_links(store):
    """Nothing of a deleted interview can be found."""
    store.add("a", ROW)
    store.link("digest", "a", "owner")

    assert store.drop("a", "owner")

    assert store.get("a") is None
    assert not store.linked("digest")


def test_what_is_no_store_is_refused(tmp_path):
    """A file of something else, or where nothing can be, is said in one sentence."""
    other = tmp_path / "letter.txt"
    other.write_text("Dear Sir, " * 100)

    for path in (other, tmp_path / "nowhere" / "kept.db"):
        with pytest.raises(FileError, match="cannot be opened"):
            Files(path)
    assert other.read_text().startswith("Dear Sir")


@pytest.mark.slow
def test_a_killed_process_loses_nothing(tmp_path):
    """Whatever was acknowledged is there after a kill, two hundred times.

    A kill loses nothing that a disk has to keep, so the file is in memory, if it can.
    """
    quick = Path("/dev/shm")  # noqa: S108  in a folder of its own
    where = quick if os.access(quick, os.W_OK) else tmp_path
    with tempfile.TemporaryDirectory(dir=where) as folder:
        words = [sys.executable, killed.__file__, f"{folder}/kept.db", "200", "1"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200


@pytest.mark.slow
@pytest.mark.skipif(postgres.programs() is None, reason="PostgreSQL is not installed")
def test_a_server_keeps_interviews():
    """PostgreSQL does what is asked of every store; of two at once, one is faster."""
    with postgres.server() as ask:
        [_, folder] = ask.args
        url = f"postgresql+psycopg://tester@/postgres?host={folder}"
        store = Database(url, seconds=60, clock=Clock())
        assert store.add("a", ROW)
        assert not store.add("a", ROW)
        assert store.put("a", ROW)
        assert not store.put("a", ROW)
        store.link("digest", "a", "owner")
        with ThreadPoolExecutor(4) as pool:
            led = [*pool.map(partial(store.follow, "digest"), "abcd")]
        assert sorted(led) == ["", "", "", "a"]
        assert store.get("a").owner == "abcd"[led.index("a")]
        assert not store.link("digest", "a", "owner")
        assert not store.drop("a", "owner")
        assert store.drop("a", store.get("a").owner)
        assert store.get("a") is None
        store.close()


@pytest.mark.slow
@pytest.mark.skipif(postgres.programs() is None, reason="PostgreSQL is not installed")
def test_links_made_and_followed_at_once_wait_for_each_other():
    """On PostgreSQL nobody who makes, follows or drops one is told of a fault."""
    with postgres.server() as ask:
        [_, folder] = ask.args
        store = Database(f"postgresql+psycopg://tester@/postgres?host={folder}")
        store.add("a", ROW)
        with ThreadPoolExecutor(4) as pool:
            made = pool.map(partial(store.link, name="a", owner="owner"), digests(80))
            assert all(made)
            led = partial(store.follow, owner="owner")
            work = [
                pool.submit(partial(store.link, name="a", owner="owner"), digest)
                if number % 2
                else pool.submit(led, digest)
                for number, digest in enumerate(x for x in digests(80) for _ in "ab")
            ]
            assert {one.result() for one in work} <= {True, "a", ""}
        assert sum(map(store.linked, digests(80))) <= 1
        assert store.get("a").owner == "owner"
        store.close()


def digests(many):
    return [f"digest {number}" for number in range(many)]


@needs_redis
@pytest.mark.parametrize("seconds", [float("inf"), 1e300])
def test_redis_keeps_for_ever_what_is_to_be(redis_url, seconds):
    """As every store does; a time that no server can count to is no fault."""
    store = Redis(redis_url, seconds=seconds, prefix=f"ever {seconds}")

    assert store.add("a", ROW)
    assert store.link("digest", "a", "owner")
    assert store.put("a", ROW)
    assert store.follow("digest", "new") == "a"
    store.close()


@needs_redis
def test_of_many_at_once_one_is_faster(redis_url):
    """In Redis each change is whole: of many writers, and of many followers, one."""
    store = Redis(redis.Redis.from_url(redis_url, decode_responses=True), prefix="one")
    assert store.add("a", ROW)
    with ThreadPoolExecutor(8) as pool:
        put = [*pool.map(store.put, "a" * 40, [ROW] * 40)]
    store.link("digest", "a", "owner")
    with ThreadPoolExecutor(8) as pool:
        led = [*pool.map(partial(store.follow, "digest"), map(str, range(40)))]

    assert sum(put) == 1
    assert sorted(led) == [""] * 39 + ["a"]
    assert store.get("a") == attrs.evolve(ROW, owner=str(led.index("a")), revision=2)
    assert Redis(redis_url, prefix="other").get("a") is None
    store.close()


@pytest.mark.slow
@needs_redis
def test_nothing_acknowledged_is_lost_with_redis():
    """Not where the app is killed; nor the server, where it writes each answer."""
    with redis_server.folder() as folder:
        with redis_server.server(folder, *redis_server.SAFE) as (url, _):
            words = [sys.executable, killed.__file__, url, "20", "1"]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            store = Redis(url)
            store.add("last", ROW)
        with pytest.raises(redis.ConnectionError):
            store.get("last")
        with redis_server.server(folder, *redis_server.SAFE):
            assert store.get("last") == ROW
        store.close()


def test_a_redis_that_cannot_be_opened_is_said_so():
    """What is wrong is told without the address, which may hold a password."""
    for url in ("unix://secret@/nowhere/ear", "other://me:secret@host"):
        with pytest.raises(TriageError, match="cannot be opened") as refused:
            Redis(url)
        assert "secret" not in str(refused.value)


def test_a_database_that_cannot_be_opened_is_said_so():
    """What is wrong is told without the address, which may hold a password."""
    for url in ("sqlite:////nowhere/base.db", "other://me:secret@host/base"):
        with pytest.raises(TriageError, match="cannot be opened") as refused:
            Database(url)
        assert "secret" not in str(refused.value)


def test_a_database_of_each_thread_alone_is_refused():
    """SQLite in memory is another in each thread, so nothing would be found again."""
    for engine in ("sqlite://", create_engine("sqlite://", hide_parameters=True)):
        with pytest.raises(TriageError, match=r"name a file, or use `triage.web.Mem"):
            Database(engine)


def test_no_error_of_a_database_tells_answers():
    """What a database refuses to keep stands in no error, whoever made the engine."""
    with pytest.raises(TriageError, match="hide_parameters"):
        Database(create_engine("sqlite:///base.db"))
    url = "sqlite:///base.db"
    for engine in (url, create_engine(url, hide_parameters=True)):
        with pytest.raises(SQLAlchemyError) as refused:
            Database(engine).add("a", Row(None, "start", "ZQ"))
        assert "ZQ" not in str(refused.value)


def test_nobody_waits_for_those_who_wait(tmp_path, monkeypatch):
    """Where another uses a file for long, all who write give up at one time."""
    monkeypatch.setattr("triage.web.store.PATIENCE", 0.01)
    file = Files(tmp_path / "kept.db")
    other = sqlite3.connect(tmp_path / "kept.db", isolation_level=None)
    other.execute("begin immediate")

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        file.add("a", ROW)
    [left] = file.base.execute("pragma busy_timeout").fetchone()
    with file.lock, ThreadPoolExecutor(1) as pool:
        waited = pool.submit(file.add, "a", ROW).exception()

    assert left <= 10
    assert isinstance(waited, sqlite3.OperationalError)
    other.close()
    assert file.add("a", ROW)
    file.close()


def test_two_processes_share_a_file(tmp_path):
    """What one has written, another reads at once."""
    one, other = Files(tmp_path / "kept.db"), Files(Path(tmp_path / "kept.db"))
    one.add("a", ROW)

    assert other.put("a", ROW)
    assert not one.put("a", ROW)
    one.close()
    other.close()
