"""Tidy mentions: those whose letters can be folded one by one, as most can."""

from array import array

from namenorm.kernel._pointers import *  # once compiled, those of C

_LONGEST = 512  # characters of a mention that are read
_LONGEST_ELIDED = 3  # letters of an article with an apostrophe
_LAST_ASCII, _LAST_LATIN = "\x7f", "\u024f"
_RIGHT_QUOTE, _LEFT_QUOTE = "\u2019", "\u2018"
_FIRST_CYRILLIC, _LAST_CYRILLIC = "\u0400", "\u045f"
_CODES = 0x10000


class TidyLetters:
    """Folds the letters of tidy mentions. Shared by threads.

    `fold` tells what a letter is folded to whatever stands beside it, '' if that hangs on it. Before an apostrophe, `elided`
    words are articles; before a full stop, `dotted` ones are legal forms.
    """

    def __init__(self, elided, dotted, fold):
        self.elided, self.dotted, self.fold = elided, dotted, fold
        self.folded = {}
        self.codes = array("H", bytes(2 * _CODES))  # what the letters that were met are folded to, if that is one letter

    def of(self, mention):
        """The words of a mention, folded, single spaces between them, at most one comma in "Last, First"; '' if it is not tidy.

        Hyphens become spaces. Left out are full stops behind what is cut short, and apostrophes that are a mere matter of
        spelling.
        """
        n = len(mention)
        if n > _LONGEST:
            return ""
        hyphens = loose = foreign = signs = commas = latin = cyrillic = 0
        before = " "
        i = -1
        for c in mention:
            i += 1
            if "a" <= c <= "z" or "A" <= c <= "Z":
                latin = 1
            elif c == " ":
                if before == " ":
                    return ""
                if before == "-":
                    loose = 1
            elif c == "-":
                hyphens = 1
                if before == " " or before == "-":
                    loose = 1
            elif c == ",":
                if commas or before == " " or before == "-" or i + 2 >= n or mention[i + 1] != " ":
                    return ""
                commas = 1
            elif c == "'" or c == _RIGHT_QUOTE or c == _LEFT_QUOTE:
                if not self._is_a_spelling(mention, n, i):
                    return ""
                signs = 1
            elif c > _LAST_ASCII:
                foreign = 1
                if c < _FIRST_CYRILLIC:
                    latin = 1
                elif c <= _LAST_CYRILLIC:
                    cyrillic = 1
            elif c == "." and self._cuts_short(mention, n, i):
                signs = 1
            else:
                return ""
            before = c
        if before == " " or (latin and cyrillic):
            return ""
        if signs:
            mention = self.straight(mention).replace(".", "").replace("'", "")
        letters = mention.lower() if not foreign else self._fold_each(mention)
        if hyphens:
            letters = letters.replace("-", " ")
        return " ".join(letters.split()) if loose or before == "-" else letters

    def straight(self, mention):
        """A tidy mention with its curly apostrophes as they are typed."""
        return mention.replace(_RIGHT_QUOTE, "'").replace(_LEFT_QUOTE, "'")

    def key(self, letters):
        """The key of an exact alias of a mention with these letters."""
        return letters.replace(",", "") if "," in letters else letters

    def _cuts_short(self, mention, n, stop):
        """Whether a full stop stands behind an initial or a word cut short, at the end or before the next word."""
        if stop + 1 < n and mention[stop + 1] != " ":
            return False
        start = stop
        while start > 0 and self._is_letter(mention[start - 1]):
            start -= 1
        if start == stop or (start > 0 and mention[start - 1] != " ") or mention[stop - 1] > _LAST_CYRILLIC:
            return False
        return stop - start == 1 or (mention[start:stop].isascii() and mention[start:stop].lower() not in self.dotted)

    def _is_a_spelling(self, mention, n, sign):
        """Whether an apostrophe stands at a word or in it, and tells neither an article nor an owner: 'Abd, Isma'il, ג'ורג'."""
        before, after = mention[sign - 1] if sign else " ", mention[sign + 1] if sign + 1 < n else " "
        if not self._is_letter(before):
            return (before == " " or before == "-") and self._is_letter(after)
        if after == " " or after == "-" or after == ",":
            return before != "s" and before != "S" and (before <= _LAST_ASCII or before > _LAST_LATIN)
        return self._is_letter(after) and ((before > _LAST_LATIN and after > _LAST_LATIN) or self._is_inside(mention, n, sign))

    def _is_inside(self, mention, n, sign):
        """The same of an apostrophe between Latin letters."""
        start = sign
        while start > 0 and self._is_letter(mention[start - 1]):
            start -= 1
        after = mention[sign + 1]
        is_last = sign + 2 >= n or not self._is_letter(mention[sign + 2])
        if is_last and (after == "s" or after == "S" or after > _LAST_ASCII):
            return False
        word = mention[start:sign]
        return sign - start > _LONGEST_ELIDED or (word.isascii() and word.lower() not in self.elided)

    def _is_letter(self, c):
        return "a" <= c <= "z" or "A" <= c <= "Z" or (c > _LAST_ASCII and c != _RIGHT_QUOTE and c != _LEFT_QUOTE)

    def _fold_each(self, mention):
        """The letters of a mention, each folded by itself; '' if that can't be done."""
        return folded_text(mention, self.codes) or self._fold_by_list(mention)

    def _fold_by_list(self, mention):
        """The same where a letter is new, or folded to several."""
        letters = []
        for i in range(len(mention)):
            letter = mention[i]
            folded = self.folded.get(letter)
            if folded is None:
                folded = letter.lower() if letter.isascii() else self.fold(letter)
                if not folded:
                    return ""
                self.folded[letter] = folded
                if len(folded) == 1 and ord(letter) < _CODES and ord(folded) < _CODES:
                    self.codes[ord(letter)] = ord(folded)
            letters.append(folded)
        return "".join(letters)
