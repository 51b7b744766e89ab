"""OpenAPI: what the API takes and gives, made from its operations and the trees.

The answers to each question of each tree are typed, so that a client made from the
document knows them.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
from starlette.responses import Response

from triage import __version__
from triage.base.immutable import immutable
from triage.base.shape_schema import Schema, of
from triage.base.shapes import (
    DecisionJSON,
    InterviewJSON,
    LinkJSON,
    PageJSON,
    RefusalCode,
    RefusalJSON,
    SessionJSON,
    TreeJSON,
)
from triage.model.tree import Tree
from triage.web.refusal import SENT, WHY

SHAPES = (
    InterviewJSON,
    LinkJSON,
    PageJSON,
    DecisionJSON,
    SessionJSON,
    TreeJSON,
    RefusalJSON,
)
REF = re.compile(r'"#/\$defs/(\w+?)(?:JSON)?"')
HOLE = re.compile(r"\{(\w+)\}")

Work = Callable[..., Response]


@immutable
class Operation:
    """Declare what can be asked of the API.

    Args:
        method: The method of HTTP.
        path: The path, with holes.
        id: What a client calls it.
        says: What it does, in one sentence.
        work: What does it.
        gives: What is sent back, as the name of a schema; empty for nothing.
        statuses: The statuses that it may have.
        sends: The headers that go with it.
        takes: What is sent, as the name of a schema, which a small letter says to be
            one for each tree; empty for nothing.
        refuses: Why it may be refused, beside what all may be refused for.
        headers: What the headers of the request say, by name.
        own: Whether it is for the owner of an interview.
    """

    method: str
    path: str
    id: str
    says: str
    work: Work
    gives: str = ""
    statuses: tuple[int, ...] = (200,)
    sends: tuple[str, ...] = ()
    takes: str = ""
    refuses: tuple[RefusalCode, ...] = ()
    headers: Mapping[str, str] = attrs.field(factory=dict)
    own: bool = False

    @property
    def refused(self) -> Sequence[RefusalCode]:
        """Why it may be refused."""
        own: tuple[RefusalCode, ...] = ("no_token", "gone") if self.own else ()
        body: tuple[RefusalCode, ...] = ()
        if self.takes:
            body = "malformed", "not_json", "too_long"
        found = {*own, *body, *self.refuses, "busy", "too_many"}
        return sorted(found, key=lambda code: WHY[code])


def document(
    title: str, root: str, trees: Iterable[Tree], operations: Iterable[Operation]
) -> Schema:
    """Return the document.

    Args:
        title: What the site is called.
        root: The address of the API.
        trees: The trees that it asks.
        operations: What can be asked of it.
    """
    known = [*trees]
    paths: dict[str, dict[str, Schema]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method.lower()] = operation(one, known)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": __version__},
        "servers": [{"url": root}],
        "paths": paths,
        "components": {
            "schemas": {**shapes(), **KEPT, **dict(of_trees(known))},
            "responses": {code: of_refusal([code]) for code in sorted(WHY)},
            "headers": {name: header(says) for name, says in HEADERS.items()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def operation(one: Operation, trees: Iterable[Tree]) -> Schema:
    """Return what the document says of an operation."""
    found: Schema = {
        "operationId": one.id,
        "summary": one.says,
        "parameters": [*parameters(one)],
        "responses": {
            **{str(status): given(one) for status in one.statuses},
            **dict(refusals(one)),
        },
    }
    if one.own:
        found["security"] = [{"token": []}]
    if one.takes:
        each = [ref(f"{tree.id}.{one.takes}") for tree in trees]
        schema = ref(one.takes) if one.takes in KEPT else {"anyOf": each}
        content = {"application/json": {"schema": schema}}
        found["requestBody"] = {"required": True, "content": content}
    return found


def parameters(one: Operation) -> Iterator[Schema]:
    """Yield what an address and the headers of a request say."""
    for name in HOLE.findall(one.path):
        kind = "integer" if name == "number" else "string"
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": kind},
        }
    for name, says in one.headers.items():
        yield {
            "name": name,
            "in": "header",
            "description": says,
            "required": name == "If-Match",
            "schema": {"type": "string"},
        }


def given(one: Operation) -> Schema:
    """Return what the document says of what is sent back."""
    if not one.gives:
        return {"description": "Done."}
    many = one.gives.endswith("s")
    schema = ref(one.gives.removesuffix("s"))
    found: Schema = {"schema": {"type": "array", "items": schema} if many else schema}
    if one.gives == "Document":
        found = {"schema": {"type": "object"}}
    content = {"application/json": found}
    return {"description": one.says, "content": content, **headed(one.sends)}


def headed(names: Iterable[str]) -> Schema:
    """Return what the document says of the headers that are sent."""
    each = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    return {"headers": each} if each else {}


def header(says: str) -> Schema:
    return {"description": says, "required": True, "schema": {"type": "string"}}


HEADERS = {
    "Allow": "What can be done at this address.",
    "ETag": "The `at` of the page, to be sent as `If-Match` with its answers.",
    "Location": "The address of the interview.",
    "Retry-After": "How many seconds to wait.",
    "WWW-Authenticate": "How to send the token.",
}
"""What the headers say that are sent."""


def refusals(one: Operation) -> Iterator[tuple[str, Schema]]:
    """Yield what may be refused, by its status."""
    for status in dict.fromkeys(WHY[code][0] for code in one.refused):
        codes = [code for code in one.refused if WHY[code][0] == status]
        only = {"$ref": f"#/components/responses/{codes[0]}"}
        yield str(status), only if len(codes) == 1 else of_refusal(codes)


def of_refusal(codes: Collection[RefusalCode]) -> Schema:
    says = " ".join(f"`{code}`: {WHY[code][1]}" for code in codes)
    content = {"application/problem+json": {"schema": ref("Refusal")}}
    names = [SENT[code] for code in codes if code in SENT]
    return {"description": says, "content": content, **headed(names)}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def shapes() -> Schema:
    """Return the schemas of what is sent, by name."""
    found: dict[str, Any] = {}
    for shape in SHAPES:
        of(shape, found)
    text = REF.sub(r'"#/components/schemas/\1"', json.dumps(found))
    named: Schema = json.loads(text)
    return {name.removesuffix("JSON"): schema for name, schema in named.items()}


def of_trees(trees: Iterable[Tree]) -> Iterator[tuple[str, Schema]]:
    """Yield the schemas of what each tree takes, by name."""
    for tree in trees:
        answers = ref(f"{tree.id}.answers")
        yield f"{tree.id}.answers", closed(tree, tree.questions)
        yield f"{tree.id}.page", {"anyOf": [*pages(tree)]}
        keys = {**STEP, "at": {"type": "string"}, "answers": ref(f"{tree.id}.page")}
        yield f"{tree.id}.step", whole(keys)
        yield f"{tree.id}.begin", body(tree, prefill=answers)
        yield f"{tree.id}.decide", body(tree, answers=answers)


def whole(keys: Mapping[str, Schema]) -> Schema:
    """Return the schema of an object that has these keys and no others."""
    return {
        "type": "object",
        "required": [*keys],
        "additionalProperties": False,
        "properties": dict(keys),
    }


STEP: Mapping[str, Schema] = {
    "token": {"type": "string"},
    "number": {"type": "integer"},
}
KEPT = {"Step": whole(STEP), "Kept": whole({"token": STEP["token"]})}
"""What is sent of an interview that the client keeps, whatever its tree."""


def body(tree: Tree, **keys: Schema) -> Schema:
    return {
        "type": "object",
        "required": ["tree"],
        "additionalProperties": False,
        "properties": {"tree": {"const": tree.id}, **keys},
    }


def pages(tree: Tree) -> Iterator[Schema]:
    """Yield the answers to each page that a tree can ask: a question, or a list."""
    asked = dict.fromkeys(name for step in tree.steps.values() for name in step.ask)
    for name in asked:
        yield {**closed(tree, [name]), "required": [name]}
    for step in tree.steps.values():
        if step.checklist:
            yield {**closed(tree, step.ask), "minProperties": 2}


def closed(tree: Tree, names: Iterable[str]) -> Schema:
    """Return the schema of answers to some questions, and to no others."""
    asked = [tree.questions[name] for name in names]
    each = {q.id: {"description": q.text, **q.answer_schema} for q in asked}
    return {"type": "object", "additionalProperties": False, "properties": each}
