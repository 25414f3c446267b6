"""What the matcher says to mentions, as cells: each distinct one is asked once, as far as memory is allowed to reach."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from namenorm.cli.formats.shape import Batch, Cells

if TYPE_CHECKING:
    from namenorm import Canonicalizer
    from namenorm.model import Decision

_REMEMBERED = 200_000  # mentions
_LONGEST_REMEMBERED = 512  # characters
_MOST_WAITING = 32  # batches
Case = tuple[str, ...]
"""What a person needs to judge a mention: see review.py."""


class Answer(NamedTuple):
    """The cells of an answer, and the case for a person if there is one."""

    cells: Cells
    case: Case | None = None


class Decided(Protocol):
    """What a person decided."""

    def get(self, name: str, /) -> Cells | None:
        """The cells of a name, None if nothing was decided on it."""


class Deciders(Protocol):
    """Who decides on names: this process, or others (workers.py)."""

    @property
    def hungry(self) -> bool:
        """Whether more names are welcome before answers are collected."""

    def submit(self, names: list[str]) -> None:
        """Take names to decide on."""

    def collect(self) -> Iterable[tuple[str, Answer]]:
        """Some names that were submitted, with their answers; waits until there are any."""


class Here:
    """Decides in this process."""

    hungry = False

    def __init__(self, decide: Callable[[list[str]], list[Answer]]) -> None:
        self._decide, self._names = decide, list[str]()

    def submit(self, names: list[str]) -> None:
        self._names += names

    def collect(self) -> Iterable[tuple[str, Answer]]:
        names, self._names = self._names, []
        return zip(names, self._decide(names), strict=True)


@dataclass(slots=True)
class Asked:
    """A batch, the mentions of its chosen columns, how often each occurs, and the answers as they come in."""

    batch: Batch
    mentions: list[list[str]]
    names: Counter[str]
    cells: dict[str, Cells] = field(default_factory=dict)
    missing: int = 0


class Answers:
    """Answers batches in their order. What a person `decided` goes before the matcher; `note` is told every new case."""

    def __init__(self, deciders: Deciders, decided: Decided, note: Callable[[str, Case], None]) -> None:
        self._deciders, self._decided, self._note = deciders, decided, note
        self._remembered: OrderedDict[str, Cells] = OrderedDict()
        self._pending: dict[str, list[Asked]] = {}
        self._texts: dict[str, str] = {}

    def to(self, batches: Iterable[Asked], *, live: bool = False) -> Iterator[Asked]:
        """The batches with an answer to every name. Some are read ahead while others are decided on, unless `live`."""
        waiting: deque[Asked] = deque()
        for asked in batches:
            self._ask(asked)
            waiting.append(asked)
            while waiting and (not waiting[0].missing or live or len(waiting) > _MOST_WAITING or not self._deciders.hungry):
                yield self._answered(waiting.popleft())
        while waiting:
            yield self._answered(waiting.popleft())

    def _ask(self, asked: Asked) -> None:
        new = []
        cells, remembered, use = asked.cells, self._remembered.get, self._remembered.move_to_end
        for name in asked.names:
            known = remembered(name)  # what was decided is never remembered
            if known is not None:
                cells[name] = known
                use(name)
                continue
            known = self._decided.get(name)
            if known is not None:
                cells[name] = known
                continue
            asked.missing += 1
            if name not in self._pending:
                new.append(name)
            self._pending.setdefault(name, []).append(asked)
        if new:
            self._deciders.submit(new)

    def _answered(self, asked: Asked) -> Asked:
        while asked.missing:
            for name, answer in self._deciders.collect():
                if answer.case is not None:
                    self._note(name, answer.case)
                cells = self._shared(answer.cells)
                for waiting in self._pending.pop(name):
                    waiting.cells[name] = cells
                    waiting.missing -= 1
                self._remember(name, cells)
        return asked

    def _shared(self, cells: Cells) -> Cells:
        """The same cells, each text of which is in memory once: records, scores and reasons are far fewer than names."""
        return tuple([self._texts.setdefault(text, text) for text in cells])

    def _remember(self, name: str, cells: Cells) -> None:
        if len(name) <= _LONGEST_REMEMBERED:
            self._remembered[name] = cells
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)


def decide(canonicalizer: Canonicalizer, names: list[str], case_of: Callable[[Decision], Case | None] | None) -> list[Answer]:
    """The answers to names, in their order."""
    decisions = canonicalizer.explain_many(names, evidence=case_of is not None)
    return [Answer(cells_of(d), case_of and case_of(d)) for d in decisions]


def cells_of(decision: Decision) -> Cells:
    """A decision as the cells that are appended: see `columns.ENDINGS`."""
    return (
        decision.canonical_id or "",
        decision.canonical_name or "",
        decision.status.value,
        score_text(decision.score),
        decision.reason.value,
        " ".join(decision.flags),
    )


def score_text(score: float) -> str:
    """The score with four digits. Only an exact alias is 1.0000: what is just below does not round up to it."""
    return f"{min(score, 0.9999) if score < 1 else score:.4f}"
