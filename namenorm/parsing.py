"""The second stage: a cleaned mention becomes a name, a row of tokens that each have a script and a role."""

from __future__ import annotations

import re
from itertools import repeat

from namenorm.bound import Bound
from namenorm.cleaning import MAX_TOKENS, Cleaned, fold_letters
from namenorm.joining import Joiner
from namenorm.name import Name, Role, Token
from namenorm.splitting import Splitter, Words, part_possessor, script_of
from namenorm.wordlists import Phrases, read_capitals, read_rows, read_words

_ORDINAL = re.compile("([0-9]+)(?:st|nd|rd|th)")
_ROMAN_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROMAN = {roman: str(value) for value, roman in enumerate(_ROMAN_NUMERALS.split(), 1)}
_WITH_INITIALS = ("Latn", "Cyrl", "Grek")
_GLUED_FORM_SCRIPTS = ("Hani", "Hang")
_LINKS = ("of", "for", "to")
_WAW_AND_ARTICLE = "وال"

Roles = list[Role | None]


class Parser:
    """Finds the structure of a name. Holds the word lists; immutable once built.

    `bound` are the words that may mean something else beside others than they do alone; of some of these `hanging` tells how.
    `beginnings` are what Latin words with a prefix begin with.
    """

    def __init__(self) -> None:
        self._particles = {row[0]: row[1] for row in read_rows("particles")}
        self._joiner = Joiner(frozenset(word for word, kind in self._particles.items() if kind == "link"))
        self.glued_articles = self._joiner.glued_articles
        self._adjectival = read_words("adjectival_possessives")
        self._before_office = Phrases((row[0], "") for row in read_rows("nationalities"))
        self._no_name = read_words("organization_words")
        self._generations, self._married = read_words("generations"), read_words("married_titles")
        honorifics, forms = read_rows("honorifics"), read_rows("legal_forms")
        self._honorifics_in_capitals = read_capitals("honorifics")
        self._forms_in_capitals = read_capitals("legal_forms")
        self._front = Phrases((row[0], row[2] if len(row) > 2 else "1") for row in honorifics if row[1:2] != ("end",))
        self._end = Phrases((row[0], "1") for row in honorifics if row[1:2] == ("end",))
        self.dotted = frozenset(row[0].replace(" ", "") for row in forms if _is_spelled_out(row[0]))
        forms = [row for row in forms if not _is_spelled_out(row[0])]
        self._form_at_front = Phrases((row[0], row[1]) for row in forms if row[2:3] in (("front",), ("both",), ("any",)))
        self._form_inside = Phrases((row[0], row[1]) for row in forms if row[2:3] == ("any",))
        self._form_at_end = Phrases((row[0], row[1]) for row in forms if row[2:3] != ("front",))
        glued = [row for row in forms if len(row[0]) > 2 and script_of(row[0]) in _GLUED_FORM_SCRIPTS]
        self._glued_forms = tuple((row[0], row[1]) for row in sorted(glued, key=lambda row: -len(row[0])))
        self._splitter = Splitter(read_words("acronyms"), self.dotted)
        at_ends = (self._end, self._form_at_front, self._form_inside, self._form_at_end)
        bound = Bound(self._particles, self._joiner, (self._front, self._before_office), at_ends, _ROMAN)
        self.bound, self.beginnings, self._small = bound.words, bound.beginnings, bound.small
        no_titles = self._honorifics_in_capitals | self._generations | self._married
        self.hanging = bound.hanging(no_titles, self._no_name.union(_LINKS))

    def parse(self, cleaned: Cleaned) -> Name:
        """The tokens of the name in reading order (First Last). At most 32; more sets the flag `too_long`.

        Nothing is dropped but punctuation and a possessive 's at the end: the structure is in the roles. There are no
        tokens only if there is no letter and no digit.

        >>> [f"{token.text} {token.role}" for token in Parser().parse(Cleaned("SADR, Mr. Muqtada al-")).tokens]
        ['mr honorific', 'muqtada name', 'al article', 'sadr name']
        """
        letters, owner = fold_letters(cleaned.text), ""
        if "'" in letters:
            letters, owner = part_possessor(letters, self._adjectival)
        if owner and self._is_form(self._splitter.split(letters, cleaned.text)):
            letters, owner = f"{owner}, {letters}", ""
        tokens = self._tokens(letters, cleaned.text)
        if owner:
            owners = self._tokens(owner, cleaned.text)
            tokens = [Token(token.text, token.script, Role.POSSESSOR, token.alternatives) for token in owners] + tokens
        flags = cleaned.flags
        if len(tokens) > MAX_TOKENS:
            del tokens[MAX_TOKENS:]
            if "too_long" not in flags:
                flags = (*flags, "too_long")
        return Name(tuple(tokens), flags)

    def alone(self, word: str) -> list[Token]:
        """The tokens of a word that has the same in every plain name, one without punctuation, else none; likewise of a word
        with its prefix or its suffix.
        """
        if " " in word:
            return self._joined(word.split())
        script = "Latn" if word.isascii() and word.isalpha() else self._splitter.script_of_whole(word)
        if script == "Zyyy" or (script == "Arab" and word.startswith(_WAW_AND_ARTICLE)):
            return []
        if word in self._small:
            return [Token(word, script, self._small[word])]
        if word in self.bound and word not in self.hanging.opening:
            return []
        if len(word) == 1 and script in _WITH_INITIALS:
            return [Token(word, script, Role.INITIAL)]
        return self._name_of(self._joiner.unglued(word, script), word, script, inner=False)

    def _joined(self, words: list[str]) -> list[Token]:
        """The one token of words, none if they are more, or the last one means something else beside others."""
        host, scripts = words[-1], [script_of(word) for word in words]
        if len(set(scripts)) > 1:
            return []
        joins = host in self.hanging.suffixes or self._joiner.is_servant(words)
        if not joins and (host in self.bound or host in self._joiner.articles or len(host) == 1 or not self.alone(host)):
            return []
        text, after = self._joiner.join(words, scripts, 0, len(words))
        tokens = self._name_of(text, words[0], scripts[0], inner=False)
        return tokens if after == len(words) and len(tokens) == 1 else []

    def _tokens(self, letters: str, raw: str) -> list[Token]:
        apposition = ""
        if "," in letters:
            letters, apposition = self._in_order(letters, raw)
        words = self._splitter.split(letters, raw)
        if not words.texts:
            return []
        start, stop, roles = self._mark_legal_forms(words)
        self._mark_single_letters(words, roles)
        start, stop = self._mark_honorifics(words, roles, start, stop)
        tokens = [_plain(words, roles, index) for index in range(start)]
        tokens += self._name_tokens(words, roles, start, stop)
        tokens += [_plain(words, roles, index) for index in range(stop, len(roles))]
        if apposition:
            rest = self._splitter.split(apposition, raw)
            tokens += map(Token, rest.texts, rest.scripts, repeat(Role.HONORIFIC))
        return self._tell_family(tokens)

    def _tell_family(self, tokens: list[Token]) -> list[Token]:
        """Jr. and Sr. decide as numerals do; Mrs. with one word is not the bearer that the word alone means; a particle
        that begins a name is a word of it: Ben Ali is not Ali.
        """
        if tokens and tokens[0].role is Role.PARTICLE and self._particles.get(tokens[0].text) == "link":
            tokens[0] = tokens[0]._replace(role=Role.NAME)
        honorifics = [token for token in tokens if token.role is Role.HONORIFIC]
        if not honorifics:
            return tokens
        names = sum(token.role is Role.NAME for token in tokens)
        return [
            token._replace(role=Role.NUMERAL) if token.role is Role.HONORIFIC and token.text in self._generations
            else token._replace(role=Role.NAME) if token.role is Role.HONORIFIC and names == 1 and token.text in self._married
            else token
            for token in tokens
        ]  # fmt: skip

    # --- order -----------------------------------------------------------------------------------------------------

    def _in_order(self, letters: str, raw: str) -> tuple[str, str]:
        """'Last, First' turned round, and what only describes: ', Jr.', ', Prime Minister of Iraq'."""
        parts = [part for part in map(str.strip, letters.split(",")) if part]
        described: list[str] = []
        forms: list[str] = []
        while len(parts) > 1:
            words = self._splitter.split(parts[-1], raw)
            if self._is_form(words):
                forms.insert(0, parts[-1])
            elif words.texts and self._is_description(words.texts):
                described.insert(0, parts[-1])
            elif words.texts:
                break
            parts.pop()
        if len(parts) == 2 and not self._is_whole(self._splitter.split(parts[0], raw).texts):
            parts.reverse()
        return " ".join(parts + forms), " ".join(described)

    def _is_form(self, words: Words) -> bool:
        count = len(words.texts)
        found = self._form_at_end.before(words.texts, 0, count) if count else None
        return found is not None and found[0] == count

    def _is_description(self, texts: list[str]) -> bool:
        """Whether these words are an honorific and nothing else, or an office with what it is of."""
        count = len(texts)
        suffix = self._end.before(texts, 0, count)
        if suffix and suffix[0] == count:
            return True
        at = 0
        while at < count:
            if found := self._front.at(texts, at, count):
                at += found[0]
                return found[1] == "1" and (at == count or texts[at] in ("of", "for"))
            if not (found := self._before_office.at(texts, at, count)):
                return False
            at += found[0]
        return False

    def _is_whole(self, texts: list[str]) -> bool:
        """Whether what precedes a comma is more than a surname: 'Ministry of Oil, Iraq', 'President Assad, Syria'."""
        if any(text == "of" or self._particles.get(text) == "and" for text in texts[1:]):
            return True
        found = self._front.at(texts, 0, len(texts)) if texts else None
        return found is not None and found[0] < len(texts) and found[1] == "1"

    # --- roles -----------------------------------------------------------------------------------------------------

    def _mark_legal_forms(self, words: Words) -> tuple[int, int, Roles]:
        """Legal forms at both ends, each brought to one word; the range of words between them, and all roles so far."""
        texts = words.texts
        start, stop, ends = 0, len(texts), 0
        while start + 1 < stop and (found := self._form_at_front.at(texts, start, stop - 1)):
            if not self._counts(words, start, found[0], self._forms_in_capitals):
                break
            words.replace(start, found[0], found[1], "Latn")
            stop -= found[0] - 1
            start += 1
        while stop - start > 1 and (found := self._form_at_end.before(texts, start + 1, stop)):
            if not self._counts(words, stop - found[0], found[0], self._forms_in_capitals):
                break
            stop -= found[0]
            words.replace(stop, found[0], found[1], "Latn")
            ends += 1
        inside = self._forms_inside(words, start, stop)
        stop = len(texts) - ends
        roles: Roles = [Role.LEGAL_FORM] * start
        roles += [Role.LEGAL_FORM if index in inside else None for index in range(start, stop)]
        roles += [Role.LEGAL_FORM] * ends
        return start, stop, roles

    def _forms_inside(self, words: Words, start: int, stop: int) -> set[int]:
        """Where the unmistakable legal forms are that have words on both sides, each brought to one word."""
        found: set[int] = set()
        index = start + 1
        if "." not in words.marks and not self._form_inside.may_be_in(words.texts):
            return found
        while index < stop - 1:
            form = self._form_inside.at(words.texts, index, stop - 1)
            if form is None and words.marks[index] == "." and words.texts[index] in self.dotted:
                form = self._form_at_end.at(words.texts, index, index + 1)
            if form:
                words.replace(index, form[0], form[1], "Latn")
                stop -= form[0] - 1
                found.add(index)
            index += 1
        return found

    def _counts(self, words: Words, index: int, length: int, in_capitals: frozenset[str]) -> bool:
        """Whether a phrase that may have to be in capitals or to have full stops is so."""
        text = words.texts[index]
        return length > 1 or text not in in_capitals or words.marks[index] == "." or words.in_capitals(text)

    def _mark_single_letters(self, words: Words, roles: Roles) -> None:
        last = len(words.texts) - 1
        for index, text in enumerate(words.texts):
            if roles[index] is None and (len(text) == 1 or text in _ROMAN or not text.isalpha()):
                if text.isdigit():
                    roles[index] = Role.NUMERAL
                elif text[0].isdigit() and (match := _ORDINAL.fullmatch(text)):
                    roles[index] = Role.NUMERAL
                    words.replace(index, 1, match[1], "Zyyy")
                elif text in _ROMAN and self._is_roman(words, index, last):
                    roles[index] = Role.NUMERAL
                    words.replace(index, 1, _ROMAN[text], "Zyyy")
                if len(text) == 1 and roles[index] is None and self._is_initial(words, index, last):
                    roles[index] = Role.INITIAL

    def _is_roman(self, words: Words, index: int, last: int) -> bool:
        text = words.texts[index]
        if not index or words.marks[index] or not words.in_capitals(text):
            return False
        if len(text) == 1:
            return index == last and (text != "i" or index > 1)
        return text not in ("xi", "vi") or not words.raw.isupper()

    def _is_initial(self, words: Words, index: int, last: int) -> bool:
        mark = words.marks[index]
        if mark or words.scripts[index] not in _WITH_INITIALS:
            return mark == "."
        text = words.texts[index]
        if text not in self._particles or index in (0, last):
            return True
        return words.in_capitals(text) and not words.raw.isupper()  # Robert E Lee, but ORTEGA Y GASSET

    def _mark_honorifics(self, words: Words, roles: Roles, start: int, stop: int) -> tuple[int, int]:
        """Marks what stands before and after the name; the range of words between."""
        while stop - start > 1 and (found := self._end.before(words.texts, start + 1, stop)):
            if not self._counts(words, stop - found[0], found[0], self._honorifics_in_capitals):
                break
            roles[stop - found[0] : stop] = [Role.HONORIFIC] * found[0]
            stop -= found[0]
        while length := self._honorific_length(words, start, stop):
            roles[start : start + length] = [Role.HONORIFIC] * length
            start += length
        return start, stop

    def _honorific_length(self, words: Words, start: int, stop: int) -> int:
        """How many words from `start` are one honorific with what belongs before it (former US President); else 0."""
        texts, at = words.texts, start
        while at + 1 < stop:
            found = self._front.at(texts, at, stop)
            if found and self._counts(words, at, found[0], self._honorifics_in_capitals):
                end = at + found[0]
                if stop - end < int(found[1]) or texts[end] in self._no_name or self._is_link(texts[end]):
                    return 0
                return end - start
            before = self._before_office.at(texts, at, stop)
            if not before:
                return 0
            at += before[0]
        return 0

    def _is_link(self, text: str) -> bool:
        return text in _LINKS or self._particles.get(text) == "and"

    # --- tokens ----------------------------------------------------------------------------------------------------

    def _name_tokens(self, words: Words, roles: Roles, start: int, stop: int) -> list[Token]:
        """Tokens of the name proper: particles and articles told from names, words that belong together joined."""
        texts, scripts = words.texts, words.scripts
        tokens: list[Token] = []
        index = start
        while index < stop:
            text, script = texts[index], scripts[index]
            role = roles[index]
            if role is None and (words.marks[index] == "'" or self._joiner.is_article(texts, index, stop)):
                role = Role.ARTICLE
            if role is None:
                role = self._particle_role(text, index - start, stop - index)
                if text == "e" and start and index == start and stop - index > 1 and roles[0] is Role.LEGAL_FORM:
                    role = Role.PARTICLE  # Sherkat-e Naft
                if text == "the" and index + 1 < stop and tokens and tokens[-1].role is Role.PARTICLE:
                    role = Role.PARTICLE
            if role is not None:
                tokens.append(Token(text, script, role))
                index += 1
                continue
            end = index + 1
            while end < stop and roles[end] is None:
                end += 1
            joined, after = self._joiner.join(texts, scripts, index, end)
            tokens += self._name_of(joined, text, script, inner=index > start)
            index = after
        return tokens if any(token.role is Role.NAME for token in tokens) else _with_a_name(tokens)

    def _particle_role(self, text: str, before: int, left: int) -> Role | None:
        kind = self._particles.get(text)
        if kind is None:
            particle = left == 1 and before and self._joiner.needs_host(text)
        elif kind == "link":
            particle = left > 1
        elif kind == "and":
            particle = left > 1 and before > 0
        else:
            particle = kind == "tail" or not before
        return Role.PARTICLE if particle else None

    def _name_of(self, joined: str, text: str, script: str, *, inner: bool) -> list[Token]:
        """The tokens of a word with what was joined to it; a guess at its article only where nothing was."""
        if joined == text or script == "Arab":
            return self._hosts(joined, script, inner)
        return [Token(joined, script, Role.NAME)]

    def _hosts(self, text: str, script: str, inner: bool) -> list[Token]:
        """One token, or what was glued to it as tokens of their own."""
        if script == "Arab":
            if host := self._joiner.host_of_glued(text, script):
                return [Token("ال", script, Role.ARTICLE), Token(host, script, Role.NAME)]
            if inner and text.startswith(_WAW_AND_ARTICLE) and not self._joiner.is_never_cut(text):
                return [Token("و", script, Role.PARTICLE), *self._hosts(text[1:], script, False)]
        elif script in _GLUED_FORM_SCRIPTS:
            for form, kind in self._glued_forms:
                if text.endswith(form) and text != form:
                    return [Token(text[: -len(form)], script, Role.NAME), Token(kind, "Latn", Role.LEGAL_FORM)]
                if text.startswith(form) and text != form:
                    return [Token(kind, "Latn", Role.LEGAL_FORM), Token(text[len(form) :], script, Role.NAME)]
        cut = self._joiner.without_article(text, script)
        return [Token(text, script, Role.NAME, (cut,) if cut else ())]


def _plain(words: Words, roles: Roles, index: int) -> Token:
    return Token(words.texts[index], words.scripts[index], roles[index] or Role.NAME)


def _with_a_name(tokens: list[Token]) -> list[Token]:
    """The last particle or article is the name if nothing else is."""
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].role in (Role.PARTICLE, Role.ARTICLE):
            tokens[index] = Token(tokens[index].text, tokens[index].script, Role.NAME)
            break
    return tokens


def _is_spelled_out(phrase: str) -> bool:
    """Whether a form is Latin letters one by one, as 's a': then it counts only as 'S.A.', for 'S. A.' are initials."""
    return phrase.isascii() and " " in phrase and all(len(word) == 1 for word in phrase.split())
