"""How alike two parsed names are: named features of their alignment, weighed into log-odds that they name the same thing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul

from namenorm import syllables
from namenorm.acronyms import Short
from namenorm.alignment import SAME_CONCEPT, SPACELESS, Alignment, Pair, Part, Probability, align
from namenorm.glossary import Kind
from namenorm.model import Evidence
from namenorm.parsing import Role
from namenorm.romanization import Spelling
from namenorm.token_matching import APART, TokenMatcher
from namenorm.weights import Weights

WEIGHT_OF_ROLE = {
    Role.NAME: 1.0, Role.POSSESSOR: 1.0, Role.NUMERAL: 0.6, Role.INITIAL: 0.3, Role.LEGAL_FORM: 0.1, Role.PARTICLE: 0.1,
    Role.HONORIFIC: 0.1, Role.ARTICLE: 0.0,
}  # fmt: skip
"""How much of a token's information counts for the name, by role."""

_SON_OF = frozenset(("bin", "ibn", "ben", "bint", "ould", "بن", "ابن", "бин", "ибн"))  # what follows is another person's name
_WHOLE = 0.95
_WEIGHTY = (Role.NAME, Role.POSSESSOR)
_SYLLABIC = frozenset(("Latn", "Hang", "Hani"))
SAME_SYLLABLES = 0.9
_ANY_FORM = frozenset(("co", "corp"))

FEATURES = (
    "bias", "cross_script", "matched", "odds", "mention_left", "mention_covered", "alias_covered", "single",
    "single_alias", "swapped", "rotated", "numeral_conflict", "legal_conflict", "initials", "glued", "same_parts", "weak",
    "acronym", "translated", "place_left", "place_conflict", "rarest_left", "rarest_conflict", "telling", "worst",
    "first", "generic", "first_left", "words_instead", "two", "three", "whole", "doubt", "apart",
)  # fmt: skip


GROUPS = ("single", "org", "person")


class Scorer:
    """Log-odds of pairs of names, by fitted weights.

    `group_of` a pair picks the weights.
    """

    def __init__(self, weights: Weights, matcher: TokenMatcher) -> None:
        self._vectors = {g: tuple(weights.of("name", g).get(f, 0.0) for f in FEATURES) for g in GROUPS}
        self._matcher = matcher

    def align(self, mention: Sequence[Part], alias: Sequence[Part], type: str | None = None) -> Alignment:
        """Which parts answer to which; acronyms count for the type "org"."""
        judge: Probability = self._matcher.probability
        shared = _traditions(mention) if type != "org" else frozenset()
        if shared and (shared := shared & _traditions(alias)):
            judge = _by_syllables(judge, shared)
        return align(mention, alias, judge, acronyms=type == "org", by_sound=bool(shared))

    def log_odds(self, values: Sequence[float], group: str) -> float:
        """The log-odds, in nats, of the values of FEATURES."""
        return float(sum(map(mul, values, self._vectors[group])))

    def evidence(self, values: Sequence[float], group: str) -> tuple[Evidence, ...]:
        """Every feature that is not zero, with its effect on the log-odds."""
        return tuple(
            Evidence(name, round(value, 4), round(value * weight, 4))
            for name, value, weight in zip(FEATURES, values, self._vectors[group], strict=True)
            if value
        )


def _traditions(parts: Sequence[Part]) -> frozenset[str]:
    """The languages of syllables that a name may be of."""
    weighty = [p for p in parts if p.role in _WEIGHTY or p.role is Role.INITIAL]
    if any(p.role is Role.INITIAL or p.spellings[0].script not in _SYLLABIC for p in weighty):
        return frozenset()
    return syllables.traditions(tuple(p.text for p in weighty))


def _by_syllables(judge: Probability, shared: frozenset[str]) -> Probability:
    """The same judge, but surer of words that stand for the same syllables or for others."""

    def judged(a: Spelling, b: Spelling) -> float:
        if syllables.may_be_one(a.text, b.text, shared):
            return max(judge(a, b), SAME_SYLLABLES)
        return judge(a, b) if "Hani" in (a.script, b.script) else APART

    return judged


