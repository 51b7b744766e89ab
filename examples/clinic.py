"""A clinic's site: interviews as pages, and whom to call back first.

    pip install 'triage-trees[web]' fastapi
    uvicorn clinic:site

People go through an interview at `/care/`. A desk that has the answers of somebody on
the telephone asks to have them called back; the staff see the most urgent first. Both
keep what they know in SQLite, in files of this folder.
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from pydantic import BaseModel

import triage
import triage.web

TREE = triage.load("back_pain", place="GB")
SCHEMA = """
create table if not exists callback (
  telephone text not null,
  rank integer not null,
  advice text not null,
  record text not null,
  done integer not null default 0
)"""

site = FastAPI(title="A clinic")
site.mount("/care", triage.web.app([TREE], store=triage.web.Files("interviews.db")))


class Wish(BaseModel):
    """Somebody who wants to be called back, with what they answered."""

    telephone: str
    answers: dict[str, Any]


def base() -> Iterator[sqlite3.Connection]:
    """Open the file for one request; what it does is kept before the reply, or not."""
    found = sqlite3.connect("callbacks.db", check_same_thread=False)
    found.execute(SCHEMA)
    try:
        with found:
            yield found
    finally:
        found.close()


Base = Annotated[sqlite3.Connection, Depends(base, scope="function")]


@site.post("/callbacks", status_code=201)
def ask(wish: Wish, kept: Base) -> dict[str, Any]:
    """Decide how urgent it is, and keep who is to be called.

    An emergency is one whatever else is missing or mistyped: it is told and kept at
    once, beside what is wrong.
    """
    wrong: dict[str, Any] = {}
    try:
        decision = TREE.decide(wish.answers)
    except triage.AnswerError as error:
        if not (error.decision and TREE.is_top(error.decision.level.rank)):
            raise
        decision = error.decision
        wrong["problems"] = [problem.to_dict() for problem in error.problems]
    if not decision.complete:
        if not TREE.is_top(decision.level.rank):
            raise HTTPException(409, {"missing": decision.missing})
        wrong["missing"] = decision.missing
    told = [item.title for item in decision.told]
    record = decision.record(datetime.now(UTC))
    kept.execute(
        "insert into callback (telephone, rank, advice, record) values (?, ?, ?, ?)",
        [wish.telephone, decision.level.rank, told[0], json.dumps(record)],
    )
    return {"urgency": decision.urgency, "tell_them_now": told, **wrong}


@site.get("/callbacks")
def waiting(kept: Base) -> list[dict[str, Any]]:
    """List who is to be called, the most urgent first."""
    rows = kept.execute(
        "select rowid, telephone, advice from callback where not done"
        " order by rank desc, rowid"
    )
    return [dict(zip(("id", "telephone", "advice"), row, strict=True)) for row in rows]


@site.post("/callbacks/{number}/done", status_code=204)
def called(number: int, kept: Base) -> None:
    """Take somebody off the list; the record stays."""
    kept.execute("update callback set done = 1 where rowid = ?", [number])


@site.exception_handler(triage.AnswerError)
def refuse(_request: Request, error: triage.AnswerError) -> Response:
    """Say what is wrong with answers, and never what they were."""
    problems = [problem.to_dict() for problem in error.problems]
    text = json.dumps({"problems": problems})
    return Response(text, 422, media_type="application/json")
