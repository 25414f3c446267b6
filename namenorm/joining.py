"""Words of a name that belong together: abd al-Rahman, abu Bakr, Salah al-Din, Hizb Allah; articles glued to a host."""

from __future__ import annotations

import re
from collections.abc import Sequence

from namenorm.kernel.words import GluedArticles
from namenorm.wordlists import read_rows

_ABD = {"Latn": "abdal", "Arab": "عبدال", "Cyrl": "абдул", "Hebr": "עבדאל"}
_ABDALLAH = {"Latn": "abdallah", "Arab": "عبدالله", "Cyrl": "абдаллах", "Hebr": "עבדאללה"}
_ABU = {"Latn": "abu", "Arab": "ابو", "Cyrl": "абу", "Hebr": "אבו"}
_UMM = {"Latn": "umm", "Arab": "ام", "Cyrl": "умм", "Hebr": "אום"}
_ALLAH = {"Latn": "allah", "Arab": "الله", "Cyrl": "аллах", "Hebr": "אללה"}
_ALDIN = {"Latn": "aldin", "Arab": "الدين", "Cyrl": "аддин", "Hebr": "אלדין"}
_PREFIXES = ("abd", "abu", "umm")
_JOINING = (*_PREFIXES, "mac")
_SUFFIXES = ("allah", "aldin", "din")
_BEGINNINGS = {"abd": _ABD, "abu": _ABU, "umm": _UMM}
_SHORTEST_HOST = 3
_SHORTEST_CUT = 4
SHORTEST_GLUED = 7
"""Letters of a word that something is glued to the end of, at least."""
FIRST_OF_GLUED = ("abd", "abo", "abu")
LAST_OF_GLUED = ("ddin", "ddine", "ddeen", "ddyn", "ttin", "ldin", "ldine", "ldeen")
"""What Latin words begin or end with that something but an article may be glued to."""

_GLUED_ABDALLAH = re.compile(r"abd(?:[aeiou]|ou)ll?ah?")
# Hosts known well enough to follow abd- and one vowel: Abdurahman, Abdisalam, Abdikarim.
_KNOWN_HOST = (
    r"(?:ra[hk]+m|rah[ie]m|r[ai][zs]+a[qk]|rash[ie]|ras[uo]l|ra[uo]+f|sal[ae]+m|sam+[ae][dt]|sat+[ao]r|sh[ae]?k|nas+[ei]r|n[ou]+r"
    r"|zah[ie]r|[kgq]h?ar[ie]m|[kgq]h?ad[ie]r|aziz|fat+ah|hak[ie]+m|wah+a[bd]|w[ae]li|maj[ie]+d|mal[ie]+k|[gq]h?ani|hami[dt])"
)
_GLUED_ABD = re.compile(
    r"abd(?:[aeiou]|ou)"
    r"(?:l(?!l?ahi?$|l?a(?:e|y[ei]|j[ei]|i)|l?ina?$|l?ov|ali|gas)|([rsnztd])(?=\1)|(?=" + _KNOWN_HOST + "))(?=.{3})"
)
_GLUED_ABU = re.compile(r"ab(?:o|u|ou|oo)l(?=[bcdfghjklmnpqrstvwxz][a-z]{3})|abo[uo](?=.{3})")
_GLUED_DIN = re.compile(r"(?:[aeiou]dd(?:in|ine|een|yn)|[aeu]ttin|[ae]ld(?:in|een|ine))$")
_GLUED_CYRILLIC_ABD = re.compile(
    r"абд(?:[уаэео]ль?(?!л?а[хе]|ла$|ин|ов)|[ауеэ]([рсшнзтд])(?=\1)|[ауи](?=рахм))(?=.{3})"
)
_GLUED_CYRILLIC_DIN = re.compile(r"(?<=.{3})[уаэеи]ддин$")
_GLUED_CYRILLIC_ABDALLAH = re.compile(r"абд[уаеэо]лл?ах?")


