"""Names made of Korean or Mandarin syllables, where one letter makes another name: Kim Jong-un and Kim Yong-un.

Latin spellings of such syllables are few and known, so two of them are spellings of one or they are not: Jong is Jeong, in
another system, and never Yong, though Yusuf is Jusuf elsewhere. Hangul says exactly which syllable it is. A Han sign has
its Mandarin reading here, but others too, in Korean names or Cantonese ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

from namenorm.kernel.letters import SyllableSet, Traditions
from namenorm.letter_codes import coded, edged
from namenorm.romanization.last_resort import plain_latin
from namenorm.wordlists import read_rows, read_words

MOST = 4  # syllables of a name
_LONGEST = 6  # Latin letters of a syllable
_NONE: frozenset[str] = frozenset()

_WADE_GILES_INITIALS = {
    "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch", "r": "j",
    "z": "ts", "c": "ts",
}  # fmt: skip
_WADE_GILES_FINALS = {"ian": "ien", "ie": "ieh", "ue": "ueh", "ong": "ung", "iong": "iung", "uo": "o", "e": "o"}
_WADE_GILES = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "yan": "yen", "ye": "yeh",
    "you": "yu", "er": "erh", "yong": "yung", "yue": "yueh", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo",
    "de": "te", "te": "te", "she": "she", "zhe": "che", "che": "che", "ze": "tse", "ce": "tse", "se": "se", "le": "le",
    "ne": "ne",
}  # fmt: skip
INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcswy")

# What Latin letters may stand for in the three places of a Korean syllable, in Revised Romanization, in McCune-Reischauer
# without its marks, and in the spellings that people choose for themselves. A liquid falls silent or turns to n at the
# beginning of a name in the South and stays in the North: Yi, Lee and Ri are one surname.
_KOREAN_INITIALS = {
    "": "ㅇ", "g": "ㄱ", "k": "ㄱㅋ", "kh": "ㅋ", "kk": "ㄱ", "n": "ㄴㄹ", "d": "ㄷ", "t": "ㄷㅌ", "th": "ㅌ",
    "r": "ㄹㅇㄴ", "rh": "ㄹㅇ", "l": "ㄹㅇㄴ", "m": "ㅁ", "b": "ㅂ", "p": "ㅂㅍ", "ph": "ㅍ", "s": "ㅅ", "sh": "ㅅ",
    "ss": "ㅅ", "j": "ㅈ", "z": "ㅈ", "ch": "ㅈㅊ", "h": "ㅎ",
}  # fmt: skip
_KOREAN_VOWELS = {
    "a": "ㅏ", "ah": "ㅏ", "ar": "ㅏ", "ae": "ㅐ", "ai": "ㅐ", "ay": "ㅐ", "ya": "ㅑ", "eo": "ㅓ", "o": "ㅗㅓ",
    "oh": "ㅗㅓ", "u": "ㅜㅓㅡ", "uh": "ㅓ", "e": "ㅔㅐ", "ei": "ㅔ", "yeo": "ㅕ", "you": "ㅕ", "yo": "ㅛㅕ",
    "yu": "ㅠㅕ", "yoo": "ㅠ", "ye": "ㅖ", "wa": "ㅘ", "oe": "ㅚ", "oi": "ㅚ", "oo": "ㅜ", "ou": "ㅜ", "woo": "ㅜ",
    "wu": "ㅜ", "wo": "ㅝ", "weo": "ㅝ", "wi": "ㅟ", "we": "ㅞ", "wae": "ㅙ", "eu": "ㅡ", "ui": "ㅢ", "eui": "ㅢ",
    "i": "ㅣㅢ", "ee": "ㅣㅢ", "yi": "ㅣ",
}  # fmt: skip
_KOREAN_FINALS = {
    "": "-", "k": "ㄱ", "g": "ㄱ", "ck": "ㄱ", "n": "ㄴ", "t": "ㄷ", "l": "ㄹ", "r": "ㄹ", "m": "ㅁ", "p": "ㅂ",
    "b": "ㅂ", "ng": "ㅇ",
}  # fmt: skip

_HANGUL = range(0xAC00, 0xD7A4)
_HAN = range(0x4E00, 0x9FB0)
_HANGUL_INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # in Unicode's order, the tense ones as their plain ones
_HANGUL_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_HANGUL_FINALS = "-ㄱㄱㄱㄴㄴㄴㄷㄹㄱㅁㄹㄹㄹㅂㄹㅁㅂㅂㄷㄷㅇㄷㄷㄱㄷㅂㄷ"  # as they sound


def wade_giles(pinyin: str) -> str:
    """A Mandarin syllable in the older system, without its marks.

    >>> wade_giles("xue"), wade_giles("zhong")
    ('hsueh', 'chung')
    """
    initial, final = parted(pinyin)
    spelled = _WADE_GILES_INITIALS.get(initial, initial) + _WADE_GILES_FINALS.get(final, final)
    return _WADE_GILES.get(pinyin, spelled)


def parted(pinyin: str) -> tuple[str, str]:
    """The initial of a Mandarin syllable, which may be empty, and its final."""
    initial = next((i for i in INITIALS if pinyin.startswith(i)), "")
    return initial, pinyin[len(initial) :]


def may_be_one(a: str, b: str, of: int) -> bool:
    """Whether two words may be spellings of the same syllables in some of the traditions, one a bit.

    >>> may_be_one("jong", "jeong", 1), may_be_one("jong", "yong", 1)
    (True, False)
    >>> may_be_one("hsueh", "xue", 2)
    True
    """
    if a.isascii() and b.isascii() and a.isalpha() and b.isalpha():
        return bool(traditions().are_alike(of, coded(a), coded(b)))
    return any(of >> k & 1 and _have_a_way_in_common(a, b, tradition) for k, tradition in enumerate(TRADITIONS))


def _have_a_way_in_common(a: str, b: str, tradition: str) -> bool:
    """Whether two words, of which one is no Latin one, may stand for the same row of syllables, up to four; a sign is one."""
    signs, other = (b, a) if a.isascii() else (a, b)
    if not 0 < len(signs) <= MOST:
        return False
    row = [_of_sign(sign, tradition) for sign in signs]
    if not all(row):
        return False
    if other.isascii():
        return other.isalpha() and bool(_syllables(tradition).may_be(tuple(map(_numbers(tradition), row)), edged(other)))
    return len(row) == len(other) and not any(map(frozenset.isdisjoint, row, (_of_sign(sign, tradition) for sign in other)))


def _steps(word: str, tradition: str) -> Mapping[int, Sequence[tuple[int, frozenset[str]]]]:
    """From each place of a word that whole syllables lead to, where the next one may end and which it may be."""
    steps: dict[int, list[tuple[int, frozenset[str]]]] = {0: []}
    spelled, is_latin = _SPELLINGS[tradition](), word.isascii()
    longest = _LONGEST if is_latin else 1
    for start in range(len(word)):
        if start in steps:
            for stop in range(start + 1, min(start + longest, len(word)) + 1):
                text = word[start:stop]
                if found := spelled.get(text, _NONE) if is_latin else _of_sign(text, tradition):
                    steps[start].append((stop, found))
                    steps.setdefault(stop, [])
    return steps


@lru_cache(maxsize=4096)
def spoken(word: str, tradition: str) -> frozenset[str]:
    """The syllables that a word may stand for, a text for each way; none if it is no word of syllables."""
    ways: dict[int, set[tuple[str, ...]]] = {0: {()}}
    for start, steps in sorted(_steps(word, tradition).items()):
        before = [way for way in ways.get(start, ()) if len(way) < MOST]
        for stop, found in steps:
            ways.setdefault(stop, set()).update((*way, syllable) for way in before for syllable in found)
    return frozenset(" ".join(way) for way in ways.get(len(word), ()) if way)


def fewest(word: str, tradition: str) -> int:
    """How many syllables a word is at least, 0 if it is not made of up to four syllables.

    >>> fewest("jongun", "korean"), fewest("philby", "korean")
    (2, 0)
    """
    if word.isascii():
        letters = edged(word)
        return int(_syllables(tradition).fewest(letters, len(letters), MOST))
    return len(word) if len(word) <= MOST and all(_of_sign(sign, tradition) for sign in word) else 0


def traits(word: str) -> int:
    """For each tradition, four bits each, how many syllables a word is at least, up to four, and whether it is a surname.

    >>> bin(traits("kim")), traits("philby")
    ('0b1001', 0)
    """
    if word.isascii():
        letters = edged(word)
        return int(traditions().traits(word, letters, len(letters)))
    tradition = "korean" if ord(word[0]) in _HANGUL else "mandarin"  # no sign is of both
    count = fewest(word, tradition)
    return (count | is_surname(word, tradition) << 3) << 4 * TRADITIONS.index(tradition) if count else 0


@cache
def traditions() -> Traditions:
    """What the kernel asks of Latin words."""
    return Traditions(tuple(map(_syllables, TRADITIONS)), tuple(map(_surnames, TRADITIONS)), MOST)


@cache
def _syllables(tradition: str) -> SyllableSet:
    """All Latin spellings of a syllable."""
    numbers, spelled = _numbers(tradition), _SPELLINGS[tradition]()
    return SyllableSet([(edged(text)[1:-1], numbers(found)) for text, found in spelled.items()])


@cache
def _numbers(tradition: str) -> Callable[[frozenset[str]], tuple[int, ...]]:
    """What gives the numbers of syllables, from 1 on; of those of signs that nobody spells there are none."""
    numbers = {syllable: number for number, syllable in enumerate(_NONE.union(*_SPELLINGS[tradition]().values()), 1)}
    return cache(lambda syllables: tuple([numbers[syllable] for syllable in syllables if syllable in numbers]))


def is_surname(word: str, tradition: str) -> bool:
    """Whether the word is a surname, or begins with one where it is not written in Latin letters.

    >>> is_surname("kim", "korean"), is_surname("김정은", "korean"), is_surname("philby", "korean")
    (True, True, False)
    """
    if word.isascii():
        return word in _surnames(tradition)
    return not _of_sign(word[0], tradition).isdisjoint(_surname_syllables(tradition))


@cache
def _surnames(tradition: str) -> frozenset[str]:
    listed = read_words(f"{tradition}_surnames")
    return listed if tradition == "korean" else frozenset(x for pinyin in listed for x in (pinyin, wade_giles(pinyin)))


@cache
def _surname_syllables(tradition: str) -> frozenset[str]:
    return frozenset(syllable for surname in _surnames(tradition) for syllable in spoken(surname, tradition))


@cache
def _of_sign(sign: str, tradition: str) -> frozenset[str]:
    """The syllables that a sign of Hangul or a Han sign may be in a tradition, those of Korean in letters of Hangul."""
    code = ord(sign)
    if tradition == "mandarin":
        return _mandarin_spellings().get(plain_latin(sign), _NONE) if code in _HAN else _NONE
    if code not in _HANGUL:
        return _NONE
    initial, rest = divmod(code - _HANGUL.start, 588)
    vowel, final = divmod(rest, 28)
    return frozenset((_HANGUL_INITIALS[initial] + _HANGUL_VOWELS[vowel] + _HANGUL_FINALS[final],))


@cache
def _korean_spellings() -> Mapping[str, frozenset[str]]:
    """The syllables of every Latin spelling. Of the ways to part one it is the way of the longest beginnings."""
    out: dict[str, frozenset[str]] = {}
    longest_first = (sorted(letters, key=len, reverse=True) for letters in (_KOREAN_INITIALS, _KOREAN_VOWELS, _KOREAN_FINALS))
    for initial, vowel, final in product(*longest_first):
        text = initial + vowel + final
        if len(text) <= _LONGEST and text not in out:
            parts = product(_KOREAN_INITIALS[initial], _KOREAN_VOWELS[vowel], _KOREAN_FINALS[final])
            out[text] = frozenset(map("".join, parts))
    return out


@cache
def _mandarin_spellings() -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for initial, finals in read_rows("mandarin_syllables"):
        for final in finals.split():
            pinyin = initial.strip("-") + final
            for spelled in (pinyin, wade_giles(pinyin)):
                out.setdefault(spelled, set()).add(pinyin)
    return {spelled: frozenset(syllables) for spelled, syllables in out.items()}


_SPELLINGS: Mapping[str, Callable[[], Mapping[str, frozenset[str]]]] = {
    "korean": _korean_spellings, "mandarin": _mandarin_spellings,
}  # fmt: skip
TRADITIONS = tuple(_SPELLINGS)
