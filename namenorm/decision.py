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
    """The verdict on candidates ranked by score.

    `exact` is the reason when the mention is an alias to the letter: it wins if one record has it, and is ambiguous if
    several do. `lone` tells that the mention and the alias it resembles are single words, which have to be more alike: at a
    threshold of 0.75 they need 0.875. `partial` counts the records of whose name the mention is one word. `weak` tells that
    the best candidate rests on a weak alias alone, which never decides. `shown` limits the candidates in the decision, not
    those it rests on.
    """
    if not candidates:
        return abstain(mention, Reason.NO_CANDIDATE, flags)
    best = candidates[0]
    needed = 1 - (1 - threshold) / LONE if lone else threshold
    lead = best.score - (candidates[1].score if len(candidates) > 1 else 0.0)

    def verdict(status: Status, reason: Reason) -> Decision:
        named = status is Status.MATCH
        return Decision(
            mention, status, best.canonical_id if named else None, best.canonical_name if named else None,
            best.score, lead, reason, tuple(candidates[:shown]), flags,
        )  # fmt: skip

    if exact is Reason.SHARED_ALIAS:
        return verdict(Status.AMBIGUOUS, exact)
    if exact is not None and best.score >= threshold:
        return verdict(Status.MATCH, exact)
    together = best.score + sum(c.score for c in candidates[1:] if c.score >= PLAUSIBLE)
    if best.score < needed or lead < margin:
        if together >= needed and len(candidates) > 1 and candidates[1].score >= RIVAL * best.score:
            return verdict(Status.AMBIGUOUS, Reason.CLOSE_CANDIDATES)
        if partial:
            return verdict(Status.AMBIGUOUS if partial > 1 else Status.NO_MATCH, Reason.PARTIAL_NAME)
        return verdict(Status.NO_MATCH, Reason.WEAK_ALIAS if weak else Reason.BELOW_THRESHOLD)
    if weak:
        return verdict(Status.AMBIGUOUS, Reason.WEAK_ALIAS)
    return verdict(Status.MATCH, Reason.SIMILAR)
