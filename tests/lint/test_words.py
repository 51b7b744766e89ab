"""Word lists: plain words, and the patterns that are made of them."""

import re

from triage.lint import safety, sources
from triage.lint.words import LIST, pattern, word_lists


def test_a_list_has_plain_words_each_once():
    """A word is written in lower case, stands in one list, and is there once."""
    words = [word for words in word_lists().values() for word in words]

    assert [w for w in words if not re.fullmatch(r"[a-zµμ]+([ -][a-z]+)*", w)] == []
    assert [w for w in {*words} if words.count(w) > 1 and w != "get"] == []


def test_every_list_is_looked_for():
    """No list is kept that no check uses, and none is used that is not there."""
    templates = [*vars(safety).values(), *vars(sources).values()]
    used = {
        name for t in templates if isinstance(t, str) for name in re.findall(LIST, t)
    }

    assert used == word_lists().keys()


def test_every_word_is_found_in_any_case():
    """Each word of each list is matched by its pattern, alone and as a whole."""
    for name, words in word_lists().items():
        for word in words:
            for written in (word, word.upper(), word.title()):
                assert pattern(rf"\b<{name}>\b").fullmatch(written)
