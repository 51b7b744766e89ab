"""`triage mcp`: a server for a client that starts it, or that comes over HTTP."""

import builtins
import io
import json
import os
import signal
import sys
import threading
import time

import httpx2
import pytest

import triage
from triage.cli.exit_codes import ExitCode
from triage.cli.main import main
from triage.cli.serving import listening

HELLO = {
    "protocolVersion": "2025-11-25",
    "capabilities": {},
    "clientInfo": {"name": "test", "version": "1"},
}


def request(number, method, params):
    """Return a message of the protocol."""
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def test_a_client_speaks_by_the_standard_input(monkeypatch, capsys):
    """What is no message is refused, and a message beside it is answered."""
    start = {"name": "start", "arguments": {"tree": "start"}}
    sent = [
        request(1, "initialize", HELLO),
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        request(2, "tools/call", start),
        request(3, "tools/call", {"name": 3, "arguments": "I have a fever"}),
    ]
    lines = "".join(f"{json.dumps(one)}\n" for one in sent)
    heard, hand = os.pipe()
    printed = io.BytesIO()

    def type_in():
        os.write(hand, f"a fever\n{lines}".encode())
        while not all(
            b'"id":%d' % number in printed.getvalue() for number in (1, 2, 3)
        ):
            time.sleep(0.01)
        os.close(hand)

    client = threading.Thread(target=type_in)
    typed = os.fdopen(heard, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", typed)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, encoding="utf-8"))

    client.start()
    with typed, pytest.raises(SystemExit) as ended:
        main(["mcp", "start", "--place", "GB"])
    client.join()
    told = [json.loads(line) for line in printed.getvalue().splitlines()]
    by_id = {one.get("id"): one for one in told}

    assert ended.value.code == ExitCode.OK
    assert by_id[1]["result"]["serverInfo"]["name"] == "triage"
    assert "call 999 now" in by_id[2]["result"]["structuredContent"]["show"]
    assert "error" in by_id[3]
    assert "fever" not in f"{told} {capsys.readouterr().err}"


@pytest.mark.usefixtures("ctrl_c")
def test_clients_come_over_http_until_ctrl_c(tmp_path, capsys):
    """Under the address that is told, and Ctrl-C ends it quietly."""
    with listening("127.0.0.1", 0) as ear:
        port = ear.getsockname()[1]
    seen = []

    def visit():
        message = request(1, "initialize", HELLO)
        accept = {"Accept": "application/json, text/event-stream"}
        patient = {"transport": httpx2.HTTPTransport(retries=9), "timeout": 60}
        try:
            with httpx2.Client(**patient) as client:
                address = f"http://127.0.0.1:{port}/mcp"
                seen.append(client.post(address, json=message, headers=accept).text)
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    visitor = threading.Thread(target=visit)
    visitor.start()
    options = ["--http", "--port", str(port), "--store", str(tmp_path / "kept.db")]
    with pytest.raises(SystemExit) as ended:
        main(["mcp", "start", *options])
    visitor.join()

    assert ended.value.code == ExitCode.INTERRUPTED
    assert "you never do" in seen[0]
    assert f"serving http://127.0.0.1:{port}/mcp" in capsys.readouterr().err


def test_without_the_sdk_it_says_what_to_install(monkeypatch, capsys):
    """Who has none is told how to get one."""
    real = builtins.__import__

    def none(name, *more):
        if name == "mcp.server.stdio":
            raise ModuleNotFoundError(name="mcp")
        return real(name, *more)

    for name in ("triage.relay", "triage.relay.protocol"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.delattr(triage, "relay", raising=False)
    monkeypatch.setattr(builtins, "__import__", none)
    with pytest.raises(SystemExit):
        main(["mcp", "start"])

    assert 'pip install "triage-trees[mcp]"' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--name", "care.example"], "are for --http alone"),
        (["--port", "8000"], "are for --http alone"),
        (["--http", "--name", "https://care.example"], "is no name of a host"),
    ],
    ids=["name", "port", "address"],
)
def test_options_of_http_that_mean_nothing_are_told(options, message, capsys):
    """They would seem to open, or to close, what they do not."""
    with pytest.raises(SystemExit):
        main(["mcp", "start", *options])

    assert message in capsys.readouterr().err


def test_a_tree_is_led_in_a_language_that_it_has(capsys):
    """Into which it is not translated, that is told before any client comes."""
    with pytest.raises(SystemExit) as ended:
        main(["mcp", "start", "--language", "fr"])

    assert ended.value.code == ExitCode.BAD_INPUT
    assert "`start` has no translation into `fr`" in capsys.readouterr().err
