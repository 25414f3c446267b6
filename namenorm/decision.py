"""From ranked candidates to a verdict. The only place with a cut-off."""

from __future__ import annotations

from collections.abc import Sequence

from namenorm.model import Candidate, Decision, Reason, Status

THRESHOLD = 0.75
"""Least score of a match. Scores are probabilities, so about one match in four is wrong at this very value, few above."""

LONE = 2.0
"""A single word is nobody's full name: it may be wrong so many times less often than a name of several words."""

MARGIN = 0.20
"""Least lead of a match over the next record; closer candidates are ambiguous."""

RIVAL = 0.25
"""Candidates are close if the second has at least this part of the best one's score."""

CORROBORATED = 0.5
"""A weak alias does not stand alone if a strong alias of its record is at least so likely to be what was meant."""

PLAUSIBLE = 0.05
"""Candidates below this are not worth calling rivals: what they leave is no match, not an ambiguity."""


def abstain(mention: str, reason: Reason, flags: tuple[str, ...] = ()) -> Decision:
    """No match, for a reason that lies in the mention itself."""
    return Decision(mention, Status.NO_MATCH, None, None, 0.0, 0.0, reason, (), flags)


def decide(
    mention: str,
    candidates: Sequence[Candidate],
    *,
    exact: Reason | None,
    weak: bool,
    lone: bool = False,
    partial: int = 0,
    flags: tuple[str, ...] = (),
    threshold: float = THRESHOLD,
    margin: float = MARGIN,
    shown: int | None = None,
) -> Decision:
    """The verdict on candidates ranked by score; `shown` limits those in the decision, not those it rests on.

    The other arguments are those of `verdict`.
    """
    if not candidates:
        return abstain(mention, Reason.NO_CANDIDATE, flags)
    scores, best = [candidate.score for candidate in candidates], candidates[0]
    status, reason = verdict(
        scores, exact=exact, weak=weak, lone=lone, partial=partial, threshold=threshold, margin=margin
    )
    named = status is Status.MATCH
    return Decision(
        mention, status, best.canonical_id if named else None, best.canonical_name if named else None,
        best.score, _lead(scores), reason, tuple(candidates[:shown]), flags,
    )  # fmt: skip


def verdict(
    scores: Sequence[float], *, exact: Reason | None, weak: bool, lone: bool = False, partial: int = 0,
    threshold: float = THRESHOLD, margin: float = MARGIN,
) -> tuple[Status, Reason]:  # fmt: skip
    """The status and the reason for it, from the scores of one candidate or more, best first.

    `exact` is the reason when the mention is an alias to the letter: it wins if one record has it, and is ambiguous if
    several do. `lone` tells that the mention and the alias it resembles are single words, which have to be more alike: at a
    threshold of 0.75 they need 0.875. `partial` counts the records of whose name the mention is one word. `weak` tells that
    the best candidate rests on a weak alias alone, which never decides.

    >>> verdict([0.97, 0.01], exact=None, weak=False)
    (<Status.MATCH: 'match'>, <Reason.SIMILAR: 'similar'>)
    """
    best, second = scores[0], scores[1] if len(scores) > 1 else 0.0
    needed = 1 - (1 - threshold) / LONE if lone else threshold
    if exact is Reason.SHARED_ALIAS:
        return Status.AMBIGUOUS, exact
    if exact is not None and best >= threshold:
        return Status.MATCH, exact
    if best < needed or best - second < margin:
        if len(scores) > 1 and second >= RIVAL * best and _together(scores) >= needed:
            return Status.AMBIGUOUS, Reason.CLOSE_CANDIDATES
        if partial:
            return Status.AMBIGUOUS if partial > 1 else Status.NO_MATCH, Reason.PARTIAL_NAME
        return Status.NO_MATCH, Reason.WEAK_ALIAS if weak else Reason.BELOW_THRESHOLD
    if weak:
        return Status.AMBIGUOUS, Reason.WEAK_ALIAS
    return Status.MATCH, Reason.SIMILAR


def _together(scores: Sequence[float]) -> float:
    """What the best candidate and its rivals have together."""
    return scores[0] + sum(score for score in scores[1:] if score >= PLAUSIBLE)


def _lead(scores: Sequence[float]) -> float:
    return scores[0] - (scores[1] if len(scores) > 1 else 0.0)
