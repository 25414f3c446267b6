"""What a list of answers is worth: linking accuracy, precision and recall, calibration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks.quality.protocol import Answer, Query

BINS = 10
CANDIDATE_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Point:
    """Precision and recall when every answer that scores at least `threshold` is taken as a link."""

    threshold: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0.0 when both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose score falls into one tenth of the scale: what they promise and what they keep."""

    tenth: int
    count: int
    mean_score: float
    share_right: float


@dataclass(frozen=True, slots=True)
class LinkingScores:
    """The figures of one system on one task, all 0.0-1.0. `candidate_recall` is None without candidates."""

    queries: int
    in_table: int
    top1: float
    f1: float
    f1_threshold: float
    recall_at_p95: float
    recall_at_p99: float
    shipped_precision: float
    shipped_recall: float
    calibration_error: float
    candidate_recall: float | None


def score(answers: Sequence[Answer], queries: Sequence[Query]) -> LinkingScores:
    """All figures at once. Nothing linked at all counts as a shipped precision of 1.0."""
    pairs = list(zip(answers, queries, strict=True))
    in_table = sum(query.expected is not None for query in queries)
    right = sum(is_right(answer, query) for answer, query in pairs)
    linked = [is_right(answer, query) for answer, query in pairs if answer.linked]
    curve = precision_recall(answers, queries)
    # Of thresholds with the same F1 the higher one is reported: it links less.
    best = max(curve, key=lambda point: (point.f1, point.threshold), default=Point(0.0, 0.0, 0.0))
    return LinkingScores(
        queries=len(queries),
        in_table=in_table,
        top1=_share(right, in_table),
        f1=best.f1,
        f1_threshold=best.threshold,
        recall_at_p95=recall_at(curve, 0.95),
        recall_at_p99=recall_at(curve, 0.99),
        shipped_precision=_share(sum(linked), len(linked), nothing=1.0),
        shipped_recall=_share(sum(linked), in_table),
        calibration_error=calibration_error(reliability(answers, queries)),
        candidate_recall=candidate_recall(answers, queries),
    )


def is_right(answer: Answer, query: Query) -> bool:
    """Whether the answer names the record that was meant. An out-of-table name has no right record."""
    return query.expected is not None and answer.canonical_id == query.expected


def precision_recall(answers: Sequence[Answer], queries: Sequence[Query]) -> list[Point]:
    """One point for each distinct score, from the strictest threshold to the loosest.

    Answers with equal scores enter together: no threshold can tell them apart.
    """
    in_table = sum(query.expected is not None for query in queries)
    ranked = sorted(zip(answers, queries, strict=True), key=lambda pair: -pair[0].score)
    points: list[Point] = []
    taken = right = 0
    for threshold, tied in groupby(ranked, key=lambda pair: pair[0].score):
        verdicts = [is_right(answer, query) for answer, query in tied]
        taken += len(verdicts)
        right += sum(verdicts)
        points.append(Point(threshold, right / taken, _share(right, in_table)))
    return points


def recall_at(curve: Sequence[Point], precision: float) -> float:
    """The best recall at any threshold that holds the precision, 0.0 if none does."""
    return max((point.recall for point in curve if point.precision >= precision), default=0.0)


def reliability(answers: Sequence[Answer], queries: Sequence[Query]) -> list[Bin]:
    """The tenths of the score scale that hold answers, lowest first. A score of 1.0 belongs to the highest tenth."""

    def tenth(pair: tuple[Answer, Query]) -> int:
        return min(int(pair[0].score * BINS), BINS - 1)

    bins: list[Bin] = []
    for number, group in groupby(sorted(zip(answers, queries, strict=True), key=tenth), key=tenth):
        pairs = list(group)
        promised = sum(answer.score for answer, _ in pairs)
        kept = sum(is_right(answer, query) for answer, query in pairs)
        bins.append(Bin(number, len(pairs), promised / len(pairs), kept / len(pairs)))
    return bins


def pool(bins: Iterable[Bin]) -> list[Bin]:
    """The bins of several tasks as one set of bins."""
    pooled: dict[int, list[Bin]] = {}
    for one in bins:
        pooled.setdefault(one.tenth, []).append(one)
    return [_merge(group) for _, group in sorted(pooled.items())]


def _merge(group: Sequence[Bin]) -> Bin:
    count = sum(one.count for one in group)
    promised = sum(one.count * one.mean_score for one in group) / count
    kept = sum(one.count * one.share_right for one in group) / count
    return Bin(group[0].tenth, count, promised, kept)


def calibration_error(bins: Sequence[Bin]) -> float:
    """How far scores are from being probabilities: the gap of each bin, weighted by its answers."""
    gaps = sum(one.count * abs(one.mean_score - one.share_right) for one in bins)
    return _share(gaps, sum(one.count for one in bins))


def candidate_recall(answers: Sequence[Answer], queries: Sequence[Query], depth: int = CANDIDATE_DEPTH) -> float | None:
    """The share of in-table mentions whose record is among the first `depth` candidates. None if none are shown."""
    found = list(_found(answers, queries, depth))
    return _share(sum(found), len(found)) if found else None


def _found(answers: Sequence[Answer], queries: Sequence[Query], depth: int) -> Iterator[bool]:
    for answer, query in zip(answers, queries, strict=True):
        if answer.candidates is not None and query.expected is not None:
            yield query.expected in answer.candidates[:depth]


def _share(part: float, whole: int, nothing: float = 0.0) -> float:
    return part / whole if whole else nothing
