"""What the alignment of two names says: named features, and the log-odds that they name the same."""

from array import array
from math import *  # once compiled, exp and log are those of C, which no name of Python may stand for

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.alignment import Aligner
from namenorm.kernel.gluing import SAME_SYLLABLES

FEATURES = 35
_FEATURES = FEATURES
_NAME, _PARTICLE, _HONORIFIC, _LEGAL_FORM, _INITIAL, _NUMERAL = 0, 1, 3, 4, 5, 6
_SON_OF, _ANY_FORM, _GIVEN, _SPACELESS, _SYLLABIC = 1 << 6, 1 << 7, 1 << 8, 1 << 9, 1 << 10
_FORM, _WORD, _PLACE = 1, 2, 3
_SAME_CONCEPT, _SAME_SYLLABLES = 0.9, SAME_SYLLABLES
_WHOLE = 0.95
_ORG, _PERSON = 1, 2


class NameJudge(Aligner):
    """Judges names of a table beside one mention. Not for two threads at once.

    `weights` has 35 numbers for each of the groups single word, organisation, other name.
    """

    def __init__(self, names, new_judge, maker, callbacks, weights):
        Aligner.__init__(self, names, new_judge, maker, callbacks)
        self.weights = weights
        self.values = array("d", bytes(8 * _FEATURES))
        self.group = 0

    def judge(self, name, is_org, weak):
        """The log-odds that a name of the table is meant; `values` and `group` are what they rest on."""
        self.align(name, is_org)
        self._measure(weak)
        words = self.mention.words < 2 and self.alias.words < 2
        self.group = 0 if words else 1 if is_org else 2
        values, weights, base = doubles(self.values), doubles(self.weights), self.group * _FEATURES
        odds = 0.0
        for k in range(_FEATURES):
            odds += values[k] * weights[base + k]
        return odds

    def rank(self, names, parts, rows, kinds, weak, ranking):
        """Judge names and put the records that they stand for in order, each by its best name; `rows` tells their records.

        `parts` is what each of the names shares, of 10,000, the largest first, or nothing. `kinds` are those of the records: 1
        for organisations, 2 for persons. The bare surname of a person of whom a fuller name is there is passed over: that one
        says whether the rest of the mention fits. So are names that share too little to be rivals of the best one so far.
        """
        ranking.count = best = 0
        full = self.plain.words > 1
        self.names.fetch(names)
        for k in range(len(names)):
            name = names[k]
            part = parts[k] if k < len(parts) else 0
            if full and part and ranking.count and not ranking.matters(rows[name], part, best):
                continue
            kind = kinds[rows[name]]
            if full and kind == _PERSON and self.names.words(name) < 2 and self._has_fuller(names, rows, name):
                continue
            odds = self.judge(name, kind == _ORG, weak[name])
            partial = self.values[7] != 0.0 and self.values[8] == 0.0 and self.values[5] >= _WHOLE
            ranking.add(rows[name], name, odds, self.group, partial, not weak[name] and not partial and odds >= ranking.least)
            if ranking.names[0] == name:
                best = part

    def _has_fuller(self, names, rows, name):
        """Whether the record of a name has one of more words: among `names`, or beside it in the table."""
        row = rows[name]
        k = name - 1
        while k >= 0 and rows[k] == row:
            if self.names.words(k) > 1:
                return 1
            k -= 1
        k = name + 1
        while k < len(rows) and rows[k] == row:
            if self.names.words(k) > 1:
                return 1
            k += 1
        for k in range(len(names)):
            if rows[names[k]] == row and self.names.words(names[k]) > 1:
                return 1
        return 0

    def features(self):
        """The features of the name judged last."""
        return tuple(self.values)

    def _measure(self, weak):
        """Fill `values` from the pairs. Sums of information are in nats, parts of a whole 0..1, the rest counts or flags."""
        mention, alias, values = self.mention, self.alias, doubles(self.values)
        self.in_order()
        left, right = self.all_of(mention), self.all_of(alias)
        for k in range(self.pairs):
            left &= ~self.pair_left[k]
            right &= ~self.pair_right[k]
        mention_all, alias_all = mention.total or 1.0, alias.total or 1.0
        matched = odds_sum = mention_covered = alias_covered = translated = telling = doubt = 0.0
        worst = 0.0
        counted = names = answered = initials = glued = acronyms = descents = 0
        same, all_given = 1, 1
        first_right = last_right = -1
        first_i, first_j = mention.first, alias.first
        first = 0.0
        for k in range(self.pairs):
            p = self.pair_p[k]
            left_told, right_told = mention.told(self.pair_left[k]), alias.told(self.pair_right[k])
            mention_covered += p * left_told
            alias_covered += p * right_told
            if self.pair_short[k] == 2:
                acronyms += 1
            i, j = self.plain.lowest(self.pair_left[k]), self.plain.lowest(self.pair_right[k])
            role = mention.roles[i]
            if role == _PARTICLE or role == _HONORIFIC or role == _LEGAL_FORM:
                continue
            told = left_told if left_told < right_told else right_told
            matched += p * told
            odds = log(p / (1.001 - p))
            odds_sum += odds
            if not counted or odds < worst:
                worst = odds
            if not counted or p * told > telling:
                telling = p * told
            counted += 1
            if p != 1.0:
                same = 0
            if role == _INITIAL or alias.roles[j] == _INITIAL:
                initials += 1
            size, size_too = self.plain.count_of(self.pair_left[k]), self.plain.count_of(self.pair_right[k])
            if size + size_too != 2 and not self.pair_short[k]:
                if not (mention.traits(i) & _SPACELESS or alias.traits(j) & _SPACELESS):
                    glued += 1
            if p == _SAME_CONCEPT and mention.marks[i] > 0 and alias.marks[j] > 0:
                if not self.tell.apart(mention.marks[i], alias.marks[j]):
                    translated += told
            if i == first_i and j == first_j and first == 0.0:
                first = p
            if role == _NAME:
                names += 1
                answered += size if size > size_too else size_too
                doubt -= log(p)
                if not mention.traits(i) & _GIVEN:
                    all_given = 0
                if last_right > j:
                    descents += 1
                if first_right < 0:
                    first_right = j
                last_right = j
        moved = descents > 0
        fixed = self._has_son_of() or (moved and all_given)
        rotated = moved and not fixed and descents == 1 and last_right < first_right
        rarest_left, rarest_right = self._rarest(mention, left), self._rarest(alias, right)
        places_left, places_right = self._places(mention, left), self._places(alias, right)
        weighty_left, weighty_right = mention.weighty(left), alias.weighty(right)
        values[0] = 1.0
        values[1] = 1.0 if mention.scripts != alias.scripts else 0.0
        values[2] = matched
        values[3] = odds_sum / counted if counted else -4.0
        values[4] = self._told_but_forms(left)
        values[5] = mention_covered / mention_all
        values[6] = alias_covered / alias_all
        values[7] = 1.0 if mention.words == 1 and answered < 2 else 0.0
        values[8] = 1.0 if alias.words == 1 and answered < 2 else 0.0
        values[9] = 1.0 if moved and not rotated else 0.0
        values[10] = 1.0 if rotated else 0.0
        values[11] = 1.0 if self._has_numeral(mention, left) or self._has_numeral(alias, right) else 0.0
        values[12] = self._legal_conflict()
        values[13] = initials
        values[14] = glued
        values[15] = 1.0 if not left and not right and not moved and same else 0.0
        values[16] = 1.0 if weak else 0.0
        values[17] = acronyms
        values[18] = translated
        values[19] = places_left + places_right
        values[20] = places_left if places_left < places_right else places_right
        values[21] = rarest_left if rarest_left > rarest_right else rarest_right
        values[22] = rarest_left if rarest_left < rarest_right else rarest_right
        values[23] = telling
        values[24] = worst if counted else -4.0
        values[25] = first
        values[26] = 1.0 if rarest_right > 0 and self._is_generic() else 0.0
        values[27] = self._first_left(left, right)
        values[28] = weighty_left if weighty_left < weighty_right else weighty_right
        values[29] = 1.0 if answered >= 2 else 0.0
        values[30] = 1.0 if answered >= 3 else 0.0
        values[31] = 1.0 if not weighty_left and not weighty_right else 0.0
        values[32] = doubt
        values[33] = 1.0 if self._are_apart(left, right) or (self.shared and weighty_left and weighty_right) else 0.0

        values[34] = 0.0 if weighty_left or weighty_right else self._other_syllables()

    def _other_syllables(self):
        """How surely a name in signs may be one of Korean or Mandarin syllables, and the other is not of the same, 0..1.

        Then it is rather the name of somebody else than a transcription of all of the other name.
        """
        one, other = self._in_syllables(self.mention), self._in_syllables(self.alias)
        sure = one if one > other else other
        return 0.0 if sure == 0.0 or self._are_same_syllables() else sure

    def _in_syllables(self, parts):
        """Whether a name in signs is as long as those of syllables are: three in Hangul, one word of two or three in Han signs.

        A Han sign counts half, for it may be read in more ways than one.
        """
        korean = mandarin = 0
        for p in range(parts.count):
            if parts.is_weighty(p):
                if not (parts.traits(p) & _SPACELESS and parts.traits(p) & _SYLLABIC):
                    return 0.0
                korean += parts.syllables(p, 0)
                mandarin += parts.syllables(p, 1)
        if not parts.traditions():
            return 0.0
        if korean:
            return 1.0 if korean == 3 else 0.0
        return 0.5 if mandarin <= 3 and parts.words == 1 else 0.0

    def _are_same_syllables(self):
        """Whether words that answer to each other may be of the same syllables; names of bodies were not aligned by them."""
        traditions = self.mention.traditions() | self.alias.traditions()
        for k in range(self.pairs):
            if self.pair_p[k] < (_SAME_SYLLABLES if self.shared else 1.0):
                i, j = self.plain.lowest(self.pair_left[k]), self.plain.lowest(self.pair_right[k])
                token, other = self.mention.tokens[self.mention.begin[i]], self.alias.tokens[self.alias.begin[j]]
                if not self.asked.letters().same_syllables([token], [other], traditions):
                    return 0
        return self.pairs > 0

    def _has_son_of(self):
        for p in range(self.mention.count):
            if self.mention.roles[p] == _PARTICLE and self.mention.traits(p) & _SON_OF:
                return 1
        return 0

    def _rarest(self, parts, among):
        most = 0.0
        for p in range(parts.count):
            if among >> p & 1 and parts.is_weighty(p) and parts.infos[p] > most:
                most = parts.infos[p]
        return most

    def _places(self, parts, among):
        found = 0
        for p in range(parts.count):
            if among >> p & 1 and parts.of_kind(p, _PLACE):
                found += 1
        return found

    def _told_but_forms(self, left):
        """What the parts of the mention tell that answer to nothing and are no sort of body."""
        total = 0.0
        for p in range(self.mention.count):
            if left >> p & 1 and not self.mention.of_kind(p, _FORM):
                total += self.mention.infos[p]
        return total

    def _has_numeral(self, parts, among):
        for p in range(parts.count):
            if among >> p & 1 and parts.roles[p] == _NUMERAL:
                return 1
        return 0

    def _legal_conflict(self):
        """Whether both names have a legal form and none in common; "company" goes with all of them."""
        forms = others = 0
        for i in range(self.mention.count):
            if self.mention.roles[i] != _LEGAL_FORM or self.mention.traits(i) & _ANY_FORM:
                continue
            forms = 1
            for j in range(self.alias.count):
                if self.alias.roles[j] == _LEGAL_FORM and not self.alias.traits(j) & _ANY_FORM:
                    others = 1
                    if self.known[self.mention.tokens[self.mention.begin[i]]] == self.alias.tokens[self.alias.begin[j]]:
                        return 0.0
        return 1.0 if forms and others else 0.0

    def _is_generic(self):
        """Whether every word of the mention is one for some body or its trade, which is nobody's name: election commission."""
        found = 0
        for p in range(self.mention.count):
            if self.mention.is_weighty(p):
                if not (self.mention.of_kind(p, _FORM) or self.mention.of_kind(p, _WORD)):
                    return 0
                found = 1
        return found

    def _first_left(self, left, right):
        """What the first word tells that stands before all of the other name: Uday Saddam Hussein is not Saddam Hussein."""
        one, other = self._before(self.mention, left), self._before(self.alias, right)
        return one if one > other else other

    def _before(self, parts, over):
        first = second = -1
        for p in range(parts.count):
            if parts.is_weighty(p):
                if first < 0:
                    first = p
                elif second < 0:
                    second = p
                elif over >> first & 1 and not over >> second & 1:
                    return parts.infos[first]
                else:
                    return 0.0
        return 0.0

    def _are_apart(self, left, right):
        """Whether each name has a well-known word that the other lacks: Saddam Hassan is not Saddam Hussein."""
        for i in range(self.mention.count):
            if not left >> i & 1:
                continue
            known = self.tell.known_of(ints(self.mention.names.sounds), self.mention.sound(i))
            if known:
                for j in range(self.alias.count):
                    if right >> j & 1:
                        other = self.tell.known_of(ints(self.names.sounds), self.alias.sound(j))
                        if other and self.tell.apart(known, other):
                            return 1
        return 0
