"""Folded letters into words: where one word ends, its script, and what its full stop or apostrophe says."""

from __future__ import annotations

import re

_SCRIPT_RUN = re.compile(
    "(?P<Latn>[0-9]*[a-z\u00c0-\u02af\u1d00-\u1dbf\u1e00-\u1eff\ua720-\ua7ff][0-9a-z\u00c0-\u02af\u1e00-\u1eff\ua720-\ua7ff]*)"
    "|(?P<Arab>[\u0620-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]+)"
    "|(?P<Cyrl>[0-9]*[\u0400-\u052f][0-9\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f]*)"
    "|(?P<Hebr>[\u05d0-\u05f2]+)"
    "|(?P<Hani>[\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
    "|(?P<Kana>[\u3041-\u3096\u3099-\u309f\u30a1-\u30ff\u31f0-\u31ff]+)"
    "|(?P<Hang>[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff]+)"
    "|(?P<Grek>[0-9]*[\u0370-\u03ff\u1f00-\u1fff][0-9\u0370-\u03ff\u1f00-\u1fff]*)"
    "|(?P<Deva>[\u0900-\u097f\ua8e0-\ua8ff]+)|(?P<Beng>[\u0980-\u09ff]+)|(?P<Guru>[\u0a00-\u0a7f]+)"
    "|(?P<Gujr>[\u0a80-\u0aff]+)|(?P<Orya>[\u0b00-\u0b7f]+)|(?P<Taml>[\u0b80-\u0bff]+)|(?P<Telu>[\u0c00-\u0c7f]+)"
    "|(?P<Knda>[\u0c80-\u0cff]+)|(?P<Mlym>[\u0d00-\u0d7f]+)|(?P<Sinh>[\u0d80-\u0dff]+)|(?P<Thai>[\u0e00-\u0e7f]+)"
    "|(?P<Laoo>[\u0e80-\u0eff]+)|(?P<Tibt>[\u0f00-\u0fff]+)|(?P<Mymr>[\u1000-\u109f]+)"
    "|(?P<Geor>[\u10a0-\u10ff\u1c90-\u1cbf]+)|(?P<Ethi>[\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f]+)"
    "|(?P<Khmr>[\u1780-\u17ff]+)|(?P<Mong>[\u1820-\u18af]+)|(?P<Armn>[\u0530-\u058f]+)|(?P<Syrc>[\u0700-\u074f]+)"
    "|(?P<Thaa>[\u0780-\u07bf]+)|(?P<digits>[0-9]+)|(?P<mark>[.'])|(?P<Zyyy>[^\x00-\x7f])"
)
_ASCII_WORD = re.compile(r"[a-z0-9]+[.']?")
ELIDED = frozenset(("al", "el", "ul", "as", "es", "ash", "ar", "er", "an", "en", "ad", "ed", "at", "et", "az", "ez", "l"))
"""What may be an article if an apostrophe stands behind it, and four letters."""
_ELIDED = re.compile(rf"(?<![^\W_])({'|'.join(sorted(ELIDED))})'(?=[^\W\d_]{{4}})")
_ELIDED_ARTICLE = "\\1\0 "  # the apostrophe that stays, as the mark of an article
# Three letters before it at least: Ra's al-Khaimah and the Ba's party own nothing.
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]{3})(?:'s|(?<=s)')(?![^\W_])")
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?")
_CAPITALS = re.compile(r"\b[^\W\d_]{1,5}\b")


class Words:
    """The words of one name while their roles are being found.

    `marks` holds '.' where a full stop follows the word, "'" where an apostrophe tells an article (L'Oréal), else ''.
    """

    __slots__ = ("_capitals", "marks", "raw", "scripts", "texts")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.marks: list[str] = []
        self._capitals: frozenset[str] | None = None

    def in_capitals(self, text: str) -> bool:
        """Whether this short word was written in capitals."""
        if self._capitals is None:
            self._capitals = frozenset(_CAPITALS.findall(self.raw))
        return text.upper() in self._capitals

    def replace(self, start: int, length: int, text: str, script: str) -> None:
        """One word in the place of several."""
        self.texts[start : start + length] = [text]
        self.scripts[start : start + length] = [script]
        self.marks[start : start + length] = [""]


