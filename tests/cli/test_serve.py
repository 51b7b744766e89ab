"""`triage serve`: pages for a browser, and what is said where there can be none."""

import builtins
import os
import signal
import sys
import threading
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

import triage.web
from triage.cli.exit_codes import ExitCode
from triage.cli.main import main
from triage.cli.serving import listening


@pytest.mark.usefixtures("ctrl_c")
def test_pages_are_served_until_ctrl_c(tmp_path, capsys):
    """A browser finds the tree where the command says, and Ctrl-C ends it quietly.

    Who asks often is told to wait, whatever address a header says.
    """
    with listening("127.0.0.1", 0) as ear:
        address = f"http://127.0.0.1:{ear.getsockname()[1]}/"
    seen = []

    def visit():
        with httpx2.Client(transport=httpx2.HTTPTransport(retries=9)) as client:
            seen.append(client.get(address).text)
            other = {"X-Forwarded-For": "192.0.2.7"}
            seen.append(client.get(address, headers=other).status_code)
        os.kill(os.getpid(), signal.SIGINT)

    visitor = threading.Thread(target=visit)
    visitor.start()
    port = address.rpartition(":")[2].strip("/")
    options = ["--port", port, "--store", str(tmp_path / "kept.db"), "--rate", "1"]
    with pytest.raises(SystemExit) as ended:
        main(["serve", "start", *options])
    visitor.join()

    assert ended.value.code == ExitCode.INTERRUPTED
    assert 'action="/start/start"' in seen[0]
    assert seen[1] == 429
    assert (tmp_path / "kept.db").is_file()
    assert f"serving {address}: Ctrl-C ends it" in capsys.readouterr().err


def test_a_database_and_secrets_are_those_that_are_named(tmp_path, monkeypatch):
    """Clients keep what the secret seals; a password stays out of the command."""
    served = []
    monkeypatch.setattr("triage.cli.serve.listen", lambda app, *_: served.append(app))
    monkeypatch.setenv("TRIAGE_DATABASE", f"sqlite:///{tmp_path}/base.db")
    Path("secrets.txt").write_text("s" * 32 + "\n" + "t" * 32 + "\n")

    with pytest.raises(SystemExit):
        main(["serve", "start", "--secrets", "secrets.txt"])
    client = TestClient(served[0])

    assert client.post("/api/steps", json={"tree": "start"}).status_code == 201
    assert client.post("/api/interviews", json={"tree": "start"}).status_code == 201
    assert (tmp_path / "base.db").is_file()
    with pytest.raises(SystemExit):
        main(["serve", "start", "--store", "named.db"])
    assert Path("named.db").is_file()


def test_pages_are_in_the_language_that_is_named(monkeypatch):
    """Trees that are translated are asked in it; another language is refused."""
    served = []
    monkeypatch.setattr("triage.cli.serve.listen", lambda app, *_: served.append(app))

    with pytest.raises(SystemExit):
        main(["serve", "fast_stroke", "--language", "de"])
    served.append(triage.web.app(["fast_stroke"], language="de"))

    for site in served:
        page = TestClient(site).get("/fast_stroke").text
        assert '<html lang="de"' in page
        assert "Beginnen" in page
    with pytest.raises(SystemExit):
        main(["serve", "start", "--language", "de"])
    assert len(served) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--store", "a.db", "--database", "sqlite:///b.db"], "and not both"),
        (["--secrets", "none.txt"], "none.txt: cannot be read"),
        (["--database", "other://me:hidden@host/base"], "cannot be opened"),
        (["--database", "redis://me:hidden@127.0.0.1:1"], "cannot be opened"),
        (["--host", ""], "name an address, such as 127.0.0.1"),
        (["--secrets", "blank.txt"], "blank.txt: has no secret"),
        (["--secrets", "short.txt"], "short.txt:2: a secret needs 32 characters"),
        (["--secrets", "two.txt"], "two.txt:1: write one secret a line"),
    ],
    ids=["both", "secrets", "database", "redis", "host", "blank", "short", "two"],
)
def test_what_cannot_be_served_is_said(options, message, capsys):
    """Without the address of a database, which may hold a password, or a secret."""
    Path("blank.txt").write_text("\n")
    Path("short.txt").write_text("s" * 32 + "\nhidden\n")
    Path("two.txt").write_text("hidden hidden\n")
    with pytest.raises(SystemExit):
        main(["serve", "start", *options])

    said = capsys.readouterr().err
    assert message in said
    assert "hidden" not in said


def test_a_port_that_is_taken_is_said(capsys):
    """Where something else listens, the message names the place."""
    with listening("127.0.0.1", 0) as ear:
        port = ear.getsockname()[1]
        with pytest.raises(SystemExit):
            main(["serve", "start", "--port", str(port)])

    assert f"127.0.0.1:{port}: cannot be served: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("missing", "options", "extra"),
    [
        ("uvicorn", (), "web"),
        ("sqlalchemy", ("--database", "sqlite:///base.db"), "database"),
        ("redis", ("--database", "redis://host"), "redis"),
    ],
    ids=["web", "database", "redis"],
)
def test_without_its_packages_it_says_what_to_install(
    missing, options, extra, monkeypatch, capsys
):
    """Who has no web server is told how to get one; so who has no SQLAlchemy."""
    real = builtins.__import__

    def none(name, *more):
        if name == missing:
            raise ModuleNotFoundError(name=name)
        return real(name, *more)

    for name in ("Database", "Redis"):
        module = f"triage.web.{name.lower()}"
        monkeypatch.delitem(sys.modules, module, raising=False)
        monkeypatch.delitem(vars(triage.web), name, raising=False)
    monkeypatch.setattr(builtins, "__import__", none)
    with pytest.raises(SystemExit):
        main(["serve", "start", *options])

    assert f'pip install "triage-trees[{extra}]"' in capsys.readouterr().err
