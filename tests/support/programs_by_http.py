"""A program that knows of a server only what its OpenAPI document says."""

from jsonschema import Draft202012Validator

BODY = ("POST", "PUT")

SAID = ("allow", "etag", "location", "retry-after", "www-authenticate")
"""The headers that tell a program something."""

SECRET = "s" * 32

FLAGS = """
triage: 1
id: flags
title: Flags
questions:
  fever: {text: Fever?, type: yes_no, unsure: true}
  shaking: {text: Shaking?, type: yes_no}
  days: {text: Days?, type: integer, min: 0, max: 9}
recommendations:
  go: {title: Go, urgency: soon}
  stay: {title: Stay, urgency: self_care}
start: one
steps:
  one: {checklist: [fever, shaking], branches: [{when: shaking, go: go}, {go: two}]}
  two: {ask: days, branches: [{when: days > 3, go: go}, {go: stay}]}
"""


class Program:
    """Call operations by their ids, and hold each answer against the document."""

    def __init__(self, client, root=""):
        self.client, self.token, self.sent = client, "", None
        self.document = client.get(f"{root}/api/openapi.json").json()
        [self.server] = self.document["servers"]
        self.known = {
            one["operationId"]: (method.upper(), path, one)
            for path, each in self.document["paths"].items()
            for method, one in each.items()
        }

    def fits(self, schema, value):
        """Whether a value fits a schema of the document."""
        whole = {**schema, "components": self.document["components"]}
        return Draft202012Validator(whole).is_valid(value)

    def call(self, name, body=None, headers=None, **where):
        """Return what is sent back, which the document says may be."""
        method, path, one = self.known[name]
        headers = dict(headers or {})
        if "security" in one and self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        more = {"json": body} if method in BODY else {}
        address = self.server["url"] + path.format(**where)
        got = self.client.request(method, address, headers=headers, **more)
        declared = one["responses"][str(got.status_code)]
        if "$ref" in declared:
            declared = self.document["components"]["responses"][
                declared["$ref"].rpartition("/")[2]
            ]
        if got.content:
            kind = got.headers["content-type"]
            assert self.fits(declared["content"][kind]["schema"], got.json()), got.text
        assert got.headers["cache-control"] == "no-store"
        said = {name for name in SAID if name in got.headers}
        assert said == {name.lower() for name in declared.get("headers", ())}
        return got

    def takes(self, name, body):
        """Whether the document says that an operation takes a body."""
        schema = self.known[name][2]["requestBody"]["content"]["application/json"]
        return self.fits(schema["schema"], body)

    def begin(self, tree, **more):
        """Return where a new interview stands."""
        got = self.call("begin", {"tree": tree, **more}).json()
        self.token = got["token"]
        return got

    def answer(self, state, **answers):
        """Return what is sent back to answers to the page that is asked."""
        page = state["page"]
        return self.put(state["interview"], page["number"], page["at"], answers)

    def step(self, state, **answers):
        """Return what is sent back where the program keeps the interview."""
        page = state["page"]
        body = {"token": state["token"], "number": page["number"], "at": page["at"]}
        return self.call("answer_step", {**body, "answers": answers})

    def put(self, interview, number, at, answers):
        where = {"interview": interview, "number": number}
        return self.call("answer", answers, {"If-Match": f'"{at}"'}, **where)
