"""In which words it was said, as JSON."""

from typing import Annotated, TypedDict


class WordedJSON(TypedDict, total=False):
    """Which words were shown, where these are not those of the files of a tree."""

    texts: Annotated[str, "The hash of what was shown, in its language and place."]
    fallbacks: Annotated[list[str], "The keys of texts that were not translated."]


class SpokenJSON(WordedJSON, total=False):
    """In which language it was said, where that is not the one of the files."""

    language: str
