"""Pictures of what engines take, as SVG, by matplotlib."""

from pathlib import Path
from typing import Any

from peers.problem import SIZES

OURS = "triage-trees"


def draw(found: list[dict[str, Any]], path: Path, *, rows: bool) -> None:
    """Draw how the time of each way grows with the steps of the tree.

    Args:
        found: What was measured.
        path: The file to write.
        rows: Whether tables of people are shown, or people one by one.
    """
    import matplotlib as mpl  # noqa: PLC0415  only who draws needs it

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "triage", "svg.fonttype": "none"})
    import matplotlib.pyplot as plt  # noqa: PLC0415
    from matplotlib.ticker import NullLocator  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(10, 6), layout="constrained")
    shown = [one for one in found if one["rows"] == rows and times(one)]
    for number, one in enumerate(sorted(shown, key=last, reverse=True)):
        ours = one["peer"] == OURS
        axes.plot(
            [each["steps"] for each in times(one)],
            [each["seconds"] * (1e9 if rows else 1e6) for each in times(one)],
            label=f"{one['peer']}: {one['way'].replace('`', '')}",
            marker="osv^Dx+"[number % 7],
            linewidth=2.5 if ours else 1,
            linestyle="-" if ours else ":",
        )
    axes.set(xscale="log", yscale="log", xlabel="steps of the tree")
    axes.set_ylabel("nanoseconds a row" if rows else "microseconds a person")
    axes.set_xticks([*SIZES], [f"{steps:,}" for steps in SIZES])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter("{x:,.5g}")
    axes.grid(visible=True, alpha=0.3)
    figure.legend(loc="outside right upper", fontsize=8)
    figure.savefig(path, metadata={"Date": None, "Title": title(rows=rows)})
    plt.close(figure)


def title(*, rows: bool) -> str:
    """Return what a picture shows, in words."""
    what = "rows of a table" if rows else "people one by one"
    return f"Time to decide {what}, by the steps of the tree"


def times(one: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the sizes at which a way decided somebody."""
    return [each for each in one["sizes"] if "seconds" in each]


def last(one: dict[str, Any]) -> float:
    """Return the time at the largest size that was decided."""
    return float(times(one)[-1]["seconds"])
