"""The fitted weights of the scores: a readable text file, made by `training/fit_weights.py`.

A line of `weights.txt` is `kind  group  feature  weight`; `*` stands for any group that has no line of its own.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files


class Weights:
    """Weights by kind and group.

    >>> Weights("token * bias 1.5").of("token", "Arab")["bias"]
    1.5
    """

    def __init__(self, text: str) -> None:
        self._groups: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        for line in text.splitlines():
            if line.strip() and not line.startswith("#"):
                kind, group, feature, weight = line.split()
                self._groups[kind, group][feature] = float(weight)

    @classmethod
    def shipped(cls) -> Weights:
        return cls((files("namenorm") / "weights.txt").read_text("utf8"))

    def of(self, kind: str, group: str) -> dict[str, float]:
        """The features' weights, those of `*` where the group has none."""
        return self._groups.get((kind, "*"), {}) | self._groups.get((kind, group), {})