def group_of(type: str | None, mention: Sequence[Part], alias: Sequence[Part]) -> str:
    """The weights a pair is judged by: those of two single words, of organisations' names, or of any other names."""
    if words(mention) < 2 and words(alias) < 2:
        return "single"
    return "org" if type == "org" else "person"


def probability(odds: float) -> float:
    """0.0..0.999 for log-odds: only an exact alias is certain."""
    return min(1 / (1 + math.exp(-max(min(odds, 50.0), -50.0))), 0.999)


def share(odds: Sequence[float]) -> list[float]:
    """Probabilities of rival records, of which at most one is meant and perhaps none: they sum to less than one."""
    top = max([0.0, *odds])
    total = math.exp(-top) + sum(math.exp(o - top) for o in odds)
    return [min(math.exp(o - top) / total, 0.999) for o in odds]


def features(mention: Sequence[Part], alias: Sequence[Part], alignment: Alignment, *, weak: bool = False) -> tuple[float, ...]:
    """The values of FEATURES. Sums of information are in nats, parts of a whole 0..1, the rest counts or flags."""
    pairs = [p for p in alignment.pairs if not _is_aside(mention, p)]
    matched = sum(p.probability * _info(mention, alias, p) for p in pairs)
    names = [p for p in pairs if mention[p.left[0]].role is Role.NAME]
    odds = [math.log(p.probability / (1.001 - p.probability)) for p in pairs]
    left, right = [mention[i] for i in alignment.left_over], [alias[j] for j in alignment.right_over]
    rarest_left, rarest_right = (max((p.info for p in side if p.role in _WEIGHTY), default=0.0) for side in (left, right))
    places_left, places_right = (sum(_of_kind(p, Kind.PLACE) for p in side) for side in (left, right))
    mention_all = sum(part.info for part in mention) or 1.0
    alias_all = sum(part.info for part in alias) or 1.0
    answered = sum(max(len(p.left), len(p.right)) for p in names)  # words, those of a name without spaces too
    order = [p.right[0] for p in names]
    moved = order != sorted(order)
    fixed = any(part.role is Role.PARTICLE and part.text in _SON_OF for part in mention)
    fixed = fixed or (moved and all(_is_given(mention[p.left[0]]) for p in names))
    rotated = moved and not fixed and any(order[k:] + order[:k] == sorted(order) for k in range(1, len(order)))
    return (
        1.0,
        float(_scripts(mention) != _scripts(alias)),
        matched,
        sum(odds) / (len(odds) or 1) if odds else -4.0,
        sum(part.info for part in left if not _of_kind(part, Kind.FORM)),
        sum(p.probability * sum(mention[i].info for i in p.left) for p in alignment.pairs) / mention_all,
        sum(p.probability * sum(alias[j].info for j in p.right) for p in alignment.pairs) / alias_all,
        float(words(mention) == 1 and answered < 2),
        float(words(alias) == 1 and answered < 2),
        float(moved and not rotated),
        float(rotated),
        float(any(part.role is Role.NUMERAL for part in left + right)),
        _legal_conflict(mention, alias),
        float(sum(mention[p.left[0]].role is Role.INITIAL or alias[p.right[0]].role is Role.INITIAL for p in pairs)),
        float(sum(_is_glued(mention, alias, p) for p in pairs)),
        float(not alignment.left_over and not alignment.right_over and not moved and all(p.probability == 1.0 for p in pairs)),
        float(weak),
        float(sum(p.acronym is Short.ACRONYM for p in alignment.pairs)),
        sum(_info(mention, alias, p) for p in pairs if _is_translated(mention, alias, p)),
        float(places_left + places_right),
        float(min(places_left, places_right)),
        max(rarest_left, rarest_right),
        min(rarest_left, rarest_right),
        max((p.probability * _info(mention, alias, p) for p in pairs), default=0.0),
        min(odds, default=-4.0),
        _first(mention, alias, pairs),
        float(rarest_right > 0 and _weighty(mention) > 0 and all(_is_generic(p) for p in mention if p.role in _WEIGHTY)),
        _first_left(mention, alias, alignment),
        float(min(_weighty(left), _weighty(right))),
        float(answered >= 2),
        float(answered >= 3),
        float(not _weighty(left) and not _weighty(right)),
        sum(-math.log(p.probability) for p in names),
        float(_are_apart(left, right) or (alignment.by_sound and _weighty(left) > 0 and _weighty(right) > 0)),
    )


