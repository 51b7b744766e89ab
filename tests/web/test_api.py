"""Interviews as JSON: asked, answered, changed and refused, as a document says."""

import json
from urllib.parse import quote

import attrs
import pytest
from browsing import visitor
from hypothesis import given, settings, strategies as st
from openapi_spec_validator import validate
from programs_by_http import FLAGS, SECRET, Program
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

import triage
from tests.support.strategies import trees_with_answers
from triage.base.answer import plain
from triage.web import Memory
from triage.web.refusal import told

KEY = {"Idempotency-Key": "0b9e6a3c-4d0e-4c6f-8a51-0c4f1b2d3e4f"}


@pytest.fixture(scope="module")
def flags():
    return triage.loads(FLAGS)


@pytest.fixture
def program(flags):
    return Program(visitor(flags))


@settings(max_examples=max(3, settings.default.max_examples // 4))
@given(trees_with_answers(complete=True), st.booleans())
def test_programs_decide_what_the_tree_decides(case, keeps):
    """Who knows the document alone is asked page by page, and told what `decide` says.

    It says so of what was asked; the same is advised to whoever gives all answers at
    once, though what is shown may be known better. Each answer is of the type that the
    document says, and whatever is sent back, too; whoever keeps the interview.
    """
    tree, answers = case
    program = Program(visitor(tree, secrets=[SECRET]))
    accepted = {n: tree.questions[n].accept(answer) for n, answer in answers.items()}

    state, asked = program.begin(tree.id), {}
    if keeps:
        state = program.call("begin_step", {"tree": tree.id}).json()
    while page := state["page"]:
        open_now = {q["id"] for q in page["questions"]}  # once more, where unsure
        so_far = tree.decide({n: a for n, a in asked.items() if n not in open_now})
        top = [i.id for i in so_far.recommendations if tree.is_top(i.rank)]
        assert sorted(item["id"] for item in state["urgent"]) == sorted(top)
        said = {q["id"]: plain(accepted[q["id"]]) for q in page["questions"]}
        assert program.takes("answer", said)
        asked |= said
        state = (program.step if keeps else program.answer)(state, **said).json()

    told, whole = state["decision"], tree.decide(answers)
    assert told == tree.decide(asked).to_dict()
    assert told["urgency"] == whole.urgency
    assert [item["id"] for item in told["recommendations"]] == [
        item.id for item in whole.recommendations
    ]


def test_the_document_is_one_of_openapi(flags):
    """A validator of OpenAPI 3.1 finds nothing wrong, and the trees' ids are typed."""
    program = Program(visitor(flags, "start"))

    validate(program.document)
    assert program.takes("begin", {"tree": "flags", "prefill": {"days": 3}})
    for wrong in (
        {"tree": "other"},
        {"tree": "flags", "prefill": {"days": 99}},
        {"tree": "start", "prefill": {"days": 3}},
    ):
        assert not program.takes("begin", wrong)
    for wrong in ({}, {"fever": "yes"} | {"days": 1}, {"shaking": "unsure"}):
        assert not program.takes("answer", wrong)


def test_trees_are_told_by_what_is_known_of_them(program):
    """Programs learn which trees there are, in which version."""
    [about] = program.call("trees").json()

    assert about == program.call("tree", tree="flags").json()
    assert about["title"] == "Flags"
    assert program.call("tree", tree="other").json()["code"] == "no_tree"
    assert program.call("begin", {"tree": "other"}).status_code == 404


def test_a_decision_needs_no_interview(program):
    """Answers that are known already are decided at once; nothing is kept."""
    whole = {"fever": "no", "shaking": "yes"}
    assert program.takes("decide", {"tree": "flags"})
    decision = program.call("decide", {"tree": "flags", "answers": whole}).json()
    part = program.call("decide", {"tree": "flags"}).json()

    assert (decision["complete"], decision["urgency"]) == (True, "soon")
    assert part["missing"] == ["fever", "shaking"]


def test_what_is_wrong_beside_an_emergency_does_not_hide_it(program):
    """The refusal of some answers tells what the others come to."""
    answers = {"fever": "no", "shaking": "yes", "days": "4711"}

    got = program.call("decide", {"tree": "flags", "answers": answers})

    assert got.status_code == 422
    assert [one["code"] for one in got.json()["problems"]] == ["too_large"]
    assert got.json()["decision"]["urgency"] == "soon"
    assert "4711" not in got.text


def test_what_was_known_before_is_not_asked(program):
    """An interview begins with answers that are known; wrong ones begin none."""
    state = program.begin("flags", prefill={"fever": "no", "shaking": "no"})
    refused = program.call("begin", {"tree": "flags", "prefill": {"days": "many"}})

    assert state["page"]["questions"][0]["id"] == "days"
    assert refused.status_code == 422
    assert refused.json()["problems"][0]["code"] == "not_a_number"


def test_the_way_back_is_the_page_before(program):
    """A page that was answered is shown as it was, and changed with its token."""
    first = program.begin("flags")
    name = first["interview"]
    second = program.answer(first, fever="no", shaking="no").json()

    page = program.call("page", interview=name, number=1)
    at = page.json()["at"]
    changed = program.put(name, 1, at, {"fever": "no", "shaking": "yes"}).json()

    assert page.headers["etag"] == f'"{at}"'
    assert page.json()["questions"][0]["given"] == "no"
    assert program.call("page", interview=name, number=2).status_code == 404
    assert second["page"]["number"] == 2
    assert changed["decision"]["urgency"] == "soon"
    assert program.call("look", interview=name).json() == changed
    assert program.call("decision", interview=name).json() == changed["decision"]


def test_a_page_that_comes_twice_counts_once(program):
    """A request that is sent again changes nothing, and is answered as before."""
    first = program.begin("flags")

    once, twice = (program.answer(first, fever="no", shaking="no") for _ in range(2))

    assert once.json() == twice.json()
    assert once.headers["etag"] == f'"{once.json()["page"]["at"]}"'


def test_a_stale_page_is_a_conflict(program):
    """Other answers to a page that was answered, or rests on others, change nothing."""
    first = program.begin("flags")
    second = program.answer(first, fever="no", shaking="no").json()
    name = first["interview"]

    answered = program.answer(first, fever="yes", shaking="no")
    program.call("page", interview=name, number=1)
    at = program.call("page", interview=name, number=1).json()["at"]
    program.put(name, 1, at, {"fever": "unsure", "shaking": "no"})
    changed = program.answer(second, days=3)
    elsewhere = program.put(name, 1, second["page"]["at"], {"days": 3})

    assert answered.status_code == changed.status_code == elsewhere.status_code == 409
    assert answered.json()["code"] == "answered"
    assert answered.json()["page"]["questions"][0]["given"] == "no"
    assert changed.json()["code"] == elsewhere.json()["code"] == "changed"
    [page] = program.call("record", interview=name).json()["pages"]
    assert page["fever"] == "unsure"


def test_the_token_of_another_page_changes_nothing(program):
    """Answers to one page with the token of another are refused."""
    first = program.begin("flags")
    second = program.answer(first, fever="no", shaking="no").json()
    at = second["page"]["at"]

    got = program.put(first["interview"], 1, at, {"fever": "yes", "shaking": "no"})

    assert got.json()["code"] == "changed"
    assert got.json()["page"]["number"] == 1


def test_all_that_is_wrong_with_a_page_is_said_at_once(program):
    """What is missing, not asked or impossible is named, and never repeated."""
    first = program.begin("flags")

    more = {"other" * 100: "yes"}
    got = program.answer(first, fever="maybe-4711", days=3, **more)
    decided = program.call("decide", {"tree": "flags", "answers": more})

    assert got.status_code == 422
    assert "4711" not in got.text
    said = {one["questions"][0]: one["code"] for one in got.json()["problems"]}
    cut = ("other" * 12)[:59] + "…"
    assert said == {
        "fever": "not_an_option",
        "shaking": "missing",
        "days": "not_asked",
        cut: "not_asked",
    }
    assert decided.json()["problems"][0]["questions"] == [cut]
    assert program.call("look", interview=first["interview"]).json()["answered"] == 0


@pytest.mark.parametrize("nothing", [{}, {"fever": None, "shaking": None}])
def test_nothing_is_read_as_no(program, nothing):
    """A page that is sent empty is refused, at first and when it is changed."""
    first = program.begin("flags")
    empty = program.answer(first, **nothing)
    program.answer(first, fever="no", shaking="no")
    page = program.call("page", interview=first["interview"], number=1).json()
    later = program.put(first["interview"], 1, page["at"], nothing)

    stale = program.put(first["interview"], 1, first["page"]["at"], nothing)
    ahead = program.put(first["interview"], 2, "x", nothing)

    for got in (empty, later):
        assert [one["code"] for one in got.json()["problems"]] == ["missing"] * 2
    assert (stale.status_code, ahead.status_code) == (409, 409)
    assert [got.json()["code"] for got in (stale, ahead)] == ["answered", "changed"]


def test_an_interview_is_its_owners(program):
    """Without the token, or with another, not even its being there is told."""
    state = program.begin("flags")
    name, client = state["interview"], program.client
    where = f"/api/interviews/{name}"

    nobody = client.get(where)
    other = client.get(where, headers={"Authorization": "Bearer x"})
    unknown = client.get(f"{where}x", headers={"Authorization": "Bearer x"})

    assert nobody.status_code == 401
    assert nobody.headers["www-authenticate"] == "Bearer"
    assert other.status_code == unknown.status_code == 404
    assert other.json() == unknown.json()
    assert client.get(f"/i/{name}").status_code == 404


def test_what_passed_to_another_is_not_deleted(flags):
    """Not even in the moment after it was looked up."""
    store = Memory()
    store.drop = lambda _name, _owner: False
    program = Program(visitor(flags, store=store))
    state = program.begin("flags")

    refused = program.call("delete", interview=state["interview"])

    assert refused.json()["code"] == "gone"


def test_what_is_deleted_is_gone(program):
    """A deleted interview is told of as one that never was."""
    state = program.begin("flags")

    assert program.call("delete", interview=state["interview"]).status_code == 204
    assert program.call("look", interview=state["interview"]).json()["code"] == "gone"


def test_an_interview_begins_once_for_a_key(flags):
    """A request that is sent again finds its interview, wherever that stands."""
    store = Memory()
    program = Program(visitor(flags, "start", store=store))
    begin = {"tree": "flags", "prefill": {"days": 3}}
    state = program.begin("flags", prefill={"days": 3})
    keyed = program.call("begin", begin, KEY)
    program.token = keyed.json()["token"]
    program.answer(keyed.json(), fever="no", shaking="no")

    again = program.call("begin", begin, KEY)
    other = program.call("begin", {"tree": "flags"}, KEY)
    guessed = program.call("begin", begin, {"Idempotency-Key": "1"})

    assert (keyed.status_code, again.status_code) == (201, 200)
    assert keyed.json()["interview"] == again.json()["interview"] != state["interview"]
    assert again.json()["decision"]["urgency"] == "self_care"
    assert other.json()["code"] == "key_used"
    assert guessed.json()["code"] == "malformed"
    name = keyed.json()["interview"]
    store.put(name, attrs.evolve(store.get(name), owner="another"))
    assert program.call("begin", begin, KEY).json()["code"] == "gone"


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "malformed"),
        ("[]", "malformed"),
        ("[" * 50_000, "malformed"),
        ('{"tree": "flags", "tree": "start"}', "malformed"),
        ('{"tree": "flags", "prefill": {"days": NaN}}', "malformed"),
        ('{"tree": "flags", "prefill": []}', "malformed"),
        ('{"tree": "flags", "prefil": {}}', "malformed"),
        ('{"tree": 1}', "malformed"),
        (b'{"tree": "\xff"}', "malformed"),
        ('{"tree": "\\ud800"}', "malformed"),
        ('{"tree": "flags", "prefill": {"\\ud800": 1}}', "malformed"),
        ('{"tree": "\\u0066lags", "prefill": {"days": 1.5}}', "answers"),
        (f'{{"tree": "flags", "prefill": {{"days": {"9" * 9_000}}}}}', "malformed"),
        ('{"tree": "flags", "prefill": {"days": 1e999999}}', "answers"),
        (" " * 200_001, "too_long"),
    ],
    ids=[
        *("nothing", "list", "deep", "twice", "nan", "no-answers", "misspelt"),
        *(
            "no-text",
            "no-letters",
            "half-letter",
            "half-letter-as-name",
            "written",
            "long-number",
            "large-number",
            "long",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(program, text, code):
    """Whatever is sent, a program is told what is wrong, in one form."""
    got = program.client.post("/api/interviews", content=text, headers=JSON)

    assert got.json()["code"] == code
    assert got.headers["content-type"] == "application/problem+json"


def test_only_json_is_read(program):
    """What a form of another site could send is refused."""
    got = program.client.post("/api/decide", data={"tree": "flags"})

    assert (got.status_code, got.json()["code"]) == (415, "not_json")


def test_a_page_is_answered_that_somebody_has_seen(program):
    """Answers that say nothing of their page are refused."""
    state = program.begin("flags")
    where = {"interview": state["interview"], "number": 1}

    assert program.call("answer", {"fever": "no"}, **where).status_code == 428
    assert program.put(state["interview"], 7, "x", {}).json()["code"] == "no_page"
    for many in ("*", '"a", "b"'):
        got = program.call("answer", {"fever": "no"}, {"If-Match": many}, **where)
        assert got.json()["detail"].startswith("`If-Match` must be one `at`")


def test_what_is_not_there_is_told_as_json(program):
    """Wrong addresses and methods are refused as everything else is."""
    client = program.client
    nowhere, bare, method = (client.get(f"/api{x}") for x in ("/x", "", "/decide"))
    page = client.patch("/api/interviews/x/pages/1")
    document = program.document["components"]["responses"]["method"]

    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "lost")
    assert (bare.status_code, bare.json()) == (404, nowhere.json())
    assert (method.status_code, method.json()["code"]) == (405, "method")
    assert method.headers["allow"] == "POST"
    assert sorted(page.headers["allow"].split(", ")) == ["GET", "HEAD", "PUT"]
    assert [*document["headers"]] == ["Allow"]
    assert client.head("/api/trees").status_code == 200


def test_what_breaks_while_it_is_refused_is_logged_alone(program, monkeypatch):
    """No answer comes into a log beside what failed while it was told to be wrong."""

    def broken(request, found):
        if found.code == "answers":
            raise OSError("no disk")
        return told(request, found)

    monkeypatch.setattr("triage.web.api.told", broken)
    with pytest.raises(OSError, match="no disk") as failed:
        program.call("decide", {"tree": "flags", "answers": {"fever": "4711"}})

    assert failed.value.__context__ is None


def test_what_breaks_is_told_as_json(flags):
    """A store that fails tells nothing, and so does one that is always in use.

    What passed to another meanwhile is as little there as what was deleted.
    """

    class Broken(Memory):
        def get(self, name):
            raise OSError(name)

    class Busy(Memory):
        def put(self, _name, _row):
            return False

    class Gone(Busy):
        def put(self, name, _row):
            self.drop(name, self.get(name).owner)
            return False

    class Passed(Memory):
        def put(self, name, row):
            super().put(name, attrs.evolve(self.get(name), owner="another"))
            return super().put(name, row)

    said = []
    for store in (Broken(), Busy(), Gone(), Passed()):
        program = Program(visitor(flags, store=store, raises=False))
        state = program.begin("flags")
        said.append(program.answer(state, fever="no", shaking="no").json()["code"])

    assert said == ["busy", "busy", "gone", "gone"]


def test_a_record_of_something_else_is_gone(flags):
    """What another program kept under an id is told as what is not there."""
    store = Memory()
    program = Program(visitor(flags, store=store))
    name = program.begin("flags")["interview"]
    row = store.get(name)
    store.put(name, attrs.evolve(row, record='{"format": "triage-session/9"}'))

    assert program.call("look", interview=name).json()["code"] == "gone"


def test_a_person_goes_on_in_a_browser(flags):
    """A link leads there once; the interview is that browser's from then on."""
    client = visitor(flags, origins=["https://care.example"])
    program = Program(client)
    state = program.begin("flags")
    program.answer(state, fever="no", shaking="no")

    got = program.call("link", interview=state["interview"])
    site, path = got.json()["address"][:20], got.json()["address"][20:]
    page = TestClient(client.app).post(path)
    after = program.call("look", interview=state["interview"])
    again = program.call("link", interview=state["interview"])

    assert (got.status_code, site) == (201, "https://care.example")
    assert page.url.path == f"/i/{state['interview']}/2"
    assert "Days?" in page.text
    assert after.json()["code"] == again.json()["code"] == "gone"


def test_what_passed_to_another_has_no_link(flags):
    """Not even in the moment after it was looked up."""

    class Late(Memory):
        def link(self, _digest, _name, _owner):
            return False

    program = Program(visitor(flags, store=Late()))
    state = program.begin("flags")

    got = program.call("link", interview=state["interview"])

    assert got.json()["code"] == "gone"


def test_an_interview_is_kept_as_a_record(program, flags):
    """The record is one of the library, and goes on anywhere."""
    state = program.begin("flags")
    program.answer(state, fever="no", shaking="yes")

    kept = program.call("record", interview=state["interview"]).json()

    assert triage.resume(flags, kept).decision.urgency == "soon"


@pytest.mark.parametrize("path", ["/care", "/日本", "/a b"])
def test_the_api_is_below_its_mount(flags, path):
    """Under a path of another app every address stays below it."""
    inner = triage.web.app([flags])
    program = Program(TestClient(Starlette(routes=[Mount(path, inner)])), path)
    below = f"{quote(path)}/api"

    got = program.call("begin", {"tree": "flags"})
    refused = program.call("tree", tree="x").json()

    name = got.json()["interview"]
    assert program.server == {"url": below}
    assert got.headers["location"] == f"{below}/interviews/{name}"
    place, _, name = refused["type"].partition("#/components/responses/")
    assert place == f"{below}/openapi.json"
    assert name in program.document["components"]["responses"]


def test_no_answer_stands_in_what_is_logged(program, caplog):
    """Addresses hold ids and numbers; nothing else is said of a request."""
    with caplog.at_level(0):
        state = program.begin("flags")
        program.answer(state, fever="no", shaking="4711")

    assert "4711" not in caplog.text
    assert "fever" not in json.dumps([*program.document["paths"]])
