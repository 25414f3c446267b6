"""From a mention to the names worth a closer look: tokens of the table that may be its words, and the names that hold them."""

from array import array
from math import *  # once compiled, exp and log are those of C, which no name of Python may stand for

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.index import TELLING, Best
from namenorm.kernel.parts import Mentioned
from namenorm.kernel.readings import readings_of
from namenorm.kernel.similar import Similar
from namenorm.kernel.tokens import NEVER

# Tokens looked at for the best reading of a mention's token, and for each further one; those that promise less than the least
# (`kernel/tokens.py` tells how that is weighed) are not compared.
SIMILAR, SIMILAR_TO_OTHERS, PROMISE = 60, 48, 9
LONE, LONE_TO_OTHERS, LONE_PROMISE = 320, 192, -16  # for the only word of a mention: there is nothing else to find by
COMPARED, COMPARED_LATIN, COMPARED_LONE = 64, 20, 320  # of those that promise most; half as many if the table has the word
TELLING_OF_LONE = 12  # one part in so many of the weight of its keys is not followed
GLUED = 24  # tokens compared with two words written as one
KEPT_READINGS = 6
MOST = 60  # names that are scored in full
# Beyond the first few, a name that shares less than this part of what the best one shares, in hundredths, is not scored. A body
# goes by names that share less, for its words are translated, cut short or left out; of one word the letters alone can tell.
# Where the best one itself shares little, of 10,000, to share less than it does tells little: several are scored then.
WORTH, WORTH_OF_ORG, WORTH_BY_ONE, FEWEST = 50, 40, 15, 8
POOR, SEVERAL = 6000, 16
SOLID = 0.5  # a token that none of the table's is so likely the same word as may be two written as one
_SIMILAR, _SIMILAR_TO_OTHERS, _PROMISE, _GLUED = SIMILAR, SIMILAR_TO_OTHERS, PROMISE, GLUED
_LONE, _LONE_TO_OTHERS, _LONE_PROMISE = LONE, LONE_TO_OTHERS, LONE_PROMISE
_COMPARED, _COMPARED_LATIN, _COMPARED_LONE = COMPARED, COMPARED_LATIN, COMPARED_LONE
_TELLING, _TELLING_OF_LONE = TELLING, TELLING_OF_LONE
_KEPT_READINGS, _MOST, _SOLID = KEPT_READINGS, MOST, SOLID
_WORTH, _WORTH_OF_ORG, _WORTH_BY_ONE, _FEWEST, _ORG = WORTH, WORTH_OF_ORG, WORTH_BY_ONE, FEWEST, 1
_POOR, _SEVERAL = POOR, SEVERAL
_NEVER, _SOLID_ODDS = NEVER, log(SOLID / (1 - SOLID))
_MOST_NEAR = LONE + KEPT_READINGS * LONE_TO_OTHERS
_READINGS = 24  # of all tokens of a mention together, so that a long one takes no longer
_FEW = 4  # tokens of a name that may be taken apart; a row of more is no name without spaces
_REMEMBERED = 30_000  # tokens with what is similar to them
_SHORTEST_HALF = 3
_LIKE_HALVES = 0.9  # how likely two neighbours with the consonants of the halves of a word are it
_LONGEST = 66  # letters of a token with its edges
_START, _END = 27, 28
_SAME_CONCEPT = 0.9
_SHORTEST_BLEND, _LONGEST_BEGINNING, _BLENDED = 5, 4, 3
_LIKE_BLEND = 0.85
_PARTICLE, _ARTICLE, _ALTERNATIVE = 1, 2, 8
_SPACELESS = 1 << 9


