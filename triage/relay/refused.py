"""Refused: why a tool does not do what a model asks, and what to do instead."""

from collections.abc import Mapping

WHY: Mapping[str, str] = {
    "answered": (
        "This page was answered otherwise meanwhile. Show the person what stands, and"
        " what they said now, and let them choose."
    ),
    "busy": "That did not work, and nothing was changed. Try once more.",
    "contradiction": "This does not go together with an earlier answer.",
    "declined": "The person closed the form, and nothing was changed.",
    "elsewhere": "The person answers on a page of their own: nothing is taken here.",
    "gone": (
        "There is no such interview here. It was deleted, has expired, or the person"
        " goes on with it on a page of their own. Tell them so, and answer nothing."
    ),
    "long": "That is too long. Send the person's own short reply, and nothing else.",
    "malformed": "The arguments are not those of this tool.",
    "no_advice": "The tree has no such recommendation.",
    "no_form": "This client shows no forms. Ask in the chat, by `page` and `answer`.",
    "no_link": "Nobody can open a page from here. Ask in the chat, by `page`.",
    "no_page": "The interview has no such page.",
    "no_tool": "There is no such tool.",
    "no_tree": "There is no such tree here: `list_trees` names them.",
    "not_asked": (
        "That is not asked. Answer only the `question` that is asked, by its `at`."
    ),
    "not_decided": "Nothing is decided yet.",
    "out_of_date": "Nothing is asked until this tree has been looked through again.",
    "review": "Some answer is wrong. Ask which, and show it by `page` with its number.",
    "stale": (
        "This `at` is not that of the page as it is now, and nothing was changed. Show"
        " the person what is asked now."
    ),
    "unclear": "That is not an answer here.",
    "unfilled": "The form was not filled in, or not with an answer.",
    "unconfirmed": "First the person looks through the answers: show them.",
    "unsolved": "Nothing was found.",
}
"""What is wrong, each as a sentence or two for a model."""


class Refused(Exception):
    """Refuse what a model asked for; nothing has changed.

    Args:
        code: Why.
        message: What to do, where more is to be said than the code does.
    """

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code, self.message = code, message or WHY[code]
