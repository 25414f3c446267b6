"""From tokens to the names that hold them.

Names are found by their telling words: the tokens of a mention are *asked*, each with the tokens of the table that may be the
same word, and what a name shares with the mention is summed up over the asks.
"""

from array import array

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.index import Best

COMMON = 1000  # names read for one token; of a more common one the first so many
_COMMON = COMMON
_NEIGHBOURS = 300  # tokens that half a word may be, and names looked through for one half: with more it would tell too little
_SLOTS = 1 << 13
_MOST_ASKS = 512
_MOST_TOLD = 6000
# Names that could share no more than this part of what the best one shares are not looked for. Those of bodies are long, so one
# that shares little but is short may be more like the mention.
_WORTH, _WORTH_OF_CONCEPTS = 0.6, 0.4
_MUCH_LESS = 0.4
_FEW = 4  # what so few names hold is always followed
_ENOUGH = 600  # names that are looked at for one mention; no further token is followed then
_OF_NAME = -2000
_MANY = 1 << 30
_BLOCK, _WORDS = 256, 4096  # names whose words are brought together, and room for these
_ALTERNATIVE = 8
_NAME, _NUMERAL, _POSSESSOR = 0, 6, 7


class NameFinder:
    """Finds names that share telling tokens with a mention. Not for two threads at once.

    `holders[starts[t]:starts[t + 1]]` are the names that hold token `t`; those of concepts likewise.
    """

    def __init__(self, names, starts, holders, concept_starts, concept_holders):
        self.names = names
        self.best = Best()
        self.concept_starts = concept_starts
        self.concept_holders = concept_holders
        self.starts = starts
        self.holders = holders
        self.marks, self.mark = array("i", bytes(4 * len(starts))), 0
        count = len(self.names.starts)
        self.seen = array("i", bytes(4 * count))
        self.round = 0
        self.touched, self.shares = array("i", bytes(4 * count)), array("i", bytes(4 * count))
        self.word_starts, self.word_ends = array("i", bytes(4 * _BLOCK)), array("i", bytes(4 * _BLOCK))
        self.words, self.known_totals = array("i", bytes(4 * (_BLOCK + 1))), array("d", bytes(8 * _BLOCK))
        self.word_tokens, self.word_roles = array("i", bytes(4 * _WORDS)), array("B", bytes(_WORDS))
        self.best_names = array("q", bytes(8 * _BLOCK))
        self.capped = 0
        self.asks = self.told = self.found = self.scored = self.tells_names = 0
        self.slot_keys = array("q", bytes(8 * _SLOTS))
        self.slot_rounds = array("i", bytes(4 * _SLOTS))
        self.slot_first = array("i", bytes(4 * _SLOTS))
        self.told_next = array("i", bytes(4 * _MOST_TOLD))
        self.told_ask = array("i", bytes(4 * _MOST_TOLD))
        self.told_key = array("q", bytes(8 * _MOST_TOLD))
        self.told_nats = array("d", bytes(8 * _MOST_TOLD))
        self.ask_first = array("i", bytes(4 * (_MOST_ASKS + 1)))
        self.ask_most = array("d", bytes(8 * _MOST_ASKS))
        self.ask_best = array("d", bytes(8 * _MOST_ASKS))
        self.ask_round = array("i", bytes(4 * _MOST_ASKS))

    def begin(self):
        """Forget the last mention."""
        self.round += 1
        self.asks = self.told = self.found = self.tells_names = 0
        self.capped = 0

    def ask(self):
        """Begin an ask: of all that is told under it, a name shares the most telling one."""
        if self.asks < _MOST_ASKS:
            self.ask_first[self.asks] = self.told
            self.ask_most[self.asks] = 0.0
            self.ask_round[self.asks] = 0
            self.asks += 1

    def tell(self, tokens, likely, n, info):
        """The tokens that may be the word asked for, with their probabilities; the word tells `info` nats."""
        self.tell_all(ints(tokens), doubles(likely), n, info)

    def tell_all(self, tokens, likely, n, info):
        """The same, given by where they begin in memory."""
        for k in range(n):
            token = tokens[k]
            nats = self.names.infos[token]
            self._add(token, likely[k] * (nats if nats < info else info))

    def tell_concept(self, concept, nats):
        """A concept that the word stands for, whatever the names that have it call it."""
        self._add(-1 - concept, nats)

    def tell_names(self, names, nats):
        """Names that share the word though none of their tokens is like it."""
        n = len(names)
        if n > _COMMON:
            n = _COMMON
            self.capped = 1
        for k in range(n):
            self._touch(names[k])
            self._add(_OF_NAME - names[k], nats)

    def tell_neighbours(self, tokens, first, second, likely, info):
        """Names where a token of the first key stands before one of the second: `likely` the word asked for, of `info` nats.

        They are looked for among those that hold the half that fewer have.
        """
        held, of_second = self._held(tokens, first), self._held(tokens, second)
        if of_second < held:
            if of_second <= _NEIGHBOURS:
                self._mark(tokens, first)
                self._tell_beside(tokens, second, -1, likely, info)
        elif held <= _NEIGHBOURS:
            self._mark(tokens, second)
            self._tell_beside(tokens, first, 1, likely, info)

    def _held(self, tokens, key):
        """How many names hold tokens with a key; too many if that are too many tokens."""
        if tokens.starts[key + 1] - tokens.starts[key] > _NEIGHBOURS:
            return _MANY
        held = 0
        for p in range(tokens.starts[key], tokens.starts[key + 1]):
            held += self._holders(tokens.tokens[p])
        return held

    def _mark(self, tokens, key):
        """Mark the tokens with a key, and no others."""
        self.mark += 1
        for p in range(tokens.starts[key], tokens.starts[key + 1]):
            self.marks[tokens.tokens[p]] = self.mark

    def _tell_beside(self, tokens, key, step, likely, info):
        """Tell the names that hold a token with the key and one step on a marked one."""
        for p in range(tokens.starts[key], tokens.starts[key + 1]):
            token = tokens.tokens[p]
            for holder in range(self.starts[token], self.starts[token + 1]):
                beside = self._beside(self.holders[holder], token, step)
                if beside >= 0:
                    nats = self.names.infos[token] + self.names.infos[beside]
                    self._touch(self.holders[holder])
                    self._add(_OF_NAME - self.holders[holder], likely * (nats if nats < info else info))

    def _beside(self, name, token, step):
        """The marked token that stands one step from another in a name, -1 if there is none."""
        start, end = self.names.starts[name], self.names.starts[name + 1]
        for at in range(start, end):
            if self.names.tokens[at] == token and start <= at + step < end:
                beside = self.names.tokens[at + step]
                if self.marks[beside] == self.mark:
                    return beside
        return -1

    def collect(self, total, most, few, worth, out, parts):
        """Write the `most` names that share the largest part of what both tell, `total` nats for the mention; returns how many.

        Beyond the first `few`, those that share less than `worth` of the largest part need not be among them.

        What few names hold is followed to all of them. The rest is followed ask by ask, the most telling first, until there are
        a `few` and what is left could make no name worth having beside the best one; it counts all the same for the names that
        are there.
        """
        self.ask_first[self.asks] = self.told
        for t in range(self.told):
            if self._holders(self.told_key[t]) <= _FEW:
                self._touch_holders(self.told_key[t])
        rest = best = 0.0
        for a in range(self.asks):
            rest += self.ask_most[a]
        scored = largest = 0
        worth_following = _WORTH_OF_CONCEPTS if self.names.marked else _WORTH
        while scored < few or rest > worth_following * best:
            telling = self._most_telling()
            if telling >= 0:
                rest -= self.ask_most[telling]
                self._follow(telling)
                self.ask_most[telling] = -1.0
            while scored < self.found:
                gathered = self._gather(scored)
                for k in range(gathered):
                    name = self.touched[scored + k]
                    shared = self._shared(k, name)
                    if shared > best:
                        best = shared
                    told = self.known_totals[k] or self.names.total(name)
                    part = whole(20000 * shared / (total + told + 0.002))
                    self.shares[scored + k] = part
                    if part > largest:
                        largest = part
                scored += gathered
            if telling < 0:
                break
        kept = self._keep(scored, whole(worth * largest), most)
        if kept < few:
            kept = self._keep(scored, 0, few if few < most else most)
        for k in range(kept):
            out[k], parts[k] = self.best.item(self.best_names[k]), self.best.part(self.best_names[k])
        return kept

    def _keep(self, scored, least, most):
        """Keep the `most` of the names scored that share the largest part, at least so much; returns how many there are."""
        names, kept = longs(self.best_names), 0
        for k in range(scored):
            if self.shares[k] >= least:
                kept = self.best.keep(self.touched[k], self.shares[k], names, kept, most)
        return kept

    def _most_telling(self):
        """The ask that was not followed yet and tells most, -1 if nothing is left to follow."""
        best = -1
        for a in range(self.asks):
            if self.ask_most[a] > 0.0 and (best < 0 or self.ask_most[a] > self.ask_most[best]):
                best = a
        return best

    def _follow(self, ask):
        """Touch the names that hold what is told under an ask, but for what tells much less than the most telling of it."""
        least = _MUCH_LESS * self.ask_most[ask]
        for t in range(self.ask_first[ask], self.ask_first[ask + 1]):
            if self.told_nats[t] < least or self._holders(self.told_key[t]) <= _FEW:
                continue
            if self.found >= _ENOUGH:
                self.capped = 1
                return
            self._touch_holders(self.told_key[t])

    def _holders(self, key):
        """How many names hold what is told under a key."""
        if key >= 0:
            return self.starts[key + 1] - self.starts[key]
        return self.concept_starts[-key] - self.concept_starts[-1 - key] if key > _OF_NAME else 0

    def _touch_holders(self, key):
        if key >= 0:
            self._touch_all(self.holders, self.starts[key], self.starts[key + 1])
        elif key > _OF_NAME:
            self._touch_all(self.concept_holders, self.concept_starts[-1 - key], self.concept_starts[-key])

    def _touch_all(self, holders, start, end):
        if end - start > _COMMON:
            end = start + _COMMON
            self.capped = 1
        for p in range(start, end):
            self._touch(holders[p])

    def _touch(self, name):
        if self.seen[name] != self.round:
            self.seen[name] = self.round
            self.touched[self.found] = name
            self.found += 1

    def _gather(self, first):
        """Copy the words of touched names from the `first` on, so many as there is room for, and what they tell together if
        that is known; returns of how many names.

        Each lies somewhere else in memory: asked for one after the other, with work in between, they would be waited for.
        """
        names = self.names
        count = self.found - first if self.found - first < _BLOCK else _BLOCK
        for k in range(count):
            name = self.touched[first + k]
            self.word_starts[k], self.word_ends[k] = names.starts[name], names.starts[name + 1]
            self.known_totals[k] = names.totals[name]
        words = 0
        for k in range(count):
            if words + self.word_ends[k] - self.word_starts[k] > _WORDS and k:
                return k
            self.words[k] = words
            for at in range(self.word_starts[k], self.word_ends[k]):
                if words < _WORDS:
                    self.word_tokens[words], self.word_roles[words] = names.tokens[at], names.roles[at]
                    words += 1
            self.words[k + 1] = words
        return count

    def _shared(self, k, name):
        """What a name, the `k`-th that was gathered, shares with the mention, in nats: under each ask the most telling one."""
        tokens = ints(self.word_tokens)
        self.scored += 1
        shared = self._told_by(_OF_NAME - name) if self.tells_names else 0.0
        for word in range(self.words[k], self.words[k + 1]):
            role = self.word_roles[word]
            if role == _NAME or role == _ALTERNATIVE or role == _POSSESSOR or role == _NUMERAL:
                shared += self._told_by(tokens[word])
        return shared + self._shared_concepts(k) if self.names.marked else shared

    def _shared_concepts(self, k):
        shared = 0.0
        for at in range(self.word_starts[k], self.word_ends[k]):
            mark = self.names.mark(at)
            while mark > 0:
                shared += self._told_by(-1 - (mark & 1023))
                mark >>= 10
        return shared

    def _told_by(self, key):
        """What a key adds to what the name at hand shares."""
        more = 0.0
        at = self._slot(key)
        if self.slot_rounds[at] != self.round:
            return more
        t = self.slot_first[at]
        while t >= 0:
            ask = self.told_ask[t]
            if self.ask_round[ask] != self.scored:
                self.ask_round[ask] = self.scored
                self.ask_best[ask] = 0.0
            if self.told_nats[t] > self.ask_best[ask]:
                more += self.told_nats[t] - self.ask_best[ask]
                self.ask_best[ask] = self.told_nats[t]
            t = self.told_next[t]
        return more

    def _add(self, key, nats):
        """Note what is told by a token, by a concept (-1 and below) or of a name (_OF_NAME and below)."""
        ask = self.asks - 1
        if self.told == _MOST_TOLD or ask < 0:
            self.capped = 1
            return
        if key <= _OF_NAME:
            self.tells_names = 1
        at = self._slot(key)
        if self.slot_rounds[at] != self.round:
            self.slot_rounds[at] = self.round
            self.slot_keys[at] = key
            self.slot_first[at] = -1
        self.told_key[self.told] = key
        self.told_ask[self.told] = ask
        self.told_nats[self.told] = nats
        self.told_next[self.told] = self.slot_first[at]
        self.slot_first[at] = self.told
        self.told += 1
        if nats > self.ask_most[ask]:
            self.ask_most[ask] = nats

    def _slot(self, key):
        at = ((key * 40503) >> 3) & (_SLOTS - 1)
        while self.slot_rounds[at] == self.round and self.slot_keys[at] != key:
            at = (at + 1) & (_SLOTS - 1)
        return at
