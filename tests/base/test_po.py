"""Translations in the format of gettext, read and written."""

import pytest

from triage.base import po
from triage.base.po import Catalog, Message, Misread
from triage.base.text import Source

FILE = r"""# Translated for a test
msgid ""
msgstr ""
"Language: de\n"
"X-Reviewed-By: nobody\n"

# Ask a nurse
#, fuzzy, no-wrap
#| msgid "Is it \"sore\"?"
msgctxt "a/sore"
msgid ""
"Does it hurt?\n"
"A lot?"
msgstr "Tut es weh?\nSehr?"

msgctxt "a/day"
msgid "day"
msgid_plural "days"
msgstr[0] "Tag"
msgstr[1] "Tage"

#~ msgctxt "a/gone"
#~ msgid "gone"
#~ msgstr "weg"
"""


def read(text):
    """Return what a text says."""
    return po.read(Source("a.de.po", text))


def test_a_file_says_its_translations():
    """Keys, plurals, comments, what is stale and what is out of use: all is read."""
    made = read(FILE)

    assert (made.language, made.reviewed_by) == ("de", "")
    sore, day, gone = made.messages.values()
    assert sore == Message(
        "a/sore",
        "Does it hurt?\nA lot?",
        ("Tut es weh?\nSehr?",),
        stale=True,
        previous='Is it "sore"?',
        comments=("# Ask a nurse",),
    )
    assert (day.texts, day.plural, day.is_whole) == (("Tag", "Tage"), "days", True)
    assert (gone.text, gone.obsolete) == ("weg", True)
    assert day.span.text.startswith('msgctxt "a/day"')
    assert day.span.text.endswith('"Tage"')


def test_a_file_is_written_as_it_is_read():
    """What was read is written so that it is read alike, and long lines are broken."""
    made = read(FILE)
    long = Catalog({}, {"k": Message("k", "word " * 40, ("Wort " * 40,))})

    assert read(po.text_of(made)) == made
    assert read(po.text_of(long)) == long
    assert max(map(len, po.text_of(long).splitlines())) <= po.WIDTH


def test_a_reviewer_has_a_name():
    """Whoever read a translation over is named in its file; nobody is no name."""
    assert read('msgid ""\nmsgstr "X-Reviewed-By: Ann\\n"').reviewed_by == "Ann"
    assert read("").reviewed_by == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("msgid Fever", "this line is no part of a translation"),
        ('"alone"', "this line is no part of a translation"),
        ('msgctxt "a"\nmsgid "x"\nmsgid "y"', "`msgid` is written twice"),
        (r'msgid "a\x"', r"`\x` means nothing here"),
        ('msgid "a" b"', "a quote is not closed, or closed too soon"),
        ('msgid "a\\"', "a quote is not closed, or closed too soon"),
        (
            'msgctxt "a"\nmsgid "x"\nmsgstr "y"\n\nmsgctxt "a"\nmsgid "x"\nmsgstr ""',
            "`a` is translated twice",
        ),
    ],
)
def test_what_is_no_file_of_translations_is_refused(text, message):
    """A mistake is told with its place."""
    with pytest.raises(Misread) as refused:
        read(text)

    assert refused.value.message == message
    assert refused.value.span.source.name == "a.de.po"


def test_a_translation_goes_before_one_that_is_out_of_use():
    """Of a text that came back, the older translation is passed over."""
    new, old = 'msgctxt "a"\nmsgid "x"\nmsgstr "n"\n', '#~ msgctxt "a"\n#~ msgid "x"\n'
    old += '#~ msgstr "o"\n'

    for text in (f"{new}\n{old}", f"{old}\n{new}"):
        assert read(text).messages["a"].text == "n"


def test_translations_keep_up_with_their_texts():
    """New texts wait, changed ones are stale, gone ones are kept and come back."""
    old = read(FILE)
    now = po.updated(old, {"a/new": "New", "a/gone": "gone", "a/day": "date"})

    new, gone, day, sore = now.messages.values()
    assert (new.texts, gone.obsolete, gone.text) == ((), False, "weg")
    assert (day.stale, day.previous) == (True, "day")
    assert (sore.key, sore.obsolete) == ("a/sore", True)
    again = po.updated(now, {"a/day": "dates"}).messages["a/day"]
    assert (again.source, again.previous) == ("dates", "day")
