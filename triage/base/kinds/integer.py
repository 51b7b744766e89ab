"""Integer: a whole number within limits."""

import attrs

from triage.base.kinds.number import NUMBER, within

INTEGER = attrs.evolve(
    NUMBER,
    name="integer",
    noun="a whole number",
    parse=lambda question, value: int(within(question, value)),
    takes=("unit",),
    decimals=0,
)
