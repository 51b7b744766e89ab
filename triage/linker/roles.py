"""Roles: what the words behind the keys of each kind of entry are names of."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "question", "option", "value", "recommendation", "step", "level", "property", "copy"
]

ASKED: tuple[Kind, ...] = ("question", "value")
TOLD: tuple[Kind, ...] = ("recommendation", "step")

ROLES: Mapping[str, Mapping[str, tuple[Kind, ...]]] = {
    "QuestionEntry": {
        "id": ("question",),
        "like": ("question",),
        "otherwise": ("option",),
        "ordinary": ("option",),
    },
    "OptionEntry": {"id": ("option",)},
    "ReplyEntry": {"id": ("option",)},
    "ValueEntry": {"id": ("value",), "like": ("question",)},
    "WordEntry": {"id": ("option",)},
    "ListEntry": {"options": ("option",)},
    "RecommendationEntry": {
        "id": ("recommendation",),
        "urgency": ("level",),
        "signs": ("question",),
    },
    "LevelEntry": {"id": ("level",)},
    "AdviceEntry": {"add": ("recommendation",)},
    "WayEntry": {"id": ("option",), "go": TOLD},
    "BranchEntry": {"go": TOLD},
    "StepEntry": {
        "id": ("step",),
        "ask": ("question",),
        "checklist": ("question",),
        "go": TOLD,
    },
    "TableEntry": {"inputs": ASKED},
    "AcceptEntry": {
        "for_": ("question", "value", "recommendation", "step", "level", "property")
    },
    "PropertyEntry": {
        "id": ("property",),
        "monotone": ("question",),
        "rising": ("question",),
        "falling": ("question",),
        "asked": ("question",),
        "before": ("question",),
        "reachable": ("recommendation",),
    },
    "CopyEntry": {"id": ("copy",)},
    "ControlsEntry": {"properties": ("property",)},
    "ExceptionEntry": {"id": ("property",)},
    "SameMeaningEntry": {"id": ("question",)},
    "OptionRenamesEntry": {"id": ASKED},
    "Document": {"start": TOLD, "needs": ASKED, "show": ("value",)},
    "AnswerEntry": {"id": ASKED, "is_": ("option",)},
    "ExpectEntry": {
        "urgency": ("level",),
        "ends": ("recommendation",),
        "recommends": ("recommendation",),
        "not_recommends": ("recommendation",),
        "asks": ("question",),
        "not_asks": ("question",),
        "missing": ("question",),
    },
}
"""What the words behind a key of an entry are names of."""

WITH_HOLES = (
    *("QuestionEntry", "UnsureEntry", "ReplyEntry"),
    *("RecommendationEntry", "PieceEntry", "SharedTextEntry", "AssumeEntry"),
)
"""The entries whose texts show what was answered."""

CALLS: Mapping[str, Kind] = {"advised": "recommendation", "ends": "recommendation"}
"""The functions of conditions that take the id of something else than a question."""

LISTS = "lists/{}"
"""What the options of a list are said to be options of; nothing else is called so."""
