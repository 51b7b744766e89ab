"""Interviews by the Model Context Protocol, led by the client of its SDK."""

import asyncio
import json
import sys

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import ElicitResult
from relaying import answered, interviewed, over
from serving import served
from starlette.testclient import TestClient
from trees_for_tests import built_in

import triage
import triage.relay
import triage.web
from triage.base.exceptions import TriageError
from triage.engine.defaults import ordinary


@pytest.fixture(scope="module")
def back_pain():
    return triage.load("back_pain", place="GB")


async def begun(client, tree):
    return (await client.call_tool("start", {"tree": tree})).structured_content


def advice(tree, answers):
    return [item.id for item in tree.decide(answers).recommendations]


def test_an_emergency_comes_first_and_word_for_word(back_pain):
    """What to do is the first text, alone, and the first key; the tree decided it."""
    answers = {**ordinary(back_pain), "saddle_numbness": "yes"}
    [first, *_] = back_pain.decide(answers).recommendations

    async def scenario(client):
        return await interviewed(client, back_pain, answers)

    result = over(triage.relay.server([back_pain]), scenario)
    told = result.structured_content

    assert result.content[0].text.startswith(first.title)
    assert json.loads(result.content[1].text) == told
    assert next(iter(told)) == "urgent"
    assert not result.is_error
    assert (told["state"], told["urgency"]) == ("decided", "emergency")
    assert {*told["advice"]} == {*advice(back_pain, answers)}


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_whole_interview_comes_to_what_the_tree_decides(back_pain, mode):
    """All answers are shown, and only a yes of the person leads to the result."""
    answers = ordinary(back_pain)

    async def scenario(client):
        review = await interviewed(client, back_pain, answers)
        state = review.structured_content
        no = await answered(client, state, "no")
        early = await client.call_tool("explain", {"interview": state["interview"]})
        end = await answered(client, state, "yes")
        return state, no, early, end.structured_content

    server = triage.relay.server([back_pain])
    review, no, early, end = over(server, scenario, mode=mode)

    assert review["state"] == "review"
    assert (
        review["show"].count("\n") == len(back_pain.decide(answers).trace.answers) + 1
    )
    assert no.structured_content["refused"] == "review"
    assert early.structured_content["refused"] == "unconfirmed"
    assert no.is_error
    assert end["urgency"] == back_pain.decide(answers).urgency
    assert {*end["advice"]} == {*advice(back_pain, answers)}


def test_the_tools_say_that_a_model_never_decides():
    """So do the instructions; every argument is described, and no other is taken."""

    async def scenario(client):
        return (
            client.server_info,
            client.instructions,
            (await client.list_tools()).tools,
        )

    info, instructions, tools = over(triage.relay.server(["start"]), scenario)
    by_name = {tool.name: tool for tool in tools}

    assert info.name == "triage"
    assert "you never do" in instructions
    assert "never decide" in by_name["answer"].description
    assert {"list_trees", "start", "page", "answer", "back"} <= by_name.keys()
    assert {"decision", "explain", "why_not", "delete"} <= by_name.keys()
    assert by_name["page"].annotations.read_only_hint
    assert by_name["delete"].annotations.destructive_hint
    for tool in tools:
        assert tool.input_schema["additionalProperties"] is False
        for one in tool.input_schema["properties"].values():
            assert one["description"]


# What a person fills in themselves


