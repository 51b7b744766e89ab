"""Tools: what a model can ask for, and what comes of it, whatever it sends."""

from collections.abc import Callable, Mapping
from typing import Any

from triage.base.immutable import immutable
from triage.base.wording import listed
from triage.relay import acts
from triage.relay.acts import Client, Link, Reply
from triage.relay.forms import Form
from triage.relay.refused import Refused
from triage.relay.relay import Relay
from triage.relay.telling import Json

PURPOSE = (
    "These tools lead a person through an interview, question by question. You pass on"
    " what is asked, to the person and word for word, and what they reply, word for"
    " word. A decision tree decides, and you never do: do not answer for the person,"
    " infer an answer from what they said before, judge, advise, soften, shorten or"
    " translate a result. Nobody could tell an answer that you made up from theirs, and"
    " it can hurt them. Where a result has `urgent`, show that first, alone and at"
    " once. Each result says in `rule` what to do."
)
"""What a model is told before it does anything."""


@immutable
class Argument:
    """Describe an argument of a tool.

    Args:
        text: What it is.
        kind: Its type.
        needed: Whether it must be there.
    """

    text: str
    kind: type = str
    needed: bool = True

    @property
    def schema(self) -> Json:
        kind = "integer" if self.kind is int else "string"
        return {"type": kind, "description": self.text}


@immutable
class Tool:
    """Describe a tool.

    Args:
        name: Its name.
        text: What it does, for a model.
        work: What does it.
        takes: Its arguments.
        looks: Whether it changes nothing.
        puts: What is put to the person first, if anything.
    """

    name: str
    text: str
    work: Callable[..., Json]
    takes: Mapping[str, Argument]
    looks: bool = False
    puts: Callable[..., Form | Link] | None = None

    @property
    def schema(self) -> Json:
        """The schema of its arguments."""
        return {
            "type": "object",
            "properties": {name: one.schema for name, one in self.takes.items()},
            "required": [name for name, one in self.takes.items() if one.needed],
            "additionalProperties": False,
        }

    def read(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the arguments that were given.

        Raises:
            Refused: They are not those of the tool.
        """
        if given.keys() - self.takes.keys():
            names = ", ".join(f"`{name}`" for name in self.takes) or "none"
            raise Refused("malformed", f"The arguments of this tool are: {names}.")
        for name, one in self.takes.items():
            if name not in given and not one.needed:
                continue
            if type(given.get(name)) is not one.kind:
                kind = "a whole number" if one.kind is int else "a text"
                message = f"`{name}` must be there, and be {kind}."
                raise Refused("malformed", message)
            if one.kind is str and not is_unicode(given[name]):
                raise Refused("malformed", f"`{name}` has half a letter.")
        return given


def called(
    relay: Relay,
    name: str,
    given: Mapping[str, Any],
    client: Client,
    reply: Reply | None = None,
) -> Json | Form | Link:
    """Return what comes of a call, or what is first to be put to the person.

    Args:
        relay: The interviews.
        name: The name of the tool.
        given: Its arguments.
        client: What the client can do.
        reply: What the person did with what was put to them.
    """
    try:
        tool = tool_of(name)
        read = tool.read(given)
        if tool.puts is None:
            return tool.work(relay, client, **read)
        if reply is None:
            return tool.puts(relay, client, **read)
        return tool.work(relay, client, reply, **read)
    except Refused as refused:
        told = told_no(relay, given.get("interview"), refused)
        is_form = name == "ask" and refused.code != "no_form"
        return acts.unseen(told) if is_form else told
    except Exception:  # noqa: BLE001  what it says may be of somebody's health
        return told_no(relay, None, Refused("busy"))


def is_unicode(text: str) -> bool:
    """Return whether a text can be kept: JSON can write half a letter."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def tool_of(name: str) -> Tool:
    if name not in TOOLS:
        known = listed([f"`{name}`" for name in TOOLS], "and")
        raise Refused("no_tool", f"The tools are: {known}.")
    return TOOLS[name]


def told_no(relay: Relay, secret: object, refused: Refused) -> Json:
    """Return why something was not done, with where the interview stands."""
    no = {"refused": refused.code, "message": refused.message}
    if refused.code in ("gone", "busy") or not isinstance(secret, str):
        return no
    if not is_unicode(secret):
        return no
    try:
        stands = relay.find(secret).told
    except Refused:
        return no
    first = {key: stands[key] for key in ("urgent",) if key in stands}
    return first | no | stands


INTERVIEW = Argument("What `start` returned as `interview`.")
AT = Argument("The `at` of the page that the person was shown.")

TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool(
            "list_trees",
            "List what interviews there are.",
            acts.list_trees,
            {},
            looks=True,
        ),
        Tool(
            "start",
            "Begin an interview, when the person wants one. It takes no answers: they"
            " are asked for, one page at a time.",
            acts.start,
            {"tree": Argument("The id of a tree, as `list_trees` has it.")},
        ),
        Tool(
            "page",
            "Return what is asked now, or with a number an earlier page, so that the"
            " person can change its answer.",
            acts.page,
            {
                "interview": INTERVIEW,
                "number": Argument("The number of an earlier page.", int, needed=False),
            },
            looks=True,
        ),
        Tool(
            "answer",
            "Pass on what the person replied to what you showed them, word for word."
            " You relay it and never decide: do not call this without a reply of theirs"
            " to this very question.",
            acts.answer,
            {
                "interview": INTERVIEW,
                "at": AT,
                "question": Argument("The `question` of that page."),
                "words": Argument("The reply of the person, as they wrote it."),
            },
        ),
        Tool(
            "back",
            "Take back the last page, when the person wants to.",
            acts.back,
            {"interview": INTERVIEW, "at": AT},
        ),
        Tool(
            "decision",
            "Return what is decided, or what is certain by now when the person stops.",
            acts.decision,
            {"interview": INTERVIEW},
            looks=True,
        ),
        Tool(
            "explain",
            "Return which answers led to the result, and its sources.",
            acts.explain,
            {"interview": INTERVIEW},
            looks=True,
        ),
        Tool(
            "why_not",
            "Return the fewest other answers that would lead to another recommendation."
            " It explains the tree, and is no reason to change an answer.",
            acts.why_not,
            {
                "interview": INTERVIEW,
                "recommendation": Argument("The id of a recommendation."),
            },
            looks=True,
        ),
        Tool(
            "ask",
            "Let this server ask the person itself, by a form of the client. It returns"
            " neither what is asked nor what is filled in, but the most urgent at once,"
            " and the result in the end. `page` and `explain` tell answers: where the"
            " client shows forms, call this instead of `page` and `answer`.",
            acts.ask,
            {"interview": INTERVIEW, "at": AT},
            puts=acts.put_form,
        ),
        Tool(
            "open_page",
            "Let the person answer on a page of their own, where no model sees it. When"
            " they have said yes to it, nothing more is asked or told here.",
            acts.open_page,
            {"interview": INTERVIEW},
            puts=acts.put_link,
        ),
        Tool(
            "delete",
            "Delete an interview with all its answers, when the person wants that.",
            acts.delete,
            {"interview": INTERVIEW},
        ),
    )
}
"""The tools, by their names."""
