"""Expectation-maximisation over character chunks: how a script is spelled in Latin letters.

A pair (native token, Latin token) is cut into chunks of up to `source_chunk` native and up to 4 Latin letters; the
joint probability of a cut is the product of its chunk pairs' probabilities. Variational updates (digamma) with a small
prior keep the table sparse: a chunk pair has to earn its place by being used again and again.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

EDGE = ("^", "$")
LATIN = {c: i + 1 for i, c in enumerate("abcdefghijklmnopqrstuvwxyz^$")}


@njit(cache=True)
def _edges(a, a_at, b, b_at, source_chunk, target_chunk, out_i, out_j, out_key, out_pair, dry):
    """Every chunk pair of every pair of tokens. Keys pack `target_chunk` Latin letters of 5 bits, then source letters of 14."""
    n = 0
    shift = 5 * target_chunk
    for p in range(len(a_at) - 1):
        a0, a1, b0, b1 = a_at[p], a_at[p + 1], b_at[p], b_at[p + 1]
        A, B = a1 - a0, b1 - b0
        for i in range(A + 1):
            for j in range(B + 1):
                key = np.int64(0)
                for di in range(min(source_chunk, A - i) + 1):
                    if di:
                        key |= np.int64(a[a0 + i + di - 1]) << (shift + 14 * (di - 1))
                    k2 = key
                    for dj in range(min(target_chunk, B - j) + 1):
                        if dj:
                            k2 |= np.int64(b[b0 + j + dj - 1]) << (5 * (dj - 1))
                        if (di == 0 and dj != 1) or (di >= 2 and dj == 0):
                            continue
                        if not dry:
                            out_i[n] = i * 64 + j
                            out_j[n] = (i + di) * 64 + j + dj
                            out_key[n] = k2
                            out_pair[n] = p
                        n += 1
    return n


@njit(cache=True)
def _round(edge_from, edge_to, edge_param, pair_at, ends, weight, prob, count, fit, viterbi):
    """One pass over all pairs; adds expected uses to `count`, returns the log likelihood."""
    total_ll = 0.0
    forward = np.zeros(64 * 64)
    backward = np.zeros(64 * 64)
    best = np.zeros(64 * 64, np.int64)
    for p in range(len(pair_at) - 1):
        lo, hi, end = pair_at[p], pair_at[p + 1], ends[p]
        forward[: end + 1] = 0.0
        backward[: end + 1] = 0.0
        forward[0] = 1.0
        for e in range(lo, hi):
            f = forward[edge_from[e]]
            if f > 0.0:
                x = f * prob[edge_param[e]]
                if viterbi:
                    if x > forward[edge_to[e]]:
                        forward[edge_to[e]] = x
                        best[edge_to[e]] = e
                else:
                    forward[edge_to[e]] += x
        z = forward[end]
        if z <= 0.0:
            fit[p] = np.inf
            continue
        fit[p] = -math.log(z)
        total_ll += weight[p] * math.log(z)
        if viterbi:
            at = end
            while at != 0:
                e = best[at]
                count[edge_param[e]] += weight[p]
                at = edge_from[e]
            continue
        backward[end] = 1.0
        for e in range(hi - 1, lo - 1, -1):
            g = backward[edge_to[e]]
            if g > 0.0:
                q = prob[edge_param[e]] * g
                backward[edge_from[e]] += q
                count[edge_param[e]] += weight[p] * forward[edge_from[e]] * q / z
    return total_ll


class Chunks:
    """Every way to cut the pairs into chunks, laid out for `_round`; `source` and `target` name the chunk pairs."""

    def __init__(self, pairs: list[tuple[str, str]], source_chunk: int, target_chunk: int) -> None:
        symbols = sorted({c for a, _ in pairs for c in a})
        code = {c: i + 1 for i, c in enumerate(symbols)}
        a = np.array([code[c] for x, _ in pairs for c in x], np.int32)
        b = np.array([LATIN[c] for _, y in pairs for c in y], np.int32)
        a_at = np.cumsum([0] + [len(x) for x, _ in pairs]).astype(np.int64)
        b_at = np.cumsum([0] + [len(y) for _, y in pairs]).astype(np.int64)
        dummy = np.zeros(1, np.int64)
        n = _edges(a, a_at, b, b_at, source_chunk, target_chunk, dummy, dummy, dummy, dummy, True)
        start, end, key, pair = (np.zeros(n, t) for t in (np.int32, np.int32, np.int64, np.int32))
        _edges(a, a_at, b, b_at, source_chunk, target_chunk, start, end, key, pair, False)
        good = np.ones(n, bool)
        for mark in EDGE:  # '^' and '$' stand on both sides of a chunk or on neither
            on_left = sum(x == code[mark] for x in _unpack(key >> 5 * target_chunk, 14, source_chunk))
            good &= on_left == sum(y == LATIN[mark] for y in _unpack(key, 5, target_chunk))
        self.start, self.end, pair = start[good], end[good], pair[good]
        unique, self.param = np.unique(key[good], return_inverse=True)
        self.pair_at = np.searchsorted(pair, np.arange(len(pairs) + 1))
        self.ends = np.array([len(x) * 64 + len(y) for x, y in pairs], np.int64)
        self.source = _texts(_unpack(unique >> 5 * target_chunk, 14, source_chunk), ["", *symbols])
        self.target = _texts(_unpack(unique, 5, target_chunk), ["", *LATIN])

    def expected(self, prob, weight, fit, viterbi):
        """How often each chunk pair is used, and the log likelihood; the cost of every pair goes to `fit`."""
        count = np.zeros(len(self.source))
        ll = _round(self.start, self.end, self.param, self.pair_at, self.ends, weight, prob, count, fit, viterbi)
        return count, ll


def _unpack(key, bits, many):
    return [(key >> (bits * k)) & ((1 << bits) - 1) for k in range(many)]


def _texts(columns, names):
    return ["".join(names[c] for c in row) for row in zip(*(x.tolist() for x in columns), strict=True)]


def train(rows, *, source_chunk=2, target_chunk=4, rounds=10, prior=0.02, least=0.5, base=None, strength=0.0):
    """({(native chunk, Latin chunk): joint probability}, cost in nats of every row).

    Rows are (native letters, Latin letters a-z, weight). A row that can't be cut into chunks costs infinity. With
    `base`, {native chunk: {Latin chunk: probability}}, a chunk is written as the base says until it is seen more often than
    `strength` times: for scripts of thousands of signs, each of them seen a few times.
    """
    keep = [
        k for k, (a, b, _) in enumerate(rows) if 0 < len(a) < 60 and 0 < len(b) < 60 and len(b) <= target_chunk * len(a)
    ]
    chunks = Chunks([(f"^{rows[k][0]}$", f"^{rows[k][1]}$") for k in keep], source_chunk, target_chunk)
    weight = np.array([rows[k][2] for k in keep], float)
    fit = np.full(len(keep), np.inf)
    source_len, target_len = (np.array([len(x) for x in texts]) for texts in (chunks.source, chunks.target))
    prob = 0.05 ** np.abs(target_len - source_len * 1.2) * 0.02**source_len * 0.1
    prob[source_len == 0] = 0.0005
    prob[(source_len == 1) & (target_len == 0)] = 0.0005
    if base is not None:
        pseudo = np.array([base[x].get(y, 0.0) if x in base else float(x == y) for x, y in zip(chunks.source, chunks.target, strict=True)])
        prob = np.where(source_len == 0, 1e-4, np.maximum(pseudo, 1e-7) * 0.01)
    for r in range(rounds):
        last = r == rounds - 1
        count, _ = chunks.expected(prob, weight, fit, last and base is None)
        if base is not None:
            prob = (count + strength * pseudo) / count.sum()
            continue
        alive = count >= (least if r >= 2 else 0.05)
        c = np.where(alive, count + prior, 0)
        prob = np.zeros(len(c))
        prob[alive] = c[alive] / c.sum() if last else np.exp(_digamma(c[alive]) - _digamma(np.array([c.sum()]))[0])
    out = {(x, y): strength * p / count.sum() for x, options in (base or {}).items() for y, p in options.items()}
    out |= {(chunks.source[k], chunks.target[k]): float(prob[k]) for k in np.flatnonzero(prob > 0)}
    fits = np.full(len(rows), np.inf)
    fits[keep] = fit
    return out, fits


def _digamma(x):
    """Accurate to 1e-8 for x > 0."""
    x = np.array(x, float)
    r = np.zeros_like(x)
    while (small := x < 6).any():
        r[small] -= 1 / x[small]
        x[small] += 1
    f = 1 / (x * x)
    return r + np.log(x) - 0.5 / x - f * (1 / 12 - f * (1 / 120 - f / 252))