class Joiner:
    """Recognises articles and joins words, given the word lists."""

    def __init__(self, patronymics: frozenset[str]) -> None:
        self._articles = {row[0]: row[1] for row in read_rows("articles")}
        self._kinds = {row[0]: row[1] for row in read_rows("joiners")}
        exceptions = read_rows("article_exceptions")
        self._never_cut = frozenset(row[0] for row in exceptions)
        self._never_cut_before = tuple(row[0] for row in exceptions if row[1:] == ("prefix",))
        self.glued_articles = GluedArticles(self._never_cut, self._never_cut_before, _SHORTEST_CUT)
        self._patronymics = patronymics
        self.articles = frozenset(self._articles)
        self.articles_by_host = frozenset(word for word, kind in self._articles.items() if kind != "joined")
        self.joining = frozenset(word for word, kind in self._kinds.items() if kind != "faith")  # words that look beside them
        self.suffixes = frozenset(word for word, kind in self._kinds.items() if kind in _SUFFIXES)  # join those before them
        prefixes = (word for word, kind in self._kinds.items() if kind in _PREFIXES and " " not in word)
        self.prefixes = frozenset(prefixes)  # join whatever stands behind them

    def beginning(self, prefix: str) -> str:
        """What a Latin word with one of the `prefixes` begins with."""
        return _BEGINNINGS[self._kinds[prefix]]["Latn"]

    def is_article(self, words: Sequence[str], index: int, stop: int) -> bool:
        """Whether the word is an article and the next one its host."""
        kind = self._articles.get(words[index])
        if kind is None or index + 1 >= stop:
            return False
        return self._takes(kind, words[index], words[index + 1], index)

    def _takes(self, kind: str, article: str, host: str, index: int) -> bool:
        if kind in ("sun", "inner"):
            return host.startswith(article[1:]) and (kind == "sun" or index > 0)
        return kind == "any"

    def needs_host(self, word: str) -> bool:
        """Whether the word is an article wherever it stands, and so a mere particle without a host."""
        return self._articles.get(word) == "any"

    def is_never_cut(self, word: str) -> bool:
        """Whether the word only looks as if something were glued to it."""
        return word in self._never_cut

    def host_of_glued(self, word: str, script: str) -> str | None:
        """The Arabic word without its article, or None if it has none."""
        if script != "Arab" or not word.startswith("ال") or len(word) < 2 + _SHORTEST_HOST or word in self._never_cut:
            return None
        return word[2:]

    def without_article(self, word: str, script: str) -> str | None:
        """What is left if the first letters are an article glued on (Alkadhimi, Assadr), or None. Only a guess."""
        if script == "Latn":
            return self.glued_articles.cut(word) or None
        if not ((script == "Cyrl" and word[:3] in ("аль", "эль")) or (script == "Hebr" and word[:2] == "אל")):
            return None
        cut = word[3:] if script == "Cyrl" else word[2:]
        if len(cut) < _SHORTEST_CUT or word in self._never_cut or word.startswith(self._never_cut_before):
            return None
        return cut

    def join(self, words: Sequence[str], scripts: Sequence[str], index: int, stop: int) -> tuple[str, int]:
        """One name out of the word at `index` and those that belong to it, and the index after them."""
        text, after = self._with_prefix(words, scripts, index, stop)
        script = scripts[index]
        if script not in _ABD:
            return text, after
        while after < stop and scripts[after] == script:
            kind = self._kinds.get(words[after])
            if kind == "allah":
                text, after = text + _ALLAH[script], after + 1
            elif kind == "aldin" or (kind == "din" and self._kinds.get(words[after - 1]) == "faith"):
                text, after = text + _ALDIN[script], after + 1
            elif after + 1 < stop and self._kinds.get(words[after + 1]) == "din" and words[after] in self._articles:
                text, after = text + _ALDIN[script], after + 2
            else:
                break
        return text, after

    def _with_prefix(self, words: Sequence[str], scripts: Sequence[str], index: int, stop: int) -> tuple[str, int]:
        word, script = words[index], scripts[index]
        kind = self._prefix_kind(words, scripts, index, stop)
        if kind is None:
            return self.unglued(word, script), index + 1
        host = index + 1
        if host + 1 < stop and words[host] in self._articles and scripts[host + 1] == script:
            host += 1
        if kind == "mac":
            return word + words[host], host + 1
        if kind == "abd":
            return self._servant(words[host], script), host + 1
        if self._prefix_kind(words, scripts, host, stop) == "abd":
            text, after = self._with_prefix(words, scripts, host, stop)
        else:
            text, after = self.unglued(words[host], script), host + 1
            text = self.host_of_glued(text, script) or self.without_article(text, script) or text
        return _BEGINNINGS[kind][script] + text, after

    def _prefix_kind(self, words: Sequence[str], scripts: Sequence[str], index: int, stop: int) -> str | None:
        """'abd', 'abu', 'umm' or 'mac' if the word makes one name with the next one, else None."""
        kind = self._kinds.get(words[index])
        if kind is None or kind[:3] not in _JOINING or index + 1 >= stop:
            return None
        following, script = words[index + 1], scripts[index]
        if scripts[index + 1] != script or script not in _ABD or following in self._patronymics:
            return None
        if kind == "mac":
            return kind if index or stop == 2 or words[index] == "mc" else None
        if not kind.endswith("?"):
            return kind
        after_patronymic = index > 0 and words[index - 1] in self._patronymics
        before_article = index + 2 < stop and following in self._articles
        glued_article = self.host_of_glued(following, script) is not None
        known_pair = f"{words[index]} {following}" in self._kinds
        return kind[:-1] if after_patronymic or before_article or glued_article or known_pair else None

    def is_servant(self, words: Sequence[str]) -> bool:
        """Whether the words are those of Abd Allah."""
        return self._kinds.get(words[0]) == "abd" and self._kinds.get(words[-1], "").startswith("allah")

    def _servant(self, host: str, script: str) -> str:
        if self._kinds.get(host, "").startswith("allah"):
            return _ABDALLAH[script]
        if script == "Arab":
            bare = host[2:] if host.startswith("ال") and len(host) > 3 else host
        else:
            bare = self.without_article(host, script) or host
        return _ABD[script] + bare

    def unglued(self, word: str, script: str) -> str:
        """The word with a glued abd-, abu- or -aldin brought to the form that the parted words get."""
        if script == "Latn":
            return self._unglue_latin(word)
        if script == "Cyrl":
            return self._unglue_cyrillic(word)
        if script == "Arab" and word.startswith("ابوال") and len(word) >= 5 + _SHORTEST_HOST:
            return "ابو" + word[5:]
        return word

    def _unglue_latin(self, word: str) -> str:
        if len(word) < SHORTEST_GLUED or word in self._never_cut:
            return word
        if word.startswith("abd"):
            if _GLUED_ABDALLAH.fullmatch(word):
                return "abdallah"
            match = _GLUED_ABD.match(word)
            return "abdal" + word[match.end() :] if match else word
        if match := _GLUED_ABU.match(word):
            return "abu" + word[match.end() :]
        if word.endswith(LAST_OF_GLUED):
            match = _GLUED_DIN.search(word)
            if match and match.start() >= _SHORTEST_HOST:
                return word[: match.start()] + "aldin"
        return word

    def _unglue_cyrillic(self, word: str) -> str:
        if word.startswith("абд") and len(word) > 6:
            if _GLUED_CYRILLIC_ABDALLAH.fullmatch(word):
                return "абдаллах"
            if match := _GLUED_CYRILLIC_ABD.match(word):
                return "абдул" + word[match.end() :]
        if word.endswith("ддин"):
            return _GLUED_CYRILLIC_DIN.sub("аддин", word)
        return word
