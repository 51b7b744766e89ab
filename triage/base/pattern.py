"""Patterns: regular expressions, each compiled when it is first used."""

import re
from typing import TYPE_CHECKING, Any

__all__ = ["pattern"]

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801  # it is called as `re.compile` is
        """Be what ``re.compile`` returns, from the first use on.

        A command needs few of the patterns that it imports.

        >>> word = pattern("[a-z]+")
        >>> word.fullmatch("fever")[0], word.pattern
        ('fever', '[a-z]+')
        """

        def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
            self.pattern, self.__flags = pattern, flags

        def __getattr__(self, name: str) -> Any:
            found = getattr(re.compile(self.pattern, self.__flags), name)
            setattr(self, name, found)
            return found
