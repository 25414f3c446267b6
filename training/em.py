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


@njit(cache=True)
def _edges(a, a_at, b, b_at, source_chunk, target_chunk, out_i, out_j, out_key, out_pair, dry):
    """Every chunk pair of every pair of tokens. Keys pack 3 source letters of 14 bits and 4 target letters of 5."""
    n = 0
    for p in range(len(a_at) - 1):
        a0, a1, b0, b1 = a_at[p], a_at[p + 1], b_at[p], b_at[p + 1]
        A, B = a1 - a0, b1 - b0
        for i in range(A + 1):
            for j in range(B + 1):
                key = np.int64(0)
                for di in range(min(source_chunk, A - i) + 1):
                    if di:
                        key |= np.int64(a[a0 + i + di - 1]) << (20 + 14 * (di - 1))
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


def train(rows, *, source_chunk=2, target_chunk=4, rounds=10, prior=0.02, least=0.5, verbose=False):
    """({(native chunk, Latin chunk): joint probability}, cost in nats of every row).

    Rows are (native letters, Latin letters a-z, weight). A row that can't be cut into chunks costs infinity.
    """
    keep = [k for k, (a, b, _) in enumerate(rows) if 0 < len(a) < 60 and 0 < len(b) < 60 and len(b) <= 4 * len(a)]
    pairs = [(f"^{rows[k][0]}$", f"^{rows[k][1]}$") for k in keep]
    weight = np.array([rows[k][2] for k in keep], float)
    fit = np.full(len(pairs), np.inf)
    symbols = sorted({c for a, _ in pairs for c in a})
    code = {c: i + 1 for i, c in enumerate(symbols)}
    latin = {c: i + 1 for i, c in enumerate("abcdefghijklmnopqrstuvwxyz^$")}
    a = np.array([code[c] for x, _ in pairs for c in x], np.int32)
    b = np.array([latin[c] for _, y in pairs for c in y], np.int32)
    a_at = np.cumsum([0] + [len(x) for x, _ in pairs]).astype(np.int64)
    b_at = np.cumsum([0] + [len(y) for _, y in pairs]).astype(np.int64)
    dummy = np.zeros(1, np.int64)
    n = _edges(a, a_at, b, b_at, source_chunk, target_chunk, dummy, dummy, dummy, dummy, True)
    edge_from, edge_to, pair, key = (np.zeros(n, kind) for kind in (np.int32, np.int32, np.int32, np.int64))
    _edges(a, a_at, b, b_at, source_chunk, target_chunk, edge_from, edge_to, key, pair, False)
    # '^' and '$' stand on both sides of a chunk or on neither
    l14 = (1 << 14) - 1
    src = [(key >> (20 + 14 * k)) & l14 for k in range(3)]
    tgt = [(key >> (5 * k)) & 31 for k in range(4)]
    for mark in EDGE:
        s = sum((x == code[mark]) for x in src)
        t = sum((y == latin[mark]) for y in tgt)
        good = s == t
        edge_from, edge_to, key, pair = edge_from[good], edge_to[good], key[good], pair[good]
        src, tgt = [x[good] for x in src], [y[good] for y in tgt]
    unique, param = np.unique(key, return_inverse=True)
    pair_at = np.searchsorted(pair, np.arange(len(pairs) + 1))
    ends = np.array([(len(x)) * 64 + len(y) for x, y in pairs], np.int64)
    source_len = sum(((unique >> (20 + 14 * k)) & l14) > 0 for k in range(3))
    target_len = sum(((unique >> (5 * k)) & 31) > 0 for k in range(4))
    prob = 0.05 ** np.abs(target_len - source_len * 1.2) * 0.02 ** source_len * 0.1
    prob[source_len == 0] = 0.0005
    prob[(source_len == 1) & (target_len == 0)] = 0.0005
    for r in range(rounds):
        count = np.zeros(len(unique))
        ll = _round(edge_from, edge_to, param, pair_at, ends, weight, prob, count, fit, r == rounds - 1)
        alive = count >= (least if r >= 2 else 0.05)
        c = np.where(alive, count + prior, 0)
        prob = np.zeros(len(unique))
        prob[alive] = (
            np.exp(_digamma(c[alive]) - _digamma(np.array([c.sum()]))[0]) if r < rounds - 1 else c[alive] / c.sum()
        )
        if verbose:
            per_pair = f"log likelihood per pair {ll / weight.sum():.3f}"
            print(f"  round {r}: {per_pair}, {alive.sum()} chunk pairs", flush=True)
    name = {i: c for c, i in code.items()}
    latin_name = {i: c for c, i in latin.items()}
    out = {}
    for k in np.flatnonzero(prob > 0):
        u = int(unique[k])
        x = "".join(name[v] for s in range(3) if (v := (u >> (20 + 14 * s)) & l14))
        y = "".join(latin_name[v] for s in range(4) if (v := (u >> (5 * s)) & 31))
        out[x, y] = float(prob[k])
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
