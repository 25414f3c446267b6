"""Pictures of the linking results: precision against recall, and what a score promises against what it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.quality.metrics import Bin, calibration_error, pool
from benchmarks.quality.report import Measured

COLOURS = {"namenorm": "#0b6e4f", "rapidfuzz": "#c8553d", "logicv2": "#4a6fa5"}
COLUMNS = 4


def plot_precision_recall(results: Sequence[Measured], path: Path) -> None:
    """A small panel for each task, every system in it; a dot marks the decision as shipped."""
    tasks = list(dict.fromkeys(result.task for result in results))
    columns = min(COLUMNS, len(tasks))
    rows = -(-len(tasks) // columns)
    figure = Figure(figsize=(3.3 * columns, 3.1 * rows + 0.8), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    panels: list[Axes] = list(grid.flat)
    for task, axes in zip(tasks, panels, strict=False):
        _draw_curves(axes, task, [result for result in results if result.task == task])
    for axes in panels[len(tasks) :]:
        axes.set_visible(False)
    for number, axes in enumerate(panels[: len(tasks)]):
        if number % columns == 0:
            axes.set_ylabel("precision")
        if number + columns >= len(tasks):
            axes.set_xlabel("recall")
            axes.tick_params(labelbottom=True)
    handles, _ = panels[0].get_legend_handles_labels()
    figure.legend(handles=handles, loc="outside upper center", ncols=len(handles), frameon=False)
    figure.savefig(path, dpi=130)


def plot_calibration(results: Sequence[Measured], path: Path) -> None:
    """One panel a system: the share of right answers by score, for each task (thin) and for all of them (bold)."""
    systems = list(dict.fromkeys(result.system for result in results))
    figure = Figure(figsize=(4.8 * len(systems), 5.6), layout="constrained")
    grid = figure.subplots(2, len(systems), squeeze=False, sharex=True, sharey="row", height_ratios=(4, 1))
    for column, system in enumerate(systems):
        own = [result for result in results if result.system == system]
        _draw_reliability(grid[0, column], grid[1, column], system, own)
    grid[0, 0].set_ylabel("share of answers that are right")
    grid[1, 0].set_ylabel("share of\nanswers")
    figure.savefig(path, dpi=130)


def _draw_curves(axes: Axes, task: str, results: Sequence[Measured]) -> None:
    for result in results:
        colour = COLOURS.get(result.system)
        recalls = [point.recall for point in result.curve]
        precisions = [point.precision for point in result.curve]
        axes.plot(recalls, precisions, color=colour, linewidth=1.8, label=result.system)
        shipped = result.scores
        place = ([shipped.shipped_recall], [shipped.shipped_precision])
        axes.scatter(*place, color=colour, s=34, zorder=3, label=f"{result.system} as shipped")
    name, mode, type_ = task.split("/")
    axes.set_title(f"{name.replace('_', ' ')}\n{mode}, {type_}s", fontsize=9)
    axes.axhline(0.95, color="grey", linewidth=0.6, linestyle=":")
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.03)
    axes.grid(alpha=0.25)


def _draw_reliability(upper: Axes, lower: Axes, system: str, results: Sequence[Measured]) -> None:
    colour = COLOURS.get(system)
    upper.plot([0, 1], [0, 1], color="grey", linewidth=0.8, linestyle=":")
    for result in results:
        upper.plot(*_points(result.bins), color=colour, alpha=0.25, linewidth=0.9)
    pooled = pool(one for result in results for one in result.bins)
    upper.plot(*_points(pooled), color=colour, linewidth=2.2, marker="o", markersize=5)
    mean = fmean(result.scores.calibration_error for result in results)
    errors = f"mean of {len(results)} tasks {mean:.3f}, all pooled {calibration_error(pooled):.3f}"
    upper.set_title(f"{system}\ncalibration error: {errors}", fontsize=10)
    total = sum(one.count for one in pooled)
    lower.bar([one.mean_score for one in pooled], [one.count / total for one in pooled], width=0.07, color=colour)
    lower.set_xlabel("score")
    for axes in (upper, lower):
        axes.set_xlim(-0.02, 1.03)
        axes.grid(alpha=0.25)
    upper.set_ylim(-0.02, 1.03)


def _points(bins: Sequence[Bin]) -> tuple[list[float], list[float]]:
    return [one.mean_score for one in bins], [one.share_right for one in bins]
