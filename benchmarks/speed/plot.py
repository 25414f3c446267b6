"""The speed figures as a picture: the cost of a query against the size of the table, and how far ahead of rapidfuzz that is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.speed.scale import AtSize

GOALS_RATIO = {10_000: 100, 100_000: 400, 1_000_000: 1000}
GOALS_MEDIAN = {10_000: 0.001, 1_000_000: 0.003}
RED, GREEN, BLUE, GREY = "#c8553d", "#0b6e4f", "#3f88c5", "#8d99ae"


def plot(sizes: Sequence[AtSize], path: Path) -> None:
    """Draw both panels into a file; wants matplotlib."""
    from matplotlib.figure import Figure  # only wanted for the picture

    figure = Figure(figsize=(12.5, 5.2), layout="constrained")
    costs, ratios = figure.subplots(1, 2, width_ratios=(1.35, 1))
    _draw_costs(costs, sizes)
    _draw_ratios(ratios, sizes)
    for axes in (costs, ratios):
        axes.set(xscale="log", yscale="log", xlabel="names in the table")
        axes.set_xticks([one.names for one in sizes], [f"{one.names:,}" for one in sizes])
        axes.set_xticks([], minor=True)
        axes.yaxis.set_major_formatter("{x:,g}")
        axes.yaxis.set_minor_formatter("")
        axes.grid(alpha=0.3, which="both", linewidth=0.5)
        axes.margins(x=0.1, y=0.12)
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=130)


def _draw_costs(axes: Any, sizes: Sequence[AtSize]) -> None:
    names = [one.names for one in sizes]
    series = (
        ("rapidfuzz extractOne(WRatio)", RED, "o-", [one.race.rapidfuzz for one in sizes]),
        ("namenorm, unseen name, 99th percentile", GREEN, "^--", [one.answers.fuzzy_p99 for one in sizes]),
        ("namenorm, unseen name, median", GREEN, "o-", [one.answers.fuzzy_median for one in sizes]),
        ("namenorm, canonicalize_many", BLUE, "s-", [one.race.many for one in sizes]),
        ("namenorm, known alias", GREY, "v-", [one.answers.known_median for one in sizes]),
        ("the floor: hash, read the postings", GREY, "x:", [one.floor for one in sizes]),
    )
    for label, colour, style, seconds in series:
        axes.plot(names, [second * 1000 for second in seconds], style, color=colour, label=label, linewidth=1.8)
    goals = {size: goal for size, goal in GOALS_MEDIAN.items() if min(names) <= size <= max(names)}
    if goals:
        axes.plot(
            [*goals], [goal * 1000 for goal in goals.values()], "_:", color="black", ms=16, lw=1, label="goal of the median"
        )
    axes.set(ylabel="milliseconds a query", title="cost of a query")
    axes.legend(frameon=False, fontsize=8.5, loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=2)


def _draw_ratios(axes: Any, sizes: Sequence[AtSize]) -> None:
    ratios = [one.race.ratio for one in sizes]
    axes.plot([one.names for one in sizes], ratios, "s-", color=BLUE, linewidth=1.8, label="rapidfuzz / canonicalize_many")
    for one, ratio in zip(sizes, ratios, strict=True):
        below = ratio < GOALS_RATIO.get(one.names, 0.0)  # on the side of the line where the goal is not
        offset = (0, -18) if below else (-6, 9)
        axes.annotate(f"{ratio:,.0f}×", (one.names, ratio), textcoords="offset points", xytext=offset, ha="center")
    goals = {one.names: GOALS_RATIO[one.names] for one in sizes if one.names in GOALS_RATIO}
    if goals:
        axes.plot([*goals], [*goals.values()], "_:", color="black", ms=16, lw=1, label="goal")
    axes.set(ylabel="times quicker", title="ahead of rapidfuzz")
    axes.legend(frameon=False, fontsize=8.5, loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=2)
