"""Translations in the format of gettext: texts by their keys, each with its source.

The key of a text is its ``msgctxt``, and its ``msgid`` the text as it was when it was
translated. So two equal texts are translated apart, and one that was changed since is
seen: its translation is stale.
"""

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap

import attrs

from triage.base.frozen import FrozenMap, frozen
from triage.base.immutable import immutable
from triage.base.pattern import pattern
from triage.base.text import Source, Span
from triage.base.wording import shortened

WIDTH = 79

LINE = pattern(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?)\s+)?"(.*)"\s*')
ESCAPE = pattern(r"\\(.)")
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
WRITTEN = {char: f"\\{letter}" for letter, char in ESCAPES.items()}

PREVIOUS, OBSOLETE = "#|", "#~"


@immutable
class Misread(Exception):
    """Refuse a text that is no file of translations."""

    message: str
    span: Span
    advice: str


@immutable
class Message:
    """Hold the translation of one text.

    Args:
        key: Which text it is.
        source: The text, as it was when it was translated.
        texts: The translation, in each form of the plural where there are several;
            empty where there is none yet.
        plural: The text for several, where the form goes by a number.
        stale: Whether somebody has to look at it again.
        previous: The text before it was changed; may be empty.
        comments: What is said of it to translators and by them, line by line.
        obsolete: Whether it is of a text that there is no more.
        span: Where it is written.

    >>> Message("a/title", "Fever", ("Fieber",)).text
    'Fieber'
    """

    key: str
    source: str
    texts: tuple[str, ...] = ()
    plural: str = ""
    stale: bool = False
    previous: str = ""
    comments: tuple[str, ...] = ()
    obsolete: bool = False
    span: Span | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def text(self) -> str:
        """The translation; empty where there is none."""
        return self.texts[0] if self.texts else ""

    @property
    def is_whole(self) -> bool:
        """Whether it is translated in each of its forms."""
        return bool(self.texts) and all(map(str.strip, self.texts))


@immutable
class Catalog:
    """Hold the translations of some texts into one language.

    Args:
        head: What the file says of itself, such as its ``Language``.
        messages: The translations by their keys, in the order of the file; those
            without a key by their texts, of what is counted by that for several.
        comments: What stands above all, line by line.
    """

    head: Mapping[str, str] = attrs.field(converter=frozen)
    messages: Mapping[str, Message] = attrs.field(converter=frozen)
    comments: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        return self.head.get("Language", "")

    @property
    def reviewed_by(self) -> str:
        """Who has read the translation over; empty where nobody did."""
        found = self.head.get("X-Reviewed-By", "")
        return "" if found.lower() == "nobody" else found


def read(source: Source) -> Catalog:
    r"""Return the translations that a file holds.

    Raises:
        Misread: It is no such file.

    >>> made = read(Source("a.de.po", 'msgctxt "k"\nmsgid "Fever"\nmsgstr "Fieber"\n'))
    >>> made.messages["k"].text
    'Fieber'
    """
    found: dict[str, Message] = {}
    head, above = dict[str, str](), tuple[str, ...]()
    for one in messages(source):
        if not one.source and not one.key:
            head, above = headers(one.text), one.comments
            continue
        name = one.key or one.plural or one.source
        if name in found and one.obsolete:
            continue  # it was translated anew since
        if name in found and not found[name].obsolete:
            message = f"`{shortened(name)}` is translated twice"
            raise Misread(message, one.span or source.span(0, 0), "keep one")
        found[name] = one
    return Catalog(head, found, above)


