"""A chat in which a language model may use the tools of a tree.

    pip install 'triage-trees[mcp]'
    python assistant.py back_pain

A model is a function from what the person typed, and from what a tool returned last,
to the next call of a tool. `relay` is one that passes all on, and thinks nothing; put
yours in its place. What must not depend on a model, this app does itself: it shows
`urgent` first, shows `show` word for word, and sends what the person typed, whatever
the model would like to send.
"""

import asyncio
import sys
import webbrowser
from collections.abc import Callable, Mapping
from typing import Any

from mcp import Client, StdioServerParameters
from mcp.types import ElicitRequestURLParams, ElicitResult

Json = dict[str, Any]
Call = tuple[str, Mapping[str, Any]]
Model = Callable[[str, Json], Call]

COMMANDS = ("/back", "/delete")
"""What is typed to this app; no option or number begins so."""

ENDS = ("decided", "elsewhere", "deleted")
"""States after which nothing is asked."""


def relay(typed: str, told: Json) -> Call:
    """Choose the next call as a model should: pass on what was typed."""
    if typed in COMMANDS and "at" in told:
        given = ("interview", "at") if typed == "/back" else ("interview",)
        return typed[1:], {key: told[key] for key in given}
    asked = {key: told[key] for key in ("interview", "at", "question")}
    return "answer", {**asked, "words": typed}


class Chat:
    """Hold a chat with one person.

    Args:
        model: What chooses the next call.
        read: What returns a line that the person types.
        write: What shows a text.
    """

    def __init__(
        self,
        model: Model = relay,
        read: Callable[[], str] = input,
        write: Callable[[str], object] = print,
    ) -> None:
        self.model, self.read, self.write = model, read, write

    async def hold(self, server: Any, tree: str) -> Json:
        """Lead through one interview, and return what came of it.

        Args:
            server: What a client of the protocol takes: how to start one, an address.
            tree: The id of the tree.
        """
        self.write("Type /back for the page before, /delete to delete all answers.")
        async with Client(server, elicitation_callback=self.put) as client:
            call: Call = ("start", {"tree": tree})
            while True:
                name, given = call
                result = await client.call_tool(name, dict(given))
                told: Json = result.structured_content
                self.show(told)
                if told.get("state") in ENDS or "state" not in told:
                    return told
                call = await self.next(told)

    async def next(self, told: Json) -> Call:
        """Return the next call; the words in it are those of the person."""
        if told["state"] == "offer":
            return "open_page", {"interview": told["interview"]}
        typed = await asyncio.to_thread(self.read)
        name, given = self.model(typed, told)
        return name, {**given, "words": typed} if name == "answer" else given

    def show(self, told: Json) -> None:
        """Show what a person is to read, the most urgent first."""
        for key in ("urgent", "message", "show"):
            if key in told:
                self.write(told[key])

    async def put(self, _context: Any, asked: Any) -> ElicitResult:
        """Open a page of the person's own, if they like; this app has no forms."""
        if not isinstance(asked, ElicitRequestURLParams):
            return ElicitResult(action="decline")
        self.write(f"{asked.message}\n{asked.url}\nOpen it? Type yes or no.")
        if (await asyncio.to_thread(self.read)).strip().lower() != "yes":
            return ElicitResult(action="decline")
        webbrowser.open(asked.url)
        return ElicitResult(action="accept")


def main() -> None:
    """Hold a chat in the terminal."""
    tree = sys.argv[1]
    command = StdioServerParameters(command="triage", args=["mcp", tree])
    asyncio.run(Chat().hold(command, tree))


if __name__ == "__main__":
    main()