class Finder:
    """Finds the names of a table that a mention may be. For one thread at a time, but for `remembered`.

    `rows` tells the record of each name, `kinds` that of each record. `sounds` and `starts` have the rows of the table's
    tokens, `profiles` their profiles, `own` what is similar to them. `beyond` knows what numbers don't tell: pieces of words
    without spaces, concepts and acronyms.
    """

    def __init__(
        self, names, rows, kinds, sounds, starts, profiles, own, numbers, tokens, holders, judge, maker, sound_maker, beyond,
        remembered,
    ):  # fmt: skip
        self.names, self.rows, self.kinds = names, rows, kinds
        self.sounds, self.starts, self.profiles = sounds, starts, profiles
        self.own, self.numbers, self.tokens, self.holders = own, numbers, tokens, holders
        self.judge, self.maker, self.sound_maker, self.beyond, self.remembered = judge, maker, sound_maker, beyond, remembered
        self.nothing = Similar(-1, 0, b"", b"")
        self.mention = Mentioned(self.names.concepts, self.names.kinds, self.names.role_weights)
        self.similar_tokens = []
        self.words = 0
        self.near, self.part = array("i", bytes(4 * _MOST_NEAR)), array("i", bytes(4 * _MOST_NEAR))
        self.more, self.promising = array("i", bytes(4 * _MOST_NEAR)), array("q", bytes(8 * _MOST_NEAR))
        self.best = Best()
        self.kept, self.likely = array("i", bytes(4 * (_MOST_NEAR + 1))), array("d", bytes(8 * (_MOST_NEAR + 1)))
        self.all_found, self.all_parts = array("i", bytes(4 * _MOST)), array("i", bytes(4 * _MOST))
        self.found, self.parts = self.all_found, self.all_parts
        self.letters = array("B", bytes(_LONGEST))
        self.half, self.certain = array("i", [0]), array("d", [1.0])

    # --- the words -------------------------------------------------------------------------------------------------

    def take(self, given, unknown, well_known):
        """Take in a mention. Fills `mention`, as the table understands it.

        A word that the table does not have tells `unknown` nats, a well-known one `well_known`.
        """
        mention = self.mention
        mention.take(given)
        self.similar_tokens = []
        self.words = 0
        for k in range(mention.count):
            self.words += mention.is_findable(k)
        for k in range(mention.count):
            sound = given.sounds[k]
            similar = self.similar(sound, _KEPT_READINGS)
            self.similar_tokens.append(similar)
            mention.known[k] = similar.known
            if similar.known >= 0:
                mention.told[k] = self.names.infos[similar.known]
            else:
                mention.told[k] = well_known if sound.well_known else unknown

    def hand_over(self, judge):
        """Give the mention to the judge of names, with how likely its words are those of the table that were found similar."""
        judge.take(self.mention, self.mention.known)
        for k in range(len(self.similar_tokens)):
            similar = self.similar_tokens[k]
            judge.remember_all(k, ints_in(similar.tokens), doubles_in(similar.likely), similar.count)

    def similar(self, sound, most):
        """Tokens of the table that may be spellings of this one; found by `most` of its readings."""
        key = (sound, -1) if self.words < 2 else sound if sound.is_latin else (sound, most)
        found = self.remembered.get(key)
        if found is None:
            found = self._find_similar(sound, most)
            self._remember(key, found)
        return found

    def _remember(self, key, found):
        if len(self.remembered) >= _REMEMBERED:
            self.remembered.clear()
        self.remembered[key] = found

    def similar_to_own(self, sound):
        """Tokens of the table that may be spellings of one of its own, which is not the only word of a mention."""
        self.words = 2
        return self._look_for_similar(sound, _KEPT_READINGS, self._number(sound))

    def _number(self, sound):
        return self.numbers.of(sound)

    def _find_similar(self, sound, most):
        known = self._number(sound)
        if known >= 0 and self.words > 1 and (sound.is_latin or most == _KEPT_READINGS):
            found = self.own.of(known)
            if found is not None:
                return found
        return self._look_for_similar(sound, most, known)

    def _look_for_similar(self, sound, most, known):
        self.judge.take(sound.row, 0)
        self.maker.begin()
        self.maker.add(sound.best, 0)
        if sound.well_known:
            self.beyond.add_known_keys(self.maker, sound)
        self.compared = _COMPARED_LONE if self.words < 2 else _COMPARED_LATIN if sound.is_latin else _COMPARED
        if known >= 0:
            self.compared //= 2  # what is less like it matters less
        count = self._add_promising(_LONE if self.words < 2 else _SIMILAR, 0)
        if not sound.is_latin:
            readings = readings_of(sound.readings)
            for k in range(1, min(most, len(readings))):
                self.maker.begin()
                self.maker.add(readings[k][0], 0)
                count = self._add_promising(_LONE_TO_OTHERS if self.words < 2 else _SIMILAR_TO_OTHERS, count)
        for k in range(count):
            self.near[k] = self.best.item(self.promising[k])
        return self._judged(known, count, _NEVER)

    def _add_promising(self, most, count):
        """Add to `count` tokens that are near those worth comparing of the `most` that share most keys; returns how many."""
        found = self._near(most, self.more)
        least = _LONE_PROMISE if self.words < 2 else _PROMISE
        found = self.judge.promising(self.sounds, self.starts, self.profiles, self.more, self.part, found, least)
        first = not count  # of several readings, each finds much the same
        for n in range(found):
            if first:
                count = self.best.keep(self.more[n], self.part[n], longs(self.promising), count, self.compared)
            else:
                count = self._keep_once(self.more[n], self.part[n], count)
        return count

    def _keep_once(self, token, promise, count):
        """Keep a token by the reading that promises most; returns how many are kept."""
        promising = longs(self.promising)
        at = 0
        while at < count and self.best.item(promising[at]) != token:
            at += 1
        if at < count:
            if self.best.part(promising[at]) >= promise:
                return count
            count -= 1
            while at < count:
                promising[at] = promising[at + 1]
                at += 1
        return self.best.keep(token, promise, promising, count, self.compared)

    def _near(self, most, out):
        """Write the tokens that share most of the keys just made; returns how many."""
        telling = _TELLING_OF_LONE if self.words < 2 else _TELLING
        return self.tokens.similar(self.maker.keys, self.maker.weights, self.maker.count, most, telling, out, self.part)

    def _judged(self, known, count, least):
        """Those of the tokens that are near that are spellings of the judge's at the `least` odds, itself at the front if the
        table has it, as token `known`.
        """
        count = self.judge.likeliest(self.sounds, self.starts, self.near, count, self.kept, self.likely, least)
        if known >= 0:
            at = 0
            while at < count and self.kept[at] != known:
                at += 1
            if at == count:
                count += 1
            while at > 0:
                self.kept[at], self.likely[at] = self.kept[at - 1], self.likely[at - 1]
                at -= 1
            self.kept[0], self.likely[0] = known, 1.0
        return Similar(known, count, packed_ints(ints(self.kept), count), packed_doubles(doubles(self.likely), count))

    def _as_one(self, first, second):
        """Tokens of the table that may be spellings of two written as one, found by their whole reading alone."""
        if first.script != second.script:
            return self.nothing
        self.maker.begin()
        self.maker.add(first.best + second.best, 1)
        count = self._near(_GLUED, self.near)
        if not count:
            return self.nothing
        key = (first, second)
        found = self.remembered.get(key)
        if found is None:
            text = first.text + second.text
            self.sound_maker.as_one([first, second])
            self.judge.take(self.sound_maker.made, 0)
            found = self._judged(self.numbers.number(first.script, text, 0, len(text)), count, _SOLID_ODDS)
            self._remember(key, found)
        return found

    # --- the names -------------------------------------------------------------------------------------------------

    def find(self):
        """The names, up to MOST, that likely share most with the mention taken in, those that share most first, and of each how
        large a part of what both tell it shares, of 10,000.
        """
        count = self.look()
        return self.all_found[:count], self.all_parts[:count]

    def is_capped(self):
        """Whether a word was too common to follow to all its names."""
        return bool(self.holders.capped)

    def look(self):
        """Find names, as `find` tells; returns how many."""
        mention = self.mention
        self.holders.begin()
        total = 0.0
        for at in range(mention.count):
            if mention.roles[at] != _ALTERNATIVE:
                total += mention.info(at)
        readings = 1 + _READINGS // (self.words + 1)
        if readings > _KEPT_READINGS:
            readings = _KEPT_READINGS
        for at in range(mention.count):
            if mention.is_findable(at):
                self._ask_word(at, readings)
            elif mention.is_numeral(at) and mention.known[at] >= 0 and self.words:
                self._ask_token(mention.known[at], mention.info(at))
        if self.words <= _FEW:
            self._ask_pieces(readings)
        self._ask_pairs()
        if self.beyond.has_orgs:
            self._ask_acronyms()
            self._ask_blends()
        worth = (_WORTH_BY_ONE if self.words < 2 else _WORTH_OF_ORG if self.beyond.has_orgs else _WORTH) / 100.0
        count = self.holders.collect(total, _MOST, _SEVERAL, worth, self.found, self.parts)
        return self._worth_scoring(count)

    def _worth_scoring(self, count):
        """Keep those of the names found, those that share most first, that are worth a closer look; returns how many."""
        fewest = _SEVERAL if self.parts[0] < _POOR else _FEWEST
        kept = 0
        for k in range(count):
            is_org = self.kinds[self.rows[self.found[k]]] == _ORG
            worth = _WORTH_BY_ONE if self.words < 2 else _WORTH_OF_ORG if is_org else _WORTH
            if k < fewest or self.parts[k] == self.parts[fewest - 1] or 100 * self.parts[k] >= worth * self.parts[0]:
                self.found[kept], self.parts[kept] = self.found[k], self.parts[k]
                kept += 1
        return kept

    def _ask_word(self, at, readings):
        """Ask for names that hold a token like one of the texts of a word, a word of its concept, its acronym or its halves."""
        mention, holders = self.mention, self.holders
        info = mention.info(at)
        holders.ask()
        last = at
        while last < mention.count and (last == at or mention.roles[last] == _ALTERNATIVE):
            similar = self.similar(mention.spoken[last], readings)
            self._tell(similar, info)
            last += 1
        sound = mention.spoken[at]
        if self.beyond.has_orgs:
            mark = mention.mark(at)
            while mark > 0:
                holders.tell_concept(mark & 1023, _SAME_CONCEPT * info)
                mark >>= 10
            names = self.beyond.short_for(sound.text)
            if names is not None:
                holders.tell_names(names, _SAME_CONCEPT * info)
        if last == at + 1:
            if self.words > 1 and not sound.is_latin:
                self._ask_neighbours(sound.row, info)
            if similar.best < _SOLID or self.words < 2:
                self._ask_halves(sound.script, sound.text, info)

    def _tell(self, similar, info):
        self.holders.tell_all(ints_in(similar.tokens), doubles_in(similar.likely), similar.count, info)

    def _ask_halves(self, script, text, info):
        """Ask for the tokens of the table that make this one together: Petrogreen of Petro Green."""
        size = len(text)
        for at in range(_SHORTEST_HALF, size - _SHORTEST_HALF + 1):
            first = self.numbers.number(script, text, 0, at)
            rest = self.numbers.number(script, text, at, size) if first >= 0 else -1
            if rest >= 0:
                self._ask_token(first, info / 2)
                self._ask_token(rest, info / 2)

    def _ask_neighbours(self, row, info):
        """Ask for names with two neighbours that have the consonants of the halves of a reading; it is asked for already.

        So a word of another script is found where the table has two, even if it has the one as well: غلامرضا is Gholam Reza.
        """
        target = self.judge.sounds.targets(ints(row), 0)
        start, end = target + 4, target + 2 + row[target + 2]
        for at in range(start + _SHORTEST_HALF, end - _SHORTEST_HALF + 1):
            first = self._half(row, start, at)
            rest = self._half(row, at, end) if first >= 0 else -1
            if rest >= 0:
                self.holders.tell_neighbours(self.tokens, first, rest, _LIKE_HALVES, info)

    def _half(self, row, start, end):
        """The place of the key of the consonants of some letters, -1 if no token has them."""
        self.letters[0] = _START
        for k in range(start, end):
            self.letters[k - start + 1] = row[k]
        self.letters[end - start + 1] = _END
        self.maker.begin()
        self.maker.add_bones(self.letters, end - start + 2)
        return self.tokens.keys.place(self.maker.keys[0])

    def _ask_token(self, token, info):
        self.half[0] = token
        self.holders.ask()
        self.holders.tell(self.half, self.certain, 1, info)

    def _ask_pieces(self, readings):
        """Ask for the pieces of words written without spaces."""
        mention = self.mention
        for at in range(mention.count):
            if mention.is_findable(at) and mention.traits[at] & _SPACELESS:
                for sound, info in self.beyond.pieces(mention.spoken[at], mention.info(at)):
                    self.holders.ask()
                    self._tell(self.similar(sound, readings), info)

    def _ask_pairs(self):
        """Ask for neighbours written as one."""
        mention, before = self.mention, -1
        for at in range(mention.count):
            if mention.is_findable(at):
                if before >= 0:
                    similar = self._as_one(mention.spoken[before], mention.spoken[at])
                    if similar.count:
                        self.holders.ask()
                        self._tell(similar, mention.info(before) + mention.info(at))
                before = at

    def _ask_acronyms(self):
        """Ask for the tokens of the table that are initials of the words."""
        mention = self.mention
        told = 0.0
        for at in range(mention.count):
            if mention.is_findable(at):
                told += mention.info(at)
        shorts, words = self.beyond.acronyms(mention.spoken, mention.given_roles)
        for short in shorts:
            token = self.numbers.number("Latn", short, 0, len(short))
            if token >= 0:
                self._ask_token(token, told * len(short) / words)

    def _ask_blends(self):
        """Ask for the tokens of the table that are made of the beginnings of two or three words, as Komsomol is of
        Kommunisticheskiy Soyuz Molodyozhi.
        """
        for at in range(self.mention.count):
            if self._gives_beginning(at):
                self._blend(at, self.numbers.hash.begun("Latn"), 0, 0, 0.0)

    def _gives_beginning(self, at):
        role = self.mention.roles[at]
        return role != _PARTICLE and role != _ARTICLE and role != _ALTERNATIVE

    def _blend(self, at, number, words, letters, told):
        """Go on with the beginnings of a word. Those of `words` came before, of so many `letters`, of that hash; they told so
        much.
        """
        sound = self.mention.spoken[at]
        text = sound.best
        told += self.mention.info(at)
        following = at + 1
        while following < self.mention.count and not self._gives_beginning(following):
            following += 1
        longest = _LONGEST_BEGINNING if len(text) > _LONGEST_BEGINNING else len(text)
        for k in range(longest):
            number = self.numbers.hash.more(number, text[k])
            if k:
                if words and letters + k + 1 >= _SHORTEST_BLEND:
                    place = self.numbers.numbered(self.numbers.hash.ended(number))
                    if place >= 0:
                        self._ask_token(place, _LIKE_BLEND * told)
                if words + 1 < _BLENDED and following < self.mention.count:
                    self._blend(following, number, words + 1, letters + k + 1, told)