class Splitter:
    """Splits at spaces, punctuation, hyphens and changes of script; knows dotted acronyms from initials."""

    def __init__(self, acronyms: frozenset[str], dotted_forms: frozenset[str]) -> None:
        self._acronyms = acronyms
        self._dotted_forms = dotted_forms

    def split(self, letters: str, raw: str) -> Words:
        """The words of folded letters; `raw` is the same text with its capitals."""
        if "'" in letters:
            letters = _ELIDED.sub(_ELIDED_ARTICLE, letters).replace("'", "").replace("\0", "'")
        if "." in letters:
            letters = _DOTTED.sub(self._undot, letters)
        if "&" in letters and any(map(str.isalnum, letters)):
            letters = letters.replace("&", " and ")
        words = Words(raw)
        if letters.isascii():
            _split_ascii(letters, words)
        else:
            _split_scripts(letters, words)
        return words

    def script_of_whole(self, word: str) -> str:
        """The script of a word without punctuation that is split no further; 'Zyyy' if it is, or is no word of letters."""
        match = _SCRIPT_RUN.match(word)
        if match is None or match.end() < len(word) or match.lastgroup == "mark" or any(map(str.isdigit, word)):
            return "Zyyy"
        return match.lastgroup or "Zyyy"

    def _undot(self, match: re.Match[str]) -> str:
        """Dotted letters as initials (J.K. Rowling) or in one word (U.S., N.A.T.O., S.A. at the end)."""
        letters = match.group().replace(".", "")
        after = any(char.isalnum() for char in match.string[match.end() :])
        before = any(char.isalnum() for char in match.string[: match.start()])
        one_word = len(letters) > 3 or letters in self._acronyms or (
            letters in self._dotted_forms and (not after or (before and len(letters) > 2))
        )
        if one_word or not (before or after):
            return letters + ". "
        return ". ".join(letters) + ". "


def part_possessor(letters: str, adjectival: frozenset[str]) -> tuple[str, str]:
    """(what is owned, its owner): the text after and before the last possessive; the owner is '' without one.

    After an adjectival one (women's) no owner is meant.
    """
    owner, kept, position = "", "", 0
    for match in _POSSESSIVE.finditer(letters):
        before = letters[position : match.start()]
        position = match.end()
        kept += before
        if before.replace("-", " ").rpartition(" ")[2] in adjectival:
            kept += match.group().replace("'", "")
        elif any(char.isalnum() for char in letters[position:]):
            owner, kept = f"{owner} {kept}", ""
    return kept + letters[position:], owner.strip()


def _split_ascii(letters: str, words: Words) -> None:
    found = _ASCII_WORD.findall(letters)
    words.marks += [word[-1] if word[-1] in ".'" else "" for word in found]
    words.texts += [word.rstrip(".'") for word in found]
    words.scripts += ["Zyyy" if text.isdigit() else "Latn" for text in words.texts]


def _split_scripts(letters: str, words: Words) -> None:
    end = -1
    for match in _SCRIPT_RUN.finditer(letters):
        script, text = match.lastgroup or "Zyyy", match.group()
        if script == "mark":
            if words.marks:
                words.marks[-1] = text
            continue
        if script == "Zyyy" and end == match.start() and words.scripts[-1] == "Zyyy" and not words.texts[-1].isdigit():
            words.texts[-1] += text
        else:
            words.texts.append(text)
            words.scripts.append("Zyyy" if script == "digits" else script)
            words.marks.append("")
        end = match.end()


def script_of(text: str) -> str:
    """The script of the first letter, or 'Zyyy'."""
    match = _SCRIPT_RUN.match(text)
    return match.lastgroup or "Zyyy" if match else "Zyyy"
