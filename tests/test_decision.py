"""The only cut-off: what a ranking of candidates amounts to."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm import Candidate, Decision, Reason, Status
from namenorm.decision import MARGIN, THRESHOLD, abstain, decide

SCORES = st.lists(st.floats(0.0, 1.0), max_size=6).map(lambda scores: sorted(scores, reverse=True))
CUTS = st.floats(0.0, 1.0)


def ranked(*scores: float) -> list[Candidate]:
    return [Candidate(f"id-{n}", f"Name {n}", f"Alias {n}", score) for n, score in enumerate(scores)]


def verdict(*scores: float, weak: bool = False, exact: Reason | None = None) -> tuple[Status, Reason]:
    decision = decide("x", ranked(*scores), exact=exact, weak=weak)
    return decision.status, decision.reason


@pytest.mark.parametrize(
    ("scores", "status", "reason"),
    [
        ((), Status.NO_MATCH, Reason.NO_CANDIDATE),
        ((0.95,), Status.MATCH, Reason.SIMILAR),
        ((THRESHOLD,), Status.MATCH, Reason.SIMILAR),
        ((THRESHOLD - 0.001,), Status.NO_MATCH, Reason.BELOW_THRESHOLD),
        ((0.3, 0.2), Status.NO_MATCH, Reason.BELOW_THRESHOLD),
        ((0.48, 0.47), Status.AMBIGUOUS, Reason.CLOSE_CANDIDATES),
        ((0.73, 0.2), Status.AMBIGUOUS, Reason.CLOSE_CANDIDATES),
        ((0.74, 0.01), Status.NO_MATCH, Reason.BELOW_THRESHOLD),
        ((0.95, 0.04), Status.MATCH, Reason.SIMILAR),
    ],
)
def test_scores_decide(scores: tuple[float, ...], status: Status, reason: Reason) -> None:
    assert verdict(*scores) == (status, reason)


def test_a_single_word_has_to_be_surer() -> None:
    for score, status in ((0.86, Status.NO_MATCH), (0.88, Status.MATCH)):
        assert decide("x", ranked(score), exact=None, weak=False, lone=True).status is status
    assert decide("x", ranked(0.1), exact=None, weak=False, lone=True, threshold=0.0).status is Status.NO_MATCH
    assert decide("x", ranked(0.76), exact=None, weak=False).status is Status.MATCH


def test_candidates_that_are_too_close_are_ambiguous() -> None:
    close = decide("x", ranked(0.6, 0.6 - MARGIN / 2), exact=None, weak=False, threshold=0.5)
    assert (close.status, close.reason) == (Status.AMBIGUOUS, Reason.CLOSE_CANDIDATES)
    apart = decide("x", ranked(0.6, 0.3), exact=None, weak=False, threshold=0.5)
    assert (apart.status, apart.canonical_id) == (Status.MATCH, "id-0")


@pytest.mark.parametrize("score", [0.1, 0.5, 0.9, 0.999])
def test_a_weak_alias_never_decides(score: float) -> None:
    status, reason = verdict(score, weak=True)
    assert status is not Status.MATCH
    assert reason is Reason.WEAK_ALIAS


def test_an_exact_alias_decides_and_a_shared_one_does_not() -> None:
    assert verdict(1.0, exact=Reason.EXACT_ALIAS) == (Status.MATCH, Reason.EXACT_ALIAS)
    assert verdict(0.99, exact=Reason.SAME_PARTS) == (Status.MATCH, Reason.SAME_PARTS)
    assert verdict(0.5, 0.5, exact=Reason.SHARED_ALIAS) == (Status.AMBIGUOUS, Reason.SHARED_ALIAS)


@pytest.mark.parametrize("reason", [Reason.EMPTY, Reason.TOO_LONG, Reason.NO_CANDIDATE])
def test_an_abstention_names_nobody(reason: Reason) -> None:
    assert abstain("x", reason, ("too_long",)) == Decision(
        "x", Status.NO_MATCH, None, None, 0.0, 0.0, reason, (), ("too_long",)
    )


@given(SCORES, CUTS, CUTS, st.booleans())
def test_a_match_is_over_the_threshold_and_ahead(
    scores: list[float], threshold: float, margin: float, weak: bool
) -> None:
    decision = decide("x", ranked(*scores), exact=None, weak=weak, threshold=threshold, margin=margin)
    assert decision.score == (scores[0] if scores else 0.0)
    assert decision.margin == (scores[0] - (scores[1] if len(scores) > 1 else 0.0) if scores else 0.0)
    assert decision.candidates == tuple(ranked(*scores))
    matched = bool(scores) and decision.score >= threshold and decision.margin >= margin and not weak
    assert (decision.status is Status.MATCH) == matched
    assert (decision.canonical_id, decision.canonical_name) == (("id-0", "Name 0") if matched else (None, None))


@given(SCORES, CUTS, CUTS)
def test_stricter_cut_offs_only_take_matches_away(scores: list[float], one: float, other: float) -> None:
    low, high = sorted((one, other))
    for strict, lax in itertools.product(((high, 0.2), (0.5, high)), ((low, 0.2), (0.5, low))):
        if strict[0] >= lax[0] and strict[1] >= lax[1]:
            kept = decide("x", ranked(*scores), exact=None, weak=False, threshold=strict[0], margin=strict[1])
            more = decide("x", ranked(*scores), exact=None, weak=False, threshold=lax[0], margin=lax[1])
            assert kept.status is not Status.MATCH or more.status is Status.MATCH


def test_a_decision_is_plain_data() -> None:
    plain = decide("x", ranked(0.95, 0.01), exact=None, weak=False, flags=("mixed_script",)).as_dict()
    assert list(plain) == [
        "mention", "status", "canonical_id", "canonical_name", "score", "margin", "reason", "candidates", "flags",
    ]  # fmt: skip
    assert plain["candidates"][0]["canonical_id"] == "id-0"
