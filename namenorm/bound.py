"""Words that mean something else beside others than they do alone, and in which way: the short way to a name asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from namenorm.joining import Joiner
from namenorm.kernel.plain_names import Hanging
from namenorm.name import Role
from namenorm.wordlists import Phrases


class Bound:
    """The bound `words` of the word lists.

    `small` are those of them that are particles or articles wherever they stand, but for what the name begins or ends with, and
    `beginnings` what Latin words with a prefix begin with.
    """

    def __init__(
        self, particles: Mapping[str, str], joiner: Joiner, at_front: tuple[Phrases, Phrases], at_ends: Iterable[Phrases],
        numerals: Iterable[str],
    ) -> None:  # fmt: skip
        self._particles, self._joiner, self._at_front = particles, joiner, at_front
        self._elsewhere = set(numerals).union(*(phrases.signs for phrases in at_ends))
        self._signs = self._elsewhere.union(*(phrases.by_first for phrases in at_front))
        self._looking = particles.keys() | joiner.joining | joiner.articles_by_host
        self.words = frozenset(self._signs | self._looking)
        self._inner = {word for word in self._of_kind("and") if len(word) > 1}
        small = dict.fromkeys(self._inner.union(self._of_kind("link")) - joiner.articles, Role.PARTICLE)
        small |= {word: Role.ARTICLE for word in joiner.articles if joiner.needs_host(word) and word not in particles}
        self.small = {word: role for word, role in small.items() if word not in self._elsewhere | joiner.joining}
        self._listed = self._signs | particles.keys() | joiner.articles
        bare = joiner.prefixes - self._listed
        self._prefixes = bare.union(f"{word} {article}" for word in bare for article in joiner.articles)
        self.beginnings = {prefix: joiner.beginning(prefix.split()[0]) for prefix in self._prefixes if prefix.isascii()}

    def hanging(self, no_titles: frozenset[str], nameless: frozenset[str]) -> Hanging:
        """Those of which it is told at a look what they mean.

        Of the words that the name may begin with `no_titles` need a closer look; what begins with one of the `nameless` is not
        what a title stands before.
        """
        front, offices = (phrases.by_first for phrases in self._at_front)
        opening = (front.keys() | offices.keys()) - self._elsewhere - (self._looking - self.small.keys())
        titles = {
            word: tuple((phrase, int(least)) for phrase, least in front[word]) for word in opening - no_titles if word in front
        }
        return Hanging(
            self._prefixes, self._joiner.suffixes - self._listed, opening, titles, opening & offices.keys(),
            nameless.union(self._of_kind("and")), self._inner & self.small.keys(),
        )  # fmt: skip

    def _of_kind(self, kind: str) -> Iterable[str]:
        return (word for word, of_kind in self._particles.items() if of_kind == kind)
