"""Texts that trip readers of YAML."""

from hypothesis import strategies as st

from triage.base.wording import ISOLATES
from triage.treefile.yaml_events import FORBIDDEN

TRIPPING = (
    *("no", "Yes", "null", "~", "1.10", "1:30", "0x1F", "2026-11-22", "-1", ".5", "y"),
    *("a: b", "a:", ":a", "a #b", "a#b", "#a", "- a", "-a", "-", "--- a", "...", "? a"),
    *("[a", "a]", "{a", "a, b", "&a", "*a", "!a", "|", "> a", "'a'", '"a"', "%a", "@a"),
    *("`a`", "<<", "=", " a", "a ", "  a  b", "a\tb", "\ta", "a\nb", "a\n\nb", "a\n"),
    *("\n\na", "a\n\n\nb", " a\nb", "a\n b", "a \nb", "a\n\n", "a\r\nb", "\\n", "a\\"),
    *(
        "a\u200fb",
        "a\u2067b\u2069",
        "a\u200d",
        "\xa0a",
        "é",
        "🩺",
        "日本",
    ),
    *("long " * 40 + "text", "x" * 2000, "long  gaps " * 20 + "x", "a\n\n" + "b " * 99),
)
"""What YAML takes for something else, or for two things."""

CHARS = st.characters(exclude_categories=["Cs"]).filter(
    lambda c: not FORBIDDEN.match(c) and c not in ISOLATES
)
ODD = st.lists(st.sampled_from([*TRIPPING, " ", "\n", ":", "#", "word"]) | CHARS).map(
    "".join
)