def _are_apart(left: Sequence[Part], right: Sequence[Part]) -> bool:
    """Whether each name has a well-known word that the other lacks: Saddam Hassan is not Saddam Hussein."""
    known, others = ([p.spellings[0].well_known for p in side if p.spellings[0].well_known] for side in (left, right))
    return any(a.isdisjoint(b) for a in known for b in others)


def is_part(values: Sequence[float]) -> bool:
    """Whether features tell of a single word that is one of several words of the alias."""
    found = dict(zip(FEATURES, values, strict=True))
    return bool(found["single"] and not found["single_alias"] and found["mention_covered"] >= _WHOLE)


def _is_glued(mention: Sequence[Part], alias: Sequence[Part], pair: Pair) -> bool:
    """Whether words were put together that the other name writes as one, where names are written with spaces."""
    if len(pair.left) + len(pair.right) == 2 or pair.acronym:
        return False
    return SPACELESS.isdisjoint((mention[pair.left[0]].spellings[0].script, alias[pair.right[0]].spellings[0].script))


def _is_aside(mention: Sequence[Part], pair: Pair) -> bool:
    return mention[pair.left[0]].role in (Role.PARTICLE, Role.HONORIFIC, Role.LEGAL_FORM)


def _info(mention: Sequence[Part], alias: Sequence[Part], pair: Pair) -> float:
    return min(sum(mention[i].info for i in pair.left), sum(alias[j].info for j in pair.right))


def _scripts(parts: Sequence[Part]) -> set[str]:
    return {p.spellings[0].script for p in parts if p.role is Role.NAME}


def words(parts: Sequence[Part]) -> int:
    """How many words a name has, initials among them: V. Putin is not a bare Putin."""
    return sum(p.role in _WEIGHTY or p.role is Role.INITIAL for p in parts)


def _weighty(parts: Sequence[Part]) -> int:
    return sum(p.role in _WEIGHTY for p in parts)


def _is_translated(mention: Sequence[Part], alias: Sequence[Part], pair: Pair) -> bool:
    a, b = mention[pair.left[0]], alias[pair.right[0]]
    return pair.probability == SAME_CONCEPT and not a.concepts.isdisjoint(b.concepts)


def _of_kind(part: Part, kind: Kind) -> bool:
    return any(concept.kind is kind for concept in part.concepts)


def _is_generic(part: Part) -> bool:
    """Whether the part is a word for some kind of body or its trade, which alone is nobody's name: election commission."""
    return _of_kind(part, Kind.FORM) or _of_kind(part, Kind.WORD)


def _first(mention: Sequence[Part], alias: Sequence[Part], pairs: Sequence[Pair]) -> float:
    """How likely the first words of both names answer to each other."""
    i, j = (next((k for k, part in enumerate(parts) if part.role in _WEIGHTY), -1) for parts in (mention, alias))
    return next((p.probability for p in pairs if p.left[0] == i and p.right[0] == j), 0.0)


def _is_given(part: Part) -> bool:
    """Whether the part is known for a given name and no family name, which would change its place."""
    known = part.spellings[0].well_known
    return bool(known) and all(name.islower() for name in known)


def _first_left(mention: Sequence[Part], alias: Sequence[Part], alignment: Alignment) -> float:
    """What the first word tells that stands before all of the other name: Uday Saddam Hussein is not Saddam Hussein."""
    told = 0.0
    for parts, over in ((mention, alignment.left_over), (alias, alignment.right_over)):
        words = [i for i, part in enumerate(parts) if part.role in _WEIGHTY]
        if len(words) > 2 and words[0] in over and words[1] not in over:
            told = max(told, parts[words[0]].info)
    return told


def _legal_conflict(mention: Sequence[Part], alias: Sequence[Part]) -> float:
    """Whether both names have a legal form and none in common; "company" goes with all of them."""
    forms, others = ({p.text for p in parts if p.role is Role.LEGAL_FORM} - _ANY_FORM for parts in (mention, alias))
    return float(bool(forms and others and forms.isdisjoint(others)))
