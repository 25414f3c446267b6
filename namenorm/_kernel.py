"""The inner loops: plain Python that Cython compiles where a compiler is present (types stand in `_kernel.pxd`).

Both ways give the same integers. Costs are in thousandths of a nat.

A token to be read is a *lattice*: at each position the chunks of the table that start there. A target is Latin text
coded one letter a number (`LETTERS`), with its chunks of one to six letters packed into one integer each.
"""

INFINITE = 1 << 29


def pack(target):
    """Chunks of 1..6 letters at every position of `target` (codes below 32), packed, six per position."""
    n = len(target)
    out = [0] * (6 * n)
    for j in range(n):
        key = 0
        for k in range(6):
            if j + k >= n:
                break
            key |= target[j + k] << (5 * k)
            out[6 * j + k] = key
    return out


def cheapest(n, starts, steps, chunks, m, target, packed, first, option_key, option_length, option_cost, insert, skip, row):
    """Cost of the cheapest way to write a lattice of `n` letters as a target of `m` letters.

    `starts[i]:starts[i + 1]` are the chunks that start at letter `i`; each covers `steps[e]` letters and is chunk
    `chunks[e]` of the table. `first[c * 32 + x]:first[c * 32 + x + 1]` are the options of chunk `c` whose first
    target letter is `x` (0: written as nothing). `insert[x]` is the cost of a target letter out of nothing, `skip` that of
    a letter of the lattice left unread. `row` is scratch of at least (n + 1) * (m + 1) integers.
    """
    width = m + 1
    for k in range((n + 1) * width):
        row[k] = INFINITE
    row[0] = 0
    for i in range(n + 1):
        base = i * width
        for j in range(width):
            here = row[base + j]
            if here >= INFINITE:
                continue
            if j < m and here + insert[target[j]] < row[base + j + 1]:
                row[base + j + 1] = here + insert[target[j]]
            if i >= n:
                continue
            if here + skip < row[base + width + j]:
                row[base + width + j] = here + skip
            for e in range(starts[i], starts[i + 1]):
                chunk = chunks[e] * 32
                below = base + steps[e] * width + j
                for o in range(first[chunk], first[chunk + 1]):
                    cost = here + option_cost[o]
                    if cost < row[below]:
                        row[below] = cost
                if j < m:
                    letter = chunk + target[j]
                    for o in range(first[letter], first[letter + 1]):
                        length = option_length[o]
                        if j + length <= m and packed[6 * j + length - 1] == option_key[o]:
                            cost = here + option_cost[o]
                            if cost < row[below + length]:
                                row[below + length] = cost
    return row[(n + 1) * width - 1]


def gather(n, key_ids, weights, starts, posts, scores, touched, found):
    """Add `weights[k]` to the score of every token posted under `key_ids[k]`; returns how many tokens are `touched`."""
    for k in range(n):
        key = key_ids[k]
        weight = weights[k]
        for p in range(starts[key], starts[key + 1]):
            token = posts[p]
            if scores[token] == 0:
                touched[found] = token
                found += 1
            scores[token] += weight
    return found


def spread(n, tokens, told, starts, posts, most, round_, seen, scores, touched, found):
    """Add what each token tells to the score of the aliases that hold it; returns how many aliases are `touched`.

    An alias that holds several of the tokens is told by the first, so they come in falling order of `told`. Of a token's
    aliases the first `most` are told. `seen` keeps the `round_` (above 0) in which an alias was last told.
    """
    for k in range(n):
        token = tokens[k]
        end = starts[token + 1]
        if end - starts[token] > most:
            end = starts[token] + most
        for p in range(starts[token], end):
            alias = posts[p]
            if seen[alias] == round_:
                continue
            seen[alias] = round_
            if scores[alias] == 0:
                touched[found] = alias
                found += 1
            scores[alias] += told[k]
    return found


def best(found, touched, scores, totals, total, most, out, out_score):
    """The `most` touched tokens that share the largest part of their key weight with the query's `total`, best first.

    The part is in ten-thousandths (twice the shared weight over both totals). Scores are set back to 0 on the way.
    Returns how many were written to `out` and `out_score`.
    """
    kept = 0
    for k in range(found):
        token = touched[k]
        part = 20000 * scores[token] // (total + totals[token])
        scores[token] = 0
        if kept == most and part <= out_score[kept - 1]:
            continue
        at = kept if kept < most else most - 1
        while at > 0 and out_score[at - 1] < part:
            if at < most:
                out[at] = out[at - 1]
                out_score[at] = out_score[at - 1]
            at -= 1
        out[at] = token
        out_score[at] = part
        if kept < most:
            kept += 1
    return kept