def test_a_page_of_ones_own_keeps_answers_from_a_model(back_pain):
    """The client opens it; the interview is the browser's then, and no model's."""
    store, opened = triage.web.Memory(), []
    visitor = TestClient(triage.web.app([back_pain], store=store))

    async def person(_ctx, params):
        opened.append(params.url)
        return ElicitResult(action="accept")

    async def scenario(client):
        offer = await begun(client, "back_pain")
        here = {"interview": offer["interview"]}
        sent = (await client.call_tool("open_page", here)).structured_content
        before = (await client.call_tool("page", here)).structured_content
        state = {"at": "0", "question": "who"} | here
        for name in ("answer", "back", "decision", "ask", "explain"):
            takes = ("interview", "at") if name in ("back", "ask") else ("interview",)
            given = {key: state[key] for key in takes}
            if name == "answer":
                given = {**state, "words": "1"}
            told = (await client.call_tool(name, given)).structured_content
            assert {**told, **before} == told
        path = opened[0].removeprefix("https://care.example")
        page = visitor.post(path)
        after = await client.call_tool("page", here)
        return offer, sent, before, page, after.structured_content

    pages = "https://care.example"
    for mode in ("auto", "legacy"):
        opened.clear()
        server = triage.relay.server([back_pain], store=store, pages=pages)
        offer, sent, before, page, after = over(
            server, scenario, elicitation_callback=person, mode=mode
        )

        assert (offer["state"], "show" in offer) == ("offer", False)
        assert sent["state"] == "elsewhere"
        assert (before["refused"], before["state"]) == ("elsewhere", "elsewhere")
        assert "show" not in before
        assert "Who has the pain?" in page.text
        assert after["refused"] == "gone"


def test_who_wants_no_page_is_asked_in_the_chat():
    """Also where the client opens none, or the person says no."""
    store = triage.web.Memory()

    async def person(_ctx, _params):
        return ElicitResult(action="decline")

    async def scenario(client):
        state = await begun(client, "start")
        here = {"interview": state["interview"]}
        return state, (await client.call_tool("open_page", here)).structured_content

    server = triage.relay.server(["start"], store=store, pages="https://care.example")
    offer, declined = over(server, scenario, elicitation_callback=person)
    asked, refused = over(server, scenario)
    _, nowhere = over(
        triage.relay.server(["start"]), scenario, elicitation_callback=person
    )

    assert (offer["state"], declined["state"]) == ("offer", "asking")
    assert (asked["state"], refused["refused"]) == ("asking", "no_link")
    assert nowhere["refused"] == "no_link"


FORMS = """
triage: 1
id: forms
title: Forms
questions:
  age: {text: Age?, type: integer, min: 0, max: 99, unit: years}
  fever: {text: Fever?, type: yes_no, unsure: true, help: Feel it.}
  shaking: {text: Shaking?, type: yes_no}
  way: {text: Way?, options: {up: Up, down: Down}}
recommendations:
  go: {title: Go, urgency: emergency}
  stay: {title: Stay, urgency: self_care}
start: one
steps:
  one: {ask: age, go: two}
  two: {checklist: [fever, shaking], branches: [{when: shaking, go: go}, {go: three}]}
  three: {ask: way, go: stay}
"""


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_form_keeps_answers_from_a_model(mode):
    """It sees neither what is asked nor what is answered, until the person knows."""
    filled = [
        *({"reply": "old"}, {"reply": "40"}, {"fever": "No"}),
        *({"fever": "Not sure", "shaking": "No"}, {"reply": "Down"}, None),
        {"reply": "Yes"},
    ]
    shown = []

    async def person(_ctx, params):
        shown.append(params)
        content = filled[len(shown) - 1]
        if content is None:
            return ElicitResult(action="cancel")
        return ElicitResult(action="accept", content=content)

    async def scenario(client):
        state = await begun(client, "forms")
        found = []
        for _ in filled:
            here = {"interview": state["interview"], "at": state["at"]}
            state = (await client.call_tool("ask", here)).structured_content
            found.append(state)
        again = await client.call_tool("ask", here)
        other = await client.call_tool("ask", {**here, "at": "other"})
        return found, again.structured_content, other.structured_content

    server = triage.relay.server([triage.loads(FORMS)], forms=True)
    found, again, other = over(server, scenario, elicitation_callback=person, mode=mode)
    fields = [one.requested_schema["properties"] for one in shown]

    assert [one.get("refused") for one in found] == [
        *("unfilled", None, "unfilled", None, None, "declined", None)
    ]
    assert ["show" in one for one in found] == [*[False] * 6, True]
    assert "old" not in found[0]["message"]
    assert found[-1]["urgency"] == "self_care"
    assert fields[2]["fever"]["enum"] == ["Yes", "No", "Not sure"]
    assert fields[2]["fever"]["description"] == "Feel it."
    assert fields[4]["reply"]["enum"] == ["Up", "Down"]
    assert again["refused"] == "not_asked"
    assert other["refused"] == "stale"
    assert "by `page`" in found[5]["rule"]