def headers(text: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in text.split("\n"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


@attrs.define
class Reading:
    """Gather the lines of one message."""

    begin: int = -1
    parts: dict[str, str] = attrs.Factory(dict)
    comments: list[str] = attrs.Factory(list)
    flags: set[str] = attrs.Factory(set)
    at: str = ""
    obsolete: bool = False

    def message(self, source: Source, end: int) -> Message:
        texts = [text for name, text in self.parts.items() if name.startswith("msgstr")]
        return Message(
            self.parts.get("msgctxt", ""),
            self.parts.get("msgid", ""),
            tuple(texts) if any(texts) else (),
            self.parts.get("msgid_plural", ""),
            stale="fuzzy" in self.flags,
            previous=self.parts.get(PREVIOUS, ""),
            comments=tuple(self.comments),
            obsolete=self.obsolete,
            span=source.span(self.begin, end),
        )


def messages(source: Source) -> Iterator[Message]:
    """Yield the messages of a file in their order.

    Raises:
        Misread: A line belongs to none.
    """
    now = Reading()
    for begin, end in line_ends(source):
        line = source.text[begin:end].strip()
        kind = line[:2]
        if is_next(line, now):
            yield now.message(source, end_of(source, begin))
            now = Reading()
        if not line:
            continue
        if kind == "#,":
            now.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif line[0] == "#" and kind not in (PREVIOUS, OBSOLETE):
            now.comments.append(line)
        else:
            now.begin = begin if now.begin < 0 else now.begin
            now.obsolete |= kind == OBSOLETE
            take(line, now, source.span(begin, end))
    if now.parts:
        yield now.message(source, end_of(source, len(source.text)))


def line_ends(source: Source) -> Iterator[tuple[int, int]]:
    yield from (source.line_ends(n + 1) for n in range(len(source.line_starts)))


def end_of(source: Source, begin: int) -> int:
    """Return where the last line before a place ends."""
    return len(source.text[:begin].rstrip())


def is_next(line: str, now: Reading) -> bool:
    """Whether a line begins another message than is read."""
    if not any(name.startswith("msgstr") for name in now.parts):
        return False
    plain = line.removeprefix(OBSOLETE).strip()
    return not plain or plain[0] in PREVIOUS or plain.startswith(("msgctxt", "msgid "))


def take(line: str, now: Reading, span: Span) -> None:
    """Add a line to the message that is read."""
    plain, was = line.removeprefix(OBSOLETE).strip(), line.startswith(PREVIOUS)
    if plain.startswith((PREVIOUS, PREVIOUS[1:])):  # of an obsolete one, it is `#~|`
        plain, was = plain.removeprefix("#").removeprefix("|").strip(), True
    found = LINE.fullmatch(plain)
    if found is None or not (found[1] or now.at):
        advice = 'write `msgctxt "…"`, `msgid "…"` and `msgstr "…"`'
        raise Misread("this line is no part of a translation", span, advice)
    if found[1]:
        now.at = f"{PREVIOUS}{found[1]}" if was else found[1]
        if now.at in now.parts:
            advice = "leave a blank line between two translations"
            raise Misread(f"`{found[1]}` is written twice", span, advice)
    name = PREVIOUS if now.at == f"{PREVIOUS}msgid" else now.at
    now.parts[name] = now.parts.get(name, "") + unescaped(found[3], span)


def unescaped(text: str, span: Span) -> str:
    def char(found: re.Match[str]) -> str:
        if found[1] not in ESCAPES:
            advice = r"write `\\` for a backslash, and `\"` for a quote"
            raise Misread(f"`{found[0]}` means nothing here", span, advice)
        return ESCAPES[found[1]]

    if re.search(r'(?<!\\)(?:\\\\)*"', text) or re.search(r"(?<!\\)(?:\\\\)*\\$", text):
        advice = r"write `\"` for a quote inside a text"
        raise Misread("a quote is not closed, or closed too soon", span, advice)
    return ESCAPE.sub(char, text)


# Writing


def text_of(catalog: Catalog) -> str:
    r"""Return translations as the text of a file.

    >>> made = Catalog({"Language": "de"}, {"k": Message("k", "Fever", ("Fieber",))})
    >>> read(Source("a.de.po", text_of(made))) == made
    True
    """
    head = "".join(f"{name}: {value}\n" for name, value in catalog.head.items())
    first = Message("", "", (head,) if head else (), comments=catalog.comments)
    written = (lines(one) for one in (first, *catalog.messages.values()))
    return "\n".join("\n".join(each) + "\n" for each in written)


def lines(one: Message) -> Iterator[str]:
    """Yield the lines of a message."""
    yield from one.comments
    if one.stale:
        yield "#, fuzzy"
    mark = f"{OBSOLETE} " if one.obsolete else ""
    if one.previous:
        yield from (f"{mark}{PREVIOUS} {x}" for x in string("msgid", one.previous))
    forms = one.texts or ("",)
    parts = {"msgctxt": one.key, "msgid": one.source, "msgid_plural": one.plural}
    for name, text in parts.items():
        if text or name == "msgid":
            yield from (f"{mark}{line}" for line in string(name, text))
    for number, text in enumerate(forms):
        name = f"msgstr[{number}]" if one.plural else "msgstr"
        yield from (f"{mark}{line}" for line in string(name, text))


def string(name: str, text: str) -> Iterator[str]:
    """Yield a text in quotes, in several lines where it is long."""
    whole = f'{name} "{escaped(text)}"'
    if len(whole) <= WIDTH and "\n" not in text[:-1]:
        yield whole
        return
    yield f'{name} ""'
    for line in text.splitlines(keepends=True):
        parts = wrap(
            line, WIDTH - 4, drop_whitespace=False, break_long_words=False,
            break_on_hyphens=False, replace_whitespace=False, expand_tabs=False,
        )  # fmt: skip
        yield from (f'"{escaped(part)}"' for part in parts)


def escaped(text: str) -> str:
    return "".join(WRITTEN.get(char, char) for char in text)


# Keeping up


def updated(catalog: Catalog, texts: Mapping[str, str]) -> Catalog:
    """Return translations that keep up with texts, and lose nothing.

    What is new is not translated yet; what was changed is stale, and says what it was
    before; what is gone is obsolete, and comes back with its text.

    Args:
        catalog: The translations as they are.
        texts: The texts by their keys, in their order.

    >>> old = Catalog({}, {"k": Message("k", "Fever", ("Fieber",))})
    >>> new = updated(old, {"k": "High fever", "n": "Cough"})
    >>> new.messages["k"].stale, new.messages["k"].previous, new.messages["n"].texts
    (True, 'Fever', ())
    """
    known = catalog.messages
    made = {key: kept(known.get(key), key, text) for key, text in texts.items()}
    gone = {
        key: attrs.evolve(one, obsolete=True)
        for key, one in known.items()
        if key not in texts and one.texts
    }
    return attrs.evolve(catalog, messages=FrozenMap(made | gone))


def kept(one: Message | None, key: str, text: str) -> Message:
    """Return the translation of a text as it is now."""
    if one is None or not one.texts:
        comments = () if one is None else one.comments
        return Message(key, text, comments=comments)
    if one.source == text:
        return attrs.evolve(one, obsolete=False)
    previous = one.previous if one.stale and one.previous else one.source
    return attrs.evolve(one, source=text, stale=True, previous=previous, obsolete=False)
