"""Rows of numbers written anew with some of them changed: the rest is copied as it lies."""


class Appearances:
    """Tells where tokens, numbered in the order in which they appear in names, appear first when some names are gone."""

    def moved(self, starts, tokens, gone, seen, out, after):
        """Write the tokens that appear first in a name that is `gone` but in others, too, in their new order; returns how many.

        With each goes in `after` the last token that stays and appears before it, or -1. `seen` has a zero for every token.
        """
        highest = last = -1
        found = 0
        k = 0
        for name in range(len(starts) - 1):
            is_gone = k < len(gone) and gone[k] == name
            k += is_gone
            for at in range(starts[name], starts[name + 1]):
                token = tokens[at]
                if token > highest:
                    highest = token
                    seen[token] = is_gone
                    last = last if is_gone else token
                elif seen[token] and not is_gone:
                    seen[token] = 0
                    out[found], after[found] = token, last
                    found += 1
        return found


class Splicer:
    """Writes the rows `items[starts[i]:starts[i + 1]]`, with changes, to where there is room for them. For one pass.

    `less` are rows of items to leave out, `more` of items to put in, a row for each row that changes, all in rising order. An
    item of `more` goes behind all old ones that are not larger than its number in `after`.
    """

    def __init__(self, starts, items, less_starts, less, more_starts, more, after, out_starts, out_items):
        self.starts, self.items, self.old = starts, items, len(starts) - 1
        self.less_starts, self.less = less_starts, less
        self.more_starts, self.more, self.after = more_starts, more, after
        self.out_starts, self.out_items = out_starts, out_items
        self.row = self.rows = self.size = 0  # the next row to be read; how many rows and items were written

    def by_number(self, changed, count):
        """Write `count` rows, of which those numbered `changed` change; rows beyond the old ones are empty before."""
        for k in range(len(changed)):
            self._copy(changed[k])
            self._change(k, self.row < self.old)
            self.row = changed[k] + 1
        self._copy(count)

    def by_key(self, keys, changed, out_keys):
        """Write rows with their `keys`: those of keys that are `changed` change, come, or go when they are left empty."""
        for k in range(len(changed)):
            self._copy_keys(keys, self._place(keys, changed[k]), out_keys)
            self._change(k, self.row < self.old and keys[self.row] == changed[k])
            if self.out_starts[self.rows] > self.out_starts[self.rows - 1]:
                out_keys[self.rows - 1] = changed[k]
            else:
                self.rows -= 1
        self._copy_keys(keys, self.old, out_keys)

    def _place(self, keys, key):
        """Where a key stands among those not read yet, or would."""
        low, high = self.row, self.old
        while low < high:
            middle = (low + high) // 2
            if keys[middle] < key:
                low = middle + 1
            else:
                high = middle
        return low

    def _copy_keys(self, keys, end, out_keys):
        shift = self.rows - self.row
        for row in range(self.row, end):
            out_keys[row + shift] = keys[row]
        self._copy(end)

    def _copy(self, end):
        """Write the rows up to `end` as they are."""
        last = end if end < self.old else self.old
        if self.row < last:
            start = self.starts[self.row]
            shift = self.size - start
            for p in range(start, self.starts[last]):
                self.out_items[p + shift] = self.items[p]
            for row in range(self.row, last):
                self.out_starts[self.rows + 1 + row - self.row] = self.starts[row + 1] + shift
            self.rows += last - self.row
            self.size = self.starts[last] + shift
            self.row = last
        while self.row < end:
            self.row += 1
            self.rows += 1
            self.out_starts[self.rows] = self.size

    def _change(self, k, is_old):
        """Write the row of the `k`-th change: what is left of the next old one, if it is that, with what comes."""
        p = end = 0
        if is_old:
            p, end = self.starts[self.row], self.starts[self.row + 1]
        self.row += is_old
        less, more = self.less_starts[k], self.more_starts[k]
        while p < end or more < self.more_starts[k + 1]:
            if p < end and less < self.less_starts[k + 1] and self.items[p] == self.less[less]:
                less += 1
                p += 1
                continue
            if p < end and (more == self.more_starts[k + 1] or self.items[p] <= self.after[more]):
                self.out_items[self.size] = self.items[p]
                p += 1
            else:
                self.out_items[self.size] = self.more[more]
                more += 1
            self.size += 1
        self.rows += 1
        self.out_starts[self.rows] = self.size
