"""The first stage: a mention of any origin becomes one tidy line of text, and a folded key of it."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from typing import NamedTuple
from unicodedata import category, normalize

MAX_CHARACTERS = 512
MAX_TOKENS = 32
MAX_MARKS = 4
_MAX_RAW = 8 * MAX_CHARACTERS  # normalising is quadratic in a run of combining marks: bound it first

# Mentions of these signs are clean as they are: nothing of them is hidden, changed by NFKC, or may be mistaken for another's.
_TIDY_SIGNS = r"0-9.,'()&\-"
_TIDY_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
_TIDY_OTHERS = (
    "\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\u3041-\u3094\u30a1-\u30fa\u30fc"
    "\u4e00-\u9fff\uac00-\ud7a3"
)
_TIDY_CYRILLIC = "\u0400-\u045f"
_TIDY_LETTER = re.compile(f"[{_TIDY_LATIN}{_TIDY_CYRILLIC}{_TIDY_OTHERS}]")
_TIDY = re.compile(
    "|".join(f"[{signs}]+(?: [{signs}]+)*" for signs in (
        f"{_TIDY_SIGNS}{_TIDY_LATIN}{_TIDY_OTHERS}", f"{_TIDY_SIGNS}{_TIDY_CYRILLIC}{_TIDY_OTHERS}",
    ))
)  # fmt: skip

# A joiner between letters of these scripts is ordinary spelling; anywhere else it hides something.
_ORDINARY_JOINERS = re.compile("(?<=[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f])[\u200c\u200d]|[\ufe0e\ufe0f]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_MANY_SIGNS = re.compile(rf"[^\w\s\x00-\x7f]{{{MAX_MARKS + 1},}}")  # no mark is a word character
_VOWEL_POINTS = re.compile(
    "[\u0345\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    "\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff]"
)
_SIGN = re.compile(r"[^\w\s.,'()&-]")
_HEBREW_QUOTE = re.compile('(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')

# Before NFKC, which would turn ´ into a space with an accent and ™ into letters.
_PUNCTUATION = str.maketrans(
    dict.fromkeys("’‘ʼʻʽʿʾ`´′‵‛׳״ʹʺˈ՚ꞌꞋ＇｀ʔʕˮ", "'")
    | dict.fromkeys("‐‑‒–—―⁃−⸺⸻־֊᠆﹘﹣－゠〜", "-")
    | dict.fromkeys("™℠©®_№", " ")
    | dict.fromkeys("،、﹐", ",")
    | dict.fromkeys("“”„‟«»″", '"')
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50) for digit in range(10)}
)

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f]")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_ARMENIAN = re.compile(r"[\u0531-\u058f]")
_CHEROKEE = re.compile(r"[\u13a0-\u13ff\uab70-\uabbf]")
_COPTIC = re.compile(r"[\u2c80-\u2cff]")
_WORD = re.compile(r"[\w']+")
_LATIN_OF_CYRILLIC = str.maketrans(
    "аеорсухіѕјһԁԛԝкᲂᲃАВЕКМНОРСТУХІЅЈӀԚԜҮёїЁЇ", "aeopcyxisjhdqwkocABEKMHOPCTYXISJIQWYëïËÏ"
)
_LATIN_OF_GREEK = str.maketrans("οανιρυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavipukABEZHIKMNOPTYX")
_CYRILLIC_OF_LATIN = str.maketrans("aeopcyxisjABEKMHOPCTYXISJëïËÏ", "аеорсухіѕјАВЕКМНОРСТУХІЅЈёїЁЇ")
_LATIN_OF_ARMENIAN = str.maketrans("օոսհցյզքՕՍՏԼ", "onuhgjqfOUSL")
_LATIN_OF_CHEROKEE = str.maketrans("ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏔᏕᏙᏚᏞᏟᏢᏦᏴ", "DRTAJEWMHGZWSVSLCPKB")
_LATIN_OF_COPTIC = str.maketrans("ⲀⲂⲈⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬⲟⲣⲥⲓ", "ABEHIKMNOPCTYXopci")
_LOOKALIKES = (
    (_CYRILLIC, _LATIN_OF_CYRILLIC, _CYRILLIC_OF_LATIN),
    *(
        (letters, to_latin, {latin: other for other, latin in to_latin.items()})
        for letters, to_latin in (
            (_GREEK, _LATIN_OF_GREEK),
            (_ARMENIAN, _LATIN_OF_ARMENIAN),
            (_CHEROKEE, _LATIN_OF_CHEROKEE),
            (_COPTIC, _LATIN_OF_COPTIC),
        )
    ),
)

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ǝ": "a", "ı": "i", "ħ": "h",
        "ŧ": "t", "ŋ": "ng", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k", "ƴ": "y", "ɣ": "gh", "ɛ": "e", "ɔ": "o", "ʉ": "u",
        "ɨ": "i", "ƒ": "f", "ĸ": "k", "ʃ": "sh", "ʒ": "zh", "ƶ": "z", "ǥ": "g", "ɫ": "l", "ƛ": "l", "ƀ": "b", "ɲ": "ny",
        "ǣ": "ae", "ǽ": "ae", "ǿ": "o", "ǯ": "zh",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ھ": "ه",
        "ہ": "ه", "ۀ": "ه", "ۃ": "ه", "ؤ": "و", "ئ": "ي", "ء": "",
        "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "װ": "וו", "ױ": "וי", "ײ": "יי",
        "ё": "е",
    }
)  # fmt: skip
# Letters that lose nothing by decomposing and composing: most non-Latin names skip that step.
_SETTLED = re.compile(
    "[\x00-\x7f\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u0430-\u044f\u4e00-\u9fff"
    "\uac00-\ud7a3\u3041-\u3094\u30a1-\u30fa\u30fc]*"
)
# й ў ї ѓ ќ are letters of their own; every other mark of Latin, Greek and Cyrillic goes.
_ACCENTS = re.compile(
    "(?<![иу])\u0306|(?<!і)\u0308|(?<![гк])\u0301|[\u0300\u0302-\u0305\u0307\u0309-\u036f\u0483-\u0489\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_OUTSIDE_WORDS = re.compile(r"[^\w\x00-\x7f]+")
_RUN = re.compile(r"[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")


class Cleaned(NamedTuple):
    """A mention as one tidy line. `flags` of `hidden_characters`, `mixed_script`, `too_long` tell what was met."""

    text: str
    flags: tuple[str, ...] = ()


def clean(mention: str) -> Cleaned:
    """The mention on one line, in NFKC, case kept; '' if nothing readable is in it. Never raises for a str.

    In this order:
     1. hidden characters go: control, format and bidirectional marks, lone surrogates, private use (a joiner inside an
        Arabic or Indic word is removed too, as ordinary spelling, without a flag); flag `hidden_characters`
     2. at most 4 combining marks stay on a letter, then at most 512 characters; flag `too_long`
     3. apostrophes become ', dashes -, foreign digits ASCII, brand signs spaces
     4. NFKC, and the 512 characters again, for one character can become eighteen
     5. Arabic and Hebrew vowel points and the tatweel go, emoji and symbols become spaces
     6. a word that mixes Latin with letters of another alphabet that look like it (Cyrillic, Greek, Armenian, Cherokee,
        Coptic) is brought to the script it mostly has; flag `mixed_script`
     7. single spaces

    A name that was cut is still told from others by what was cut off: see `key_of`.

    >>> clean(" Muqtada  al\u2013Sad\u200br ")
    Cleaned(text='Muqtada al-Sadr', flags=('hidden_characters',))
    """
    return Cleaned(mention) if len(mention) <= MAX_CHARACTERS and _TIDY.fullmatch(mention) else _tidied(mention)


def _tidied(mention: str) -> Cleaned:
    """What `clean` makes of any mention, though it be tidy."""
    flags: dict[str, None] = {}
    if len(mention) > MAX_CHARACTERS:
        mention = " ".join(mention.split())  # blanks alone make no name too long
    if len(mention) > _MAX_RAW:
        flags["too_long"] = None
    text = mention[:_MAX_RAW]
    if not text.isprintable():
        text, hidden = _HIDDEN.subn("", _ORDINARY_JOINERS.sub("", text))
        if hidden:
            flags["hidden_characters"] = None
    if not text.isascii():
        text = _MANY_SIGNS.sub(_few_marks, _HIDDEN.sub("", text))
    text = _cut(text, flags).translate(_PUNCTUATION)
    if not text.isascii():
        text = _MANY_SIGNS.sub(_few_marks, normalize("NFKC", text))  # again, for one mark can become two
        text = _cut(text.translate(_PUNCTUATION), flags)
        text = _HEBREW_QUOTE.sub("'", _VOWEL_POINTS.sub("", _HIDDEN.sub("", text)))
        text = _repair_homoglyphs(text, flags)
    return Cleaned(" ".join(_SIGN.sub(_space_for_symbol, text).split()), tuple(flags))


def fold(text: str) -> str:
    """The key of an exact alias: letters without case and accents, digits, single spaces.

    Empty only if the text has no letter and no digit. Apostrophes vanish, '&' reads 'and', other punctuation parts
    words. Latin, Greek and Cyrillic lose their diacritics (but й stays й), Arabic letters their hamza and their Persian
    shapes, Hebrew its final shapes. Vowel signs of Indic scripts and Thai stay, for they are the vowels.

    >>> fold("Kata'ib Ḥizbállah"), fold("مصطفى الكاظمي") == fold("مصطفی الکاظمی")
    ('kataib hizballah', True)
    """
    return _parted(fold_letters(text))


def _parted(letters: str) -> str:
    """Folded letters without their punctuation."""
    if "'" in letters:
        letters = letters.replace("'", "")
    if "&" in letters and any(map(str.isalnum, letters)):
        letters = letters.replace("&", " and ")
    return " ".join(_RUN.findall(letters))


def key_of(mention: str, cleaned: Cleaned, letters: str) -> str:
    """The key by which a mention is known to be an alias, to the letter: `fold` of what it was cleaned to, of its `letters`.

    Two mentions that were cut share a key only if they are equal in full: "Vladimir Putin", a thousand dots and "Hospital"
    is not Vladimir Putin.
    """
    key = _parted(letters)
    if key and "too_long" in cleaned.flags:
        return f"{key} {sha256(mention.encode('utf-8', 'surrogatepass')).hexdigest()}"
    return key


def fold_letters(text: str) -> str:
    """The text with its letters folded as in `fold`, and its ASCII punctuation and spaces still there."""
    if text.isascii():
        return text.lower()
    lower = normalize("NFC", text).casefold()
    letters = lower.translate(_folded())
    if len(letters) < len(lower) and not any(map(str.isalnum, letters)):
        letters = lower  # a lone hamza is still a letter
    if _SETTLED.fullmatch(letters):
        return letters
    letters = normalize("NFC", _ACCENTS.sub("", normalize("NFD", letters)))
    return _OUTSIDE_WORDS.sub(_keep_vowel_signs, letters)


def fold_alone(letter: str) -> str:
    """What a tidy letter is folded to, whatever stands beside it; '' for any other sign.

    >>> fold_alone("É"), fold_alone("ß"), fold_alone("أ"), fold_alone("ء")
    ('e', 'ss', 'ا', '')
    """
    folded = fold_letters(f"{letter}a")[:-1] if _TIDY_LETTER.fullmatch(letter) else ""  # a hamza stays where it is alone
    return folded if folded.isalpha() else ""


@cache
def _folded() -> dict[int, str]:
    """What single letters become: `_LETTERS`, and Latin ones with a mark, most of what is met, the bare one at once."""
    bare = {code: _ACCENTS.sub("", normalize("NFD", chr(code))) for code in range(0xC0, 0x250) if chr(code).islower()}
    return {code: letter for code, letter in bare.items() if len(letter) == 1 and "a" <= letter <= "z"} | _LETTERS


def _cut(text: str, flags: dict[str, None]) -> str:
    if len(text) > MAX_CHARACTERS:
        flags["too_long"] = None
        return text[:MAX_CHARACTERS]
    return text


def _few_marks(match: re.Match[str]) -> str:
    """The signs without the marks that are more than MAX_MARKS in a row, whatever script they are of."""
    kept: list[str] = []
    marks = 0
    for char in match.group():
        kind = category(char)
        if kind in ("Mn", "Me"):
            marks += 1
        elif kind != "Mc":  # a vowel sign of an Indic script is no more than a letter among its marks
            marks = 0
        if marks <= MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def _space_for_symbol(match: re.Match[str]) -> str:
    sign = match.group()
    return " " if category(sign)[0] == "S" or sign == "_" else sign


def _keep_vowel_signs(match: re.Match[str]) -> str:
    """Marks right after a letter stay; whatever else stands between letters becomes spaces."""
    attached = match.start() > 0 and match.string[match.start() - 1].isalnum()
    kept = []
    for char in match.group():
        attached = attached and category(char) in ("Mn", "Mc")
        kept.append(char if attached else " ")
    return "".join(kept)


def _repair_homoglyphs(text: str, flags: dict[str, None]) -> str:
    if not _LATIN.search(text):
        if any(_CYRILLIC.search(word) and _GREEK.search(word) for word in _WORD.findall(text)):
            flags["mixed_script"] = None
        return text
    for other, to_latin, from_latin in _LOOKALIKES:
        if not other.search(text):
            continue
        mixed = {word for word in _WORD.findall(text) if other.search(word) and _LATIN.search(word)}
        if mixed:
            flags["mixed_script"] = None
            text = _with_words(text, {word: _of_one_script(word, other, to_latin, from_latin) for word in mixed})
    return text


def _with_words(text: str, others: dict[str, str]) -> str:
    """The text with others in the place of some words."""
    return _WORD.sub(lambda match: others.get(match.group(), match.group()), text)


def _of_one_script(word: str, other: re.Pattern[str], to_latin: dict[int, int], from_latin: dict[int, int]) -> str:
    bare = "".join(map(_without_stroke, normalize("NFD", word).replace("\u0345", "ι")))  # ἀ and ø have doubles too: a, o
    latin = _mostly_latin(bare, other, to_latin, from_latin)
    return normalize("NFC", "".join(_double(char, to_latin if latin else from_latin) for char in bare))


def _without_stroke(letter: str) -> str:
    """The letter, or the plain ones that it folds to: ø is o, æ is ae."""
    plain = letter.casefold().translate(_LETTERS)
    return letter if plain in (letter, letter.casefold()) else plain.upper() if letter.isupper() else plain


def _mostly_latin(word: str, other: re.Pattern[str], to_latin: dict[int, int], from_latin: dict[int, int]) -> bool:
    """Whether most letters that have no double in the other script are Latin; all letters count if that is a draw."""
    latin, foreign = _LATIN.findall(word), other.findall(word)
    sure_latin = [char for char in latin if not _has_double(char, from_latin)]
    sure_foreign = [char for char in foreign if not _has_double(char, to_latin)]
    if len(sure_latin) != len(sure_foreign):
        return len(sure_latin) > len(sure_foreign)
    return len(latin) >= len(foreign)


def _double(letter: str, doubles: dict[int, int]) -> str:
    """The letter of the other script that looks the same, be it only in the other case (т as T), or the letter itself."""
    double = letter.translate(doubles)
    if double != letter:
        return double
    turned = letter.swapcase()
    double = turned.translate(doubles)
    return letter if double == turned else double.swapcase()


def _has_double(letter: str, doubles: dict[int, int]) -> bool:
    """Whether the letter, small or capital, looks like one of the other script."""
    return any(ord(form) in doubles for form in (letter.lower(), letter.upper()) if len(form) == 1)
