"""Talk: how an interview is heard and spoken, at a terminal or a pipe."""

from collections.abc import Callable, Iterable

from triage.base.immutable import immutable
from triage.base.wording import paragraph


@immutable
class Talk:
    read: Callable[[str], str]  # shows a prompt; EOFError when nothing more will come
    write: Callable[[str], None]
    width: int = 80
    typed: bool = False  # by a person, not by a program

    def say(self, text: str, first: str = "") -> None:
        """Show one paragraph, its further lines indented like the first."""
        self.write(paragraph(text, self.width, first, " " * len(first)) + "\n")

    def tell(self, sentences: Iterable[tuple[str, str]]) -> None:
        """Show sentences, each with what its first line begins with."""
        for text, first in sentences:
            self.say(text, first)