def test_a_form_is_shown_only_where_the_protocol_has_it():
    """Before that of 2026, sensitive answers are kept out, unless who runs it says."""

    async def person(_ctx, _params):
        return ElicitResult(action="accept", content={"reply": "yes"})

    async def scenario(client):
        state = await begun(client, "start")
        here = {"interview": state["interview"], "at": state["at"]}
        return (await client.call_tool("ask", here)).structured_content

    server = triage.relay.server(["start"])
    old = over(server, scenario, elicitation_callback=person, mode="legacy")
    new = over(server, scenario, elicitation_callback=person)
    none = over(server, scenario)

    assert (old["refused"], none["refused"]) == ("no_form", "no_form")
    assert new["state"] == "review"


# Transports


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_comes_over_http(mode):
    """Many reach one server; a page elsewhere, under another name, reaches none."""
    tree = built_in("start")
    answers = {**ordinary(tree), "walks": "no"}
    made = triage.relay.app(triage.relay.server([tree]), hosts=["Care.Example"])

    async def play(address):
        async with Client(f"http://{address}/mcp", mode=mode) as client:
            review = await interviewed(client, tree, answers)
            return await answered(client, review.structured_content, "yes")

    with served(made) as address:
        result = asyncio.run(play(address))
        headers = {"Host": "evil.example"}
        other = httpx2.post(f"http://{address}/mcp", json={}, headers=headers)
        headers = {"Host": "care.example"}
        named = httpx2.post(f"http://{address}/mcp", json={}, headers=headers)

    told = result.structured_content
    assert {*told["advice"]} == {*advice(tree, answers)}
    assert (other.status_code, named.status_code == 421) == (421, False)


@pytest.mark.slow
def test_a_client_starts_the_command():
    """Over the standard input and output; another process can share its store."""
    tree = built_in("start")
    command = ["-m", "triage", "mcp", "start", "--store", "kept.db"]
    answers = {**ordinary(tree), "walks": "yes"}

    async def play():
        started = StdioServerParameters(command=sys.executable, args=command)
        async with Client(started) as client:
            review = await interviewed(client, tree, answers)
            return await answered(client, review.structured_content, "yes")

    told = asyncio.run(play()).structured_content

    assert told["urgency"] == "minor"
    [record] = [
        row[0]
        for row in triage.web.Files("kept.db").base.execute(
            "select record from interview"
        )
    ]
    assert json.loads(record)["asked_by"] == "model"


def test_whom_no_page_can_be_opened_for_is_asked_in_the_chat():
    """A client that fails to open it is as one whose person does not want it."""

    async def person(_ctx, _params):
        raise MCPError(-32603, "no browser")

    async def scenario(client):
        here = {"interview": (await begun(client, "start"))["interview"]}
        return (await client.call_tool("open_page", here)).structured_content

    pages, store = "https://care.example", triage.web.Memory()
    server = triage.relay.server(["start"], store=store, pages=pages)
    told = over(server, scenario, elicitation_callback=person, mode="legacy")

    assert told["state"] == "asking"


def test_pages_need_an_address_and_a_store():
    """Else there would be nothing on them."""
    with pytest.raises(TriageError, match="name that, too"):
        triage.relay.server(["start"], pages="https://care.example")
    with pytest.raises(TriageError, match="is no address"):
        triage.relay.server(["start"], pages="care", store=triage.web.Memory())


def test_the_address_of_pages_is_read_as_a_whole():
    """Pages are below an origin, and a path; nobody's name stands before another."""
    store, care = triage.web.Memory(), "https://care.example"
    for rest in ("", "/", ":8443/care/a_b"):
        triage.relay.server(["start"], pages=care + rest, store=store)
    for rest in ("@evil.example/a", ".evil.example\\a", "?a", "\n"):
        with pytest.raises(TriageError, match="is no address"):
            triage.relay.server(["start"], pages=care + rest, store=store)
